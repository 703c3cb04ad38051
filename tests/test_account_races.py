"""Accounts under fire: the same calls at once, against several server processes.

The control at the end runs the race of the last admins against a shop without the lock:
it must find that out.
"""

from __future__ import annotations

from functools import partial

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import PASSWORD, made
from tests.test_checkout_races import DATABASES, SHOPS, TRIES, kinds, new_shop

CALLS = 20
ROUNDS = 6
USERS = "/api/admin/users"


@pytest.fixture(scope="module", params=SHOPS)
def live(request, new_database, tmp_path_factory):
    """A shop that rotates refresh tokens, served by two processes."""
    with new_shop(request.param, new_database, tmp_path_factory) as shop:
        shop.environment["REFRESH_TOKEN_ROTATION"] = "true"
        shop.prepare()
        shop.start()
        yield shop
        assert shop.stop() == 0


def test_of_twenty_who_want_a_name_one_gets_it(live):
    """SECURITY 63. Half of them write it in capitals."""
    names = ["only-one", "ONLY-ONE"] * (CALLS // 2)
    body = {"password": PASSWORD}
    register = [
        partial(live.post, "/api/register", json={**body, "username": name}) for name in names
    ]

    answers = live.at_once(register)

    assert kinds(answers) == {(201, None): 1, (400, "/problems/username-taken"): CALLS - 1}
    found = made(live.get(f"{USERS}?q=only-one", live.admin))
    (user,) = [answer.json["user"] for answer in answers if answer.status_code == 201]
    assert [(one["id"], one["username"]) for one in found] == [(user["id"], user["username"])]


def test_tabs_that_refresh_at_once_all_stay_signed_in(live):
    """SECURITY 54: the race of honest tabs is no theft."""
    name = f"tabs-{next(live.numbers)}"
    live.make_user(name)
    tokens = live.sign_in(name)

    answers = live.at_once([partial(live.post, "/api/refresh", tokens["refresh_token"])] * CALLS)

    assert kinds(answers) == {(200, None): CALLS}
    again = [partial(live.post, "/api/refresh", one.json["refresh_token"]) for one in answers]
    assert kinds(live.at_once(again)) == {(200, None): CALLS}
    assert made(live.get("/api/user", tokens["access_token"]))["username"] == name


def test_no_sign_in_with_the_old_password_outlives_its_change(live):
    for number in range(ROUNDS):
        name = f"changing-{number}-{next(live.numbers)}"
        token = live.make_user(name)
        login = {"username": name, "password": PASSWORD}
        change = {"current_password": PASSWORD, "new_password": "another horse"}

        answers = live.at_once(
            [partial(live.post, "/api/user/password", token, json=change)]
            + [partial(live.post, "/api/login", json=login)] * 7
        )

        made(answers[0])
        tokens = [one.json["access_token"] for one in answers[1:] if one.status_code == 200]
        assert {live.get("/api/user", one).status_code for one in tokens} <= {401}
        assert len(made(live.get("/api/user/sessions", token))) == 1


# --- The last admins ------------------------------------------------------------------------------


def two_admins(shop: LiveShop) -> dict[int, tuple[str, str]]:
    """Leave the shop with two admins; return the name and a token of each by their ids."""
    admins = {}
    for name in (f"first-{next(shop.numbers)}", f"second-{next(shop.numbers)}"):
        token = shop.make_user(name)
        user_id = made(shop.get("/api/user", token))["id"]
        made(shop.patch(f"{USERS}/{user_id}", shop.admin, json={"is_admin": True}))
        admins[user_id] = name, token
    for one in made(shop.get(f"{USERS}?is_admin=true&limit=100", shop.admin)):
        if one["id"] not in {1, *admins}:
            made(shop.patch(f"{USERS}/{one['id']}", shop.admin, json={"is_admin": False}))
    made(shop.patch(f"{USERS}/1", next(iter(admins.values()))[1], json={"is_admin": False}))
    return admins


def who_stays(shop: LiveShop, admins: dict[int, tuple[str, str]]) -> list[str]:
    """Return the tokens that still are an admin's, and make the seeded admin one again."""
    stayed = [token for _, token in admins.values() if shop.get(USERS, token).status_code == 200]
    for token in stayed[:1]:
        made(shop.patch(f"{USERS}/1", token, json={"is_admin": True}))
    return stayed


def each_other(shop: LiveShop, admins) -> list:
    """Let each demote the other."""
    (first, (_, one)), (second, (_, two)) = admins.items()
    demote = {"is_admin": False}
    return shop.at_once(
        [
            partial(shop.patch, f"{USERS}/{second}", one, json=demote),
            partial(shop.patch, f"{USERS}/{first}", two, json=demote),
        ]
    )


def themselves(shop: LiveShop, admins) -> list:
    """Let the one demote themself while the other leaves."""
    (first, (_, one)), (_, (_, two)) = admins.items()
    return shop.at_once(
        [
            partial(shop.patch, f"{USERS}/{first}", one, json={"is_active": False}),
            partial(shop.delete, "/api/user", two, json={"password": PASSWORD}),
        ]
    )


@pytest.mark.parametrize("race", [each_other, themselves])
def test_of_two_last_admins_one_stays(live, race):
    for _ in range(ROUNDS):
        admins = two_admins(live)

        answers = race(live, admins)

        assert len(who_stays(live, admins)) == 1
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses in ([200, 401], [200, 403], [200, 409])


@pytest.mark.parametrize("database", DATABASES)
def test_control_admins_who_are_not_locked_leave_nobody(database, new_database, tmp_path_factory):
    with new_shop(database, new_database, tmp_path_factory) as shop:
        shop.prepare()
        for _ in range(TRIES):
            shop.start("tests.unguarded:without_admin_lock")
            admins = two_admins(shop)
            each_other(shop, admins)
            if not who_stays(shop, admins):
                return
            shop.kill()
    raise AssertionError("the race never left the shop without an admin")
