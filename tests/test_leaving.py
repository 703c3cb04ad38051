"""One's own account: renamed, taken along as a file, and left for good."""

import pytest
from sqlalchemy import select

from models import Base, CartItem, User, UserSession, db
from tests.shop_driver import PASSWORD, Shop, made, picture, refused


def leave(shop: Shop, token: str, password: str = PASSWORD):
    return shop.delete("/api/user", token, json={"password": password})


# --- Renamed --------------------------------------------------------------------------------------


def test_an_account_is_renamed(shop):
    token = shop.make_user("ada")

    renamed = made(shop.patch("/api/user", token, json={"username": "Grace"}))

    assert (renamed["id"], renamed["username"]) == (2, "Grace")
    assert made(shop.get("/api/user", token)) == renamed
    assert shop.sign_in("grace")
    made(shop.post("/api/register", json={"username": "ada", "password": PASSWORD}))


def test_only_the_case_of_a_name_is_changed(shop):
    token = shop.make_user("ada")

    assert made(shop.patch("/api/user", token, json={"username": "ADA"}))["username"] == "ADA"
    assert made(shop.patch("/api/user", token, json={}))["username"] == "ADA"


@pytest.mark.parametrize("taken", ["eve", "EVE", "ｅve"])
def test_the_name_of_another_is_not_taken(shop, taken):
    token = shop.make_user("ada")
    shop.make_user("eve")

    answer = refused(
        shop.patch("/api/user", token, json={"username": taken}), 409, "username-in-use"
    )

    assert answer["error"] == "Username already exists"
    assert made(shop.get("/api/user", token))["username"] == "ada"


@pytest.mark.parametrize("body", [{"username": "ad"}, {"username": "  "}, {"is_admin": True}])
def test_a_name_is_held_to_the_same_rules(shop, body):
    token = shop.make_user("ada")

    refused(shop.patch("/api/user", token, json=body), 400, "validation-failed")

    assert made(shop.get("/api/user", token))["username"] == "ada"


# --- Left -----------------------------------------------------------------------------------------


def test_leaving_takes_everything_but_the_orders(shop):
    """SECURITY 29 and 41."""
    token, product = shop.make_user("ada"), shop.make_product()
    tokens = shop.sign_in("ada")
    image = made(shop.upload("/api/user/profile-image", token, picture()))["profile_image_url"]
    order = shop.buy(token, product, 2)
    shop.add_to_cart(token, product)

    assert made(leave(shop, token)) == {"message": "Account deleted"}

    for dead in (token, tokens["access_token"]):
        refused(shop.get("/api/user", dead), 401, "token-revoked")
    refused(shop.post("/api/refresh", tokens["refresh_token"]), 401, "token-revoked")
    login = {"username": "ada", "password": PASSWORD}
    refused(shop.post("/api/login", json=login), 401, "wrong-credentials")
    assert shop.get(image).status_code == 404
    with shop.app.app_context():
        assert db.session.scalars(select(CartItem)).all() == []
        assert set(db.session.scalars(select(UserSession.user_id))) == {1}
    kept = made(shop.get(f"/api/orders/{order['id']}", shop.admin))
    assert kept == {**order, "user_id": None}
    assert made(shop.get(f"/api/orders/{order['id']}/history", shop.admin))[0]["actor"] is None
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]


@pytest.mark.security(41)
def test_the_next_account_with_the_name_is_another(shop):
    old = shop.make_user("ada")
    order = shop.buy(old, shop.make_product())
    made(leave(shop, old))

    new = shop.make_user("ada")

    assert made(shop.get("/api/user", new))["id"] == 3
    assert made(shop.get("/api/orders", new)) == []
    refused(shop.get(f"/api/orders/{order['id']}", new), 404, "order-not-found")
    refused(shop.get("/api/user", old), 401, "token-revoked")


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({"password": "a guess"}, 401, "password-wrong"),
        ({}, 400, "validation-failed"),
        (None, 400, "validation-failed"),
        ({"password": PASSWORD, "sure": True}, 400, "validation-failed"),
    ],
)
def test_nobody_leaves_without_the_password(shop, body, status, slug):
    token = shop.make_user("ada")

    answer = shop.delete("/api/user", token, **({"json": body} if body is not None else {}))

    refused(answer, status, slug)
    assert made(shop.get("/api/user", token))["username"] == "ada"


# --- Taken along ----------------------------------------------------------------------------------

SECTIONS = {
    "user_session": "sign_ins",
    "cart_item": "cart",
    "order": "orders",
    "order_event": "order_changes",
    "idempotency_record": "idempotency_keys",
}
"""Where the export tells of each table that points at users."""


def test_a_user_gets_everything_the_shop_holds_on_them(shop, moved_clock):
    now = moved_clock.instant.isoformat()
    shop.make_user("eve")
    token = shop.make_user("ada")
    user = made(shop.upload("/api/user/profile-image", token, picture()))["user"]
    product = shop.make_product(name="Kite")
    shop.add_to_cart(token, product, 2)
    headers = {"Idempotency-Key": "once", "User-Agent": "a browser"}
    order = made(shop.post("/api/checkout", token, headers=headers))["order"]
    made(shop.post(f"/api/orders/{order['id']}/cancel", token))
    shop.add_to_cart(token, product, 3)
    shop.post("/api/login", json={"username": "ada", "password": "wrong one"})

    response = shop.get("/api/user/export", token)

    assert response.headers["Content-Disposition"] == 'attachment; filename="shop-account.json"'
    assert response.headers["Cache-Control"] == "no-store"
    cancelled = {"order_id": order["id"], "status": "cancelled", "at": now}
    assert made(response) == {
        "exported_at": now,
        "account": {
            "id": 3,
            "username": "ada",
            "is_admin": False,
            "is_active": True,
            "profile_image_url": user["profile_image_url"],
            "image": user["image"],
            "created_at": now,
        },
        "sign_ins": [
            {
                "id": 2,
                "created_at": now,
                "last_used_at": now,
                "expires_at": moved_clock.move(days=30).isoformat(),
                "ended_at": None,
                "agent": response.json["sign_ins"][0]["agent"],
                "address": "127.0.0.0/24",
            }
        ],
        "cart": [{"product_id": product["id"], "name": "Kite", "quantity": 3}],
        "orders": [{**order, "status": "cancelled", "changes": [cancelled]}],
        "order_changes": [cancelled],
        "idempotency_keys": [{"key": "once", "created_at": now}],
        "events": [
            {
                "id": response.json["events"][0]["id"],
                "at": now,
                "action": "loginFailed",
                "actor": None,
                "subject": {"type": "user", "id": 3},
                "detail": {},
                "address": "127.0.0.0/24",
                "request_id": response.json["events"][0]["request_id"],
            }
        ],
    }


def test_the_export_has_a_section_for_every_table_that_points_at_users(shop):
    pointing = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table is User.__table__
    }

    assert set(SECTIONS) == pointing
    assert set(SECTIONS.values()) < set(made(shop.get("/api/user/export", shop.admin)))
