"""Stock is a ledger: every unit that came or went has its reason."""

import pytest

from tests.shop_driver import made, refused


def test_goods_received_corrected_and_lost_are_booked(shop):
    product = shop.make_product(stock=10)
    path = f"/api/products/{product['id']}/stock"

    for delta, reason, stock in (
        (5, "received", 15),
        (-2, "shrinkage", 13),
        (-3, "correction", 10),
    ):
        answer = made(shop.post(path, shop.admin, json={"delta": delta, "reason": reason}))
        assert (answer["stock"], answer["movement"]["delta"]) == (stock, delta)

    listed = made(shop.get(path, shop.admin))
    assert [(one["delta"], one["reason"]) for one in listed] == [
        (-3, "correction"),
        (-2, "shrinkage"),
        (5, "received"),
        (10, "initial"),
    ]
    assert shop.product(product["id"])["stock"] == 10


def test_setting_the_stock_books_the_difference_and_a_sale_its_order(shop):
    product = shop.make_product(stock=0)
    path = f"/api/products/{product['id']}"
    made(shop.patch(path, shop.admin, json={"stock": 8}))
    made(shop.patch(path, shop.admin, json={"stock": 8}))
    order = shop.buy(shop.make_user(), product, 3)

    page = shop.get(f"{path}/stock?limit=1&count=true", shop.admin)

    assert page.headers["X-Total-Count"] == "2"
    assert [(one["delta"], one["order_id"]) for one in made(page)] == [(-3, order["id"])]
    following = page.headers["Link"].partition(">")[0].removeprefix("<")
    assert [one["reason"] for one in made(shop.get(following, shop.admin))] == ["correction"]


def test_no_stock_falls_below_zero_or_grows_past_all_bounds(shop):
    path = f"/api/products/{shop.make_product(stock=3)['id']}/stock"

    body = {"delta": -4, "reason": "correction"}
    answer = refused(shop.post(path, shop.admin, json=body), 400, "not-enough-stock")
    assert answer["error"] == "Only 3 items available"
    body = {"delta": 10_000_000, "reason": "received"}
    refused(shop.post(path, shop.admin, json=body), 400, "stock-too-large")

    assert len(made(shop.get(path, shop.admin))) == 1


@pytest.mark.parametrize(
    ("delta", "reason", "member"),
    [(0, "received", "delta"), (-1, "received", "delta"), (1, "shrinkage", "delta"),
     (1.5, "received", "delta"), ("1", "received", "delta"), (1, "sale", "reason"),
     (1, None, "reason"), (2**31, "received", "delta")],
)  # fmt: skip
def test_a_movement_has_units_and_a_fitting_reason(shop, delta, reason, member):
    path = f"/api/products/{shop.make_product()['id']}/stock"
    body = {"delta": delta, "reason": reason}
    answer = refused(shop.post(path, shop.admin, json=body), 400, "validation-failed")
    assert list(answer["errors"]) == [member]
