"""deploy/nginx.conf in front of two nodes: what it keeps, refuses, hides and goes on with."""

from __future__ import annotations

import gzip
import socket
import time
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from tests.e2e.nginx_server import DeployedNginx
from tests.e2e.node import PRODUCTION, Node, through
from tests.kept_files import s3_settings
from tests.live_shop import HOST
from tests.shop_driver import made, picture, refused

BUCKET = "pictures"
INSIDE = (
    *("/metrics", "/metrics?x=1", "/%6detrics", "/x/../metrics", "//metrics", "/.//metrics"),
    *("/metrics/", "/refused-by-nginx/unanswered", "/uploads/"),
)
BESIDE_THE_PICTURES = (
    *("/static/products/", "/static/products/gone.png", "/static/", "/pictures", "/pictures/"),
    "/static/products/..%2f..%2fpictures.png",
)


@pytest.fixture(scope="module")
def nodes(new_database, tmp_path_factory, s3_endpoint):
    """Two nodes on one database; the second one keeps its pictures on the disk."""
    database, folder = new_database("postgresql"), tmp_path_factory.mktemp("nodes")
    client = boto3.client("s3", endpoint_url=s3_endpoint, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    with (
        Node(database, folder / "one", **s3_settings(s3_endpoint, BUCKET)) as one,
        Node(database, folder / "two", X_ACCEL_REDIRECT="/uploads") as two,
    ):
        one.prepare()
        for node in (one, two):
            node.start(workers=1)
        yield one, two


def in_front(nodes, folder, store="127.0.0.1:9"):
    ports = [node.port for node in nodes]
    return DeployedNginx(folder, ports, store, str(nodes[-1].folder / "static"))


@pytest.fixture(scope="module")
def nginx(nodes, tmp_path_factory, s3_endpoint):
    store = s3_endpoint.removeprefix("http://")
    with in_front((nodes[0], nodes[0]), tmp_path_factory.mktemp("nginx"), store) as server:
        yield server


@pytest.fixture
def shop(nodes, nginx):
    """The first node behind nginx."""
    front = through(nodes[0], nginx.port)
    yield front
    front.hang_up()


@pytest.fixture
def disk_shop(nodes, tmp_path):
    """The node with a disk behind nginx."""
    with in_front((nodes[1], nodes[1]), tmp_path) as server:
        front = through(nodes[1], server.port)
        yield front
        front.hang_up()


def say(port: int, text: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back."""
    with socket.create_connection((HOST, port), timeout=20) as connection:
        connection.sendall(text)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def wait_until(instant: datetime) -> None:
    time.sleep(max(0.0, (instant - datetime.now(UTC)).total_seconds()))


def test_a_catalogue_answer_is_kept_and_each_caller_has_an_id_of_their_own(shop):
    product = shop.make_product(name="Kept by nginx")
    path = f"/api/products/{product['id']}"

    first = shop.get(path, headers={"X-Request-ID": "the-first"})
    again = shop.get(path, headers={"X-Request-ID": "the-second"})

    assert [one.headers["X-Cache"] for one in (first, again)] == ["MISS", "HIT"]
    assert [one.headers["X-Request-ID"] for one in (first, again)] == ["the-first", "the-second"]
    assert first.data == again.data
    # A browser counts from the shop's instant, not from when nginx sent it.
    assert first.headers.getlist("Date") == again.headers.getlist("Date")
    assert not {"RateLimit", "X-Accel-Expires"} & set(again.headers.keys())
    known = shop.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")


def test_who_is_signed_in_sees_at_once_what_they_changed(shop):
    product = shop.make_product(price=10)
    path = f"/api/products/{product['id']}"
    assert made(shop.get(path))["price"] == 10
    made(shop.patch(path, shop.admin, json={"price": 20}))

    answer = shop.get(path, shop.admin)

    assert (made(answer)["price"], answer.headers["X-Cache"]) == (20, "BYPASS")
    assert shop.get(path).headers["X-Cache"] == "HIT"  # Others, within CATALOGUE_MAX_AGE.


def test_a_preview_is_neither_kept_nor_answered_by_what_is(shop):
    product = shop.make_product(price=100)
    soon = datetime.now(UTC) + timedelta(hours=1)
    times = {"start_time": soon.isoformat(), "end_time": (soon + timedelta(hours=1)).isoformat()}
    shop.apply(shop.make_offer(20, **times), product)
    path = f"/api/products/{product['id']}"
    assert made(shop.get(path))["current_price"] == 100

    preview = shop.get(
        path, shop.admin, headers={"X-Shop-Now": (soon + timedelta(1e-4)).isoformat()}
    )

    assert made(preview)["current_price"] == 80
    assert made(shop.get(path))["current_price"] == 100
    refused(shop.get(path, headers={"X-Shop-Now": soon.isoformat()}), 403, "forbidden")


def test_no_old_price_is_told_after_an_offer_has_begun_or_ended(shop):
    """Each price is held against the clock at asking and at having it, over two boundaries."""
    product = shop.make_product(price=50)
    begun = datetime.now(UTC) + timedelta(seconds=3.5)
    ended = begun + timedelta(seconds=3.2)
    times = {"start_time": begun.isoformat(), "end_time": ended.isoformat()}
    shop.apply(shop.make_offer(20, **times), product)
    paths = (f"/api/products/{product['id']}", "/api/products?limit=1", "/api/offers/active")
    wrong, kept = [], set()

    while (asked := datetime.now(UTC)) < ended + timedelta(seconds=1):
        for path in paths:
            asked = datetime.now(UTC)
            answer = shop.get(path)
            body, had = made(answer), datetime.now(UTC)
            found = body if isinstance(body, list) else [body]
            price = found[0]["current_price"] if found else 50
            right = {40 if begun <= instant < ended else 50 for instant in (asked, had)}
            if price not in right:
                wrong.append(f"{path} says {price} at {asked}")
            if answer.headers["X-Cache"] == "HIT":
                kept.add((path, price))
        time.sleep(0.01)

    assert wrong == []
    assert kept >= {(path, price) for path in paths[:2] for price in (50, 40)}


def test_what_a_node_has_kept_already_is_not_kept_past_the_boundary(nodes, shop):
    """nginx alone would count `max-age` from when it came: a second after the shop's instant."""
    node, product = nodes[0], shop.make_product(price=50)
    path = f"/api/products/{product['id']}"
    wait_until((datetime.now(UTC) + timedelta(seconds=1)).replace(microsecond=300_000))
    begins = datetime.now(UTC).replace(microsecond=500_000) + timedelta(seconds=5)
    times = {
        "start_time": begins.isoformat(),
        "end_time": (begins + timedelta(hours=1)).isoformat(),
    }
    shop.apply(shop.make_offer(20, **times), product)
    made(node.get(path))
    wait_until(begins - timedelta(seconds=4.3))
    answers = [shop.get(path)]
    wait_until(begins - timedelta(seconds=2))
    answers.append(shop.get(path))
    wait_until(begins + timedelta(seconds=0.1))
    answers.append(shop.get(path))

    assert [made(one)["current_price"] for one in answers] == [50, 50, 40]
    assert [one.headers["X-Cache"] for one in answers] == ["MISS", "HIT", "EXPIRED"]


def test_a_tag_that_came_compressed_guards_a_change(shop):
    path = f"/api/products/{shop.make_product(description='word ' * 400)['id']}"
    answer = shop.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"word word" in gzip.decompress(answer.data)
    tag = answer.headers["ETag"]
    assert tag.startswith('W/"')

    assert shop.get(path, headers={"If-None-Match": tag}).status_code == 304
    made(shop.patch(path, shop.admin, json={"price": 20}, headers={"If-Match": tag}))
    again = shop.patch(path, shop.admin, json={"price": 30}, headers={"If-Match": tag})
    refused(again, 412, "precondition-failed")


@pytest.mark.parametrize("size", [5_250_000, 5_400_000, 9_000_000])
def test_a_picture_that_is_too_large_is_refused_in_the_same_words(shop, size):
    answer = shop.upload("/api/user/profile-image", shop.admin, bytes(size))

    assert refused(answer, 413, "too-large")["error"] == "File too large. Maximum size: 5MB"


def test_what_nginx_refuses_itself_has_the_shape_of_the_shop(shop):
    too_large = shop.post("/api/cart", shop.admin, data=bytes(7_000_000))
    refused(too_large, 413, "too-large")
    refused(shop.get("/api/products?q=" + "a" * 40_000), 400, "malformed-request")
    refused(shop.call("TRACE", "/api/products"), 405, "method-not-allowed")
    told = say(shop.port, b"GET /api/products HTTP/1.1\r\nHost: a b\r\n\r\n")
    head, _, body = told.partition(b"\r\n\r\n")
    assert b" 400 " in head
    assert b"application/problem+json" in head
    assert b'"/problems/malformed-request"' in body


@pytest.mark.parametrize("path", INSIDE)
def test_what_is_for_inside_is_not_there_from_outside(shop, path):
    token = PRODUCTION["METRICS_TOKEN"]
    refused(shop.get(path, token), 404, "not-found")


def test_the_control_a_node_tells_its_figures_to_who_has_the_token(nodes):
    answer = nodes[0].get("/metrics", PRODUCTION["METRICS_TOKEN"])
    assert b"shop_requests_total" in answer.data


def test_limits_count_the_client_whatever_it_says_of_itself(shop):
    body = {"username": "nobody", "password": "wrong one"}
    told = [
        shop.post("/api/login", json=body, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(11)
    ]

    assert [one.status_code for one in told] == [401] * 10 + [429]


def test_a_picture_of_a_private_bucket_is_fetched_once_and_sent_as_a_picture(shop):
    address = made(shop.upload("/api/user/profile-image", shop.admin, picture()))[
        "profile_image_url"
    ]

    first, again = shop.get(address), shop.get(address)

    assert [one.headers["X-Cache"] for one in (first, again)] == ["MISS", "HIT"]
    for answer in (first, again):
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.data.startswith(picture()[:8])
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
        assert answer.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]
        assert "Location" not in answer.headers
    some = shop.get(address, headers={"Range": "bytes=0-7"})
    assert (some.status_code, some.data) == (206, picture()[:8])
    head = say(shop.port, f"HEAD {address} HTTP/1.0\r\n\r\n".encode())
    assert f"\r\nContent-Length: {len(first.data)}\r\n".encode() in head
    assert shop.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", BESIDE_THE_PICTURES)
def test_nobody_gets_at_the_bucket_past_the_shop(shop, path):
    refused(shop.get(path), 404, "not-found")


def test_a_store_that_is_away_is_said_to_be(nodes, tmp_path):
    with in_front((nodes[0], nodes[0]), tmp_path) as server:
        shop = through(nodes[0], server.port)
        refused(shop.get("/static/products/some.png"), 503, "storage-unavailable")
        shop.hang_up()


def test_a_picture_of_the_disk_is_sent_by_nginx(nodes, disk_shop):
    answer = disk_shop.upload("/api/user/profile-image", nodes[0].admin, picture())
    address = made(answer)["profile_image_url"]

    answer = disk_shop.get(address)

    kept = nodes[1].folder / address.lstrip("/")
    assert (answer.status_code, answer.mimetype, answer.data) == (
        200,
        "image/png",
        kept.read_bytes(),
    )
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    outside = disk_shop.get(address, headers={"Range": "bytes=99999-"})
    refused(outside, 416, "range-not-satisfiable")
    kept.unlink()
    refused(disk_shop.get(address), 404, "not-found")


def test_a_node_that_is_killed_is_not_missed_and_is_used_again(nodes, tmp_path, s3_endpoint):
    one, two = nodes
    with in_front(nodes, tmp_path) as server:
        shop = through(one, server.port)
        token = shop.make_user()
        two.kill()
        assert {shop.get("/api/cart", token).status_code for _ in range(20)} == {200}
        assert {
            shop.post("/api/cart", token, json={"product_id": 0}).status_code for _ in range(9)
        } == {400}
        two.start(workers=1)
        for number in range(8):
            made(shop.get("/api/cart", token, headers={"X-Request-ID": f"back-{number}"}))
        assert '"request_id":"back-' in two.log()
        shop.hang_up()


def test_a_shop_that_is_away_is_said_to_be_in_its_shape(tmp_path, nodes):
    class Away:
        port, folder = 9, nodes[1].folder

    with in_front((Away, Away), tmp_path) as server:
        shop = through(nodes[0], server.port)
        for method, path in (
            ("GET", "/api/products"),
            ("POST", "/api/checkout"),
            ("GET", "/static/a/b"),
        ):
            answer = shop.call(method, path)
            refused(answer, 502, "unanswered")
            assert answer.headers["Retry-After"] == "1"
            assert answer.headers["Cache-Control"] == "no-store"
        shop.hang_up()
