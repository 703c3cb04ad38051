"""Pictures of products and users: decoded whole before anything is kept."""

import io

import pytest

from tests.shop_driver import made, noise, picture, refused


@pytest.fixture(autouse=True)
def everywhere(storage):
    """Let every test here run on disk and in a bucket."""


@pytest.mark.parametrize(
    ("kind", "name", "ending", "mimetype"),
    [
        ("PNG", "a.png", "png", "image/png"),
        ("JPEG", "a.JPEG", "jpg", "image/jpeg"),
        ("JPEG", "a.jpg", "jpg", "image/jpeg"),
        ("GIF", "a.gif", "gif", "image/gif"),
        ("WEBP", "../../a.webp", "webp", "image/webp"),
    ],
)
@pytest.mark.security(27)
def test_an_uploaded_picture_is_served(shop, storage, kind, name, ending, mimetype):
    product = shop.make_product()
    path = f"/api/products/{product['id']}/image"

    answer = made(shop.upload(path, shop.admin, picture(kind), name))

    address = answer["image_url"]
    assert answer["message"]
    assert answer["product"]["image_url"] == address == made(shop.get(path))["image_url"]
    assert address.startswith("/static/products/")
    assert address.endswith(f".{ending}")
    served = storage.fetch(address)
    assert (served.status, served.mimetype) == (200, mimetype)
    assert served.content == storage.read("products", address.rpartition("/")[2])


@pytest.mark.security(29)
def test_a_new_picture_takes_the_old_ones_place(shop, storage):
    token = shop.make_user()
    first = made(shop.upload("/api/user/profile-image", token, picture()))
    second = made(shop.upload("/api/user/profile-image", token, picture("GIF"), "b.gif"))

    assert list(second) == ["message", "profile_image_url", "user"]
    assert second["user"] == made(shop.get("/api/user/profile-image", token))
    assert storage.fetch(first["profile_image_url"]).status == 404
    hexadecimal = second["profile_image_url"].rpartition("/")[2].partition(".")[0]
    assert storage.names("users") == [f"{hexadecimal}-6.webp", f"{hexadecimal}.gif"]


@pytest.mark.security(29)
def test_a_picture_is_deleted_once(shop, storage):
    token = shop.make_user()
    made(shop.upload("/api/user/profile-image", token, picture()))

    answer = made(shop.delete("/api/user/profile-image", token))

    assert (answer["profile_image_url"], answer["user"]["profile_image_url"]) == (None, None)
    assert storage.names("users") == []
    refused(shop.delete("/api/user/profile-image", token), 404, "image-not-found")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"),
        (b"<html><script>alert(1)</script>", "a.png"),
        (picture("PNG"), "a.jpg"),
        (picture("BMP"), "a.png"),
        (picture("PNG"), "a.html"),
        (picture("PNG"), "png"),
        (noise("JPEG")[:-200], "a.jpg"),
        (noise("PNG")[:-200], "a.png"),
        (picture("PNG", (5100, 5100)), "a.png"),
    ],
)
@pytest.mark.security(4, 23)
def test_what_is_no_whole_picture_of_an_allowed_kind_is_refused(shop, storage, content, name):
    product = shop.make_product()
    path = f"/api/products/{product['id']}/image"

    refused(shop.upload(path, shop.admin, content, name), 400, "image-invalid")

    assert made(shop.get(path))["image_url"] is None
    assert storage.names("products") == []


@pytest.mark.security(22)
def test_a_file_over_five_megabytes_is_too_large(shop):
    product = shop.make_product()
    path = f"/api/products/{product['id']}/image"

    for size in (5 * 1024 * 1024 + 1, 6_000_000):
        answer = refused(shop.upload(path, shop.admin, b"x" * size), 413, "too-large")
        assert answer["error"] == "File too large. Maximum size: 5MB"


@pytest.mark.parametrize(
    "sent",
    [{"data": {"image": "text"}}, {"data": {"file": (b"", "a.png")}}, {"data": {}}, {}],
)
def test_an_upload_without_a_file_named_image_is_refused(shop, sent):
    product = shop.make_product()
    response = shop.post(f"/api/products/{product['id']}/image", shop.admin, **sent)
    assert response.status_code in (400, 415)


def test_an_upload_that_is_no_multipart_body_is_refused(shop):
    product = shop.make_product()
    response = shop.post(
        f"/api/products/{product['id']}/image",
        shop.admin,
        data=picture(),
        content_type="image/png",
    )
    refused(response, 415, "unsupported-media-type")


def test_a_picture_for_a_product_that_is_gone_keeps_no_file(shop, storage):
    refused(shop.upload("/api/products/99/image", shop.admin, picture()), 404, "product-not-found")
    assert storage.names("products") == []


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/products/", "/static/products/../../app.py", "/static/..%2fapp.py",
     "/static/products/%2e%2e%2f%2e%2e%2fapp.py", "/static/products/..%5c..%5capp.py",
     "/static/other/a.png", "/static/products/.gitkeep", "/static/products/x.png.part",
     "/static/products/%00.png", "/static/products/%252e%252e%252fapp.py"],
)  # fmt: skip
@pytest.mark.security(15)
def test_nothing_but_pictures_is_served(shop, path):
    refused(shop.get(path), 404, "not-found")


def test_a_picture_that_is_not_there_is_not_found(storage):
    assert storage.fetch("/static/products/x.png").status == 404


@pytest.mark.security(22)
def test_an_upload_of_unknown_length_is_cut_off_at_the_limit(shop):
    product = shop.make_product()
    boundary = "x"
    head = 'Content-Disposition: form-data; name="image"; filename="a.png"'
    body = f"--{boundary}\r\n{head}\r\n\r\n".encode() + b"x" * 6_000_000 + b"\r\n--x--\r\n"

    response = shop.post(
        f"/api/products/{product['id']}/image",
        shop.admin,
        input_stream=io.BytesIO(body),
        content_type=f"multipart/form-data; boundary={boundary}",
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert refused(response, 413, "too-large")["error"] == "File too large. Maximum size: 5MB"
