"""Pictures sent by nginx, by the configuration that docs/images.md gives."""

from __future__ import annotations

import http.client

import pytest

from tests.e2e.nginx_server import NginxServer
from tests.live_shop import LiveShop
from tests.shop_driver import made, picture
from tests.test_serving import FOREVER, OUTSIDE
from tests.test_uploads import KIND, PATH, multipart_of


@pytest.fixture(scope="module")
def shop(new_database, tmp_path_factory):
    with LiveShop(new_database("sqlite"), tmp_path_factory.mktemp("shop")) as shop:
        shop.prepare()
        shop.environment["X_ACCEL_REDIRECT"] = "/uploads"
        shop.start(workers=1)
        yield shop


@pytest.fixture(scope="module")
def nginx(shop, tmp_path_factory):
    uploads = shop.folder / "static"
    with NginxServer(tmp_path_factory.mktemp("nginx"), shop.port, uploads) as server:
        yield server


@pytest.fixture(scope="module")
def address(shop):
    headers = {"Content-Type": KIND}
    answer = shop.post(PATH, shop.admin, data=multipart_of(0), headers=headers)
    return made(answer)["profile_image_url"]


def get(nginx, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_nginx_sends_the_picture_with_the_shops_headers(shop, nginx, address):
    status, headers, content = get(nginx, address)

    assert (status, content) == (200, (shop.folder / address.lstrip("/")).read_bytes())
    assert content.startswith(picture()[:8])
    assert headers["Content-Type"] == "image/png"
    assert headers["Cache-Control"] == FOREVER
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert "X-Accel-Redirect" not in headers
    assert get(nginx, address, **{"If-None-Match": headers["ETag"]})[0] == 304
    status, _, some = get(nginx, address, Range="bytes=0-7")
    assert (status, some) == (206, content[:8])


def test_nobody_gets_at_the_folder_past_the_shop(shop, nginx, address):
    uploads = address.replace("/static/", "/uploads/")
    (shop.folder / "static" / "secret.png").write_bytes(picture())

    for path in (uploads, "/uploads/", "/uploads/secret.png", "/static/secret.png", *OUTSIDE):
        status, _, content = get(nginx, path)
        assert status in (400, 404), path
        assert not content.startswith(picture()[:8])
