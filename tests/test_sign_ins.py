"""Sign-ins: where one is signed in, ended one by one or all, and refreshed."""

import pytest
from flask_jwt_extended import create_refresh_token, decode_token
from sqlalchemy import event, select

from models import UserSession, db
from services import pruning
from tests.shop_driver import PASSWORD, Shop, beside, made, refused

SESSIONS = "/api/user/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0"


def register(shop: Shop, username: str = "ada") -> None:
    made(shop.post("/api/register", json={"username": username, "password": PASSWORD}))


def sign_in(shop: Shop, username: str = "ada", password: str = PASSWORD, **kwargs) -> dict:
    body = {"username": username, "password": password}
    return made(shop.post("/api/login", json=body, **kwargs))


def is_dead(shop: Shop, tokens: dict) -> bool:
    """Say whether both tokens of a sign-in are refused; neither alone is, ever."""
    answers = [
        shop.get("/api/user", tokens["access_token"]),
        shop.post("/api/refresh", tokens["refresh_token"]),
    ]
    dead = [answer.status_code == 401 for answer in answers]
    assert dead[0] == dead[1]
    for answer in answers if dead[0] else []:
        refused(answer, 401, "token-revoked")
    return dead[0]


def refresh(shop: Shop, tokens: dict):
    return shop.post("/api/refresh", tokens["refresh_token"])


# --- Listed and ended -----------------------------------------------------------------------------


def test_sign_ins_are_listed_with_where_they_come_from(shop, moved_clock):
    register(shop)
    first = moved_clock.instant
    sign_in(shop, headers={"User-Agent": FIREFOX}, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    second = moved_clock.move(days=2)
    where = {"REMOTE_ADDR": "2001:db8:1234:5678::9"}
    here = sign_in(shop, headers={"User-Agent": "x" * 500}, environ_base=where)

    listed = made(shop.get(SESSIONS, here["access_token"]))

    assert listed == [
        {
            "id": 2,
            "created_at": second.isoformat(),
            "last_used_at": second.isoformat(),
            "expires_at": moved_clock.move(days=30).isoformat(),
            "agent": "x" * 200,
            "address": "2001:db8:1234::/48",
            "current": True,
        },
        {
            "id": 1,
            "created_at": first.isoformat(),
            "last_used_at": first.isoformat(),
            "expires_at": moved_clock.move(days=-2).isoformat(),
            "agent": FIREFOX,
            "address": "203.0.113.0/24",
            "current": False,
        },
    ]


def test_the_list_of_sign_ins_has_pages(shop):
    register(shop)
    tokens = [sign_in(shop) for _ in range(3)]

    page = shop.get(f"{SESSIONS}?limit=2&count=true", tokens[0]["access_token"])

    assert [one["id"] for one in page.json] == [3, 2]
    assert page.headers["X-Total-Count"] == "3"
    following = beside(page, "next")
    assert [one["id"] for one in shop.get(following, tokens[0]["access_token"]).json] == [1]


def test_the_last_use_is_kept_at_most_once_a_minute(shop, moved_clock):
    register(shop)
    tokens, begun = sign_in(shop), moved_clock.instant

    def last_use() -> str:
        return made(shop.get(SESSIONS, tokens["access_token"]))[0]["last_used_at"]

    moved_clock.move(seconds=59)
    assert last_use() == begun.isoformat()
    later = moved_clock.move(seconds=1)
    assert last_use() == later.isoformat()
    moved_clock.move(seconds=30)
    assert last_use() == later.isoformat()
    latest = moved_clock.move(minutes=5)
    made(shop.post("/api/refresh", tokens["refresh_token"]))
    assert last_use() == latest.isoformat()


def test_nobody_waits_to_keep_a_last_use(shop, moved_clock):
    """Somebody holds the lock that the write would need; the read is answered all the same."""
    register(shop)
    tokens, begun = sign_in(shop), moved_clock.instant
    moved_clock.move(minutes=5)
    with shop.app.app_context():
        held = db.engine.connect().execution_options(isolation_level="SERIALIZABLE")
        with held, held.begin():
            held.execute(select(UserSession.id).where(UserSession.id == 1).with_for_update())

            answer = shop.get("/api/user", tokens["access_token"])

    assert made(answer)["username"] == "ada"
    with shop.app.app_context():
        assert db.session.get(UserSession, 1).last_used_at == begun
    made(shop.get("/api/user", tokens["access_token"]))
    with shop.app.app_context():
        assert db.session.get(UserSession, 1).last_used_at == moved_clock.instant


def test_one_sign_in_is_ended_from_another(shop):
    register(shop)
    lost, here = sign_in(shop), sign_in(shop)

    made(shop.delete(f"{SESSIONS}/1", here["access_token"]))

    assert is_dead(shop, lost)
    assert not is_dead(shop, here)
    assert [one["id"] for one in made(shop.get(SESSIONS, here["access_token"]))] == [2]
    refused(shop.delete(f"{SESSIONS}/1", here["access_token"]), 404, "sign-in-not-found")


def test_nobody_ends_the_sign_in_of_somebody_else(shop):
    register(shop)
    hers, mine = sign_in(shop), shop.make_user()

    refused(shop.delete(f"{SESSIONS}/1", mine), 404, "sign-in-not-found")

    assert not is_dead(shop, hers)


def test_all_other_sign_ins_are_ended_at_once(shop):
    register(shop)
    others, here, stranger = [sign_in(shop), sign_in(shop)], sign_in(shop), shop.make_user()

    answer = made(shop.delete(SESSIONS, here["access_token"]))

    assert answer == {"message": "2 other sign-ins ended"}
    assert [is_dead(shop, one) for one in (*others, here)] == [True, True, False]
    made(shop.get("/api/user", stranger))


def test_an_admin_signs_somebody_out_everywhere(shop):
    register(shop)
    hers, stranger = [sign_in(shop), sign_in(shop)], shop.make_user()

    answer = made(shop.delete("/api/admin/users/2/sessions", shop.admin))

    assert answer == {"message": "2 sign-ins ended"}
    assert [is_dead(shop, one) for one in hers] == [True, True]
    made(shop.get("/api/user", stranger))
    assert not is_dead(shop, sign_in(shop))


def test_a_changed_password_ends_every_other_sign_in(shop):
    register(shop)
    other, here = sign_in(shop), sign_in(shop)
    body = {"current_password": PASSWORD, "new_password": "another horse"}

    made(shop.post("/api/user/password", here["access_token"], json=body))

    assert is_dead(shop, other)
    assert not is_dead(shop, here)
    assert not is_dead(shop, sign_in(shop, password="another horse"))
    old = {"username": "ada", "password": PASSWORD}
    refused(shop.post("/api/login", json=old), 401, "wrong-credentials")


def test_a_password_is_changed_only_by_who_knows_it(shop):
    register(shop)
    other, here = sign_in(shop), sign_in(shop)
    body = {"current_password": "a guess", "new_password": "another horse"}

    refused(shop.post("/api/user/password", here["access_token"], json=body), 401, "password-wrong")

    assert not is_dead(shop, other)
    assert not is_dead(shop, sign_in(shop))


def test_expired_sign_ins_are_pruned_by_the_shop_itself(shop, moved_clock, monkeypatch):
    register(shop)
    for _ in range(3):
        sign_in(shop)
    moved_clock.move(days=15)
    running = sign_in(shop)
    moved_clock.move(days=15)
    monkeypatch.setattr(pruning, "EVERY", 1)

    sign_in(shop)

    with shop.app.app_context():
        assert db.session.scalars(select(UserSession.id).order_by(UserSession.id)).all() == [4, 5]
    assert not is_dead(shop, running)


@pytest.mark.security(38)
def test_two_sign_ins_have_different_tokens(shop):
    """SECURITY 38."""
    register(shop)
    tokens = [sign_in(shop), sign_in(shop)]

    with shop.app.app_context():
        claims = [decode_token(token) for pair in tokens for token in pair.values()]

    assert len({claim["jti"] for claim in claims}) == 4


@pytest.mark.security(39)
def test_tokens_last_as_long_as_the_contract_says(shop):
    """SECURITY 39."""
    register(shop)
    with shop.app.app_context():
        lives = {
            name: decode_token(token)["exp"] - decode_token(token)["iat"]
            for name, token in sign_in(shop).items()
        }

    assert lives == {"access_token": 3600, "refresh_token": 30 * 24 * 3600}


# --- Refreshed ------------------------------------------------------------------------------------


@pytest.fixture
def rotating(shop, monkeypatch):
    monkeypatch.setitem(shop.app.config, "REFRESH_TOKEN_ROTATION", True)
    register(shop)
    return shop


def test_without_rotation_a_refresh_token_serves_again_and_again(shop, moved_clock):
    register(shop)
    tokens = sign_in(shop)

    for _ in range(3):
        moved_clock.move(minutes=1)
        assert list(made(refresh(shop, tokens))) == ["access_token"]


def test_claims_are_read_again_from_the_database(shop):
    register(shop)
    tokens = sign_in(shop)
    made(shop.patch("/api/admin/users/2", shop.admin, json={"is_admin": True}))

    fresh = made(refresh(shop, tokens))["access_token"]

    with shop.app.app_context():
        assert not decode_token(tokens["access_token"])["is_admin"]
        assert decode_token(fresh)["is_admin"]


def test_with_rotation_each_refresh_gives_a_new_refresh_token(rotating):
    """SECURITY 54."""
    tokens = sign_in(rotating)

    for _ in range(3):
        fresh = made(refresh(rotating, tokens))
        assert sorted(fresh) == ["access_token", "refresh_token"]
        assert fresh["refresh_token"] != tokens["refresh_token"]
        tokens = fresh
        made(rotating.get("/api/user", tokens["access_token"]))


@pytest.mark.security(54)
def test_the_token_before_serves_ten_seconds_more_as_tabs_race(rotating, moved_clock):
    before = sign_in(rotating)
    newer = made(refresh(rotating, before))

    moved_clock.move(seconds=9)
    twin = made(refresh(rotating, before))

    newest = made(refresh(rotating, newer))
    assert made(refresh(rotating, twin))
    assert made(rotating.get("/api/user", newest["access_token"]))["username"] == "ada"


@pytest.mark.parametrize(("rotations", "seconds"), [(1, 10), (1, 3600), (2, 0)])
@pytest.mark.security(54)
def test_a_token_used_again_ends_the_sign_in(rotating, moved_clock, rotations, seconds):
    """SECURITY 54: nobody knows who of the two is the thief."""
    stolen, other = sign_in(rotating), sign_in(rotating)
    newest = stolen
    for _ in range(rotations):
        newest = made(refresh(rotating, newest))
    moved_clock.move(seconds=seconds)

    refused(refresh(rotating, stolen), 401, "token-revoked")

    assert is_dead(rotating, newest)
    assert not is_dead(rotating, other)
    events = made(rotating.get("/api/admin/audit?action=refreshReused", rotating.admin))
    assert [(one["actor"]["username"], one["subject"]) for one in events] == [
        ("ada", {"type": "session", "id": 1})
    ]


@pytest.mark.security(39)
def test_rotation_makes_a_sign_in_no_longer(rotating, moved_clock):
    tokens = sign_in(rotating)
    moved_clock.move(days=29)
    tokens = made(refresh(rotating, tokens))

    with rotating.app.app_context():
        claims = decode_token(tokens["refresh_token"], allow_expired=True)

    assert claims["exp"] - claims["iat"] == 24 * 3600


def test_a_refresh_token_from_before_numbers_serves(rotating):
    """Tokens of the version before name no number; they count as the first."""
    tokens = sign_in(rotating)
    with rotating.app.app_context():
        old = create_refresh_token("2", additional_claims={"sid": 1})

    fresh = made(rotating.post("/api/refresh", old))

    assert not is_dead(rotating, fresh)
    assert len(tokens) == 2


def test_switched_off_rotation_leaves_replaced_tokens_dead(rotating, moved_clock, monkeypatch):
    before = sign_in(rotating)
    newest = made(refresh(rotating, before))
    monkeypatch.setitem(rotating.app.config, "REFRESH_TOKEN_ROTATION", False)
    moved_clock.move(minutes=1)

    assert list(made(refresh(rotating, newest))) == ["access_token"]
    refused(refresh(rotating, before), 401, "token-revoked")


def test_no_request_asks_the_database_more_than_once_who_calls(shop):
    """One query loads user and sign-in, also when the last use was kept a moment ago."""
    token, statements = shop.make_user(), []
    with shop.app.app_context():
        engine = db.engine

    def look(*arguments) -> None:
        statements.append(arguments[2])

    event.listen(engine, "before_cursor_execute", look)
    try:
        made(shop.get("/api/user", token))
    finally:
        event.remove(engine, "before_cursor_execute", look)

    assert len(statements) == 1
    assert statements[0].startswith("SELECT")
