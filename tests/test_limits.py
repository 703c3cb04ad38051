"""Limits: wrong passwords, new accounts, uploads, a bound on everything; who is counted."""

import re

import pytest

from services import limits
from services.limits import Count, Limits
from tests.shop_driver import PASSWORD, made, picture, refused

NOBODY_LISTENS = "redis://127.0.0.1:1/0"
HERE, THERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def limited(shop_with):
    return shop_with(RATELIMIT_ENABLED="true")


def sign_in(shop, username, password="wrong one", address=HERE, **headers):
    body = {"username": username, "password": password}
    where = {"REMOTE_ADDR": address}
    return shop.post("/api/login", json=body, environ_base=where, headers=headers)


def wrong(shop, username, address=HERE, times=10):
    for _ in range(times):
        refused(sign_in(shop, username, address=address), 401, "wrong-credentials")


@pytest.mark.parametrize("name", ["ada", "nobody"])
@pytest.mark.security(14, 35)
def test_after_ten_wrong_passwords_one_waits(limited, name):
    limited.make_user("ada")
    wrong(limited, name)

    for password in ("wrong one", PASSWORD):
        response = sign_in(limited, name, password)
        answer = refused(response, 429, "too-many-requests")
        seconds = int(response.headers["Retry-After"])
        assert 1 <= seconds <= 60
        assert answer["error"] == f"Too many requests. Try again in {seconds} seconds."
        assert response.headers["RateLimit-Policy"].endswith('"sign-in";q=10;w=60')
        assert response.headers["RateLimit"].endswith(f'"sign-in";r=0;t={seconds}')


def test_each_count_is_told_until_nothing_is_left(limited):
    limited.make_user("ada")
    passwords = [PASSWORD, *["wrong one"] * 4, PASSWORD, *["wrong one"] * 7]
    told = [sign_in(limited, "ada", password).headers["RateLimit"] for password in passwords]

    left = [int(re.search(r'"sign-in";r=([0-9]+);t=[0-9]+$', one)[1]) for one in told]
    assert left == [10, 9, 8, 7, 6, 6, 5, 4, 3, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/user/password", {"current_password": "?", "new_password": "another horse"}),
        ("DELETE", "/api/user", {"password": "?"}),
    ],
)
@pytest.mark.security(35)
def test_a_stolen_token_does_not_help_to_guess_the_password(limited, method, path, body):
    """Wrong passwords count as those of a sign-in do: ten in all, wherever they are tried."""
    token = limited.make_user("ada")
    for _ in range(5):
        refused(limited.call(method, path, token, json=body), 401, "password-wrong")
    wrong(limited, "ada", "127.0.0.1", times=5)

    right = {name: PASSWORD if value == "?" else value for name, value in body.items()}
    refused(limited.call(method, path, token, json=right), 429, "too-many-requests")
    refused(sign_in(limited, "ada", PASSWORD, "127.0.0.1"), 429, "too-many-requests")
    made(sign_in(limited, "ada", PASSWORD, THERE))


def test_a_right_password_counts_nothing(limited):
    token = limited.make_user("ada")
    same = {"current_password": PASSWORD, "new_password": PASSWORD}
    for _ in range(20):
        made(limited.post("/api/user/password", token, json=same))


@pytest.mark.security(35)
def test_nobody_is_locked_out_by_somebody_else(limited):
    limited.make_user("ada")
    limited.make_user("eve")
    wrong(limited, "ada")
    for _ in range(90):
        refused(sign_in(limited, "ada"), 429, "too-many-requests")

    made(sign_in(limited, "ada", PASSWORD, THERE))
    made(sign_in(limited, "eve", PASSWORD, HERE))


def test_a_name_written_otherwise_counts_as_the_same(limited):
    limited.make_user("ada")
    wrong(limited, "ADA", times=5)
    wrong(limited, "ada", times=5)

    refused(sign_in(limited, "Ada"), 429, "too-many-requests")


def test_signing_in_counts_nothing(limited):
    limited.make_user("ada")
    wrong(limited, "ada", times=9)

    for _ in range(20):
        made(sign_in(limited, "ada", PASSWORD))
    wrong(limited, "ada", times=1)
    refused(sign_in(limited, "ada"), 429, "too-many-requests")


def test_a_body_that_is_not_valid_counts_nothing(limited):
    for _ in range(20):
        refused(limited.post("/api/login", json={"username": "ada"}), 400, "validation-failed")

    wrong(limited, "ada")


@pytest.mark.security(35)
def test_one_address_may_not_try_many_accounts(limited):
    for number in range(50):
        wrong(limited, f"name-{number}", times=1)

    refused(sign_in(limited, "another"), 429, "too-many-requests")
    wrong(limited, "another", THERE, times=1)


def test_an_ipv6_customer_is_counted_as_one(limited):
    for number in range(10):
        wrong(limited, "ada", f"2001:db8:1:2::{number:x}", times=1)

    refused(sign_in(limited, "ada", address="2001:db8:1:2:ffff::1"), 429, "too-many-requests")
    wrong(limited, "ada", "2001:db8:1:3::1", times=1)


@pytest.mark.security(35)
def test_waits_grow(monkeypatch):
    """The windows stack: who uses up a minute again and again waits for the quarter."""
    counts = [Count(limits.SIGN_IN, "somebody")]
    instant = 1_800_000_000.0
    monkeypatch.setattr("time.time", lambda: instant)
    counter = Limits(None)

    def let_in(at: float) -> tuple[int, int]:
        nonlocal instant
        instant = 1_800_000_000.0 + at
        let = 0
        while not (standing := counter.take(counts)).refused:
            let += 1
        return let, standing.reset

    assert let_in(0) == (10, 60)
    assert let_in(59) == (0, 1)
    assert let_in(61) == (10, 839)
    assert let_in(122) == (0, 778)
    assert let_in(901) == (10, 60)
    assert let_in(962) == (10, 2638)
    assert let_in(3601) == (10, 60)


@pytest.mark.security(14)
def test_a_hundred_accounts_an_hour_are_opened_from_one_address(limited):
    for number in range(100):
        body = {"username": f"user {number}", "password": PASSWORD}
        made(limited.post("/api/register", json=body))

    response = limited.post("/api/register", json={"username": "late", "password": PASSWORD})

    refused(response, 429, "too-many-requests")
    assert 3500 < int(response.headers["Retry-After"]) <= 3600
    refused(sign_in(limited, "late", PASSWORD), 401, "wrong-credentials")


@pytest.mark.security(14)
def test_names_are_looked_for_by_renames_no_faster_than_by_registrations(limited):
    token = limited.make_user("ada")  # The first of a hundred.
    for _ in range(99):
        body = {"username": "admin"}
        refused(limited.patch("/api/user", token, json=body), 409, "username-in-use")

    response = limited.patch("/api/user", token, json={"username": "free"})

    refused(response, 429, "too-many-requests")
    assert made(limited.get("/api/user", token))["username"] == "ada"


def test_sixty_pictures_a_minute_are_taken_from_one_user(limited):
    ada, eve = limited.make_user(), limited.make_user()
    for _ in range(60):
        refused(limited.upload("/api/user/profile-image", ada, b"no"), 400, "image-invalid")

    response = limited.upload("/api/user/profile-image", ada, picture())

    refused(response, 429, "too-many-requests")
    assert made(limited.get("/api/user", ada))["profile_image_url"] is None
    made(limited.upload("/api/user/profile-image", eve, picture()))


@pytest.mark.security(14)
def test_everything_is_bounded_and_told(shop_with):
    shop = shop_with(RATELIMIT_ENABLED="true", REQUESTS_PER_MINUTE="5")

    for path in ("/api/products", "/health/live", "/nope", "/api/user", "/api/categories"):
        headers = shop.get(path, environ_base={"REMOTE_ADDR": HERE}).headers
        assert headers["RateLimit-Policy"] == '"requests";q=5;w=60'
    assert headers["RateLimit"].startswith('"requests";r=0;t=')

    response = shop.get("/health/live", environ_base={"REMOTE_ADDR": HERE})
    refused(response, 429, "too-many-requests")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    made(shop.get("/health/live", environ_base={"REMOTE_ADDR": THERE}))


@pytest.mark.security(14)
def test_kept_answers_are_bounded_and_tell_each_caller_where_they_stand(shop_with):
    settings = {"RATELIMIT_ENABLED": "true", "CATALOGUE_KEPT_BYTES": "100000"}
    shop = shop_with(REQUESTS_PER_MINUTE="4", **settings)

    def get(address):
        return shop.get("/api/categories", environ_base={"REMOTE_ADDR": address})

    left = []
    for address in (HERE, HERE, THERE, HERE, HERE):
        (told,) = get(address).headers.getlist("RateLimit")
        left.append(told.partition(";t=")[0])
    assert left == [f'"requests";r={number}' for number in (3, 2, 3, 1, 0)]
    refused(get(HERE), 429, "too-many-requests")
    made(get(THERE))


@pytest.mark.security(35)
def test_who_is_limited_is_written_down_once_a_minute(shop_with):
    shop = shop_with(RATELIMIT_ENABLED="true", REQUESTS_PER_MINUTE="100")
    admin, token = shop.admin, shop.make_user("ada")
    for _ in range(13):
        sign_in(shop, "nobody")
    for _ in range(63):
        shop.upload("/api/user/profile-image", token, b"no")
    for _ in range(40):
        shop.get("/api/products")
    elsewhere = {"environ_base": {"REMOTE_ADDR": THERE}}

    rows = made(shop.get("/api/admin/audit?action=limited", admin, **elsewhere))

    user = {"id": 2, "username": "ada"}
    assert [(row["actor"], row["detail"], row["address"]) for row in rows] == [
        (None, {"limit": "requests"}, "127.0.0.0/24"),
        (user, {"limit": "upload"}, "127.0.0.0/24"),
        (None, {"limit": "sign-in"}, "192.0.2.0/24"),
    ]


def test_limits_can_be_turned_off(shop):
    for _ in range(30):
        response = sign_in(shop, "ada")
        refused(response, 401, "wrong-credentials")
        assert "RateLimit" not in response.headers


def test_without_redis_each_process_counts_alone(shop_with):
    shop = shop_with(RATELIMIT_ENABLED="true", REDIS_URL=NOBODY_LISTENS)
    wrong(shop, "ada")

    refused(sign_in(shop, "ada"), 429, "too-many-requests")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"])
@pytest.mark.security(19)
def test_an_address_that_anybody_names_is_not_believed(limited, header):
    for number in range(10):
        response = sign_in(limited, "ada", **{header: f"203.0.113.{number}"})
        refused(response, 401, "wrong-credentials")

    refused(sign_in(limited, "ada", **{header: "203.0.113.99"}), 429, "too-many-requests")


@pytest.mark.security(19)
def test_an_address_that_a_trusted_proxy_names_is_believed(shop_with):
    shop = shop_with(RATELIMIT_ENABLED="true", TRUSTED_PROXIES="10.0.0.0/8, 2001:db8::/32")
    through = {"address": "10.1.1.1"}
    for number in range(10):
        # What stands left of the first address that no proxy has is written by the client.
        chain = f"203.0.113.{number}, 192.0.2.77, 10.9.9.9"
        response = sign_in(shop, "ada", **through, **{"X-Forwarded-For": chain})
        refused(response, 401, "wrong-credentials")

    for chain in ("192.0.2.77", "192.0.2.77:4711", "[2001:db8::1]:5, ::ffff:192.0.2.77, 10.0.0.1"):
        response = sign_in(shop, "ada", **through, **{"X-Forwarded-For": chain})
        refused(response, 429, "too-many-requests")
    for chain in ("192.0.2.78", "unknown", "192.0.2.77, nonsense", "", "9" * 5000):
        response = sign_in(shop, "ada", **through, **{"X-Forwarded-For": chain})
        refused(response, 401, "wrong-credentials")


def test_who_is_refused_waits_also_where_room_came_back_meanwhile(monkeypatch):
    """Another's event is given back, or the window ends, before it is asked how long to wait."""
    counter = Limits(None)
    counts = [Count(limits.SIGN_IN, "a"), Count(limits.SIGN_IN_ADDRESS, "b")]
    monkeypatch.setattr(counter, "_hit", lambda window, _key, cost=1: window.amount != 20)

    standing = counter.take(counts)

    assert (standing.name, standing.quota, standing.refused) == ("sign-in", 20, True)
    assert standing.reset >= 1


def test_counts_taken_back_leave_no_trace():
    counter = Limits(None)
    counts = [Count(limits.SIGN_IN, "a"), Count(limits.SIGN_IN_ADDRESS, "b")]

    for _ in range(200):
        assert not counter.take(counts).refused
        counter.give_back(counts)
    for _ in range(10):
        assert not counter.take(counts).refused
    assert counter.take(counts).refused
    for _ in range(40):  # What was refused for its account did not count for its address.
        assert not counter.take([Count(limits.SIGN_IN_ADDRESS, "b")]).refused
    assert counter.take([Count(limits.SIGN_IN_ADDRESS, "b")]).refused
