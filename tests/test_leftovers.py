"""Files that no row names are found, and deleted once no upload can be at work on them."""

import uuid

import pytest

from services import leftover_service, pruning
from tests.shop_driver import made, picture

OWN = "/api/user/profile-image"
ENDINGS = (".png", "-160.webp")


def stray(storage, folder: str = "products", ending: str = ".png") -> str:
    """Lay a file there that no row names, under a name of the shop's own."""
    name = f"{uuid.uuid4().hex}{ending}"
    storage.put(folder, name, picture())
    return name


def run(shop, *arguments):
    """Run a command and return its exit status and what it said."""
    outcome = shop.app.test_cli_runner().invoke(args=[*arguments])
    return outcome.exit_code, outcome.output


@pytest.fixture
def pictured(shop, storage):
    """A shop with pictures of two products and a user, renditions and all."""
    for _ in range(2):
        product = shop.make_product()
        made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture()))
    made(shop.upload(f"/api/products/{product['id']}/images", shop.admin, picture("GIF"), "b.gif"))
    made(shop.upload(OWN, shop.make_user(), picture()))
    return shop


def every_file(storage) -> list[str]:
    return [*storage.names("products"), *storage.names("users")]


@pytest.mark.security(29)
def test_what_no_row_names_is_deleted_once_it_is_an_hour_old(pictured, storage, moved_clock):
    kept = every_file(storage)
    assert len(kept) == 8  # Four pictures, each with a rendition.
    left = [
        stray(storage),
        stray(storage, ending="-160.webp"),
        stray(storage, "users", ".gif.part"),
    ]
    storage.put("products", "of-somebody-else.png", picture())

    moved_clock.move(minutes=59)
    assert run(pictured, "images", "prune") == (0, "0 files deleted.\n")
    assert len(every_file(storage)) == 8 + len(left) + 1
    assert run(pictured, "verify")[0] == 0

    moved_clock.move(minutes=2)
    status, said = run(pictured, "verify")
    assert status == 1
    assert sorted(line.split("/")[1] for line in said.splitlines() if "/" in line) == sorted(
        [*left, "of-somebody-else.png"]
    )
    assert run(pictured, "images", "prune") == (0, "4 files deleted.\n")
    assert every_file(storage) == kept
    assert run(pictured, "verify")[0] == 0
    assert run(pictured, "images", "prune") == (0, "0 files deleted.\n")


def test_uploads_prune_now_and_then_but_only_names_of_the_shops_own(
    pictured, storage, moved_clock, monkeypatch
):
    kept = storage.names("products")
    for _ in range(3):
        stray(storage)
    storage.put("products", "of-somebody-else.png", picture())
    fresh = stray(storage, "users")
    moved_clock.move(minutes=61)
    pictured.forget_admin()

    def upload():
        made(pictured.upload("/api/products/1/images", pictured.admin, picture()))

    monkeypatch.setattr(pruning, "EVERY", 10**9)
    upload()
    assert len(storage.names("products")) == len(kept) + 2 + 3 + 1
    monkeypatch.setattr(pruning, "EVERY", 1)
    upload()

    assert len(storage.names("products")) == len(kept) + 2 + 2 + 1
    assert {*kept, "of-somebody-else.png"} <= set(storage.names("products"))
    assert fresh in storage.names("users")  # The folder of who uploaded is looked through.
    assert run(pictured, "images", "prune") == (0, "2 files deleted.\n")


def test_a_shop_whose_rows_name_no_file_keeps_all_until_it_is_told_otherwise(
    shop, storage, moved_clock, monkeypatch
):
    """As after a start with the wrong database: all pictures of the right one would be gone."""
    for _ in range(11):
        stray(storage, "users")
    moved_clock.move(minutes=61)

    status, said = run(shop, "images", "prune")
    assert status == 1
    assert "No row names any of the 11 files" in said
    monkeypatch.setattr(pruning, "EVERY", 1)
    shop.forget_admin()
    made(shop.upload(OWN, shop.admin, picture()))
    assert len(storage.names("users")) == 11 + 2

    assert run(shop, "images", "prune", "--all") == (0, "11 files deleted.\n")
    assert len(storage.names("users")) == 2


def test_a_few_files_that_nobody_names_are_no_wrong_database(shop, storage, moved_clock):
    for _ in range(10):
        stray(storage)
    moved_clock.move(minutes=61)

    assert run(shop, "images", "prune") == (0, "10 files deleted.\n")


def test_renditions_are_found_by_their_pictures_in_every_part(
    pictured, storage, moved_clock, monkeypatch
):
    """Names go to the database in parts: a picture and its rendition may be in two of them."""
    monkeypatch.setattr(leftover_service, "AT_A_TIME", 3)
    kept = storage.names("products")
    left = [stray(storage, ending="-160.webp") for _ in range(20)]
    moved_clock.move(minutes=61)

    assert run(pictured, "images", "prune") == (0, f"{len(left)} files deleted.\n")
    assert storage.names("products") == kept


@pytest.mark.parametrize("command", [("images", "prune"), ("verify",)])
def test_a_command_tells_that_the_storage_is_down(shop, storage, monkeypatch, command):
    monkeypatch.setitem(shop.app.extensions, "storage", storage.broken())

    status, said = run(shop, *command)

    assert status == 1
    assert "Images can't be kept at the moment" in said


def test_an_upload_that_prunes_in_vain_is_done_all_the_same(
    pictured, storage, moved_clock, monkeypatch
):
    class Forgetful:
        """The real storage, but for a list of files, which it fails to give."""

        def __getattr__(self, name):
            return getattr(storage.broken() if name == "files" else working, name)

    stray(storage)
    moved_clock.move(minutes=61)
    pictured.forget_admin()
    working = pictured.app.extensions["storage"]
    monkeypatch.setitem(pictured.app.extensions, "storage", Forgetful())
    monkeypatch.setattr(pruning, "EVERY", 1)

    made(pictured.upload("/api/products/1/images", pictured.admin, picture()))
