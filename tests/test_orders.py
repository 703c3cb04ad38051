"""Orders: shipped, delivered or cancelled, each change kept; a receipt to keep."""

import pytest

from tests.shop_driver import Shop, made, refused


def ship(shop: Shop, order: dict, status: str = "shipped"):
    return shop.patch(f"/api/orders/{order['id']}", shop.admin, json={"status": status})


def test_an_order_goes_placed_shipped_delivered(shop):
    order = shop.buy(shop.make_user(), shop.make_product())

    assert made(ship(shop, order))["status"] == "shipped"
    assert made(ship(shop, order, "delivered"))["status"] == "delivered"


@pytest.mark.parametrize(
    ("done", "wanted", "allowed"),
    [
        ([], "placed", ["shipped", "cancelled"]),
        ([], "delivered", ["shipped", "cancelled"]),
        ([], "cancelled", ["shipped", "cancelled"]),
        (["shipped"], "shipped", ["delivered"]),
        (["shipped"], "cancelled", ["delivered"]),
        (["shipped", "delivered"], "shipped", []),
    ],
)
@pytest.mark.security(10)
def test_any_other_move_is_refused_naming_what_is_allowed(shop, done, wanted, allowed):
    order = shop.buy(shop.make_user(), shop.make_product())
    for status in done:
        order = made(ship(shop, order, status))

    answer = refused(ship(shop, order, wanted), 409, "order-state")

    assert answer["allowed"] == allowed
    assert made(shop.get(f"/api/orders/{order['id']}", shop.admin)) == order


def test_cancelling_gives_the_stock_back_once(shop):
    token, product = shop.make_user(), shop.make_product(stock=5)
    order = shop.buy(token, product, 3)
    path = f"/api/orders/{order['id']}/cancel"

    assert made(shop.post(path, token))["status"] == "cancelled"
    refused(shop.post(path, token), 409, "order-state")

    assert shop.product(product["id"])["stock"] == 5
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]


def test_a_shipped_order_is_not_cancelled(shop):
    token, product = shop.make_user(), shop.make_product(stock=5)
    order = shop.buy(token, product)
    made(ship(shop, order))

    answer = refused(shop.post(f"/api/orders/{order['id']}/cancel", token), 409, "order-state")

    assert answer["error"] == "This order is shipped. It can become: delivered."
    assert shop.product(product["id"])["stock"] == 4


def test_units_of_a_withdrawn_product_are_given_back_too(shop):
    token, product = shop.make_user(), shop.make_product()
    order = shop.buy(token, product)
    made(shop.delete(f"/api/products/{product['id']}", shop.admin))

    made(shop.post(f"/api/orders/{order['id']}/cancel", token))

    movements = made(shop.get(f"/api/products/{product['id']}/stock", shop.admin))
    assert [one["delta"] for one in movements] == [1, -1, 10]


def test_every_change_is_kept_with_its_instant_and_actor(shop, moved_clock):
    token = shop.make_user("ada")
    order = shop.buy(token, shop.make_product())
    moved_clock.move(minutes=1)
    made(ship(shop, order))

    history = made(shop.get(f"/api/orders/{order['id']}/history", token))

    assert history == [
        {
            "status": "placed",
            "at": order["created_at"],
            "actor": {"id": 2, "username": "ada"},
        },
        {
            "status": "shipped",
            "at": moved_clock.instant.isoformat(),
            "actor": {"id": 1, "username": "admin"},
        },
    ]


def test_an_admin_filters_all_orders(shop, moved_clock):
    product = shop.make_product()
    first = shop.buy(shop.make_user(), product)
    noon = moved_clock.move(hours=1).isoformat().replace("+00:00", "Z")
    second = shop.buy(shop.make_user(), product)
    made(ship(shop, second))

    def ids(query: str, token: str | None = None) -> list[int]:
        listed = shop.get(f"/api/orders?{query}", token or shop.admin)
        return [one["id"] for one in made(listed)]

    assert ids("status=placed") == [first["id"]]
    assert ids(f"user_id={second['user_id']}") == [second["id"]]
    assert ids(f"from={noon}") == [second["id"]]
    assert ids(f"to={noon.removesuffix('Z')}") == [first["id"]]
    assert ids(f"user_id={second['user_id']}", shop.sign_in("user-2")["access_token"]) == []
    refused(shop.get("/api/orders?status=lost", shop.admin), 400, "validation-failed")


@pytest.mark.security(2)
def test_a_receipt_is_a_page_with_all_text_escaped(shop):
    token = shop.make_user("<b>ada</b>")
    order = shop.buy(token, shop.make_product(name="<script>alert(1)</script>", price=1234.5), 2)

    response = shop.get(f"/api/orders/{order['id']}/receipt", token)

    assert response.mimetype == "text/html"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "2,469.00" in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.text
    assert "&lt;b&gt;ada&lt;/b&gt;" in response.text
    assert "<script" not in response.text


def test_a_receipt_is_data_where_data_is_wanted(shop):
    token = shop.make_user("ada")
    order = shop.buy(token, shop.make_product())
    path = f"/api/orders/{order['id']}/receipt"

    accept = {"Accept": "application/json; charset=utf-8"}
    receipt = made(shop.get(path, token, headers=accept))

    assert (receipt["order"], receipt["buyer"]) == (order, "ada")
    refused(shop.get(path, shop.make_user()), 404, "order-not-found")
