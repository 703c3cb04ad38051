"""Pictures from before the shop wrote them anew become like all others by `flask images renew`."""

import io

import pytest
from PIL import Image
from sqlalchemy import text

from models import db
from tests.shop_driver import Shop, made, picture


def old_jpeg() -> bytes:
    """Return a picture as a camera sends it: turned, and saying where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn it by 90 degrees to see it upright.
    exif[0x010F] = "A camera"
    stream = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.fixture
def hang(shop, storage):
    """Give a product or a user a picture as an adopted database has it: a file and its name."""

    def hang(kind: str, owner_id: int, name: str, content: bytes | None) -> None:
        if content is not None:
            storage.put(f"{kind}s", name, content)
        statements = (
            f'UPDATE "{kind}" SET image = :name WHERE id = :owner_id',
            "INSERT INTO image (owner_type, owner_id, position, name, renditions) "
            f"VALUES ('{kind}', :owner_id, 1, :name, '[]')",
        )
        with shop.app.app_context():
            engine = db.engine.execution_options(isolation_level="SERIALIZABLE")
            with engine.begin() as connection:
                for statement in statements:
                    connection.execute(text(statement), {"name": name, "owner_id": owner_id})

    return hang


def renew(shop: Shop) -> tuple[int, list[str]]:
    outcome = shop.app.test_cli_runner().invoke(args=["images", "renew"])
    return outcome.exit_code, outcome.stdout.splitlines()


def is_clean(shop: Shop) -> bool:
    return made(shop.get("/api/admin/verify", shop.admin))["clean"]


def test_old_pictures_become_like_all_others(shop, storage, hang):
    product = shop.make_product()
    hang("product", product["id"], "novel.jpg", old_jpeg())
    hang("user", 1, "alice.png", picture("PNG", (200, 100)))
    assert shop.product(1)["image_url"] == "/static/products/novel.jpg"
    assert shop.product(1)["image"] is None

    assert renew(shop) == (0, ["2 pictures renewed."])

    product, user = shop.product(1), made(shop.get("/api/user", shop.admin))
    assert (product["image"]["width"], product["image"]["height"]) == (400, 600)
    assert (user["image"]["width"], user["image"]["height"]) == (200, 100)
    assert {"novel.jpg", "alice.png"}.isdisjoint(storage.names("products") + storage.names("users"))
    served = storage.fetch(product["image_url"]).content
    assert not Image.open(io.BytesIO(served)).getexif()
    assert b"A camera" not in served
    for one in product["image"]["renditions"]:
        assert storage.fetch(one["url"]).mimetype == "image/webp"
    assert is_clean(shop)
    assert renew(shop) == (0, ["0 pictures renewed."])
    assert shop.product(1) == product


def test_a_picture_that_two_share_is_deleted_with_the_second(shop, storage, hang):
    for _ in range(2):
        product = shop.make_product()
        hang("product", product["id"], "shared.png", picture())
    made(shop.delete("/api/products/1/image", shop.admin))
    assert storage.names("products") == ["shared.png"]
    hang("product", 1, "shared.png", None)

    assert renew(shop) == (0, ["2 pictures renewed."])

    first, second = shop.product(1), shop.product(2)
    assert first["image_url"] != second["image_url"]
    assert "shared.png" not in storage.names("products")
    assert is_clean(shop)


def test_a_file_that_is_called_after_another_kind_is_renewed(shop, storage, hang):
    shop.make_product()
    hang("product", 1, "photo.jpg", picture("PNG"))

    assert renew(shop) == (0, ["1 pictures renewed."])

    assert shop.product(1)["image_url"].endswith(".png")


def test_what_is_no_picture_is_told_and_left_as_it_is(shop, storage, hang):
    for name, content in (("gone.png", None), ("page.png", b"<html>"), ("fine.png", picture())):
        hang("product", shop.make_product()["id"], name, content)

    status, lines = renew(shop)

    assert status == 1
    assert lines[0] == "product 1, gone.png: The file is missing."
    assert lines[1].startswith("product 2, page.png: The file is not a ")
    assert lines[2:] == ["1 pictures renewed, 2 are left as they are."]
    assert [shop.product(number)["image"] is None for number in (1, 2, 3)] == [True, True, False]
    assert storage.read("products", "page.png") == b"<html>"


def test_the_picture_of_what_was_withdrawn_is_renewed_too(shop, storage, hang):
    hang("product", shop.make_product()["id"], "old.png", picture())
    made(shop.delete("/api/products/1", shop.admin))

    assert renew(shop) == (0, ["1 pictures renewed."])

    assert "old.png" not in storage.names("products")
    assert is_clean(shop)


def test_an_old_picture_can_be_described_moved_and_replaced(shop, storage, hang):
    shop.make_product()
    hang("product", 1, "old.png", picture())
    path = "/api/products/1/images"
    (old,) = made(shop.get(path))
    made(shop.patch(f"{path}/{old['id']}", shop.admin, json={"alt": "Old"}))
    new = made(shop.upload(path, shop.admin, picture()))
    made(shop.patch(f"{path}/{new['id']}", shop.admin, json={"position": 1}))
    assert shop.product(1)["image_url"] == new["url"]
    made(shop.patch(f"{path}/{new['id']}", shop.admin, json={"position": 2}))
    assert shop.product(1)["image_url"] == "/static/products/old.png"

    made(shop.upload("/api/products/1/image", shop.admin, picture()))

    assert "old.png" not in storage.names("products")
    assert is_clean(shop)
