"""Who may call what: one table over every route.

A row: method, path, status for nobody, for the user whose things they are, for
another user, for an admin. Every route of the app stands here, or the test fails.
The database says who you are, not the token: with an old one a demoted admin is another
user, and a deleted user is nobody, at every route.
"""

import pytest
from sqlalchemy import update

from models import User, db
from tests.shop_driver import PASSWORD, made, picture

MATRIX = [
    ("POST", "/api/register", 400, 400, 400, 400),
    ("POST", "/api/login", 400, 400, 400, 400),
    ("POST", "/api/refresh", 401, 401, 401, 401),  # These are access tokens.
    ("POST", "/api/logout", 401, 200, 200, 200),
    ("GET", "/api/user", 401, 200, 200, 200),
    ("PATCH", "/api/user", 401, 400, 400, 400),
    ("DELETE", "/api/user", 401, 400, 400, 400),
    ("POST", "/api/user/password", 401, 400, 400, 400),
    ("GET", "/api/user/export", 401, 200, 200, 200),
    ("GET", "/api/user/sessions", 401, 200, 200, 200),
    ("DELETE", "/api/user/sessions", 401, 200, 200, 200),
    ("DELETE", "/api/user/sessions/<session_id>", 401, 200, 404, 404),
    ("GET", "/api/user/profile-image", 401, 200, 200, 200),
    ("POST", "/api/user/profile-image", 401, 400, 400, 400),
    ("DELETE", "/api/user/profile-image", 401, 200, 404, 404),
    ("GET", "/api/categories", 200, 200, 200, 200),
    ("POST", "/api/categories", 401, 403, 403, 400),
    ("GET", "/api/categories/<category_id>", 200, 200, 200, 200),
    ("PATCH", "/api/categories/<category_id>", 401, 403, 403, 400),
    ("DELETE", "/api/categories/<category_id>", 401, 403, 403, 409),
    ("GET", "/api/categories/<category_id>/products", 200, 200, 200, 200),
    ("GET", "/api/products", 200, 200, 200, 200),
    ("GET", "/api/products/suggest", 400, 400, 400, 400),
    ("POST", "/api/products", 401, 403, 403, 400),
    ("GET", "/api/products/facets", 200, 200, 200, 200),
    ("POST", "/api/products/import", 401, 403, 403, 415),
    ("GET", "/api/products/export", 401, 403, 403, 200),
    ("GET", "/api/products/<product_id>", 200, 200, 200, 200),
    ("PUT", "/api/products/<product_id>", 401, 403, 403, 400),
    ("PATCH", "/api/products/<product_id>", 401, 403, 403, 400),
    ("DELETE", "/api/products/<product_id>", 401, 403, 403, 200),
    ("GET", "/api/products/<product_id>/image", 200, 200, 200, 200),
    ("POST", "/api/products/<product_id>/image", 401, 403, 403, 400),
    ("DELETE", "/api/products/<product_id>/image", 401, 403, 403, 200),
    ("GET", "/api/products/<product_id>/images", 200, 200, 200, 200),
    ("POST", "/api/products/<product_id>/images", 401, 403, 403, 400),
    ("PATCH", "/api/products/<product_id>/images/<image_id>", 401, 403, 403, 400),
    ("DELETE", "/api/products/<product_id>/images/<image_id>", 401, 403, 403, 200),
    ("GET", "/api/offers", 401, 403, 403, 200),
    ("POST", "/api/offers", 401, 403, 403, 400),
    ("GET", "/api/offers/active", 200, 200, 200, 200),
    ("GET", "/api/offers/<offer_id>", 401, 403, 403, 200),
    ("PATCH", "/api/offers/<offer_id>", 401, 403, 403, 400),
    ("DELETE", "/api/offers/<offer_id>", 401, 403, 403, 409),
    ("GET", "/api/offers/<offer_id>/runs", 401, 403, 403, 200),
    ("POST", "/api/offers/<offer_id>/apply/<product_id>", 401, 403, 403, 200),
    ("DELETE", "/api/offers/<offer_id>/apply/<product_id>", 401, 403, 403, 404),
    ("POST", "/api/offers/<offer_id>/apply/categories/<category_id>", 401, 403, 403, 200),
    ("GET", "/api/cart", 401, 200, 200, 200),
    ("POST", "/api/cart", 401, 400, 400, 400),
    ("DELETE", "/api/cart", 401, 200, 200, 200),
    ("PATCH", "/api/cart/<item_id>", 401, 400, 400, 400),
    ("DELETE", "/api/cart/<item_id>", 401, 200, 404, 404),
    ("POST", "/api/checkout", 401, 200, 400, 400),
    ("GET", "/api/orders", 401, 200, 200, 200),
    ("GET", "/api/orders/<order_id>", 401, 200, 404, 200),
    ("PATCH", "/api/orders/<order_id>", 401, 403, 403, 400),
    ("POST", "/api/orders/<order_id>/cancel", 401, 200, 404, 200),
    ("GET", "/api/orders/<order_id>/history", 401, 200, 404, 200),
    ("GET", "/api/orders/<order_id>/receipt", 401, 200, 404, 200),
    ("GET", "/api/products/<product_id>/price", 200, 200, 200, 200),
    ("GET", "/api/products/<product_id>/prices", 400, 400, 400, 400),
    ("GET", "/api/products/<product_id>/stock", 401, 403, 403, 200),
    ("POST", "/api/products/<product_id>/stock", 401, 403, 403, 400),
    ("GET", "/api/admin/users", 401, 403, 403, 200),
    ("GET", "/api/admin/users/<user_id>", 401, 403, 403, 200),
    ("PATCH", "/api/admin/users/<user_id>", 401, 403, 403, 400),
    ("DELETE", "/api/admin/users/<user_id>/sessions", 401, 403, 403, 200),
    ("GET", "/api/admin/audit", 401, 403, 403, 200),
    ("GET", "/api/admin/reports/sales", 401, 403, 403, 200),
    ("GET", "/api/admin/verify", 401, 403, 403, 200),
    ("GET", "/api/openapi.json", 200, 200, 200, 200),
    ("GET", "/api/docs", 200, 200, 200, 200),
    ("GET", "/api/docs/<filename>", 200, 200, 200, 200),
    ("GET", "/", 200, 200, 200, 200),
    ("GET", "/problems", 200, 200, 200, 200),
    ("GET", "/problems/<slug>", 200, 200, 200, 200),
    ("GET", "/health/live", 200, 200, 200, 200),
    ("GET", "/health/ready", 200, 200, 200, 200),
    ("GET", "/metrics", 401, 403, 403, 200),
    ("GET", "/static/<folder>/<filename>", 200, 200, 200, 200),
]


CALLERS = ("nobody", "owner", "other", "admin", "demoted", "deleted")


def make_demoted(shop):
    """Make an admin, sign in, and take the rights away behind the token's back."""
    name = f"demoted-{next(shop.numbers)}"
    user = made(shop.post("/api/register", json={"username": name, "password": PASSWORD}))["user"]
    path = f"/api/admin/users/{user['id']}"
    made(shop.patch(path, shop.admin, json={"is_admin": True}))
    token = shop.sign_in(name)["access_token"]
    made(shop.get("/api/admin/users", token))
    made(shop.patch(path, shop.admin, json={"is_admin": False}))
    return token


def make_deleted(shop):
    """Make a user who leaves, and keep the token."""
    token = shop.make_user()
    made(shop.delete("/api/user", token, json={"password": PASSWORD}))
    return token


def make_scene(shop):
    """Make one of everything; return the ids of it, and the token of each caller."""
    shop.forget_admin()
    mine, theirs = shop.make_user(), shop.make_user()
    product = shop.make_product()
    image = made(shop.upload("/api/user/profile-image", mine, picture()))["profile_image_url"]
    first = made(shop.upload(f"/api/products/{product['id']}/images", shop.admin, picture()))
    order = shop.buy(mine, product)
    shop.add_to_cart(mine, product)
    values = {
        "product_id": product["id"],
        "category_id": product["category_id"],
        "offer_id": shop.make_offer()["id"],
        "order_id": order["id"],
        "item_id": made(shop.get("/api/cart", mine))["items"][0]["id"],
        "session_id": made(shop.get("/api/user/sessions", mine))[0]["id"],
        "user_id": made(shop.get("/api/user", mine))["id"],
        "image_id": first["id"],
        "slug": "out-of-stock",
    }
    _, _, values["folder"], values["filename"] = image.split("/")
    old = make_demoted(shop), make_deleted(shop)
    return values, dict(zip(CALLERS, (None, mine, theirs, shop.admin, *old), strict=True))


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.security(41, 42, 43, 46)
def test_each_caller_gets_what_the_matrix_says(shop, row):
    method, path, nobody, owner, other, admin = row
    statuses = nobody, owner, other, admin, other, nobody
    values, tokens = make_scene(shop)
    for caller, expected in zip(CALLERS, statuses, strict=True):
        where = path.replace("/docs/<filename>", "/docs/docs.js")
        for name, value in values.items():
            where = where.replace(f"<{name}>", str(value))

        response = shop.call(method, where, tokens[caller])

        assert response.status_code == expected, (caller, response.get_data()[:300])
        if method != "GET" and expected < 300:  # What was there is used up.
            values, tokens = make_scene(shop)


@pytest.mark.security(42)
def test_every_route_stands_in_the_matrix(shop):
    routes = {
        (method, _without_converters(rule.rule))
        for rule in shop.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert routes == {row[:2] for row in MATRIX}


def _without_converters(rule: str) -> str:
    """Return `/a/<b>` for a rule such as `/a/<int(min=1):b>`."""
    plain = ""
    for part in rule.split("<"):
        name, closed, rest = part.partition(">")
        plain += f"<{name.rpartition(':')[2]}>{rest}" if closed else part
    return plain


@pytest.mark.security(46)
def test_a_user_whose_token_claims_admin_is_not_one(shop):
    """The database decides, not the claim: the admin is demoted behind the token's back."""
    token = shop.admin
    with shop.app.app_context():
        connection = db.engine.connect()
        connection.execute(update(User).values(is_admin=False))
        connection.close()

    response = shop.post("/api/categories", token, json={"name": "Mine"})

    assert response.status_code == 403
    assert len(made(shop.get("/api/categories"))) == 20
