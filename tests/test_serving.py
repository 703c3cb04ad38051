"""How pictures go out: to be kept for ever, for nothing but pictures, from known folders."""

import re
import subprocess
import sys

import pytest

from tests.kept_files import KeptInBucket, KeptOnDisk, load
from tests.shop_driver import made, picture, refused

FOREVER = "public, max-age=31536000, immutable"
OUTSIDE = [
    "/static/products/../users/a.png", "/static/products/..%2fusers%2fa.png",
    "/static/products/%2e%2e/users/a.png", "/static/products/..%5cusers%5ca.png",
    "/static/products/.hidden.png", "/static/products/a.png.part", "/static/products/a.html",
    "/static/products/a.svg", "/static/products/a", "/static/products/", "/static/products",
    "/static/secrets/a.png", "/static//products/a.png", "/static/products//a.png",
    "/static/products/a.png/", "/static/products/a.png%00", "/static/products/a.png%0d%0aX:%20y",
    "/static/products/C:a.png", "/static/PRODUCTS/a.png", "/static/a.png",
]  # fmt: skip
"""Addresses of what lies beside the pictures, or of nothing."""


@pytest.fixture
def disk(shop):
    """A shop whose folders hold pictures and what is none of the shop's."""
    kept = KeptOnDisk(shop)
    for folder in ("products", "users", "secrets"):
        for name in ("a.png", ".hidden.png", "a.png.part", "a.html", "a.svg", "a"):
            kept.put(folder, name, picture())
    yield kept
    for folder in ("products", "users", "secrets"):
        for name in kept.names(folder):
            (kept.root / folder / name).unlink()


@pytest.fixture
def in_front(shop_with, disk, request):
    """The same shop behind a web server that sends the files."""
    return shop_with(**request.param)


ACCEL, SENDFILE = {"X_ACCEL_REDIRECT": "/uploads"}, {"X_SENDFILE": "true"}


@pytest.mark.security(15, 28)
def test_a_picture_is_sent_to_be_kept_and_taken_for_nothing_else(shop, disk):
    answer = shop.get("/static/products/a.png")

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", picture())
    assert answer.headers["Cache-Control"] == FOREVER
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [("a.jpg", "image/jpeg"), ("a.jpeg", "image/jpeg"), ("OLD.JPG", "image/jpeg"),
     ("a.gif", "image/gif"), ("a.webp", "image/webp"), ("a.avif", "image/avif")],
)  # fmt: skip
def test_a_file_is_sent_as_what_its_name_says_on_every_machine(shop, disk, name, mimetype):
    disk.put("users", name, b"bytes")

    assert shop.get(f"/static/users/{name}").headers["Content-Type"] == mimetype


def test_a_head_tells_the_same_without_the_bytes(shop, disk):
    whole, head = shop.get("/static/products/a.png"), shop.call("HEAD", "/static/products/a.png")

    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


def test_who_has_a_picture_gets_no_bytes(shop, disk):
    whole = shop.get("/static/products/a.png")

    again = shop.get("/static/products/a.png", headers={"If-None-Match": whole.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == FOREVER


def test_a_range_of_a_picture_is_sent(shop, disk):
    size = len(picture())

    some = shop.get("/static/products/a.png", headers={"Range": "bytes=2-5"})
    beyond = shop.get("/static/products/a.png", headers={"Range": f"bytes={size}-"})

    assert (some.status_code, some.data) == (206, picture()[2:6])
    assert some.headers["Content-Range"] == f"bytes 2-5/{size}"
    refused(beyond, 416, "range-not-satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=5-2", "bytes=0-1,3-4", "nonsense"])
def test_a_range_that_is_none_is_ignored(shop, disk, asked):
    answer = shop.get("/static/products/a.png", headers={"Range": asked})

    assert (answer.status_code, answer.data) == (200, picture())


def test_only_a_get_has_ranges(shop, disk):
    head = shop.call("HEAD", "/static/products/a.png", headers={"Range": "bytes=2-5"})

    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(picture())))


@pytest.mark.parametrize("more", [{}, {"Range": "bytes=2-5"}])
def test_another_version_than_is_asked_for_is_a_problem(shop, disk, more):
    path = "/static/products/a.png"
    tag = shop.get(path).headers["ETag"]

    refused(shop.get(path, headers={"If-Match": '"x"', **more}), 412, "precondition-failed")
    for asked in ("*", tag, f'"x", {tag}'):
        answer = shop.get(path, headers={"If-Match": asked, **more})
        assert answer.status_code == (206 if more else 200)


@pytest.mark.security(15, 56)
@pytest.mark.parametrize("path", OUTSIDE)
def test_what_lies_beside_the_pictures_is_not_served(shop, disk, path):
    refused(shop.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("in_front", "header", "value"),
    [(ACCEL, "X-Accel-Redirect", "/uploads/products/a.png"),
     (SENDFILE, "X-Sendfile", "{root}/products/a.png")],
    indirect=["in_front"],
)  # fmt: skip
def test_the_web_server_in_front_is_told_which_file_to_send(in_front, disk, header, value):
    answer = in_front.get("/static/products/a.png")

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", b"")
    assert answer.headers[header] == value.format(root=disk.root)
    assert answer.headers["Cache-Control"] == FOREVER
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    refused(in_front.get("/static/products/gone.png"), 404, "not-found")


@pytest.mark.security(3, 56)
@pytest.mark.parametrize("in_front", [ACCEL, SENDFILE], indirect=True)
def test_the_web_server_in_front_is_told_of_nothing_outside_the_folders(in_front, disk):
    for path in OUTSIDE:
        answer = in_front.get(path)

        refused(answer, 404, "not-found")
        assert not re.search("x-(accel|sendfile)", str(answer.headers), re.IGNORECASE)


@pytest.mark.parametrize("in_front", [ACCEL, SENDFILE], indirect=True)
def test_a_name_that_servers_may_read_otherwise_is_sent_by_the_shop(in_front, disk):
    for name in ("a b.png", "%2e%2e%2fa.png", "ä.png", "a?b.png"):
        disk.put("products", name, picture())

        answer = in_front.get(f"/static/products/{name.replace('%', '%25').replace('?', '%3F')}")

        assert (answer.status_code, answer.data) == (200, picture()), name
        assert "X-Accel-Redirect" not in answer.headers
        assert "X-Sendfile" not in answer.headers


@pytest.fixture
def in_bucket(shop, shop_with, s3_endpoint):
    """Make a shop by its settings alone that keeps files in a bucket, and tell what is in there."""

    def make(**settings):
        bucket = KeptInBucket(shop, s3_endpoint)
        return shop_with(**bucket.settings, **settings), bucket

    return make


def test_a_private_bucket_is_opened_for_an_hour_to_who_asks(in_bucket):
    shop, bucket = in_bucket()
    token = shop.sign_in("admin", "admin123")["access_token"]
    address = made(shop.upload("/api/user/profile-image", token, picture()))["profile_image_url"]

    answer = shop.get(address)

    assert (answer.status_code, answer.data) == (302, b"")
    assert answer.headers["Cache-Control"] == "private, max-age=3000"
    target = answer.headers["Location"]
    assert f"/{bucket.bucket}/users/{address.rpartition('/')[2]}?" in target
    assert "X-Amz-Expires=3600" in target
    assert "X-Amz-Signature=" in target
    assert "secret" not in target
    status, headers, content = load(target)
    assert (status, content) == (200, bucket.read("users", address.rpartition("/")[2]))
    assert (headers["Content-Type"], headers["Cache-Control"]) == ("image/png", FOREVER)


def test_a_public_bucket_is_where_everybody_is_led(in_bucket):
    shop, _ = in_bucket(S3_PUBLIC_URL="https://pictures.example/shop/")

    for method in ("GET", "HEAD"):
        answer = shop.call(method, "/static/products/a%20b.png")

        assert (answer.status_code, answer.data) == (302, b"")
        assert answer.headers["Location"] == "https://pictures.example/shop/products/a%20b.png"
        assert answer.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.security(3, 56)
def test_nobody_is_led_to_what_is_no_picture_in_a_bucket(in_bucket):
    shop, _ = in_bucket()

    for path in OUTSIDE:
        refused(shop.get(path), 404, "not-found")


def test_who_keeps_files_on_disk_loads_no_boto3(tmp_path):
    program = "import sys, app; app.create_app(); sys.exit('boto3' in sys.modules)"
    settings = {"INSTANCE_FOLDER": str(tmp_path), "UPLOAD_FOLDER": str(tmp_path)}

    assert subprocess.run([sys.executable, "-c", program], env=settings).returncode == 0
