"""How a file comes in: one a request, never past the limit, and no burden to others."""

import io
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest

from tests.kept_files import s3_settings
from tests.live_shop import HOST, LiveShop
from tests.shop_driver import made, picture, refused
from tests.test_security_connections import CHUNKED, connect, multipart_of, post, status

PATH = "/api/user/profile-image"
MULTIPART = "Content-Type: multipart/form-data; boundary=b"
KIND = MULTIPART.partition(": ")[2]
LIMIT = 5 * 1024 * 1024
MEGABYTE = 1024 * 1024
SLOW_UPLOADS = 60
UPLOADS = 8
ALL_IS_WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture(scope="module")
def live(new_database, tmp_path_factory):
    with LiveShop(new_database("sqlite"), tmp_path_factory.mktemp("live")) as shop:
        shop.prepare()
        shop.start(workers=1)
        yield shop


def file(name: str = "a.png") -> tuple[io.BytesIO, str]:
    return io.BytesIO(picture()), name


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({"image": [file(), file()]}, ["image"]),
        ({"image": file(), "other": file()}, ["other"]),
        ({"image": file(), "alt": "A lamp"}, ["alt"]),
        ({"image": file(), "alt": "A lamp", "other": file(), "is_admin": "1"},
         ["alt", "is_admin", "other"]),
        ({"image": "text"}, ["image"]),
        ({"other": file()}, ["other"]),
        ({}, ["image"]),
    ],
)  # fmt: skip
def test_whatever_comes_besides_one_file_is_refused_by_name(shop, storage, sent, named):
    sent = {name: copied(parts) for name, parts in sent.items()}
    kind = {"content_type": "multipart/form-data"}

    answer = refused(shop.post(PATH, shop.admin, data=sent, **kind), 400, "validation-failed")

    assert sorted(answer["errors"]) == named
    assert storage.names("users") == []


@pytest.mark.parametrize(
    "fields", [{f"field{number}": "1" for number in range(1001)}, {"alt": "x" * 500_001}]
)
def test_more_text_than_is_read_is_not_called_a_large_file(shop, fields):
    sent = {**fields, "image": copied(file())}
    kind = {"content_type": "multipart/form-data"}

    answer = refused(shop.post(PATH, shop.admin, data=sent, **kind), 400, "validation-failed")

    assert answer["errors"] == {"body": ["Send one file named image and nothing else."]}


def copied(parts):
    """Return what is sent anew: a file is read only once."""
    if isinstance(parts, list):
        return [copied(part) for part in parts]
    return parts if isinstance(parts, str) else (io.BytesIO(parts[0].getvalue()), parts[1])


@pytest.mark.security(27, 28)
@pytest.mark.parametrize(
    "name",
    [b"../../app.png", b"..\\..\\app.png", b"/etc/passwd.png", b"C:\\evil.png", b"a\x00.png",
     b"<script>evil</script>.png", b"evil;.png", b"evil.html.png", b"evil%0d%0aX-Evil: 1.png",
     "\u202egnp.evil.png".encode(), b"e" * 10_000 + b".png"],
    ids=lambda name: ascii(name[:20]),
)  # fmt: skip
def test_what_a_client_calls_a_file_gets_into_no_name_no_header_and_no_address(shop, storage, name):
    answer = shop.post(PATH, shop.admin, data=named(name), content_type=KIND)

    address = made(answer)["profile_image_url"]
    assert re.fullmatch("/static/users/[0-9a-f]{32}[.]png", address)
    for kept in storage.names("users"):
        assert re.fullmatch("[0-9a-f]{32}(-[0-9]+[.]webp|[.]png)", kept)
    assert "evil" not in f"{shop.get(address).headers}".lower()


@pytest.mark.security(28)
@pytest.mark.parametrize(
    "name", [b'evil\\"; x="y.png', b"evil\nSet-Cookie: evil=1;.png", b"\xff\xfeevil.png"], ids=ascii
)
def test_a_file_whose_name_can_not_be_read_is_none(shop, storage, name):
    answer = shop.post(PATH, shop.admin, data=named(name), content_type=KIND)

    refused(answer, 400, answer.json["type"].removeprefix("/problems/"))
    assert "evil" not in f"{answer.headers}".lower()
    assert storage.names("users") == []


def named(name: bytes) -> bytes:
    return multipart_of(0).replace(b"x.png", name, 1)


@pytest.mark.security(22)
def test_a_file_of_exactly_five_megabytes_is_not_too_large(shop):
    refused(shop.upload(PATH, shop.admin, b"x" * LIMIT), 400, "image-invalid")
    refused(shop.upload(PATH, shop.admin, b"x" * (LIMIT + 1)), 413, "too-large")


@pytest.mark.security(22)
def test_a_body_that_will_be_too_large_is_refused_before_it_is_sent(live):
    with connect(live) as connection:
        length = f"Content-Length: {20 * MEGABYTE}"
        connection.sendall(post(PATH, MULTIPART, length, token=live.admin))

        assert status(connection.recv(65536)) == 413


@pytest.mark.security(22)
def test_a_chunked_body_is_refused_while_it_is_still_being_sent(live):
    with connect(live) as connection:
        connection.sendall(post(PATH, MULTIPART, CHUNKED, token=live.admin))
        connection.sendall(b"%x\r\n" % (20 * MEGABYTE) + multipart_of(6 * MEGABYTE))

        assert status(connection.recv(65536)) == 413


@pytest.mark.security(61)
@pytest.mark.parametrize("chunked", [True, False])
def test_many_half_uploads_wait_on_the_disk_and_not_in_memory(live, chunked):
    body = multipart_of(LIMIT)[: LIMIT - 1000]
    size = CHUNKED if chunked else f"Content-Length: {LIMIT}"
    sent = b"%x\r\n%s" % (LIMIT, body) if chunked else body
    made(live.get("/api/categories"))
    before = live.memory
    slow = [connect(live) for _ in range(SLOW_UPLOADS)]
    try:
        for connection in slow:
            connection.sendall(post(PATH, MULTIPART, size, token=live.admin, body=sent))
        made(live.get("/api/categories"))

        grown = live.memory - before
        assert grown < SLOW_UPLOADS * len(body) / 2, grown
    finally:
        for connection in slow:
            connection.close()


@contextmanager
def stalling_storage():
    """Run a server that is there when it is asked for (HEAD), and keeps all else waiting."""
    held = []

    def take_in():
        with suppress(OSError):  # The listener is closed at the end.
            while True:
                connection = listener.accept()[0]
                held.append(connection)
                if connection.recv(4).startswith(b"HEAD"):
                    connection.sendall(ALL_IS_WELL)

    listener = socket.create_server((HOST, 0), backlog=100)
    threading.Thread(target=take_in).start()
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}", held
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in held:
            connection.close()


@pytest.mark.security(61)
def test_uploads_that_wait_for_the_storage_leave_others_their_turn(new_database, tmp_path_factory):
    with (
        stalling_storage() as (endpoint, held),
        LiveShop(new_database("sqlite"), tmp_path_factory.mktemp("live")) as shop,
        ThreadPoolExecutor(UPLOADS) as pool,
    ):
        shop.prepare()
        shop.environment |= s3_settings(endpoint)
        shop.start(workers=1)
        token, asked_before = shop.admin, len(held)
        sent = {"data": multipart_of(0), "headers": {"Content-Type": KIND}}
        uploads = [pool.submit(shop.post, PATH, token, **sent) for _ in range(UPLOADS)]
        while len(held) < asked_before + 3:  # So many stand before the storage.
            time.sleep(0.01)

        for _ in range(20):
            made(shop.get("/api/categories"))
        assert not any(upload.done() for upload in uploads)

        for upload in uploads:
            answer = upload.result()
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert made(shop.get("/api/user", token))["profile_image_url"] is None
