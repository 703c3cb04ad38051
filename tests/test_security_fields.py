"""Row 44: no member outside the contract has an effect in any body of any call.

Taken from the OpenAPI document: every name that any body, answer or table of the shop knows
is put into every body that does not declare it. So a new call is tried by itself.
"""

import io
import itertools
import json
import re

import pytest
from sqlalchemy import select

from models import Base, db
from routes.collection import example_of
from services.seed_service import SeedService
from tests.conftest import empty_database
from tests.shop_driver import ADMIN_PASSWORD, made, picture, refused
from tests.test_bad_input import OPERATIONS, address, described

CHANGES = [(method, path) for method, path in OPERATIONS if method != "GET"]
TEMPTING = {
    "is_admin", "is_active", "role", "admin", "user", "session", "sub", "sid", "total", "discount",
    "paid", "current_price", "price_cents", "total_price", "__proto__", "constructor", "_method",
    "at", "now", "token", "X-Shop-Now",
}  # fmt: skip
VALUES = {"is_admin": True, "is_active": True, "admin": True, "username": "admin", "price": 0.01}
IGNORED_BY = {("PUT", "/api/products/<product_id>")}
"""PUT takes back what GET gave; members that only the shop sets say nothing there."""


def make_scene(shop):
    """Make one of everything, the same each time; the admin owns it."""
    with shop.app.app_context():
        empty_database()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
    shop.numbers = itertools.count(1)
    shop.forget_admin()
    shop.make_user("eve")
    for _ in range(2):
        product = shop.make_product(stock=100)
    offer = {"start_time": "2026-01-01T00:00:00Z", "end_time": "2099-01-01T00:00:00Z"}
    shop.apply(shop.make_offer(**offer), product | {"id": 1})
    made(shop.upload("/api/products/1/image", shop.admin, picture()))
    shop.buy(shop.admin, product)
    shop.add_to_cart(shop.admin, product)


def rows(shop, but=()):
    """Return every row of every table, without the columns named."""
    with shop.app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(
                repr([value for name, value in row._mapping.items() if name not in but])
                for row in connection.execute(select(table))
            )
            for table in Base.metadata.sorted_tables
        }


def things(shop):
    """Return every row, but not when and how often something was changed, nor that it was."""
    found = rows(shop, but=("updated_at", "terms_since", "version"))
    return {name: found[name] for name in found if name != "audit_event"}


def known_names(document) -> set[str]:
    bodies = [schema.get("properties", {}) for schema in document["components"]["schemas"].values()]
    columns = [column.name for table in Base.metadata.sorted_tables for column in table.columns]
    return {*TEMPTING, *columns, *itertools.chain(*bodies)}


def body_of(shop, method, path):
    """Return the example of a call's body and the names that it declares, None for no body."""
    with shop.app.app_context():
        document = made(shop.get("/api/openapi.json"))
    content = described(document, method, path).get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return document, None, set()
    schema = content["application/json"]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    declared = document["components"]["schemas"][name].get("properties", {})
    return document, example_of(document, schema), set(declared)


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_row_44_no_member_outside_the_contract_has_an_effect(shop, method, path):
    make_scene(shop)
    document, body, declared = body_of(shop, method, path)
    outside = sorted(known_names(document) - declared)
    if body is None:
        assert_a_body_that_nobody_asked_for_has_no_effect(shop, method, path, outside)
        return
    if (method, path) in IGNORED_BY:
        outside = sorted(set(outside) - ignored_members(shop, method, path, body))
    before = rows(shop)

    for names in (outside[start : start + 40] for start in range(0, len(outside), 40)):
        sent = {**body, **{name: VALUES.get(name, 999) for name in names}}
        answer = refused(
            shop.call(method, address(path), shop.admin, json=sent), 400, "validation-failed"
        )
        assert answer["errors"] == {name: ["Unknown field."] for name in names}

    assert rows(shop) == before
    assert len(outside) > 40


def ignored_members(shop, method, path, body) -> set[str]:
    """What GET gave and only the shop sets may come back, with any value, and says nothing."""
    given = made(shop.get(address(path)))
    made(shop.call(method, address(path), shop.admin, json=body))
    before = things(shop)
    for name in sorted(set(given) - set(body)):
        for value in (999, True, "x", None, {"name": "x"}):
            sent = {**body, name: value}
            answer = shop.call(method, address(path), shop.admin, json=sent)
            assert answer.status_code in (200, 400), (name, answer.text)
    assert things(shop) == before
    return set(given)


def assert_a_body_that_nobody_asked_for_has_no_effect(shop, method, path, outside) -> None:
    """A call without a body does the same with one, or refuses it."""
    everything = {name: VALUES.get(name, 999) for name in outside}
    outcomes = []
    for sent in ({}, {"json": everything}, {"data": everything}):
        make_scene(shop)
        if "profile-image" in path:
            made(shop.upload("/api/user/profile-image", shop.admin, picture()))
        answer = shop.call(method, address(path), shop.admin, **sent)
        outcomes.append((answer.status_code, plain(rows(shop))))
    (status, without), *others = outcomes
    for other, with_body in others:
        assert other in (status, 400, 415)
        assert with_body == without or other >= 400


def plain(tables):
    """Leave out what differs between two scenes: instants, hashes, names of files."""
    odd = r"datetime\.datetime\([^)]*\)|'sha256:[^']*'|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}"
    return {name: [re.sub(odd, "*", row) for row in found] for name, found in tables.items()}


def test_row_44_a_file_takes_no_column_outside_the_contract(shop):
    """Each name in a line of its own: none of these lines is taken, and no such column."""
    make_scene(shop)
    columns = {"id", "name", "description", "price", "stock", "category", "category_id"}
    outside = sorted(known_names(made(shop.get("/api/openapi.json"))) - columns)
    line = {"name": "Pen", "price": 2, "category_id": 1}
    lines = [json.dumps({**line, name: VALUES.get(name, 999)}) for name in outside]
    before = rows(shop)

    answer = send_file(shop, "\n".join(lines), "application/x-ndjson", "?partial=true")

    report = made(answer)
    assert (report["created"], report["changed"], report["refused"]) == (0, 0, len(outside))
    assert [one["errors"] for one in report["refused_lines"]] == [
        {name: ["Unknown field."]} for name in outside
    ]
    for name in outside:
        content = f"name,price,category_id,{name}\r\nPen,2,1,9\r\n"
        refused(send_file(shop, content, "text/csv"), 400, "import-unreadable")
    after = rows(shop)
    assert {name for name in before if before[name] != after[name]} <= {
        "audit_event",  # That there was an import is written down, and makes
        "catalogue_state",  # kept answers old.
    }


def send_file(shop, content, kind, query=""):
    path = f"/api/products/import{query}"
    return shop.post(path, shop.admin, data=content, content_type=kind)


@pytest.mark.parametrize("path", ["/api/user/profile-image", "/api/products/1/image"])
def test_row_44_an_upload_takes_nothing_beside_its_file(shop, path):
    shop.make_product()
    before = rows(shop)
    for name in sorted(TEMPTING):
        file = (io.BytesIO(picture()), "picture.png")
        answer = shop.post(path, shop.admin, data={"image": file, name: "1"})
        refused(answer, 400, "validation-failed")

    assert rows(shop) == before


def test_row_44_the_control_sees_a_change(shop):
    """The rows are really looked at."""
    make_scene(shop)
    before = rows(shop)
    made(shop.patch("/api/products/1", shop.admin, json={"price": 3.5}))

    assert rows(shop) != before
