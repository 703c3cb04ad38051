"""Users as the admin sees them: found, made admins, switched off; never without an admin."""

import pytest

from tests.shop_driver import PASSWORD, Shop, beside, made, refused

USERS = "/api/admin/users"


def names(shop: Shop, query: str = "") -> list[str]:
    return [user["username"] for user in made(shop.get(f"{USERS}{query}", shop.admin))]


def change(shop: Shop, user_id: int, token: str | None = None, **values):
    return shop.patch(f"{USERS}/{user_id}", token or shop.admin, json=values)


def user(shop: Shop, user_id: int) -> dict:
    return made(shop.get(f"{USERS}/{user_id}", shop.admin))


# --- Found ----------------------------------------------------------------------------------------


def test_users_are_found_by_part_of_their_names(shop):
    for name in ("Ada Lovelace", "ADAM", "grace", "Straße_1", "Strasse%2"):
        shop.make_user(name)

    assert names(shop) == ["Strasse%2", "Straße_1", "grace", "ADAM", "Ada Lovelace", "admin"]
    assert names(shop, "?q=ada") == ["ADAM", "Ada Lovelace"]
    assert names(shop, "?q=STRASSE") == ["Strasse%2", "Straße_1"]
    assert names(shop, "?q=%25") == ["Strasse%2"]
    assert names(shop, "?q=_") == ["Straße_1"]
    assert names(shop, "?q=' OR 1=1 --") == []


def test_users_are_found_by_what_they_are(shop):
    shop.make_user("ada"), shop.make_user("eve")
    made(change(shop, 2, is_admin=True))
    made(change(shop, 3, is_active=False))

    assert names(shop, "?is_admin=true") == ["ada", "admin"]
    assert names(shop, "?is_active=false") == ["eve"]
    assert names(shop, "?is_active=true&is_admin=false") == []


def test_the_list_of_users_has_pages(shop):
    for name in ("ada", "eve", "joe"):
        shop.make_user(name)

    page = shop.get(f"{USERS}?limit=3&count=true", shop.admin)

    assert [one["username"] for one in page.json] == ["joe", "eve", "ada"]
    assert page.headers["X-Total-Count"] == "4"
    following = beside(page, "next")
    assert [one["username"] for one in shop.get(following, shop.admin).json] == ["admin"]


def test_a_user_is_read_without_password_or_hash(shop, moved_clock):
    """SECURITY 45."""
    shop.make_user("ada")

    assert user(shop, 2) == {
        "id": 2,
        "username": "ada",
        "is_admin": False,
        "is_active": True,
        "profile_image_url": None,
        "image": None,
        "created_at": moved_clock.instant.isoformat(),
    }
    refused(shop.get(f"{USERS}/9", shop.admin), 404, "user-not-found")


# --- Changed --------------------------------------------------------------------------------------


@pytest.mark.security(46)
def test_somebody_is_made_an_admin_and_demoted_at_once(shop):
    """SECURITY 46: the same token all along."""
    token = shop.make_user()

    made(change(shop, 2, is_admin=True))
    made(shop.get(USERS, token))
    made(change(shop, 2, is_admin=False))

    refused(shop.get(USERS, token), 403, "forbidden")


@pytest.mark.security(46)
def test_who_is_switched_off_is_out_at_once_and_does_not_get_in(shop):
    token, tokens = shop.make_user("ada"), shop.sign_in("ada")

    assert made(change(shop, 2, is_active=False))["is_active"] is False

    refused(shop.get("/api/user", token), 401, "token-revoked")
    refused(shop.post("/api/refresh", tokens["refresh_token"]), 401, "token-revoked")
    login = {"username": "ada", "password": PASSWORD}
    refused(shop.post("/api/login", json=login), 401, "wrong-credentials")
    refused(shop.post("/api/register", json=login), 400, "username-taken")


def test_who_is_switched_on_again_signs_in_anew(shop):
    token = shop.make_user("ada")
    made(change(shop, 2, is_active=False))

    made(change(shop, 2, is_active=True))

    refused(shop.get("/api/user", token), 401, "token-revoked")
    made(shop.get("/api/user", shop.sign_in("ada")["access_token"]))


@pytest.mark.parametrize(
    "body",
    [
        {"is_admin": "true"},
        {"is_admin": 1},
        {"is_active": None},
        {"username": "eve"},
        {"password": "another horse"},
        {"id": 7},
    ],
)
def test_what_an_admin_does_not_set_is_refused(shop, body):
    shop.make_user("ada")
    before = user(shop, 2)

    refused(change(shop, 2, **body), 400, "validation-failed")

    assert user(shop, 2) == before


def test_nobody_is_changed_who_is_not_there(shop):
    refused(change(shop, 9, is_admin=True), 404, "user-not-found")
    refused(shop.delete(f"{USERS}/9/sessions", shop.admin), 404, "user-not-found")


# --- The last admin -------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [{"is_admin": False}, {"is_active": False}])
def test_the_last_admin_stays(shop, values):
    shop.make_user("ada"), shop.make_user("off")
    made(change(shop, 3, is_admin=True))
    made(change(shop, 3, is_active=False))  # An admin who can't sign in is none.

    refused(change(shop, 1, **values), 409, "last-admin")

    assert user(shop, 1)["is_admin"] is user(shop, 1)["is_active"] is True


def test_the_last_admin_does_not_leave(shop):
    body = {"password": "admin123"}

    refused(shop.delete("/api/user", shop.admin, json=body), 409, "last-admin")

    made(shop.get(USERS, shop.admin))


def test_an_admin_goes_when_another_stays(shop):
    second = shop.make_user("ada")
    made(change(shop, 2, is_admin=True))

    made(change(shop, 1, is_admin=False))

    refused(shop.get(USERS, shop.admin), 403, "forbidden")
    refused(change(shop, 2, second, is_admin=False), 409, "last-admin")
    made(shop.get(USERS, second))
