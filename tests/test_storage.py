"""Wherever files are kept, on disk or in a bucket, uploads do the same."""

from datetime import timedelta

from services import clock
from services.storage import StoredFile


def test_what_is_kept_is_found_again_by_name_in_order(shop, storage):
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
