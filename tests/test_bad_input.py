"""Bad input of every kind, to every member of every body, query and path: never a 5xx.

The calls are taken from the OpenAPI document, so a new route is tried by itself.
"""

import json
from urllib.parse import quote

import pytest

from tests.shop_driver import made, picture, refused
from tests.test_openapi import METHODS
from tests.test_permissions import MATRIX

EVIL_JSON = [
    "null", "true", "false", "0", "-1", "1.5", "1e308", "1e400", "-0", str(2**31), str(2**63),
    str(2**64), str(2**70), "1" + "0" * 400, "NaN", "Infinity", '""', '" "', '"1"', '"\\u0000"',
    '"a\\u0000b"', '"\\ud800"', '"\\udfff\\ud800"', '"\\uffff\\ufffe"', '"%s"' % ("x" * 1_000_000),
    '"%s"' % ("é" * 100_000), "[]", "[1]", "{}", '{"a": {"b": []}}', '"\'; DROP TABLE product; --"',
    '"../../etc/passwd"', '"<script>alert(1)</script>"', '"${7*7}{{7*7}}%s%n"',
    '"2026-13-45T99:99:99Z"', "[" * 5000 + "]" * 5000,
]  # fmt: skip
EVIL_TEXT = [
    "", " ", "0", "-1", "1.5", "1e309", "NaN", str(2**31), str(2**63), str(2**70), "%00", "%ff",
    "%ed%a0%80", "%c0%ae", "٣", "'%20OR%201=1", "%252e%252e", "[]", "true", "x" * 5000,
    "a%00b", "_%25",
]  # fmt: skip
OPERATIONS = [row[:2] for row in MATRIX if row[1].startswith("/api/") and "docs" not in row[1]]


def in_shape(response, where: str) -> None:
    """A failure has the one shape; whatever it is, it is no fault of the shop."""
    assert response.status_code < 500, (where, response.get_data()[:300])
    if response.status_code >= 400:
        assert response.mimetype == "application/problem+json", where
        body = response.json
        assert body["error"] == body["detail"] != "", where
        assert body["status"] == response.status_code, where
        for secret in ("Traceback", "SELECT", "sqlalchemy", "/site-packages/"):
            assert secret not in response.text, where


@pytest.fixture
def scene(shop):
    """A shop with something at every id 1, its document and the admin's token."""
    product = shop.make_product(stock=1000)
    shop.apply(shop.make_offer(), product)
    shop.buy(shop.admin, product)
    shop.add_to_cart(shop.admin, product)
    made(shop.upload("/api/products/1/image", shop.admin, picture()))
    return made(shop.get("/api/openapi.json"))


NAMES = (
    "product_id", "category_id", "offer_id", "order_id", "item_id", "user_id", "session_id",
    "image_id",
)  # fmt: skip
# The first of these are the admin's own, who has still to call.
USUAL = dict.fromkeys(NAMES, "1") | {"user_id": "2", "session_id": "2"}


def address(path: str, **values: str) -> str:
    for name in NAMES:
        path = path.replace(f"<{name}>", values.get(name, USUAL[name]))
    return path


def described(document, method: str, path: str) -> dict:
    item = document["paths"][path.replace("<", "{").replace(">", "}")]
    operation = item[method.lower()]
    return {
        **operation,
        "parameters": [*item.get("parameters", []), *operation.get("parameters", [])],
    }


def members(document, operation) -> dict:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return {}
    name = content["schema"]["$ref"].rpartition("/")[2]
    return document["components"]["schemas"][name].get("properties", {})


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.security(5, 57)
def test_no_bad_body_is_a_fault_of_the_shop(shop, scene, method, path):
    properties = members(scene, described(scene, method, path))
    examples = {
        name: json.dumps(member.get("examples", ["x"])[0]) for name, member in properties.items()
    }
    bodies = ["", "[]", "null", "1", '"x"', "{", '{"unknown": 1}', "[{}]", "\x00", '{"a":1' * 2000]
    for name in properties:
        others = ", ".join(f'"{one}": {text}' for one, text in examples.items() if one != name)
        for evil in EVIL_JSON:
            bodies.append(f'{{{others}{", " if others else ""}"{name}": {evil}}}')
        bodies.append(f"{{{others}}}")

    for body in bodies if method != "GET" else bodies[:5]:
        token = (
            shop.sign_in("admin", "admin123")["access_token"] if "logout" in path else shop.admin
        )
        response = shop.call(
            method, address(path), token, data=body, content_type="application/json"
        )
        in_shape(response, f"{method} {path} {body[:200]}")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.security(5)
def test_no_bad_address_is_a_fault_of_the_shop(shop, scene, method, path):
    operation = described(scene, method, path)
    kinds = {one["name"]: one["in"] for one in operation["parameters"]}
    for evil in EVIL_TEXT:
        text = quote(evil, safe="%")
        for name, kind in kinds.items():
            where = f"{method} {path} {name}={text}"
            if kind == "query":
                response = shop.call(method, f"{address(path)}?{name}={text}&{name}=1", shop.admin)
                in_shape(response, where)
                response = shop.call(method, f"{address(path)}?{name}={text}", shop.admin)
            elif kind == "path":
                response = shop.call(method, address(path, **{name: text}), shop.admin)
            else:
                sent = {name: evil.encode("latin-1", "replace").decode("latin-1")}
                response = shop.call(method, address(path), shop.admin, headers=sent)
            in_shape(response, where)


def test_every_operation_is_tried(scene):
    tried = {
        (method.lower(), path.replace("<", "{").replace(">", "}")) for method, path in OPERATIONS
    }
    documented = {
        (method, path)
        for path, item in scene["paths"].items()
        for method in METHODS
        if method in item and path.startswith("/api/") and "docs" not in path
    }
    assert tried == documented


def test_a_body_where_none_is_taken_is_never_dropped_in_silence(shop):
    """`dry_run` belongs into the query: the step must not be done as if it had not been said."""
    product, offer = shop.make_product(price=10), shop.make_offer(20)
    path = f"/api/offers/{offer['id']}/apply/{product['id']}"

    answer = refused(shop.post(path, shop.admin, json={"dry_run": True}), 400, "validation-failed")
    assert answer["errors"] == {"dry_run": ["Unknown field."]}
    for body in ({"data": b"[1]"}, {"data": b"\xff", "content_type": "text/plain"}):
        answer = refused(shop.post(path, shop.admin, **body), 400, "validation-failed")
        assert answer["errors"] == {"body": ["This call takes no body."]}
    assert shop.product(product["id"])["current_price"] == 10
    made(shop.post(path, shop.admin, json={}))
    assert shop.product(product["id"])["current_price"] == 8
