"""Pictures under fire: the same product's changed at once, against two server processes.

Each time one wins whole: rows and files are those of pictures that somebody uploaded, and
nothing else is left over. The control at the end runs the race against a shop that changes
an album without a lock on it: the race must find that out.
"""

from __future__ import annotations

from functools import partial

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import PASSWORD, made, picture
from tests.test_checkout_races import DATABASES, SHOPS, TRIES, kinds, new_shop

CALLS = 8
ROUNDS = 4
MOST = 20


@pytest.fixture(scope="module", params=SHOPS)
def live(request, new_database, tmp_path_factory):
    """A shop served by two processes."""
    with new_shop(request.param, new_database, tmp_path_factory) as shop:
        shop.prepare()
        shop.start()
        yield shop
        assert shop.stop() == 0


def images(shop: LiveShop, product: dict) -> list[dict]:
    return made(shop.get(f"/api/products/{product['id']}/images"))


def pictures(number: int) -> list[bytes]:
    """Return pictures of different sizes, so that each can be told by its width."""
    return [picture("PNG", (40 + width, 30)) for width in range(number)]


def set_first(shop: LiveShop, product: dict, content: bytes):
    return shop.upload(f"/api/products/{product['id']}/image", shop.admin, content)


def add(shop: LiveShop, product: dict, content: bytes):
    return shop.upload(f"/api/products/{product['id']}/images", shop.admin, content)


def files_on_disk(shop: LiveShop) -> set[str]:
    root = shop.folder / "static"
    return {f"/static/{path.relative_to(root)}" for path in root.rglob("*.*")}


def files_named(shop: LiveShop) -> set[str]:
    """Return the addresses of all files that products show."""
    named: set[str] = set()
    for product in made(shop.get("/api/products?limit=100")):
        for image in images(shop, product):
            named |= {image["url"], *(one["url"] for one in image["renditions"])}
    return named


def what_is_wrong(shop: LiveShop, product: dict) -> list[str]:
    """Return what does not fit together: rows, their order, what is shown, and the files."""
    found = images(shop, product)
    first = shop.product(product["id"])
    wrong = list(shop.findings())
    if [one["position"] for one in found] != list(range(1, len(found) + 1)):
        wrong.append(f"positions {found}")
    if first["image_url"] != (found[0]["url"] if found else None):
        wrong.append(f"shows {first['image_url']}")
    if found and first["image"]["renditions"] != found[0]["renditions"]:
        wrong.append(f"shows renditions {first['image']}")
    if files_on_disk(shop) != files_named(shop):
        wrong.append(f"files {sorted(files_on_disk(shop) ^ files_named(shop))}")
    return wrong


@pytest.mark.security(63)
def test_of_pictures_uploaded_at_once_one_stays_whole(live):
    product = live.make_product()
    for _ in range(ROUNDS):
        calls = [partial(set_first, live, product, one) for one in pictures(CALLS)]

        answers = live.at_once(calls)

        assert kinds(answers) == {(200, None): CALLS}
        (image,) = images(live, product)
        assert image["url"] in {one.json["image_url"] for one in answers}
        assert what_is_wrong(live, product) == []


def test_pictures_added_at_once_are_all_there(live):
    product = live.make_product()

    answers = live.at_once([partial(add, live, product, one) for one in pictures(CALLS)])

    assert kinds(answers) == {(201, None): CALLS}
    widths = [one["width"] for one in images(live, product)]
    assert sorted(widths) == list(range(40, 40 + CALLS))
    assert {one.json["id"]: one.json["position"] for one in answers} == {
        one["id"]: one["position"] for one in images(live, product)
    }
    assert what_is_wrong(live, product) == []


def test_the_last_place_is_taken_once(live):
    product = live.make_product()
    for one in pictures(MOST - 1):
        made(add(live, product, one))

    answers = live.at_once([partial(add, live, product, one) for one in pictures(CALLS)])

    assert kinds(answers) == {(201, None): 1, (409, "/problems/too-many-images"): CALLS - 1}
    assert len(images(live, product)) == MOST
    assert what_is_wrong(live, product) == []


def test_everything_at_once_leaves_an_album_in_order(live):
    product = live.make_product()
    path = f"/api/products/{product['id']}"
    for _ in range(ROUNDS):
        for one in pictures(3):
            made(add(live, product, one))
        first, second, third = images(live, product)[:3]

        answers = live.at_once(
            [
                partial(set_first, live, product, picture("PNG", (60, 30))),
                partial(add, live, product, picture("PNG", (70, 30))),
                partial(live.delete, f"{path}/image", live.admin),
                partial(live.delete, f"{path}/images/{first['id']}", live.admin),
                partial(live.delete, f"{path}/images/{second['id']}", live.admin),
                partial(
                    live.patch, f"{path}/images/{third['id']}", live.admin, json={"position": 1}
                ),
                partial(live.patch, path, live.admin, json={"stock": 3}),
            ]
        )

        assert {one.status_code for one in answers} <= {200, 201, 404}
        assert what_is_wrong(live, product) == []


def test_who_leaves_while_a_picture_comes_leaves_none(live):
    for _ in range(ROUNDS):
        token = live.make_user()

        left, uploaded = live.at_once(
            [
                partial(live.delete, "/api/user", token, json={"password": PASSWORD}),
                partial(live.upload, "/api/user/profile-image", token, picture()),
            ]
        )

        made(left)
        assert uploaded.status_code in (200, 401, 404)
        assert list((live.folder / "static" / "users").glob("*.*")) == []
        assert live.findings() == []


@pytest.mark.parametrize("database", DATABASES)
def test_control_albums_that_are_not_locked_get_into_disorder(
    database, new_database, tmp_path_factory
):
    with new_shop(database, new_database, tmp_path_factory) as shop:
        shop.prepare()
        shop.start("tests.unguarded:without_album_lock")
        product = shop.make_product()
        for _ in range(TRIES):
            shop.at_once([partial(set_first, shop, product, one) for one in pictures(CALLS)])
            if what_is_wrong(shop, product):
                return
    raise AssertionError("the race never got an album into disorder")
