"""What is told of a picture beside its address, wherever a product or a user is shown."""

import pytest
from sqlalchemy import text

from models import db
from schemas import ProductSchema, UserSchema
from services.product_query import ProductQuery
from services.user_service import UserService
from tests.shop_driver import Shop, made, picture
from tests.test_read_cost import statements


@pytest.fixture
def seller(shop, storage):
    """A shop with two products of which the second, on offer, has a picture of 1600 x 800."""
    shop.make_product()
    product = shop.make_product()
    shop.apply(shop.make_offer(), product)
    path = f"/api/products/{product['id']}/image"
    made(shop.upload(path, shop.admin, picture("JPEG", (1600, 800), "#336699"), "a.jpg"))
    return shop


def details(shop: Shop) -> dict:
    return shop.product(2)["image"]


def test_a_picture_is_told_with_its_renditions(seller, storage):
    product = seller.product(2)
    image = product["image"]

    assert list(image) == ["width", "height", "alt", "renditions", "placeholder", "color"]
    assert (image["width"], image["height"], image["alt"]) == (1600, 800, None)
    sizes = [(one["width"], one["height"]) for one in image["renditions"]]
    assert sizes == [(160, 80), (480, 240), (1200, 600)]
    stem = product["image_url"].removesuffix(".jpg")
    assert [one["url"] for one in image["renditions"]] == [
        f"{stem}-160.webp", f"{stem}-480.webp", f"{stem}-1200.webp",
    ]  # fmt: skip
    for one in image["renditions"]:
        assert storage.fetch(one["url"]).mimetype == "image/webp"
    assert image["placeholder"].startswith("data:image/")
    assert len(image["placeholder"]) < 400
    red, green, blue = bytes.fromhex(image["color"].removeprefix("#"))
    assert max(abs(red - 0x33), abs(green - 0x66), abs(blue - 0x99)) < 8


def test_a_small_picture_is_never_made_larger(shop, storage):
    made(shop.upload("/api/user/profile-image", shop.admin, picture("PNG", (30, 20))))

    user = made(shop.get("/api/user", shop.admin))

    assert list(user["image"]) == ["width", "height", "renditions", "placeholder", "color"]
    url = user["profile_image_url"].replace(".png", "-30.webp")
    assert user["image"]["renditions"] == [{"width": 30, "height": 20, "url": url}]


def test_it_is_told_wherever_a_product_is_shown(seller):
    customer = seller.make_user()
    seller.add_to_cart(customer, {"id": 2})
    image = details(seller)
    path = "/api/products/2"

    assert [
        made(seller.get("/api/products"))[0]["image"],
        made(seller.get("/api/products?q=product&sort=relevance"))[0]["image"],
        made(seller.get("/api/products?sort=price&on_offer=true"))[0]["image"],
        made(seller.get("/api/categories/1/products"))[0]["image"],
        made(seller.get("/api/offers/active"))[0]["image"],
        made(seller.get("/api/cart", customer))["items"][0]["product"]["image"],
        made(seller.get(f"{path}/image"))["image"],
        made(seller.patch(path, seller.admin, json={"stock": 3}))["image"],
    ] == [image] * 8
    assert made(seller.get("/api/products"))[1]["image"] is None


def test_it_is_told_wherever_a_user_is_shown(shop, storage):
    answer = made(shop.upload("/api/user/profile-image", shop.admin, picture()))
    image = answer["user"]["image"]

    assert [
        made(shop.get("/api/user", shop.admin))["image"],
        made(shop.get("/api/user/profile-image", shop.admin))["image"],
        made(shop.patch("/api/user", shop.admin, json={"username": "Admin"}))["image"],
        made(shop.get("/api/admin/users", shop.admin))[0]["image"],
        made(shop.get("/api/admin/users/1", shop.admin))["image"],
        made(shop.get("/api/user/export", shop.admin))["account"]["image"],
    ] == [image] * 6
    gone = made(shop.delete("/api/user/profile-image", shop.admin))
    assert gone["user"]["image"] is None


def test_what_get_gave_may_be_put_back(seller):
    product = seller.product(2)
    again = made(seller.put("/api/products/2", seller.admin, json=product))
    assert {**again, "updated_at": product["updated_at"]} == product


def test_the_compiled_schemas_say_what_marshmallow_says(seller):
    made(seller.upload("/api/user/profile-image", seller.admin, picture()))
    made(seller.patch("/api/products/2/images/1", seller.admin, json={"alt": 'A "url":"x" '}))

    with seller.app.app_context():
        product = ProductSchema().dump(ProductQuery.one(2))
        user = UserSchema().dump(UserService.read(1))

    assert seller.product(2) == product
    assert product["image"]["alt"] == 'A "url":"x" '
    assert made(seller.get("/api/user", seller.admin)) == user


def test_pictures_cost_a_list_no_statement(seller, monkeypatch):
    made(seller.get("/api/products"))
    with statements(seller, monkeypatch) as told:
        first = made(seller.get("/api/products"))[0]
    assert first["image"]["width"] == 1600
    assert len(told) == 1
    assert " image." not in told[0]


def test_the_pictures_of_a_product_are_read_by_two_statements(seller, monkeypatch):
    with statements(seller, monkeypatch) as told:
        made(seller.get("/api/products/2/images"))
    assert len(told) <= 3  # One of them is the lowest price of the reduction.


def test_a_picture_from_before_has_an_address_and_no_size(seller):
    """As the migration leaves it: with a row that knows its file only."""
    with seller.app.app_context():
        engine = db.engine.execution_options(isolation_level="SERIALIZABLE")
        with engine.begin() as connection:
            connection.execute(text("UPDATE product SET image_details = NULL"))
            columns = "width = NULL, height = NULL, color = NULL, placeholder = NULL"
            connection.execute(
                text(f"UPDATE image SET {columns}, renditions = '[]', created_at = NULL")
            )

    product = seller.product(2)
    (image,) = made(seller.get("/api/products/2/images"))

    assert product["image"] is None
    assert image == {
        "id": 1, "position": 1, "url": product["image_url"], "alt": None, "width": None,
        "height": None, "renditions": [], "placeholder": None, "color": None, "created_at": None,
    }  # fmt: skip
    assert made(seller.get("/api/admin/verify", seller.admin))["clean"]
