"""The audit trail: every change of an admin and every event of security, and no secret."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from models import AuditEvent, db
from services import audit, product_service, pruning
from services.refusals import ProductNotFound
from services.transaction import is_writing
from tests.shop_driver import ADMIN_PASSWORD, PASSWORD, Shop, beside, made, picture, refused
from tests.test_permissions import MATRIX

TRAIL = "/api/admin/audit"
SOON = {"start_time": "2998-01-01T00:00:00Z", "end_time": "2999-01-01T00:00:00Z"}

MANY = ("many", 0)

# Each writing route of the admin with a body that it takes, and what it is done to; the
# scene below has one of everything, a second product on offer, and a category 21 of nothing.
WRITES = [
    ("POST", "/api/categories", {"name": "Plants"}, ("category", 22)),
    ("PATCH", "/api/categories/<category_id>", {"name": "Paper"}, ("category", 1)),
    ("DELETE", "/api/categories/<category_id>", None, ("category", 21)),
    ("POST", "/api/products", {"name": "Pen", "price": 2, "category_id": 1}, ("product", 3)),
    ("POST", "/api/products/import", "file", MANY),
    ("PUT", "/api/products/<product_id>", {"name": "Pen", "price": 2, "category_id": 1}, None),
    ("PATCH", "/api/products/<product_id>", {"price": 3}, None),
    ("DELETE", "/api/products/<product_id>", None, None),
    ("POST", "/api/products/<product_id>/image", "picture", None),
    ("DELETE", "/api/products/<product_id>/image", None, None),
    ("POST", "/api/products/<product_id>/images", "picture", None),
    ("PATCH", "/api/products/<product_id>/images/<image_id>", {"alt": "A pen"}, None),
    ("DELETE", "/api/products/<product_id>/images/<image_id>", None, None),
    ("POST", "/api/products/<product_id>/stock", {"delta": 5, "reason": "received"}, None),
    ("POST", "/api/offers", {"name": "Sale", "discount_percent": 5, **SOON}, ("offer", 2)),
    ("PATCH", "/api/offers/<offer_id>", {"name": "Sale"}, None),
    ("DELETE", "/api/offers/<offer_id>", None, None),
    ("POST", "/api/offers/<offer_id>/apply/<product_id>", None, ("offer", 1)),
    ("DELETE", "/api/offers/<offer_id>/apply/<product_id>", None, ("offer", 1)),
    ("POST", "/api/offers/<offer_id>/apply/categories/<category_id>", None, ("offer", 1)),
    ("PATCH", "/api/orders/<order_id>", {"status": "shipped"}, None),
    ("PATCH", "/api/admin/users/<user_id>", {"is_active": False}, None),
    ("DELETE", "/api/admin/users/<user_id>/sessions", None, None),
]
FILE = "id,name,price,category\r\n,Pen,2,Electronics\r\n,Ink,3,Electronics\r\n1,,4,\r\n2,,,\r\n"
IDS = [f"{method} {path}" for method, path, *_ in WRITES]


@pytest.fixture
def scene(shop):
    """A shop with one of everything, whose trail is empty."""
    made(shop.post("/api/categories", shop.admin, json={"name": "Nothing"}))
    product, held = shop.make_product(), shop.make_product()
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture()))
    offer = shop.make_offer(**SOON)
    shop.apply(offer, held)
    shop.buy(shop.make_user(), product)
    forget(shop)
    return shop


def send_file(shop: Shop, content: str, query: str = "", **more):
    path = f"/api/products/import{query}"
    return shop.post(path, shop.admin, data=content, content_type="text/csv", **more)


def forget(shop: Shop) -> None:
    with shop.app.app_context():
        db.session.execute(AuditEvent.__table__.delete())


def trail(shop: Shop, query: str = "") -> list[dict]:
    return made(shop.get(f"{TRAIL}{query}", shop.admin))


def write(shop: Shop, method: str, path: str, body, **more):
    where = path.replace("<category_id>", "21" if method == "DELETE" else "1")
    if path.endswith("apply/<product_id>"):
        where = where.replace("<product_id>", "2" if method == "DELETE" else "1")
    for name in ("product", "offer", "order", "image"):
        where = where.replace(f"<{name}_id>", "1")
    where = where.replace("<user_id>", "2")
    if body == "picture":
        return shop.upload(where, shop.admin, picture())
    if body == "file":
        return send_file(shop, FILE, **more)
    return shop.call(method, where, shop.admin, **({"json": body} if body else {}), **more)


# --- Every change of an admin ---------------------------------------------------------------------


def test_every_writing_route_of_the_admin_is_tried_here():
    writing = {row[:2] for row in MATRIX if row[0] != "GET" and row[3:5] == (403, 403)}

    assert {row[:2] for row in WRITES} == writing


@pytest.mark.parametrize(("method", "path", "body", "subject"), WRITES, ids=IDS)
def test_a_change_of_the_admin_leaves_one_row(scene, method, path, body, subject):
    document = made(scene.get("/api/openapi.json"))["paths"]
    operation = document[path.replace("<", "{").replace(">", "}")][method.lower()]
    headers = {"X-Request-ID": "the-very-request"}

    made(write(scene, method, path, body, **({} if body == "picture" else {"headers": headers})))

    (row,) = trail(scene)
    assert row["action"] == operation["operationId"]
    assert row["actor"] == {"id": 1, "username": "admin"}
    assert row["subject"] == subject_of(path, subject)
    assert row["address"] == "127.0.0.0/24"
    if isinstance(body, dict):
        beside = {"image_id": 1} if "<image_id>" in path else {}
        assert row["detail"] == {**beside, **body}
        assert row["request_id"] == "the-very-request"


def subject_of(path: str, given: tuple | None) -> dict | None:
    """Return what a change is done to: as given, or what the path names first."""
    if given == MANY:
        return None
    kind, number = given or (path.split("/<")[1].partition("_id")[0], None)
    return {"type": kind, "id": number or (2 if kind == "user" else 1)}


def test_an_import_leaves_one_row_with_its_figures_and_none_for_each_product(scene):
    made(send_file(scene, FILE, "?partial=true"))

    (row,) = trail(scene)
    figures = {"lines": 4, "created": 2, "changed": 1, "unchanged": 1, "refused": 0}
    assert row["detail"] == {"partial": "true", **figures}
    made(send_file(scene, FILE, "?dry_run=true"))
    refused(send_file(scene, f"{FILE}9,,1,\r\n"), 400, "import-refused")
    assert len(trail(scene)) == 1


@pytest.mark.parametrize(("method", "path", "body", "subject"), WRITES, ids=IDS)
def test_what_is_refused_leaves_no_row(scene, method, path, body, subject):
    there = path.replace("_id>", "_id>9") if "<" in path else path
    body = {**body, "is_king": True} if isinstance(body, dict) else body
    token = scene.make_user() if body is None and "<" not in path else scene.admin
    where = there
    for name in ("category", "product", "offer", "order", "user"):
        where = where.replace(f"<{name}_id>9", "999")

    if body == "picture":
        answer = scene.upload(where, token, picture())
    elif body == "file":
        answer = send_file(scene, f"{FILE}9,,1,\r\n")
    else:
        answer = scene.call(method, where, token, **({"json": body} if body else {}))

    assert answer.status_code in (400, 404), answer.json
    assert trail(scene) == []


@pytest.mark.parametrize("path", ["apply/1", "apply/categories/1"])
def test_a_dry_run_changes_nothing_and_leaves_no_row(scene, path):
    made(scene.post(f"/api/offers/1/{path}?dry_run=true", scene.admin))

    assert trail(scene) == []


def test_a_change_and_its_row_are_kept_together_or_not_at_all(scene, monkeypatch):
    """The row fails: the change is gone too. The change fails late: so is the row."""
    monkeypatch.setitem(scene.app.config, "PROPAGATE_EXCEPTIONS", False)

    def fail(*_arguments, **_more) -> None:
        raise RuntimeError("the trail can't be written")

    with monkeypatch.context() as broken:
        broken.setattr(audit, "record", fail)
        refused(
            scene.patch("/api/products/1", scene.admin, json={"price": 99}), 500, "internal-error"
        )
    assert scene.product(1)["price"] == 10

    def fail_at_the_end(*_arguments) -> None:
        raise ProductNotFound()

    with monkeypatch.context() as broken:
        broken.setattr(product_service, "correct_stock", fail_at_the_end)
        refused(
            scene.patch("/api/products/1", scene.admin, json={"stock": 99}),
            404,
            "product-not-found",
        )
    assert trail(scene) == []


def test_a_transaction_that_is_run_again_leaves_one_row(scene):
    """The database asks for the whole transaction again, after the row was written."""
    failures = [SerializationFailure()]

    def fail_once(_connection) -> None:
        if is_writing() and failures:
            raise OperationalError("COMMIT", {}, failures.pop())

    with scene.app.app_context():
        engine = db.engine
    event.listen(engine, "commit", fail_once)
    try:
        made(scene.patch("/api/products/1", scene.admin, json={"price": 3}))
    finally:
        event.remove(engine, "commit", fail_once)

    assert failures == []
    assert [row["action"] for row in trail(scene)] == ["changeProduct"]


class SerializationFailure(Exception):
    sqlstate = "40001"


def test_an_admin_who_cancels_a_customers_order_is_written_down(scene):
    made(scene.post("/api/orders/1/cancel", scene.admin))

    (row,) = trail(scene)
    assert (row["action"], row["actor"]["id"]) == ("cancelOrder", 1)
    assert row["subject"] == {"type": "order", "id": 1}


def test_a_customers_own_doings_are_not_the_trails(scene):
    token = scene.make_user()
    order = scene.buy(token, scene.product(1))
    made(scene.post(f"/api/orders/{order['id']}/cancel", token))
    made(scene.post("/api/logout", token))

    assert trail(scene) == []


def test_a_long_body_is_only_measured(scene):
    body = {"description": "long " * 1000}

    made(scene.patch("/api/products/1", scene.admin, json=body))

    assert trail(scene)[0]["detail"] == {"bytes": len(json.dumps(body))}


# --- Every event of security ----------------------------------------------------------------------


def test_events_of_security_are_written_down(shop):
    token = shop.make_user("ada")
    login = {"username": "ada", "password": "wrong one"}
    change = {"current_password": "wrong one", "new_password": "another horse"}

    refused(shop.post("/api/login", json=login), 401, "wrong-credentials")
    refused(shop.post("/api/login", json={**login, "username": "nobody"}), 401, "wrong-credentials")
    refused(shop.post("/api/user/password", token, json=change), 401, "password-wrong")
    refused(shop.delete("/api/user", token, json={"password": "x"}), 401, "password-wrong")
    made(shop.patch("/api/user", token, json={"username": "grace"}))
    change["current_password"] = PASSWORD
    made(shop.post("/api/user/password", token, json=change))
    made(shop.delete("/api/user", token, json={"password": "another horse"}))

    her, nobody = {"type": "user", "id": 2}, None
    assert [(row["action"], row["actor"], row["subject"]) for row in trail(shop)] == [
        ("accountDeleted", {"id": 2, "username": None}, her),
        ("passwordChanged", {"id": 2, "username": None}, her),
        ("accountRenamed", {"id": 2, "username": None}, her),
        ("passwordRefused", {"id": 2, "username": None}, her),
        ("passwordRefused", {"id": 2, "username": None}, her),
        ("loginFailed", nobody, nobody),
        ("loginFailed", nobody, her),
    ]


def test_what_is_done_on_the_command_line_is_written_down(shop):
    run = shop.app.test_cli_runner().invoke
    run(args=["create-admin", "boss"], input="a long one\na long one\n")
    run(args=["set-password", "boss"], input="another one\nanother one\n")

    assert [(row["action"], row["actor"], row["subject"]) for row in trail(shop)] == [
        ("setPassword", None, {"type": "user", "id": 2}),
        ("createAdmin", None, {"type": "user", "id": 2}),
    ]


def test_the_trail_holds_no_secret_and_no_name(shop):
    names = ["ada-lovelace", "grace-hopper", "boss-of-all"]
    passwords = [PASSWORD, "wrong one", "another horse", "a long one", ADMIN_PASSWORD]
    token = shop.make_user(names[0])
    tokens = shop.sign_in(names[0])
    for name in (names[0], "nobody at all", PASSWORD):
        shop.post("/api/login", json={"username": name, "password": "wrong one"})
    change = {"current_password": PASSWORD, "new_password": "another horse"}
    made(shop.patch("/api/user", token, json={"username": names[1]}))
    made(shop.post("/api/user/password", token, json=change))
    shop.delete("/api/user", token, json={"password": "wrong one"})
    shop.patch("/api/admin/users/2", shop.admin, json={"is_admin": True})
    typed = "a long one\na long one\n"
    shop.app.test_cli_runner().invoke(args=["create-admin", names[2]], input=typed)
    with shop.app.app_context():
        audit.record("test", detail={"new_password": "hunter2", "a": [{"Token": tokens}]})
        rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        text = " ".join(str(vars(row)) for row in rows)

    assert len(rows) == 9
    for secret in (*names, "nobody at all", *passwords, "hunter2", *tokens.values(), token):
        assert secret not in text, secret
    assert rows[-1].detail == {"new_password": "(hidden)", "a": [{"Token": "(hidden)"}]}


# --- Read -----------------------------------------------------------------------------------------


def test_the_trail_is_read_by_user_action_and_time(shop, moved_clock):
    begun = moved_clock.instant
    shop.make_user("ada"), shop.make_user("eve")
    for name in ("ada", "eve"):
        moved_clock.move(hours=1)
        shop.post("/api/login", json={"username": name, "password": "wrong one"})
    moved_clock.move(hours=1)
    made(shop.patch("/api/admin/users/2", shop.admin, json={"is_active": False}))

    def found(query: str) -> list[int]:
        return [row["id"] for row in trail(shop, query)]

    assert found("") == [3, 2, 1]
    assert found("?action=loginFailed") == [2, 1]
    assert found("?user_id=2") == [3, 1]
    assert found("?user_id=1") == [3]
    assert found(f"?to={hours(begun, 1)}") == []
    assert found(f"?from={hours(begun, 1)}&to={hours(begun, 2)}") == [1]
    assert found(f"?from={hours(begun, 2)}&action=loginFailed&user_id=3") == [2]
    refused(shop.get(f"{TRAIL}?action=a'b", shop.admin), 400, "validation-failed")


def hours(instant: datetime, number: int) -> str:
    return (instant + timedelta(hours=number)).replace(tzinfo=None).isoformat()


def test_the_trail_is_kept_for_so_many_days(shop, moved_clock, monkeypatch):
    shop.post("/api/login", json={"username": "nobody", "password": "wrong one"})
    moved_clock.move(days=1)
    shop.post("/api/login", json={"username": "nobody", "password": "wrong one"})
    moved_clock.move(days=729, seconds=1)
    monkeypatch.setattr(pruning, "EVERY", 1)
    shop.forget_admin()

    assert [row["id"] for row in trail(shop)] == [2]


def test_the_trail_has_pages(shop):
    for _ in range(5):
        shop.post("/api/login", json={"username": "nobody", "password": "wrong one"})

    page = shop.get(f"{TRAIL}?limit=2&count=true", shop.admin)

    assert page.headers["X-Total-Count"] == "5"
    seen = [row["id"] for row in page.json]
    while following := beside(page, "next"):
        page = shop.get(following, shop.admin)
        seen += [row["id"] for row in page.json]
    assert seen == [5, 4, 3, 2, 1]
