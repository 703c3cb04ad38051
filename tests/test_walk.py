"""Whatever the catalogue, the filters and the sort: all pages are exactly the list."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import clock, product_listing
from services.offer_application_service import OfferApplicationService
from services.offer_service import OfferService
from services.product_query import ProductQuery
from services.product_service import ProductService
from services.refusals import OfferNotApplied, ProductNotFound
from services.seed_service import SeedService
from tests.conftest import empty_database
from tests.shop_driver import beside, made

# Few prices, close together: several base prices cost the same when reduced, many tie.
prices = st.integers(95, 110)
products = st.tuples(
    prices, st.integers(1, 2), st.integers(0, 2), st.sets(st.integers(0, 3)), st.sampled_from("abC")
)
offers = st.tuples(
    st.sampled_from([0, 100, 1250, 2000]), st.sampled_from(["over", "running", "scheduled"])
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "category_id": st.integers(1, 2),
        "min_price": prices.map(lambda cents: cents / 100),
        "max_price": prices.map(lambda cents: cents / 100),
        "on_offer": st.sampled_from(["true", "false"]),
        "in_stock": st.sampled_from(["true", "false"]),
    },
)
steps = st.tuples(
    st.sampled_from(["add", "price", "apply", "remove", "withdraw"]), st.integers(1, 12), prices,
    st.integers(1, 4),
)  # fmt: skip

KEYS = {
    "newest": (lambda one: [], True),
    "name": (lambda one: [one.name.lower()], False),
    "price": (lambda one: [one.current_price_cents, one.price_cents], False),
    "-price": (lambda one: [one.current_price_cents, one.price_cents], True),
    "discount": (lambda one: [-1 if one.basis_points is None else one.basis_points], True),
}


def keep(rows, plans) -> None:
    """Make a shop of these products, which hold these offers."""
    empty_database()
    SeedService.categories()
    now = clock.read()
    begins = {"over": -2, "running": -1, "scheduled": 1}
    for points, state in plans:
        start = now + timedelta(hours=begins[state])
        OfferService.create({
            "name": state, "basis_points": points, "starts_at": start,
            "ends_at": start + timedelta(hours=2 if state == "running" else 1),
        })  # fmt: skip
    for cents, category, stock, held, name in rows:
        values = {"name": name, "price_cents": cents, "category_id": category, "stock": stock}
        product = ProductService.create(values)
        for offer in sorted(held):
            if offer < len(plans):
                OfferApplicationService.apply(offer + 1, product.id)


def naive(count: int, asked, sort) -> list[int]:
    """Filter and sort by hand what each product says of itself."""
    views = [ProductQuery.one(number) for number in range(1, count + 1)]
    flags = {"true": True, "false": False}
    found = [
        one
        for one in views
        if one.category_id == asked.get("category_id", one.category_id)
        and one.current_price_cents >= asked.get("min_price", 0) * 100 - 0.001
        and one.current_price_cents <= asked.get("max_price", 99) * 100 + 0.001
        and one.is_on_offer == flags.get(asked.get("on_offer"), one.is_on_offer)
        and (one.stock > 0) == flags.get(asked.get("in_stock"), one.stock > 0)
    ]
    key, descending = KEYS[sort]
    found.sort(key=lambda one: (*key(one), one.id), reverse=descending)
    return [one.id for one in found]


def step(kind: str, product_id: int, cents: int, offer_id: int) -> None:
    """Change something that a walk under way must not notice."""
    try:
        if kind == "add":
            values = {"name": "new", "price_cents": cents, "category_id": 1, "stock": 1}
            ProductService.create(values)
        elif kind == "price":
            ProductService.change(product_id, {"price_cents": cents})
        elif kind == "apply":
            OfferApplicationService.apply(offer_id, product_id)
        elif kind == "remove":
            OfferApplicationService.remove(offer_id, product_id)
        else:
            ProductService.withdraw(product_id)
    except (ProductNotFound, OfferNotApplied):
        pass


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_walking_gives_the_list_while_the_shop_goes_on(running_shops, kind):
    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        st.lists(products, min_size=1, max_size=12),
        st.lists(offers, min_size=4, max_size=4),
        filters,
        st.sampled_from(list(KEYS)),
        st.integers(1, 5),
        st.lists(steps, max_size=12),
    )
    def walk(rows, plans, asked, sort, limit, changes):
        with shop.app.app_context():
            keep(rows, plans)
            expected = naive(len(rows), asked, sort)
        path, told, last = (
            f"/api/products?{urlencode({**asked, 'sort': sort, 'limit': limit})}",
            [],
            None,
        )
        while path is not None:
            last = shop.get(path)
            told += [one["id"] for one in made(last)]
            path = beside(last, "next")
            if changes:
                with shop.app.app_context():
                    kind_of, place, *more = changes.pop()
                    step(kind_of, place % len(rows) + 1, *more)
            assert len(told) <= len(rows)
        assert told == expected
        back = [one["id"] for one in made(last)]
        while (path := beside(last, "prev")) is not None:
            last = shop.get(path)
            back = [one["id"] for one in made(last)] + back
            assert len(back) <= len(rows)
        assert back == expected

    shop = running_shops(kind)
    walk()


@pytest.mark.parametrize("sort", KEYS)
def test_what_changes_ahead_of_a_walk_stays_where_it_was(shop, sort):
    """Every change of terms, of the products that the walk has not come to."""
    for price in (100, 90, 80, 70, 60):
        for category in (1, 2):
            shop.make_product(price=price, category_id=category, name=str(price))
    offer = shop.make_offer(20)
    for product_id in (3, 8):
        shop.apply(offer, {"id": product_id})
    path = f"/api/products?sort={sort}&limit=1"
    expected = [one["id"] for one in made(shop.get(f"/api/products?sort={sort}&limit=100"))]
    first = shop.get(path)
    for product_id, cents in ((5, 1), (6, 99999)):
        made(shop.patch(f"/api/products/{product_id}", shop.admin, json={"price": cents}))
    for product_id in (2, 9):
        shop.apply(offer, {"id": product_id})
    made(shop.delete(f"/api/offers/{offer['id']}/apply/8", shop.admin))
    made(shop.delete("/api/products/7", shop.admin))
    shop.make_product(price=75)

    told, path = [one["id"] for one in made(first)], beside(first, "next")
    while path is not None:
        page = shop.get(path)
        told += [one["id"] for one in made(page)]
        assert len(told) <= 10
        path = beside(page, "next")
    assert told == expected


@pytest.mark.parametrize("query", ["sort=price", "sort=-price", "sort=discount", "on_offer=false"])
@pytest.mark.parametrize("step", ["add", "price", "withdraw"])
def test_what_changes_between_the_statements_of_a_page_is_not_on_it(shop, monkeypatch, query, step):
    """The streams were read, their rows not yet: the page is still that of its instant."""
    for price in (100, 90, 80):
        shop.make_product(price=price)
    path = f"/api/products?{query}&limit=2"
    expected = [one["id"] for one in made(shop.get(f"/api/products?{query}"))]

    def change():
        if step == "add":
            for price in (1, 1000):
                shop.make_product(price=price)
        elif step == "price":
            made(shop.patch(f"/api/products/{expected[0]}", shop.admin, json={"price": 85}))
        else:
            made(shop.delete(f"/api/products/{expected[0]}", shop.admin))

    read = product_listing.streams_at

    def streams_and_a_change(instant, heads):
        found = read(instant, heads)
        meanwhile(change)
        return found

    monkeypatch.setattr(product_listing, "streams_at", streams_and_a_change)
    page = shop.get(path)
    monkeypatch.undo()

    told = [one["id"] for one in made(page)]
    assert told == expected[:2]
    assert [one["id"] for one in made(shop.get(beside(page, "next")))] == expected[2:]


@pytest.mark.parametrize("sort", ["price", "-price"])
def test_a_page_by_price_is_whole_although_its_heads_were_gone(shop, monkeypatch, sort):
    """The heads of streams bound what is read of each; they are no more than a guess."""
    for price in (100, 90, 80, 70):
        product = shop.make_product(price=price)
        shop.apply(shop.make_offer(20), product)
    expected = made(shop.get(f"/api/products?sort={sort}&limit=3"))
    read, bounds = product_listing.streams_at, []

    def with_a_wrong_guess(instant, heads):
        found = read(instant, heads)
        bounds.append(len(found.heads))
        beyond = dict.fromkeys(found.heads, 1 if sort == "price" else 10**6)
        return found._replace(heads=beyond)

    monkeypatch.setattr(product_listing, "streams_at", with_a_wrong_guess)
    assert made(shop.get(f"/api/products?sort={sort}&limit=3")) == expected
    assert bounds == [4]


def meanwhile(work) -> None:
    """Do something in a thread of its own, and wait for it."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result()
