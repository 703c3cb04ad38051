"""Checkout under fire: real threads, real connections, several server processes.

Every race ends with the shop's own proof of its books. The controls at the end run the
same races against a shop with one guard taken away: they must find it out.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import made

BUYERS = 64
CLICKS = 20
MANY = 1000
SHOPS = ("sqlite", "postgresql", "postgresql-serializable")
DATABASES = SHOPS[:2]
TRIES = 5


def new_shop(kind, new_database, tmp_path_factory) -> LiveShop:
    database, _, level = kind.partition("-")
    folder = tmp_path_factory.mktemp("live")
    return LiveShop(new_database(database), folder, level.upper() or None)


@pytest.fixture(scope="module", params=SHOPS)
def live(request, new_database, tmp_path_factory):
    """A shop served by two processes, with four threads each."""
    with new_shop(request.param, new_database, tmp_path_factory) as shop:
        shop.prepare()
        shop.start()
        yield shop
        assert shop.stop() == 0


def check_out(shop: LiveShop, token: str, key: str | None = None):
    headers = {"Idempotency-Key": key} if key else {}
    return shop.post("/api/checkout", token, headers=headers)


def stock(shop: LiveShop, product: dict) -> int:
    return shop.product(product["id"])["stock"]


def kinds(answers) -> Counter:
    """Count answers by status and problem type."""
    return Counter((one.status_code, one.json.get("type")) for one in answers)


def orders_in(answers) -> list[dict]:
    """Return the orders that successful answers speak of, the newest first."""
    orders = [answer.json["order"] for answer in answers if answer.status_code == 200]
    return sorted(orders, key=lambda order: -order["id"])


def replays(answers) -> Counter:
    return Counter(answer.headers.get("Idempotent-Replayed") for answer in answers)


# --- The races ------------------------------------------------------------------------------------


def race_for(shop: LiveShop, tokens: list[str], units: int):
    """Let everybody buy one of a product of which there are `units`."""
    product = shop.make_product(stock=units)
    for token in tokens:
        shop.add_to_cart(token, product)
    return product, shop.at_once([partial(check_out, shop, token) for token in tokens])


def click_often(shop: LiveShop, token: str, key: str | None = None):
    """Let one user click on "buy" in many tabs at once."""
    product = shop.make_product(stock=MANY)
    shop.add_to_cart(token, product, 2)
    return product, shop.at_once([partial(check_out, shop, token, key)] * CLICKS)


def cancel_often(shop: LiveShop, token: str):
    """Let one user cancel one order in many tabs at once."""
    product = shop.make_product(stock=10)
    path = f"/api/orders/{shop.buy(token, product, 3)['id']}/cancel"
    return product, shop.at_once([partial(shop.post, path, token)] * CLICKS)


@pytest.mark.parametrize("units", [1, 7, 50])
@pytest.mark.security(13, 63, 68)
def test_the_last_units_are_sold_once(live, units):
    product, answers = race_for(live, live.buyers(BUYERS), units)

    assert kinds(answers) == {
        (200, None): units,
        (400, "/problems/out-of-stock"): BUYERS - units,
    }
    orders = orders_in(answers)
    assert live.orders_of(product) == orders
    assert len({order["id"] for order in orders}) == units
    assert len({order["user_id"] for order in orders}) == units
    assert stock(live, product) == 0
    assert live.findings() == []


@pytest.mark.security(64)
def test_carts_in_opposite_orders_never_block_each_other(live):
    tokens = live.buyers(16)
    products = [live.make_product(stock=3 * len(tokens)) for _ in range(5)]
    for _ in range(3):
        for number, token in enumerate(tokens):
            for product in products if number % 2 else reversed(products):
                live.add_to_cart(token, product)

        answers = live.at_once([partial(check_out, live, token) for token in tokens])

        assert kinds(answers) == {(200, None): len(tokens)}
    assert [stock(live, product) for product in products] == [0] * 5
    assert live.findings() == []


@pytest.mark.security(63)
def test_a_cart_clicked_often_is_bought_once(live):
    product, answers = click_often(live, *live.buyers(1))

    assert kinds(answers) == {(200, None): 1, (400, "/problems/cart-empty"): CLICKS - 1}
    assert live.orders_of(product) == orders_in(answers)
    assert stock(live, product) == MANY - 2
    assert live.findings() == []


@pytest.mark.security(67)
def test_twins_with_one_key_get_one_order_and_one_answer(live):
    (token,) = live.buyers(1)
    product, answers = click_often(live, token, key="twins")

    assert kinds(answers) == {(200, None): CLICKS}
    assert len({answer.data for answer in answers}) == 1
    assert replays(answers) == {None: 1, "true": CLICKS - 1}
    order = answers[0].json["order"]
    assert live.orders_of(product) == [order]
    assert stock(live, product) == MANY - 2

    live.add_to_cart(token, product)
    again = live.at_once([partial(check_out, live, token, "twins")] * CLICKS)

    assert {answer.data for answer in again} == {answers[0].data}
    assert replays(again) == {"true": CLICKS}
    assert live.orders_of(product) == [order]
    assert len(made(live.get("/api/cart", token))["items"]) == 1
    assert live.findings() == []


def test_a_key_belongs_to_its_user(live):
    tokens, product = live.buyers(16), live.make_product(stock=16)
    for token in tokens:
        live.add_to_cart(token, product)

    answers = live.at_once([partial(check_out, live, token, "everybodys") for token in tokens])

    assert kinds(answers) == {(200, None): 16}
    assert live.orders_of(product) == orders_in(answers)
    assert stock(live, product) == 0
    assert live.findings() == []


def test_an_order_cancelled_often_returns_its_stock_once(live):
    product, answers = cancel_often(live, *live.buyers(1))

    assert kinds(answers) == {(200, None): 1, (409, "/problems/order-state"): CLICKS - 1}
    assert [order["status"] for order in live.orders_of(product)] == ["cancelled"]
    assert stock(live, product) == 10
    assert live.findings() == []


def test_what_is_returned_is_sold_again_and_never_more(live):
    """Sixteen cancel while sixteen others buy what comes back."""
    tokens, product = live.buyers(32), live.make_product(stock=16)
    for token in tokens:
        live.add_to_cart(token, product)
    owners, others = tokens[:16], tokens[16:]
    orders = [made(check_out(live, token))["order"] for token in owners]

    answers = live.at_once(
        [
            partial(live.post, f"/api/orders/{order['id']}/cancel", token)
            for order, token in zip(orders, owners, strict=True)
        ]
        + [partial(check_out, live, token) for token in others]
    )

    assert kinds(answers[:16]) == {(200, None): 16}
    sold = kinds(answers[16:])
    refused = sold[400, "/problems/out-of-stock"]
    assert sold[200, None] + refused == 16
    assert stock(live, product) == refused
    assert live.findings() == []


def test_what_is_added_while_buying_is_bought_or_kept(live):
    """Of one user's additions and checkouts none is lost and none counts twice."""
    (token,), product = live.buyers(1), live.make_product(stock=MANY)
    add = partial(live.post, "/api/cart", token, json={"product_id": product["id"]})

    answers = live.at_once([add, partial(check_out, live, token)] * 16)

    assert kinds(answers[::2]) == {(201, None): 16}
    bought, empty = (200, None), (400, "/problems/cart-empty")
    assert set(kinds(answers[1::2])) <= {bought, empty}
    orders = orders_in(answers[1::2])
    units = sum(order["items"][0]["quantity"] for order in orders)
    kept = made(live.get("/api/cart", token))["items"]
    assert units + sum(line["quantity"] for line in kept) == 16
    assert live.orders_of(product) == orders
    assert stock(live, product) == MANY - units
    assert live.findings() == []


@pytest.mark.security(68)
def test_prices_and_stocks_changed_while_selling_leave_the_books_right(live):
    """Whatever comes between, a line is sold at a price in force, and no unit gets lost."""
    tokens, product = live.buyers(32), live.make_product(stock=MANY, price=100)
    for token in tokens:
        live.add_to_cart(token, product)
    offer = live.make_offer(15)
    goods, reduction = f"/api/products/{product['id']}", f"/api/offers/{offer['id']}"
    applied = f"{reduction}/apply/{product['id']}"
    later = {"end_time": "2999-01-01T00:00:00Z"}
    changes = [
        *(
            partial(live.patch, goods, live.admin, json={"price": 50 + number, "stock": MANY})
            for number in range(8)
        ),
        *[partial(live.post, applied, live.admin), partial(live.delete, applied, live.admin)] * 3,
        partial(live.patch, reduction, live.admin, json=later),
    ]

    answers = live.at_once([partial(check_out, live, token) for token in tokens] + changes)

    assert kinds(answers[:32]) == {(200, None): 32}
    assert set(kinds(answers[32:])) <= {(200, None), (404, "/problems/offer-not-applied")}
    assert live.orders_of(product) == orders_in(answers[:32])
    assert live.findings() == []


# --- The controls ---------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=DATABASES)
def bare(request, new_database, tmp_path_factory):
    """A prepared shop that is not served yet: each control starts it without some guard."""
    with new_shop(request.param, new_database, tmp_path_factory) as shop:
        shop.prepare()
        yield shop


@pytest.fixture
def unguarded(bare):
    """Serve the shop without the guard that is named."""

    def serve(guard: str) -> LiveShop:
        bare.start(f"tests.unguarded:{guard}")
        return bare

    yield serve
    bare.kill()


def is_found_out(race) -> bool:
    """Say whether one of a few races breaks the promise: what races do is chance."""
    return any(race() for _ in range(TRIES))


def test_control_stock_taken_as_read_is_oversold(unguarded):
    shop = unguarded("without_stock_guard")

    def oversold() -> bool:
        _, answers = race_for(shop, shop.buyers(CLICKS), 7)
        return kinds(answers)[200, None] > 7

    assert is_found_out(oversold)
    assert shop.findings() != []


def test_control_a_cart_that_is_not_claimed_is_bought_twice(unguarded):
    shop = unguarded("without_cart_claim")

    def bought_twice() -> bool:
        product, _ = click_often(shop, *shop.buyers(1))
        return len(shop.orders_of(product)) > 1

    assert is_found_out(bought_twice)


def test_control_a_key_that_is_ignored_repeats_nothing(unguarded):
    shop = unguarded("without_idempotency")

    def answered_differently() -> bool:
        _, answers = click_often(shop, *shop.buyers(1), key="twins")
        return kinds(answers)[400, "/problems/cart-empty"] > 0

    assert is_found_out(answered_differently)


def test_control_a_cancellation_decided_as_read_returns_stock_twice(unguarded):
    shop = unguarded("without_cancel_guard")

    def returned_twice() -> bool:
        product, _ = cancel_often(shop, *shop.buyers(1))
        return stock(shop, product) > 10

    assert is_found_out(returned_twice)
