"""What only a real connection can do: broken framing, half requests, many slow clients."""

import http.client
import io
import json
import socket
import time

import pytest

from tests.live_shop import HOST, LiveShop, WaitressShop
from tests.shop_driver import made, picture

PATIENCE = 20
SLOW_CLIENTS = 40


@pytest.fixture(scope="module")
def live(new_database, tmp_path_factory):
    """A shop served by one process that works on fewer requests than there are slow clients."""
    with LiveShop(new_database("sqlite"), tmp_path_factory.mktemp("live")) as shop:
        shop.prepare()
        shop.start(workers=1)
        yield shop


@pytest.fixture(scope="module")
def buffered(new_database, tmp_path_factory):
    """A shop served by waitress, which reads a request whole before a thread has it."""
    with WaitressShop(new_database("sqlite"), tmp_path_factory.mktemp("live")) as shop:
        shop.prepare()
        shop.start()
        yield shop


def connect(live) -> socket.socket:
    return socket.create_connection((HOST, live.port), timeout=PATIENCE)


def exchange(live, *parts: bytes) -> bytes:
    """Send `parts`, close our side and return all that is answered."""
    with connect(live) as connection:
        answer = b""
        try:
            for part in parts:
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                answer += chunk
        except OSError:  # The server had enough of it.
            pass
        return answer


def status(answer: bytes) -> int:
    """Return the status of an answer, 0 where the server hung up without one."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def post(path: str, *headers: str, body: bytes = b"", token: str = "") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: shop", *headers, "Connection: close"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


JSON = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
BODY = b'{"username": "smuggler", "password": "correct horse"}'


@pytest.mark.parametrize(
    "request_sent",
    [
        post("/api/register", JSON, "Content-Length: -1", body=BODY),
        post("/api/register", JSON, "Content-Length: x", body=BODY),
        post("/api/register", JSON, "Content-Length: 1e2", body=BODY),
        post("/api/register", JSON, "Content-Length: 10", body=BODY),
        post("/api/register", JSON, "Content-Length: 1000", body=BODY),
        post("/api/register", JSON, "Content-Length: 9999999999999999999999", body=BODY),
        post("/api/register", JSON, "Content-Length: 10", "Content-Length: 53", body=BODY),
        post("/api/register", JSON, "Content-Length: 53", "Content-Length: 10", body=BODY),
        post("/api/register", JSON, CHUNKED, body=b"x\r\n" + BODY),
        post("/api/register", JSON, CHUNKED, body=b"-5\r\n" + BODY + b"\r\n0\r\n\r\n"),
        post("/api/register", JSON, CHUNKED, body=b"ffffffffffffffffff\r\n" + BODY),
        post("/api/register", JSON, CHUNKED, body=b"35\r\n" + BODY[:20]),
        post("/api/register", JSON, "Transfer-Encoding: x", body=BODY),
        post("/api/register", JSON, "Transfer-Encoding : chunked", body=b"0\r\n\r\n" + BODY),
        b"POST /api/register HTTP/9.9\r\nHost: shop\r\n\r\n" + BODY,
        b"POST /api/register\r\n\r\n" + BODY,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 1000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: shop\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: shop\r\n" + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: shop\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
        b"GET http://evil.example/api/user HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n",
        b"TRACE /api/user HTTP/1.1\r\nHost: shop\r\nAuthorization: a-token\r\n"
        b"Connection: close\r\n\r\n",
    ],
    ids=lambda sent: repr(sent[:30] + sent[-20:])[2:60],
)  # fmt: skip
def test_rows_21_and_58_broken_framing_is_refused(live, request_sent):
    answer = exchange(live, request_sent)

    assert status(answer) == 0 or 400 <= status(answer) < 500
    assert b"a-token" not in answer
    assert b"Traceback" not in answer
    made(live.get("/health/live"))
    body = {"username": "smuggler", "password": "correct horse"}
    assert live.post("/api/login", json=body).status_code == 401


NO_REQUESTS = {
    "letters": (post("/", "Content-Length: abc"), 400),
    "below-zero": (post("/", "Content-Length: -1"), 400),
    "two-lengths": (post("/", "Content-Length: 1", "Content-Length: 2"), 400),
    "digits": (post("/", f"Content-Length: {'9' * 5000}"), 400),
    "gigabytes": (post("/", f"Content-Length: {2**30}"), 413),
    "chunks": (post("/", CHUNKED, body=b"x\r\n"), 400),
    "coding": (post("/", "Transfer-Encoding: x"), 400),
    "path": (post("/é"), 400),
    "headers": (b"GET / HTTP/1.1\r\nHost: shop\r\n".ljust(256 * 1024, b"x"), 400),
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_waitress_refuses_by_itself_has_the_one_shape(buffered, name):
    sent, expected = NO_REQUESTS[name]

    head, _, body = exchange(buffered, sent).partition(b"\r\n\r\n")

    answer = http.client.parse_headers(io.BytesIO(head.partition(b"\r\n")[2]))
    problem = json.loads(body)
    assert (status(head), problem["status"]) == (expected, expected)
    assert problem["type"] in ("/problems/malformed-request", "/problems/too-large")
    assert problem["error"] == problem["detail"] != ""
    assert answer.get_content_type() == "application/problem+json"
    assert problem["request_id"] == answer["X-Request-ID"] != ""
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Connection"] == "close"


def test_row_21_no_second_request_hides_in_a_first(live):
    hidden = b"POST /api/register HTTP/1.1\r\nHost: shop\r\n" + JSON.encode()
    hidden += b"\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(hidden), hidden)

    exchange(live, post("/api/login", JSON, CHUNKED, body=chunk))
    exchange(live, post("/api/login", JSON, f"Content-Length: {len(hidden)}", body=hidden))

    body = {"username": "smuggler", "password": "correct horse"}
    assert live.post("/api/login", json=body).status_code == 401


def multipart_of(size: int) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="image"; filename="x.png"\r\n\r\n'
    return head + picture() + b"\x00" * size + b"\r\n--b--\r\n"


@pytest.mark.parametrize("chunked", [True, False])
def test_row_22_an_upload_over_the_limit_is_cut_off(live, chunked):
    body = multipart_of(20 * 1024 * 1024)
    if chunked:
        pieces = [body[at : at + 65536] for at in range(0, len(body), 65536)]
        sent = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
        size = CHUNKED
    else:
        sent, size = [body], f"Content-Length: {len(body)}"
    kind = "Content-Type: multipart/form-data; boundary=b"

    answer = exchange(live, post("/api/user/profile-image", kind, size, token=live.admin), *sent)

    assert status(answer) in (413, 0)  # A server may hang up on who does not stop sending.
    assert made(live.get("/api/user", live.admin))["profile_image_url"] is None


HALF_A_HEADER = [b"GET /api/products HTTP/1.1\r\nHost: shop\r\nX: ", b"G", b""]
HALF_A_BODY = [
    post("/api/register", JSON, "Content-Length: 1000", body=b'{"username": "slow'),
    post("/api/register", JSON, CHUNKED, body=b"fff\r\n{"),
    post("/api/user/profile-image", "Content-Type: multipart/form-data; boundary=b",
         "Content-Length: 1000000", body=b"--b\r\n"),
]  # fmt: skip


@pytest.mark.parametrize("half", HALF_A_HEADER + HALF_A_BODY, ids=range(6))
@pytest.mark.parametrize("server", ["granian", "waitress"])
def test_row_61_slow_clients_keep_nobody_waiting(request, server, half):
    live = request.getfixturevalue({"granian": "live", "waitress": "buffered"}[server])
    slow = [connect(live) for _ in range(SLOW_CLIENTS)]
    try:
        for connection in slow:
            connection.sendall(half)
        time.sleep(0.3)  # Until the server has taken them all in.

        for _ in range(5):
            made(live.get("/api/categories"))
            assert live.post("/api/register", json={"username": "x"}).status_code == 400
    finally:
        for connection in slow:
            connection.close()
    made(live.get("/health/ready"))
