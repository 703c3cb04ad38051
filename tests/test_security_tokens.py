"""Tokens that are not what the shop gave out: 401 in the one shape, whoever made them and how.

Each attack is tried as an access token and as a refresh token.
"""

import base64
import hashlib
import hmac
import json
import socket
import time

import pytest

from tests.conftest import test_settings as settings_of_tests
from tests.shop_driver import ADMIN_PASSWORD, made, refused

SECRET = b"a secret of tests with more than 32 bytes"
NONES = [
    "none", "None", "NONE", "nOnE", "nonE", "NoNe", "nONE", "none ", " none", "none\x00",
    "non\u0435", "", None, ["none"], {"alg": "none"},
]  # fmt: skip
OTHER_ALGORITHMS = [
    "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "PS256", "EdDSA", "hs256", "HS256 ",
    "dir", "A128KW", "HS1", 256, True,
]  # fmt: skip
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf
9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==
-----END PUBLIC KEY-----
"""
DAY = 24 * 3600
# Refused before any row is asked for, so one database tells as much as two.
whatever_the_database = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)


def packed(part) -> str:
    data = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(part: str):
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def signed(header, claims, secret=SECRET, digest=hashlib.sha256) -> str:
    body = f"{packed(header)}.{packed(claims)}"
    return f"{body}.{packed(hmac.new(secret, body.encode(), digest).digest())}"


class Signed:
    """A token of the shop, taken to pieces to make others of it."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.header, self.claims = (unpacked(part) for part in token.split(".")[:2])
        self.signature = token.split(".")[2]

    def with_header(self, **changes) -> str:
        return signed({**self.header, **changes}, self.claims)

    def with_claims(self, **changes) -> str:
        claims = {**self.claims, **changes}
        return signed(self.header, {name: one for name, one in claims.items() if one is not ...})

    def unsigned(self, alg, signature="") -> str:
        return f"{packed({**self.header, 'alg': alg})}.{packed(self.claims)}.{signature}"


@pytest.fixture(params=["access", "refresh"])
def kind(request):
    return request.param


@pytest.fixture
def real(shop, kind):
    """A token that works, of each kind."""
    shop.make_user("ada")
    token = Signed(shop.sign_in("ada")[f"{kind}_token"])
    assert_accepted(shop, kind, token.token)
    assert_accepted(shop, kind, signed(token.header, token.claims))  # The control.
    return token


def send(shop, kind, token):
    if kind == "refresh":
        return shop.post("/api/refresh", token)
    return shop.get("/api/user", token)


def assert_accepted(shop, kind, token):
    made(send(shop, kind, token))


def assert_refused(shop, kind, token, *slugs):
    response = send(shop, kind, token)
    slug = response.json["type"].removeprefix("/problems/")
    assert slug in (slugs or ("token-invalid",)), (slug, token[:200])
    refused(response, 401, slug)
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert "access_token" not in response.json


@whatever_the_database
@pytest.mark.parametrize("alg", NONES, ids=repr)
def test_row_48_a_token_that_needs_no_signature_is_refused(shop, kind, real, alg):
    assert_refused(shop, kind, real.unsigned(alg))
    assert_refused(shop, kind, real.unsigned(alg, real.signature))
    assert_refused(shop, kind, real.with_header(alg=alg))


@whatever_the_database
@pytest.mark.parametrize("alg", OTHER_ALGORITHMS, ids=repr)
def test_row_48_only_one_algorithm_is_taken(shop, kind, real, alg):
    digest = {"HS384": hashlib.sha384, "HS512": hashlib.sha512}.get(str(alg), hashlib.sha256)
    header = {**real.header, "alg": alg}

    assert_refused(shop, kind, signed(header, real.claims, digest=digest))
    assert_refused(shop, kind, signed(header, real.claims, PUBLIC_KEY.encode(), digest))


@whatever_the_database
@pytest.mark.parametrize("alg", ["HS256", "RS256"])
@pytest.mark.parametrize("key", [PUBLIC_KEY, PUBLIC_KEY.strip(), "", "secret", "\x00"])
def test_row_48_no_other_key_signs(shop, kind, real, alg, key):
    assert_refused(shop, kind, signed({**real.header, "alg": alg}, real.claims, key.encode()))


@whatever_the_database
def test_row_49_no_key_is_taken_from_a_token_and_nobody_is_called(shop, kind, real):
    theirs = b"k" * 32
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/keys.json"
        jwk = {"kty": "oct", "k": packed(theirs), "alg": "HS256"}
        for extra in (
            {"jwk": jwk},
            {"jku": address},
            {"x5u": address},
            {"x5c": [base64.b64encode(theirs).decode()]},
            {"kid": address},
            {"kid": "../../../../dev/null"},
            {"kid": "' UNION SELECT 'k"},
            {"kid": packed(theirs), "jku": address, "x5u": address, "jwk": jwk},
            {"crit": ["exp"]},
            {"crit": ["b64"], "b64": False},
            {"zip": "DEF"},
        ):
            header = {**real.header, **extra}
            for key in (theirs, b"", SECRET):  # Signed rightly or not, it is none of ours.
                assert_refused(shop, kind, signed(header, real.claims, key))
        with pytest.raises(BlockingIOError):
            listener.accept()


@whatever_the_database
def test_row_50_a_token_serves_in_its_time_only(shop, kind, real):
    now = int(time.time())

    assert_refused(shop, kind, real.with_claims(exp=now - 1), "token-expired")
    assert_refused(shop, kind, real.with_claims(exp=now - 10 * DAY), "token-expired")
    assert_refused(shop, kind, real.with_claims(nbf=now + DAY))
    assert_refused(shop, kind, real.with_claims(iat=now + DAY))
    for never in (..., None, "", "never", str(now + DAY), [now + DAY], {}, True, float("inf")):
        assert_refused(shop, kind, real.with_claims(exp=never), "token-invalid", "token-expired")
    for odd in ("soon", [], {}, str(now - DAY), True, float("inf"), float("nan")):
        assert_refused(shop, kind, real.with_claims(nbf=odd))
        assert_refused(shop, kind, real.with_claims(iat=odd))


@whatever_the_database
def test_row_51_a_token_of_the_other_kind_is_refused(shop, kind, real):
    other = {"access": "refresh", "refresh": "access"}[kind]

    assert_refused(shop, other, real.token)
    for odd in (other, ..., None, "", "ACCESS", "other", ["access"], ["refresh"], {}, True):
        assert_refused(shop, kind, real.with_claims(type=odd))


@whatever_the_database
def test_row_51_a_token_of_another_issuer_is_refused(shop, kind, real):
    for issuer in (..., None, "", "Shop", "shop2", "https://shop", ["shop"], {"shop": 1}, True):
        assert_refused(shop, kind, real.with_claims(iss=issuer))


def test_row_53_a_token_names_a_user_and_a_sign_in_that_are_there(shop, kind, real):
    gone = ("token-revoked", "token-invalid")
    numbers = ("999", "0", "-2", "٢", "2.0", str(2**70), "9" * 5001)
    for nobody in (*numbers, "ada", "", " 2", "2 ", "1 OR 1=1"):
        assert_refused(shop, kind, real.with_claims(sub=nobody), *gone)
    for odd in (..., None, 2, [], ["2"], {}, True, 1e400, 2**70):
        assert_refused(shop, kind, real.with_claims(sub=odd), *gone)
    for odd in (..., None, "1", 0, -1, 999, 2**31, 2**70, 1.0, [], {}, True):
        assert_refused(shop, kind, real.with_claims(sid=odd), *gone)
    assert_refused(shop, kind, real.with_claims(sub="1"), *gone)  # The admin, by ada's sign-in.


@whatever_the_database
def test_a_refresh_token_has_a_whole_number(shop):
    real = Signed(shop.sign_in("admin", ADMIN_PASSWORD)["refresh_token"])

    for odd in (None, "x", "0", 0.0, [], {}, True):
        assert_refused(shop, "refresh", real.with_claims(number=odd))
    assert_accepted(shop, "refresh", real.with_claims(number=...))  # As from before there were any.


@whatever_the_database
def test_row_47_a_token_that_was_changed_is_refused(shop, kind, real):
    header, claims, signature = real.token.split(".")
    changed = packed({**real.claims, "is_admin": True, "sub": "1"})
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    for token in (
        f"{header}.{changed}.{signature}",
        f"{header}.{claims}.{flipped}",
        f"{header}.{claims}.{signature[::-1]}",
        f"{header}.{claims}.{signature}{signature}",
        f"{header}.{claims}.{signature}.{signature}",
        f"{claims}.{header}.{signature}",
        f"{header}..{signature}",
        f".{claims}.{signature}",
        f"{header}.{packed([real.claims])}.{signature}",
        f"{header}.{packed(b'{')}.{signature}",
        f"{header}.{packed(b'[' * 100_000)}.{signature}",
    ):
        assert_refused(shop, kind, token)


@whatever_the_database
def test_row_47_a_token_that_was_cut_is_refused(shop, kind, real):
    header, claims, signature = real.token.split(".")
    for token in (
        f"{header}.{claims}.", f"{header}.{claims}", f"{header}.", header, f"{header}..", "..", ".",
        real.token[:-1], real.token[:-10], real.token[1:], real.token[: len(real.token) // 2],
        "x", "é", "%00", '"', "{}", "null", "A" * 60_000, real.token.replace(".", "_"),
        f"{header}.{claims}.é{signature}", f"{header}.{claims}.{signature[:20]}=",
    ):  # fmt: skip
        assert_refused(shop, kind, token, "token-invalid", "authentication-required")


@whatever_the_database
@pytest.mark.parametrize(
    "value",
    ["", "Bearer", "Bearer ", "Basic {0}", "bearer{0}", "Bearer {0} {0}", "Token {0}", "{0}",
     "Bearer {0}, Bearer {0}", "Bearer \t", "Basic YWRtaW46YWRtaW4="],
)  # fmt: skip
def test_row_47_a_header_that_is_no_bearer_token_is_refused(shop, kind, real, value):
    headers = {"Authorization": value.format(real.token)}
    response = (
        shop.get("/api/user", headers=headers)
        if kind == "access"
        else shop.post("/api/refresh", headers=headers)
    )

    assert response.json["type"] in ("/problems/authentication-required", "/problems/token-invalid")
    refused(response, 401, response.json["type"].removeprefix("/problems/"))


@whatever_the_database
def test_row_55_a_token_counts_in_the_authorization_header_only(shop, kind, real):
    token = real.token
    method, path = {"access": ("GET", "/api/user"), "refresh": ("POST", "/api/refresh")}[kind]
    for name in ("access_token", "token", "jwt", "Authorization", "refresh_token"):
        address = f"{path}?{name}={token}"
        refused(shop.call(method, address), 401, "authentication-required")
        cookie = {"Cookie": f"{name}={token}; {name}_cookie={token}"}
        refused(shop.call(method, path, headers=cookie), 401, "authentication-required")
        answer = shop.call(method, path, json={name: token})
        refused(answer, 401, "authentication-required")
        answer = shop.call(method, path, data={name: token})
        refused(answer, 401, "authentication-required")


def test_row_52_a_changed_secret_signs_nobody_out(shop, shop_with, kind, real):
    new = "another secret of tests with more than 32 bytes"
    older = "a third secret of tests with more than 32 bytes"
    previous = f"{older}, {SECRET.decode()}"
    rotated = shop_with(JWT_SECRET_KEY=new, JWT_PREVIOUS_SECRET_KEYS=previous)
    assert_accepted(rotated, kind, real.token)
    assert_refused(rotated, kind, real.with_claims(exp=1), "token-expired")
    assert_refused(rotated, kind, real.unsigned("none"))

    renewed = rotated.sign_in("ada")[f"{kind}_token"]
    assert_refused(shop, kind, renewed)
    finished = shop_with(JWT_SECRET_KEY=new)
    assert_accepted(finished, kind, renewed)
    assert_refused(finished, kind, real.token)


def test_control_the_tests_sign_with_the_shops_secret(tmp_path):
    """Else every token above would be refused for its signature."""
    assert settings_of_tests("", tmp_path)["JWT_SECRET_KEY"].encode() == SECRET
