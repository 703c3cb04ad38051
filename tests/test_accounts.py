"""Accounts: opening one, signing in, staying in, signing out."""

import pytest

from services.passwords import password_fits
from tests.shop_driver import ADMIN_PASSWORD, PASSWORD, Shop, made, refused


def register(shop: Shop, username: object, password: object = PASSWORD, **more: object):
    body = {"username": username, "password": password, **more}
    return shop.post("/api/register", json=body)


@pytest.mark.security(45)
def test_an_account_is_opened_and_answered_without_its_password(shop):
    response = register(shop, "ada")

    assert response.status_code == 201
    assert response.json == {
        "message": "User created",
        "user": {
            "id": 2,
            "username": "ada",
            "is_admin": False,
            "profile_image_url": None,
            "image": None,
        },
    }


@pytest.mark.parametrize("name", ["Straße", "STRASSE", "strasse"])
def test_a_name_that_differs_only_in_case_or_unicode_form_is_taken(shop, name):
    made(register(shop, "stra\u00dfe"))

    body = refused(register(shop, name), 400, "username-taken")

    assert body["error"] == "Username already exists"


@pytest.mark.security(33)
def test_names_and_passwords_count_exactly_as_sent(shop):
    made(register(shop, "  Ada  ", " secret "))

    refused(
        shop.post("/api/login", json={"username": "  Ada  ", "password": "secret"}),
        401,
        "wrong-credentials",
    )
    token = shop.sign_in("  Ada  ", " secret ")["access_token"]
    assert made(shop.get("/api/user", token))["username"] == "  Ada  "


def test_signing_in_takes_the_name_in_any_case(shop):
    made(register(shop, "Ada"))

    assert shop.sign_in("aDA")["access_token"]


@pytest.mark.parametrize(
    "body",
    [
        {"username": "ad", "password": PASSWORD},
        {"username": "a" * 81, "password": PASSWORD},
        {"username": "   ", "password": PASSWORD},
        {"username": "a\x00da", "password": PASSWORD},
        {"username": None, "password": PASSWORD},
        {"username": 7, "password": PASSWORD},
        {"username": "ada", "password": "12345"},
        {"username": "ada", "password": ["123456"]},
        {"username": "ada"},
        {"username": "ada", "password": PASSWORD, "is_admin": True},
        {"username": "ada", "password": PASSWORD, "id": 9},
    ],
)
@pytest.mark.security(30)
def test_a_registration_that_is_not_valid_opens_no_account(shop, body):
    answer = refused(shop.post("/api/register", json=body), 400, "validation-failed")

    assert list(answer["errors"]) != []
    refused(
        shop.post("/api/login", json={"username": "ada", "password": PASSWORD}),
        401,
        "wrong-credentials",
    )


@pytest.mark.security(37)
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(shop):
    made(register(shop, "ada"))

    wrong = shop.post("/api/login", json={"username": "ada", "password": "wrong one"})
    unknown = shop.post("/api/login", json={"username": "nobody", "password": "wrong one"})

    answers = [refused(one, 401, "wrong-credentials") for one in (wrong, unknown)]
    for answer in answers:
        del answer["request_id"]
    assert answers[0] == answers[1]
    assert answers[0]["message"] == "Invalid credentials"


@pytest.mark.security(33)
def test_every_character_of_a_long_password_counts(shop):
    long = "p" * 100
    made(register(shop, "ada", long))

    for near in (long[:-1], long + "p", long[:72], long.upper()):
        refused(
            shop.post("/api/login", json={"username": "ada", "password": near}),
            401,
            "wrong-credentials",
        )
    assert shop.sign_in("ada", long)["access_token"]


def test_a_refresh_token_gets_a_new_access_token(shop):
    made(register(shop, "ada"))
    tokens = shop.sign_in("ada")

    fresh = made(shop.post("/api/refresh", tokens["refresh_token"]))

    assert list(fresh) == ["access_token"]
    assert fresh["access_token"] != tokens["access_token"]
    assert made(shop.get("/api/user", fresh["access_token"]))["username"] == "ada"


def test_each_token_serves_only_its_own_purpose(shop):
    made(register(shop, "ada"))
    tokens = shop.sign_in("ada")

    refused(shop.post("/api/refresh", tokens["access_token"]), 401, "token-invalid")
    refused(shop.get("/api/user", tokens["refresh_token"]), 401, "token-invalid")


@pytest.mark.security(40)
def test_signing_out_kills_both_tokens_and_no_other_sign_in(shop):
    made(register(shop, "ada"))
    left, kept = shop.sign_in("ada"), shop.sign_in("ada")

    assert made(shop.post("/api/logout", left["access_token"])) == {"message": "Signed out"}

    refused(shop.get("/api/user", left["access_token"]), 401, "token-revoked")
    refused(shop.post("/api/refresh", left["refresh_token"]), 401, "token-revoked")
    assert made(shop.get("/api/user", kept["access_token"]))["username"] == "ada"


@pytest.mark.security(39)
def test_a_sign_in_ends_after_thirty_days(shop, moved_clock):
    made(register(shop, "ada"))
    tokens = shop.sign_in("ada")

    moved_clock.move(days=30)

    refused(shop.post("/api/refresh", tokens["refresh_token"]), 401, "token-revoked")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer x y", "Token é"]
)
def test_what_is_no_token_is_refused(shop, header):
    response = shop.get("/api/user", headers={"Authorization": header})

    assert response.status_code == 401
    assert response.json["type"] in ("/problems/token-invalid", "/problems/authentication-required")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_of_a_token_may_be_in_any_case(shop, scheme):
    tokens = shop.sign_in("admin", ADMIN_PASSWORD)

    for method, path, kind in (
        ("GET", "/api/user", "access_token"),
        ("GET", "/metrics", "access_token"),
        ("POST", "/api/refresh", "refresh_token"),
    ):
        headers = {"Authorization": f"{scheme} {tokens[kind]}"}
        assert shop.call(method, path, headers=headers).status_code == 200


def test_hashes_of_the_original_program_keep_working():
    """Made by bcrypt of a password of 80 bytes, of which it then counted 72."""
    kept = "$2b$04$XttwZasBDVti/kTJCF75TeE8CZ2A5KE6ChLXRhUN7jOKKlFYOXzf."

    assert password_fits("x" * 80, kept)
    assert not password_fits("x" * 71, kept)
    assert not password_fits("x", "not a hash")
