"""Passwords: kept whole and well, guessed by nobody's list, never told."""

import bcrypt
import pytest
from sqlalchemy import event, select, update

from config import load_settings
from models import User, db
from models import bcrypt as bcrypt_extension
from services import auth_service
from services.password_rules import _common_passwords
from services.passwords import password_fits, password_hash
from tests.shop_driver import PASSWORD, Shop, made, refused

LONGEST = "long" * 256


def register(shop: Shop, password: str, username: str = "ada"):
    return shop.post("/api/register", json={"username": username, "password": password})


def login(shop: Shop, password: str, username: str = "ada"):
    return shop.post("/api/login", json={"username": username, "password": password})


def kept_hash(shop: Shop, username: str = "ada") -> str:
    with shop.app.app_context():
        return db.session.scalar(select(User.password).where(User.username == username))


def keep_hash(shop: Shop, kept: str) -> None:
    with shop.app.app_context():
        db.session.execute(update(User).where(User.username == "ada").values(password=kept))


@pytest.fixture
def strict(shop, monkeypatch):
    """A shop that takes no common password, as in production."""
    monkeypatch.setitem(shop.app.config, "PASSWORD_BLOCKLIST", True)
    return shop


# --- Which are taken ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "twenty lower case letters",  # SECURITY 32: no rules of composition.
        "1" * 64,
        "ü" * 100,
        "correct horse " * 20,
        "  blanks around  ",
        "😀" * 128,
        "a\x00b\x00c\x00",
    ],
)
@pytest.mark.security(32, 33, 34)
def test_long_and_odd_passwords_are_taken_and_count_whole(shop, password):
    """SECURITY 33 and 34."""
    made(register(shop, password))

    made(login(shop, password))
    for near in (password + "x", password[:-1], password[1:], password.strip(" ") + "!"):
        refused(login(shop, near), 401, "wrong-credentials")


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "12345678",
        "PassWord",
        "qwertyuiop",
        "ada-lovelace",
        "ADA-Lovelace",
        "ada-lovelace1815",
        "!ada-lovelace!",
        "shop2026",
        "Shop API",
    ],
)
@pytest.mark.security(31)
def test_what_anybody_would_guess_first_is_refused(strict, password):
    """SECURITY 31."""
    answer = refused(register(strict, password, "ada-lovelace"), 400, "validation-failed")

    assert list(answer["errors"]) == ["password"]
    refused(login(strict, password, "ada-lovelace"), 401, "wrong-credentials")


@pytest.mark.parametrize("password", ["Zoey1!!", "zoey1234", "1zoey1"])
@pytest.mark.security(31)
def test_a_name_is_guessed_first_whatever_digits_it_has_around_it(strict, password):
    refused(register(strict, password, "zoey1"), 400, "validation-failed")


@pytest.mark.security(31)
def test_a_name_of_digits_and_signs_alone_is_in_no_other_password(strict):
    made(register(strict, "_-8675-309!", "2026"))


@pytest.mark.parametrize("password", ["passwort-fürs-büro", "shopping queen", "adalovelacex"])
@pytest.mark.security(32)
def test_what_only_looks_like_it_is_taken(strict, password):
    made(register(strict, password))


def test_the_list_is_off_where_nobody_asked_for_it(shop):
    made(register(shop, "password"))


@pytest.mark.security(31)
def test_a_new_password_is_held_to_the_same_rules(strict, monkeypatch):
    made(register(strict, PASSWORD))
    token = strict.sign_in("ada")["access_token"]

    def change(password: str):
        body = {"current_password": PASSWORD, "new_password": password}
        return strict.post("/api/user/password", token, json=body)

    for password in ("12345678", "ada12345"):
        answer = refused(change(password), 400, "validation-failed")
        assert list(answer["errors"]) == ["new_password"]
    monkeypatch.setitem(strict.app.config, "PASSWORD_MIN_LENGTH", 15)
    refused(change("fourteen chars"), 400, "validation-failed")
    made(login(strict, PASSWORD))
    made(change("fifteen letters"))
    made(login(strict, "fifteen letters"))


@pytest.mark.security(30)
def test_the_minimum_is_a_setting(shop, monkeypatch):
    """SECURITY 30."""
    monkeypatch.setitem(shop.app.config, "PASSWORD_MIN_LENGTH", 8)

    answer = refused(register(shop, "1234567"), 400, "validation-failed")

    assert answer["errors"] == {"password": ["Shorter than minimum length 8."]}
    made(register(shop, "fifteen letters"))


def test_the_list_holds_three_thousand_that_are_long_enough_to_be_tried():
    common = _common_passwords()

    assert len(common) == 3000
    assert {"123456", "password", "qwerty", "iloveyou", "letmein"} <= common
    assert min(map(len, common)) == 6


# --- How they are kept ----------------------------------------------------------------------------


def test_hashes_are_bcrypt_of_cost_twelve_unless_set_otherwise(shop, monkeypatch):
    monkeypatch.delenv("BCRYPT_LOG_ROUNDS", raising=False)
    assert load_settings({})["BCRYPT_LOG_ROUNDS"] == 12
    monkeypatch.setattr(bcrypt_extension, "_log_rounds", 12)
    with shop.app.app_context():
        assert password_hash(PASSWORD).startswith("sha256:$2b$12$")


def test_the_original_programs_hash_works_and_is_renewed_at_login(shop):
    made(register(shop, PASSWORD))
    original = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    keep_hash(shop, original)

    refused(login(shop, "wrong one"), 401, "wrong-credentials")
    assert kept_hash(shop) == original
    made(login(shop, PASSWORD))

    renewed = kept_hash(shop)
    assert renewed.startswith("sha256:$2b$04$")
    made(login(shop, PASSWORD))
    assert kept_hash(shop) == renewed


def test_an_original_hash_counts_every_byte_once_it_is_renewed(shop):
    """bcrypt counted 72 bytes then; whoever signs in first says what comes after them."""
    long = "p" * 72 + "and more"
    made(register(shop, PASSWORD))
    keep_hash(shop, bcrypt.hashpw(long.encode()[:72], bcrypt.gensalt(4)).decode())

    made(login(shop, long))

    refused(login(shop, long[:72]), 401, "wrong-credentials")
    made(login(shop, long))


def test_a_hash_of_another_cost_is_renewed_at_login(shop, monkeypatch):
    made(register(shop, PASSWORD))
    monkeypatch.setitem(shop.app.config, "BCRYPT_LOG_ROUNDS", 5)
    monkeypatch.setattr(bcrypt_extension, "_log_rounds", 5)

    made(login(shop, PASSWORD))

    assert kept_hash(shop).startswith("sha256:$2b$05$")
    made(login(shop, PASSWORD))


def test_of_two_first_logins_at_once_both_succeed(shop, monkeypatch):
    """The hash that the second has checked is renewed by the first before it signs in."""
    made(register(shop, PASSWORD))
    keep_hash(shop, bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode())
    twins = []

    def fits_and_twin(password: str, kept: str) -> bool:
        fits = password_fits(password, kept)
        if not twins:
            twins.append(None)
            twins.append(login(shop, PASSWORD))
        return fits

    monkeypatch.setattr(auth_service, "password_fits", fits_and_twin)

    made(login(shop, PASSWORD))

    made(twins[1])


def test_a_password_changed_while_it_is_checked_signs_nobody_in(shop, monkeypatch):
    made(register(shop, PASSWORD))
    token = shop.sign_in("ada")["access_token"]
    body = {"current_password": PASSWORD, "new_password": "another horse"}
    changes = []

    def fits_and_change(password: str, kept: str) -> bool:
        fits = password_fits(password, kept)
        if not changes:
            changes.append(made(shop.post("/api/user/password", token, json=body)))
        return fits

    monkeypatch.setattr(auth_service, "password_fits", fits_and_change)

    refused(login(shop, PASSWORD), 401, "wrong-credentials")

    assert len(made(shop.get("/api/user/sessions", token))) == 1


# --- What a refusal tells -------------------------------------------------------------------------


@pytest.mark.security(37)
def test_unknown_wrong_and_switched_off_are_refused_alike(shop):
    """SECURITY 37; the time they take is measured by benchmarks/login_time.py."""
    for number, name in enumerate(("known", "off"), 2):
        made(register(shop, PASSWORD, name))
        made(shop.patch(f"/api/admin/users/{number}", shop.admin, json={"is_active": number == 2}))

    answers = [
        login(shop, "wrong one", "known"),
        login(shop, "wrong one", "nobody"),
        login(shop, "wrong one", "off"),
        login(shop, PASSWORD, "off"),
    ]

    bodies = [refused(one, 401, "wrong-credentials") for one in answers]
    for body, answer in zip(bodies, answers, strict=True):
        del body["request_id"]
        answer.headers.remove("X-Request-ID")
        assert body == bodies[0]
        assert answer.headers == answers[0].headers


@pytest.mark.parametrize("name", ["known", "nobody", "off", "garbled"])
@pytest.mark.security(37)
def test_a_refused_login_does_the_same_work_for_every_name(shop, monkeypatch, name):
    """One look for the name, one check of a hash, one row in the audit trail."""
    made(register(shop, PASSWORD, "known"))
    made(register(shop, PASSWORD, "off"))
    made(shop.patch("/api/admin/users/3", shop.admin, json={"is_active": False}))
    made(register(shop, PASSWORD, "garbled"))
    with shop.app.app_context():
        db.session.execute(update(User).where(User.id == 4).values(password="not a hash"))
        engine = db.engine
    statements, checks = [], []
    login(shop, "warms up", "nobody")
    hashpw = bcrypt.hashpw
    monkeypatch.setattr(bcrypt, "hashpw", lambda *both: checks.append(1) or hashpw(*both))

    def look(*arguments) -> None:
        statements.append(arguments[2].split()[0])

    event.listen(engine, "before_cursor_execute", look)
    try:
        refused(login(shop, "wrong one", name), 401, "wrong-credentials")
    finally:
        event.remove(engine, "before_cursor_execute", look)

    assert statements == ["SELECT", "INSERT"]
    # A garbled value is tried first, and found to be none.
    assert len(checks) == (2 if name == "garbled" else 1)


# --- On the command line --------------------------------------------------------------------------


def command(shop: Shop, *arguments: str, typed: str):
    return shop.app.test_cli_runner().invoke(args=arguments, input=typed)


def test_an_admin_is_made_on_the_command_line(shop):
    result = command(shop, "create-admin", "boss", typed="a long one\na long one\n")

    assert result.exit_code == 0, result.output
    assert "a long one" not in result.output
    token = shop.sign_in("boss", "a long one")["access_token"]
    assert made(shop.get("/api/user", token))["is_admin"]
    made(shop.get("/api/admin/verify", token))


def test_an_admin_is_not_made_of_somebody_who_is_there(shop):
    made(register(shop, PASSWORD))

    result = command(shop, "create-admin", "ADA", typed="a long one\na long one\n")

    assert (result.exit_code, result.output.splitlines()[-1]) == (
        1,
        "Error: Username already exists",
    )
    assert not made(shop.get("/api/user", shop.sign_in("ada")["access_token"]))["is_admin"]


def test_a_password_is_set_on_the_command_line_and_signs_out(shop):
    made(register(shop, PASSWORD))
    before = shop.sign_in("ada")["access_token"]

    result = command(shop, "set-password", "ada", typed="a long one\na long one\n")

    assert result.output.splitlines()[-1] == "The password of ada is set; 1 sign-ins ended."
    refused(shop.get("/api/user", before), 401, "token-revoked")
    made(login(shop, "a long one"))
    refused(login(shop, PASSWORD), 401, "wrong-credentials")


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (["set-password", "nobody"], "a long one\na long one\n", "Error: User not found"),
        (["create-admin", "boss"], "short\nshort\n", "Error: password: Length must be"),
        (["set-password", "admin"], f"{LONGEST}x\n{LONGEST}x\n", "Error: password: Longer than"),
        (["create-admin", "boss", "a long one"], "", "Error: Got unexpected extra argument"),
        (["set-password", "admin", "a long one"], "", "Error: Got unexpected extra argument"),
        (["create-admin", "bo"], "a long one\na long one\n", "Error: username:"),
    ],
)
def test_what_the_command_line_refuses_changes_nothing(shop, arguments, typed, told):
    result = command(shop, *arguments, typed=typed)

    assert result.exit_code != 0
    assert told in result.output
    assert [one["username"] for one in made(shop.get("/api/admin/users", shop.admin))] == ["admin"]
