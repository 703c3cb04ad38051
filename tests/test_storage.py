"""Wherever files are kept, on disk or in a bucket, uploads do the same, and fail the same."""

import resource
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from services import clock, storage_s3
from services.refusals import StorageUnavailable
from services.storage import DiskStorage, StoredFile
from tests.shop_driver import PASSWORD, made, picture, refused
from tests.test_uploads import ALL_IS_WELL, stalling_storage

OWN = "/api/user/profile-image"


@pytest.fixture
def breaks(shop, storage, monkeypatch):
    """Let the storage fail from now on, and not any more."""

    def switch(broken: bool) -> None:
        place = storage.broken() if broken else working
        monkeypatch.setitem(shop.app.extensions, "storage", place)

    working = shop.app.extensions["storage"]
    return switch


def test_what_is_kept_is_found_again_by_name_in_order(shop, storage, monkeypatch):
    monkeypatch.setattr(storage_s3, "AT_A_TIME", 2)  # So that a list takes several requests.
    with shop.app.app_context():
        place = shop.app.extensions["storage"]
        for name in ("b.png", "a.png", "c.webp"):
            place.save("products", name, name.encode(), "image/png")
        place.save("users", "a.png", b"user", "image/png")

        assert [file.name for file in place.files("products")] == ["a.png", "b.png", "c.webp"]
        assert [file.name for file in place.files("products", after="a.png")] == ["b.png", "c.webp"]
        assert [file.name for file in place.files("users")] == ["a.png"]
        assert place.exists("products", "c.webp")
        assert not place.exists("users", "c.webp")
        assert place.read("products", "b.png") == storage.read("products", "b.png") == b"b.png"
        assert place.read("users", "b.png") is None
        for file in place.files("products"):
            assert isinstance(file, StoredFile)
            assert abs(file.modified - clock.read()) < timedelta(minutes=1)

        for _ in range(2):  # The second time there is nothing to delete.
            place.delete("products", "b.png")
    assert storage.names("products") == ["a.png", "c.webp"]
    assert storage.names("users") == ["a.png"]


def test_a_folder_among_the_files_is_none_of_them(tmp_path):
    """As those that a network storage lays there for previews: nobody can delete them as a file."""
    (tmp_path / "products" / "@eaDir").mkdir(parents=True)
    (tmp_path / "products" / "a.png").write_bytes(b"a")

    assert [file.name for file in DiskStorage(tmp_path).files("products")] == ["a.png"]


@pytest.mark.security(65)
def test_while_the_storage_is_down_uploads_are_refused_and_nothing_is_half_done(
    shop, storage, breaks
):
    product = shop.make_product()
    path = f"/api/products/{product['id']}/image"
    before = made(shop.upload(path, shop.admin, picture()))
    kept = storage.names("products")

    breaks(True)
    for upload_to in (path, OWN):
        answer = shop.upload(upload_to, shop.admin, picture("GIF"), "b.gif")
        refused(answer, 503, "storage-unavailable")
        assert answer.headers["Retry-After"] == "1"

    assert made(shop.get(path))["image_url"] == before["image_url"]
    assert made(shop.get(OWN, shop.admin))["profile_image_url"] is None
    assert shop.product(product["id"]) == before["product"]
    assert made(shop.get("/api/products")) == [before["product"]]
    assert storage.names("products") == kept
    assert storage.names("users") == []
    breaks(False)
    after = made(shop.upload(path, shop.admin, picture("GIF"), "b.gif"))
    assert storage.fetch(after["image_url"]).mimetype == "image/gif"


def test_what_the_storage_fails_to_delete_is_gone_for_clients_all_the_same(shop, storage, breaks):
    token = shop.make_user()
    made(shop.upload(OWN, token, picture()))
    kept = storage.names("users")

    breaks(True)
    answer = made(shop.delete(OWN, token))

    assert answer["profile_image_url"] is None
    assert made(shop.get(OWN, token))["profile_image_url"] is None
    assert storage.names("users") == kept


def test_who_leaves_while_the_storage_is_down_has_left(shop, breaks):
    token = shop.make_user("eve")
    made(shop.upload(OWN, token, picture()))

    breaks(True)
    made(shop.delete("/api/user", token, json={"password": PASSWORD}))

    refused(shop.get("/api/user", token), 401, "token-revoked")


def test_nothing_is_asked_of_the_storage_to_read_the_catalogue(shop, breaks):
    product = shop.make_product()
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture()))
    paths = ("/api/products", f"/api/products/{product['id']}", "/api/categories")
    before = [made(shop.get(path)) for path in paths]

    breaks(True)

    assert [made(shop.get(path)) for path in paths] == before


def test_a_disk_that_is_full_in_the_middle_keeps_no_half_file(shop, tmp_path):
    with shop.app.app_context(), full_at(1000), pytest.raises(StorageUnavailable):
        shop.app.extensions["storage"].save("products", "a.png", b"x" * 2000, "image/png")

    assert not list((shop.app.config["UPLOAD_FOLDER"] / "products").glob("a.png*"))


@contextmanager
def full_at(size):
    """Let the system refuse to write a file beyond `size` bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("storage", ["s3"], indirect=True)
def test_a_storage_that_does_not_answer_is_waited_for_only_so_long(shop, storage, monkeypatch):
    monkeypatch.setattr(storage_s3, "READ_SECONDS", 0.2)
    with stalling_storage() as (endpoint, held):
        place = storage.storage(S3_ENDPOINT_URL=endpoint)
        monkeypatch.setitem(shop.app.extensions, "storage", place)
        late = threading.Timer(30, lambda: [one.sendall(ALL_IS_WELL) for one in held])
        late.start()

        refused(shop.upload(OWN, shop.admin, picture()), 503, "storage-unavailable")

        assert len(held) == storage_s3.TRIES
        late.cancel()
