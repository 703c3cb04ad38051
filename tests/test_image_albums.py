"""Several pictures of a product: added, put in order, described and taken away."""

import pytest

from tests.shop_driver import PASSWORD, Shop, made, picture, refused

MOST = 20


@pytest.fixture
def pictured(shop, storage):
    """A product with three pictures: 40, 50 and 60 pixels wide."""
    product = shop.make_product()
    for width in (40, 50, 60):
        add(shop, product, width)
    return product


def path_of(product: dict, image: dict | None = None) -> str:
    return f"/api/products/{product['id']}/images" + (f"/{image['id']}" if image else "")


def add(shop: Shop, product: dict, width: int = 40) -> dict:
    return made(shop.upload(path_of(product), shop.admin, picture("PNG", (width, 30))))


def images(shop: Shop, product: dict) -> list[dict]:
    return made(shop.get(path_of(product)))


def widths(shop: Shop, product: dict) -> list[int]:
    found = images(shop, product)
    assert [one["position"] for one in found] == list(range(1, len(found) + 1))
    return [one["width"] for one in found]


def shown(shop: Shop, product: dict) -> tuple:
    """Return the address and the width that a product shows, once it is sure that lists do too."""
    alone = shop.product(product["id"])
    assert [one for one in made(shop.get("/api/products")) if one["id"] == alone["id"]] == [alone]
    return alone["image_url"], (alone["image"] or {}).get("width")


def test_a_picture_is_added_behind_the_others(shop, storage, pictured):
    response = shop.upload(path_of(pictured), shop.admin, picture("GIF", (70, 30)), "a.gif")

    image = response.json
    assert response.status_code == 201
    assert list(image) == [
        "id", "position", "url", "alt", "width", "height", "renditions", "placeholder", "color",
        "created_at",
    ]  # fmt: skip
    assert (image["position"], image["width"], image["height"], image["alt"]) == (4, 70, 30, None)
    assert images(shop, pictured)[3] == image
    assert storage.fetch(image["url"]).mimetype == "image/gif"


def test_a_product_shows_the_first_of_its_pictures(shop, pictured):
    first, second, _ = images(shop, pictured)
    assert shown(shop, pictured) == (first["url"], 40)

    made(shop.patch(path_of(pictured, second), shop.admin, json={"position": 1}))

    assert shown(shop, pictured) == (second["url"], 50)


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, [60, 40, 50]), (2, [40, 60, 50]), (3, [40, 50, 60]), (20, [40, 50, 60])],
)
def test_a_picture_is_given_another_place(shop, pictured, position, order):
    last = images(shop, pictured)[2]

    moved = made(shop.patch(path_of(pictured, last), shop.admin, json={"position": position}))

    assert moved["position"] == min(position, 3)
    assert widths(shop, pictured) == order


def test_the_first_picture_goes_to_the_end(shop, pictured):
    first = images(shop, pictured)[0]
    made(shop.patch(path_of(pictured, first), shop.admin, json={"position": 3}))
    assert widths(shop, pictured) == [50, 60, 40]


@pytest.mark.parametrize("alt", ["A teal lamp", "", None, 'Says "url":"', "😀 ﬀ\n<b>", "x" * 300])
def test_a_picture_is_described(shop, pictured, alt):
    first, second, _ = images(shop, pictured)
    for image in (first, second):
        answer = made(shop.patch(path_of(pictured, image), shop.admin, json={"alt": alt}))
        assert answer == {**image, "alt": alt}

    assert [one["alt"] for one in images(shop, pictured)] == [alt, alt, None]
    details = shop.product(pictured["id"])["image"]
    assert (details["alt"], details["width"]) == (alt, 40)
    assert details["renditions"] == first["renditions"]


def test_a_change_of_nothing_changes_nothing(shop, pictured):
    before = images(shop, pictured)
    assert made(shop.patch(path_of(pictured, before[1]), shop.admin, json={})) == before[1]
    assert images(shop, pictured) == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"position": 0}, "position"),
        ({"position": 21}, "position"),
        ({"position": "1"}, "position"),
        ({"position": True}, "position"),
        ({"position": None}, "position"),
        ({"position": 10**20}, "position"),
        ({"alt": "x" * 301}, "alt"),
        ({"alt": "a\x00b"}, "alt"),
        ({"alt": 7}, "alt"),
        ({"alt": ["x"]}, "alt"),
        ({"url": "/static/products/x.png"}, "url"),
        ({"alt": "fine", "position": 0}, "position"),
    ],
)
def test_a_change_that_is_not_valid_changes_nothing(shop, pictured, body, field):
    before = images(shop, pictured)

    response = shop.patch(path_of(pictured, before[0]), shop.admin, json=body)

    assert list(refused(response, 400, "validation-failed")["errors"]) == [field]
    assert images(shop, pictured) == before


@pytest.mark.security(29)
def test_a_picture_is_taken_away_with_its_files(shop, storage, pictured):
    first, second, third = images(shop, pictured)

    answer = made(shop.delete(path_of(pictured, second), shop.admin))

    assert answer == {"message": "Image deleted"}
    assert widths(shop, pictured) == [40, 60]
    assert storage.names("products") == files_of(first, third)
    refused(shop.delete(path_of(pictured, second), shop.admin), 404, "image-not-found")
    assert shown(shop, pictured) == (first["url"], 40)


def files_of(*found: dict) -> list[str]:
    addresses = [
        address
        for image in found
        for address in (image["url"], *(one["url"] for one in image["renditions"]))
    ]
    return sorted(address.rpartition("/")[2] for address in addresses)


def test_the_next_one_moves_up_when_the_first_is_deleted(shop, storage, pictured):
    _, second, third = images(shop, pictured)

    answer = made(shop.delete(f"/api/products/{pictured['id']}/image", shop.admin))

    assert answer["image_url"] == answer["product"]["image_url"] == second["url"]
    assert widths(shop, pictured) == [50, 60]
    assert storage.names("products") == files_of(second, third)
    for left in ((third["url"], 60), (None, None)):
        made(shop.delete(f"/api/products/{pictured['id']}/image", shop.admin))
        assert shown(shop, pictured) == left
    refused(
        shop.delete(f"/api/products/{pictured['id']}/image", shop.admin), 404, "image-not-found"
    )
    assert storage.names("products") == []


@pytest.mark.security(29)
def test_a_new_first_picture_takes_the_place_of_the_old_one_alone(shop, storage, pictured):
    first, second, third = images(shop, pictured)
    made(shop.patch(path_of(pictured, first), shop.admin, json={"alt": "The old one"}))

    path = f"/api/products/{pictured['id']}/image"
    answer = made(shop.upload(path, shop.admin, picture("PNG", (80, 30))))

    new, *others = images(shop, pictured)
    assert others == [second, third]
    assert (new["width"], new["alt"], new["url"]) == (80, None, answer["image_url"])
    assert new["id"] not in {first["id"], second["id"], third["id"]}
    assert storage.names("products") == files_of(new, second, third)


def test_a_product_has_at_most_twenty_pictures(shop, storage):
    product = shop.make_product()
    for _ in range(MOST):
        add(shop, product)
    before = images(shop, product)

    answer = refused(shop.upload(path_of(product), shop.admin, picture()), 409, "too-many-images")

    assert answer["error"] == "There are 20 images already: take one away first."
    assert images(shop, product) == before
    assert storage.names("products") == files_of(*before)
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture("PNG", (80, 9))))
    assert widths(shop, product) == [80] + [40] * 19


@pytest.mark.security(29)
def test_what_is_refused_as_a_picture_is_kept_nowhere(shop, storage, pictured):
    before = images(shop, pictured)
    names = storage.names("products")

    refused(shop.upload(path_of(pictured), shop.admin, b"<html>"), 400, "image-invalid")
    refused(shop.upload("/api/products/99/images", shop.admin, picture()), 404, "product-not-found")

    assert images(shop, pictured) == before
    assert storage.names("products") == names


def test_a_picture_is_no_other_products(shop, pictured):
    other = shop.make_product()
    mine = add(shop, other)

    for method in (shop.patch, shop.delete):
        sent = {"json": {"alt": "x"}} if method == shop.patch else {}
        refused(method(path_of(pictured, mine), shop.admin, **sent), 404, "image-not-found")
    assert images(shop, other) == [mine]


def test_pictures_of_what_is_not_on_sale_are_not_shown(shop, storage, pictured):
    before = storage.names("products")
    made(shop.delete(f"/api/products/{pictured['id']}", shop.admin))

    for number in (pictured["id"], 99):
        path = f"/api/products/{number}/images"
        refused(shop.get(path), 404, "product-not-found")
        refused(shop.upload(path, shop.admin, picture()), 404, "product-not-found")
        refused(shop.delete(f"{path}/1", shop.admin), 404, "product-not-found")
        refused(shop.patch(f"{path}/1", shop.admin, json={}), 404, "product-not-found")
    assert storage.names("products") == before


def test_a_product_without_pictures_has_none(shop):
    assert images(shop, shop.make_product()) == []


def test_another_version_of_a_product_is_told_by_its_pictures(shop, pictured):
    path = f"/api/products/{pictured['id']}"
    seen = shop.get(path).headers["ETag"]
    first = images(shop, pictured)[0]

    made(shop.patch(path_of(pictured, first), shop.admin, json={"alt": "A lamp"}))

    headers = {"If-Match": seen}
    refused(
        shop.patch(path, shop.admin, json={"stock": 1}, headers=headers), 412, "precondition-failed"
    )
    assert shop.get(path, headers={"If-None-Match": seen}).status_code == 200


@pytest.mark.security(29)
def test_the_pictures_of_who_leaves_are_gone(shop, storage):
    token = shop.make_user()
    made(shop.upload("/api/user/profile-image", token, picture("PNG", (200, 90))))
    assert len(storage.names("users")) >= 2

    made(shop.delete("/api/user", token, json={"password": PASSWORD}))

    assert storage.names("users") == []
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]
