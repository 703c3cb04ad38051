"""Pages: every row once, in order, whatever happens meanwhile."""

import pytest

from tests.shop_driver import Shop, beside, made, refused

SORTS = ("newest", "name", "price", "-price", "discount", "relevance")


def next_page(response) -> str | None:
    return beside(response, "next")


def pages(shop: Shop, path: str | None, relation: str = "next") -> list:
    """Follow the links from one page to the last, or back to the first."""
    found = []
    while path is not None:
        found.append(shop.get(path))
        made(found[-1])
        path = beside(found[-1], relation)
    return found


def ids(page) -> list[int]:
    return [one["id"] for one in page.json]


def walk(shop: Shop, path: str | None) -> list[int]:
    return [one for page in pages(shop, path) for one in ids(page)]


@pytest.mark.parametrize("sort", SORTS)
def test_walking_all_pages_gives_every_product_once_in_order(shop, sort):
    for number in range(7):
        product = shop.make_product(name=f"Cup {number % 3}", price=10 + number % 2)
        if number % 3 == 0:
            shop.apply(shop.make_offer(10), product)
    whole = walk(shop, f"/api/products?sort={sort}&limit=100&q=cup")

    assert sorted(whole) == [1, 2, 3, 4, 5, 6, 7]
    assert walk(shop, f"/api/products?sort={sort}&limit=2&q=cup") == whole
    assert walk(shop, f"/api/products?sort={sort}&limit=1&q=cup") == whole


@pytest.mark.parametrize("sort", SORTS)
def test_walking_back_gives_the_same_pages_again(shop, sort):
    for number in range(7):
        product = shop.make_product(name=f"Cup {number % 3}", price=10 + number % 2)
        if number % 3 == 0:
            shop.apply(shop.make_offer(10), product)
    there = pages(shop, f"/api/products?sort={sort}&limit=2&q=cup")
    assert len(there) == 4
    assert beside(there[0], "prev") is None

    back = pages(shop, beside(there[-1], "prev"), "prev")

    assert [ids(page) for page in back] == [ids(page) for page in there[-2::-1]]
    assert all(beside(page, "next") for page in back)


def test_other_lists_lead_back_too(shop):
    for _ in range(3):
        shop.make_offer()
    first = shop.get("/api/offers?limit=2", shop.admin)
    last = shop.get(beside(first, "next"), shop.admin)
    assert (ids(first), ids(last)) == ([3, 2], [1])

    assert ids(shop.get(beside(last, "prev"), shop.admin)) == [3, 2]


def test_a_cursor_serves_a_quarter_of_an_hour(shop, moved_clock):
    for _ in range(2):
        shop.make_product()
    link = next_page(shop.get("/api/products?limit=1"))

    moved_clock.move(minutes=15)
    assert ids(shop.get(link)) == [1]
    moved_clock.move(seconds=1)
    refused(shop.get(link), 400, "cursor-expired")


def test_products_added_while_walking_neither_repeat_nor_hide_others(shop):
    first, second = shop.make_product()["id"], shop.make_product()["id"]
    page = shop.get("/api/products?limit=1")
    shop.make_product()

    assert [one["id"] for one in made(page)] == [second]
    assert walk(shop, next_page(page)) == [first]


def test_a_walk_keeps_the_prices_of_its_first_page(shop, moved_clock):
    for price in (10, 11):
        shop.make_product(price=price)
    page = shop.get("/api/products?limit=1&sort=price")
    moved_clock.move(seconds=5)
    made(shop.patch("/api/products/2", shop.admin, json={"price": 1}))

    assert made(shop.get(next_page(page)))[0]["current_price"] == 11
    assert shop.product(2)["current_price"] == 1


def test_the_last_page_leads_nowhere(shop):
    for _ in range(2):
        shop.make_product()

    assert next_page(shop.get("/api/products?limit=2")) is None
    assert next_page(shop.get("/api/products?limit=1")) is not None


def test_rows_are_counted_when_asked(shop):
    for _ in range(3):
        shop.make_product()

    assert shop.get("/api/products?limit=1&count=true").headers["X-Total-Count"] == "3"
    assert "X-Total-Count" not in shop.get("/api/products?limit=1").headers


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "limit=1.5", "limit=", "limit=-1", "count=maybe",
              "limit=99999999999999999999", "limit=%D9%A3", "cursor=", "sort=rating", "page=2",
              "min_price=1.234", "min_price=NaN", "min_price=1e5", "category_id=0", "on_offer=yes"],
)  # fmt: skip
@pytest.mark.security(14)
def test_a_query_that_is_not_valid_is_refused_naming_the_parameter(shop, query):
    answer = refused(shop.get(f"/api/products?{query}"), 400, "validation-failed")
    assert list(answer["errors"]) == [query.partition("=")[0]]


def test_cursors_can_not_be_made_up_or_used_elsewhere(shop):
    for _ in range(2):
        shop.make_product()
    link = next_page(shop.get("/api/products?limit=1&sort=price"))

    refused(shop.get("/api/products?cursor=abc"), 400, "cursor-invalid")
    refused(shop.get(link + "x"), 400, "cursor-invalid")
    refused(shop.get(link.replace("sort=price", "sort=name")), 400, "cursor-invalid")
