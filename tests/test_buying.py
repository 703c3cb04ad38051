"""Cart, checkout, orders: nothing is sold that is not there, nothing is half done."""

import pytest

from tests.shop_driver import Shop, made, refused


def stock(shop: Shop, product: dict) -> int:
    return shop.product(product["id"])["stock"]


def test_a_cart_is_priced_at_one_instant(shop):
    token = shop.make_user()
    lamp, cup = shop.make_product(price=19.99), shop.make_product(price=0.1)
    shop.apply(shop.make_offer(12.5), lamp)
    assert made(shop.post("/api/cart", token, json={"product_id": lamp["id"]})) == {
        "message": "Added to cart"
    }
    shop.add_to_cart(token, lamp, 1)
    shop.add_to_cart(token, cup, 3)

    cart = made(shop.get("/api/cart", token))

    assert list(cart) == ["items", "grand_total", "priced_at"]
    assert cart["priced_at"].endswith("+00:00")
    assert cart["grand_total"] == 35.28
    first = cart["items"][0]
    assert list(first) == ["id", "user_id", "product_id", "quantity", "product", "line_total"]
    assert (first["quantity"], first["line_total"]) == (2, 34.98)
    assert first["product"] == shop.product(lamp["id"])
    assert cart["items"][1]["line_total"] == 0.3


def test_a_cart_never_holds_more_than_the_shop(shop):
    token, product = shop.make_user(), shop.make_product(stock=3)
    shop.add_to_cart(token, product, 2)

    body = {"product_id": product["id"], "quantity": 2}
    answer = refused(shop.post("/api/cart", token, json=body), 400, "not-enough-stock")
    assert answer["error"] == "Only 3 items available"

    cart = made(shop.get("/api/cart", token))
    assert cart["items"][0]["quantity"] == 2
    item = f"/api/cart/{cart['items'][0]['id']}"
    refused(shop.patch(item, token, json={"quantity": 4}), 400, "not-enough-stock")
    assert made(shop.patch(item, token, json={"quantity": 3}))["quantity"] == 3


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "1", True, None, 2**31, 2**70, [1]])
@pytest.mark.security(11)
def test_a_quantity_is_a_whole_number_from_one(shop, quantity):
    token, product = shop.make_user(), shop.make_product()
    body = {"product_id": product["id"], "quantity": quantity}

    answer = refused(shop.post("/api/cart", token, json=body), 400, "validation-failed")

    assert list(answer["errors"]) == ["quantity"]
    assert made(shop.get("/api/cart", token))["items"] == []


def test_items_are_taken_out_one_by_one_or_all_at_once(shop):
    token = shop.make_user()
    for _ in range(3):
        shop.add_to_cart(token, shop.make_product())
    first = made(shop.get("/api/cart", token))["items"][0]["id"]

    assert made(shop.delete(f"/api/cart/{first}", token)) == {"message": "Removed from cart"}
    assert len(made(shop.get("/api/cart", token))["items"]) == 2
    refused(shop.delete(f"/api/cart/{first}", token), 404, "cart-item-not-found")
    assert made(shop.delete("/api/cart", token)) == {"message": "Cart emptied"}
    assert made(shop.get("/api/cart", token))["items"] == []


@pytest.mark.security(43)
def test_nobody_touches_the_cart_of_somebody_else(shop):
    mine, theirs = shop.make_user(), shop.make_user()
    shop.add_to_cart(mine, shop.make_product())
    item = f"/api/cart/{made(shop.get('/api/cart', mine))['items'][0]['id']}"

    refused(shop.patch(item, theirs, json={"quantity": 5}), 404, "cart-item-not-found")
    refused(shop.delete(item, shop.admin), 404, "cart-item-not-found")
    made(shop.delete("/api/cart", theirs))

    assert made(shop.get("/api/cart", mine))["items"][0]["quantity"] == 1


def test_a_cart_says_what_can_not_be_bought(shop):
    token = shop.make_user()
    products = [shop.make_product(stock=2) for _ in range(4)]
    for product in products:
        shop.add_to_cart(token, product, 2)
    for product, left in zip(products[:2], (0, 1), strict=True):
        made(shop.patch(f"/api/products/{product['id']}", shop.admin, json={"stock": left}))
    made(shop.delete(f"/api/products/{products[2]['id']}", shop.admin))

    items = made(shop.get("/api/cart", token))["items"]

    assert [item.get("problem") for item in items] == ["sold_out", "fewer_left", "withdrawn", None]
    assert "problem" not in items[3]


def test_checkout_sells_the_cart_at_this_instants_prices(shop):
    token = shop.make_user()
    lamp, cup = shop.make_product(name="Lamp", price=19.99), shop.make_product(price=2)
    shop.apply(shop.make_offer(12.5), lamp)
    shop.add_to_cart(token, lamp, 2)
    shop.add_to_cart(token, cup, 1)

    answer = made(shop.post("/api/checkout", token))

    order = answer["order"]
    assert (answer["message"], answer["total_paid"]) == ("Checkout successful", 36.98)
    assert (order["status"], order["total_price"], order["user_id"]) == ("placed", 36.98, 2)
    assert order["items"][0] == {
        "product_id": lamp["id"],
        "name": "Lamp",
        "quantity": 2,
        "price_at_purchase": 17.49,
        "line_total": 34.98,
    }
    assert (stock(shop, lamp), stock(shop, cup)) == (8, 9)
    assert made(shop.get("/api/cart", token))["items"] == []
    assert made(shop.get(f"/api/orders/{order['id']}", token)) == order


@pytest.mark.security(10)
def test_an_empty_cart_buys_nothing(shop):
    token = shop.make_user()

    answer = refused(shop.post("/api/checkout", token), 400, "cart-empty")

    assert answer["error"] == "Cart is empty"
    assert made(shop.get("/api/orders", token)) == []


@pytest.mark.security(12, 65)
def test_a_cart_that_falls_short_changes_nothing(shop):
    token = shop.make_user()
    enough, short = shop.make_product(), shop.make_product(name="Lamp", stock=2)
    shop.add_to_cart(token, enough, 2)
    shop.add_to_cart(token, short, 2)
    shop.buy(shop.make_user(), short)

    answer = refused(shop.post("/api/checkout", token), 400, "out-of-stock")

    assert answer["error"] == "Stock for Lamp ran out"
    assert (stock(shop, enough), stock(shop, short)) == (10, 1)
    assert len(made(shop.get("/api/cart", token))["items"]) == 2
    assert made(shop.get("/api/orders", token)) == []


def test_a_withdrawn_product_is_not_sold(shop):
    token, product = shop.make_user(), shop.make_product()
    shop.add_to_cart(token, product)
    made(shop.delete(f"/api/products/{product['id']}", shop.admin))

    refused(shop.post("/api/checkout", token), 400, "out-of-stock")


@pytest.mark.security(69)
def test_an_order_keeps_its_prices_and_names_for_ever(shop):
    token, product = shop.make_user(), shop.make_product(name="Lamp", price=20)
    order = shop.buy(token, product)
    path = f"/api/products/{product['id']}"
    made(shop.patch(path, shop.admin, json={"name": "Torch", "price": 99}))
    made(shop.delete(path, shop.admin))

    assert made(shop.get(f"/api/orders/{order['id']}", token)) == order


@pytest.mark.security(43)
def test_orders_are_listed_newest_first_and_only_to_their_owner(shop):
    mine, theirs, product = shop.make_user(), shop.make_user(), shop.make_product()
    orders = [shop.buy(mine, product) for _ in range(3)]
    shop.buy(theirs, product)

    first = shop.get("/api/orders?limit=2&count=true", mine)
    assert made(first) == [orders[2], orders[1]]
    assert first.headers["X-Total-Count"] == "3"
    following = first.headers["Link"].partition(">")[0].removeprefix("<")
    assert made(shop.get(following, mine)) == [orders[0]]
    refused(shop.get(f"/api/orders/{orders[0]['id']}", theirs), 404, "order-not-found")
    assert len(made(shop.get("/api/orders", shop.admin))) == 4
    assert made(shop.get(f"/api/orders/{orders[0]['id']}", shop.admin)) == orders[0]
