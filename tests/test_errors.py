"""Failures: one shape for all of them, the framework's own included."""

import json

import pytest
from sqlalchemy.exc import OperationalError

from models import db
from services.category_service import CategoryService
from services.errors import ShopError
from tests.shop_driver import PASSWORD, made, refused


def test_every_failure_has_an_id_that_is_the_callers_if_sane(shop):
    answer = refused(shop.get("/nope", headers={"X-Request-ID": "my-id_1.2"}), 404, "not-found")
    assert answer["request_id"] == "my-id_1.2"

    for odd in ("a b", "<script>", "x" * 65, "ü"):
        response = shop.get("/api/categories", headers={"X-Request-ID": odd})
        assert response.headers["X-Request-ID"] != odd


def test_a_method_that_does_not_exist_is_refused_naming_those_that_do(shop):
    response = shop.delete("/api/products")

    refused(response, 405, "method-not-allowed")
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT", "BREW"])
@pytest.mark.security(20)
def test_odd_methods_are_refused(shop, method):
    refused(shop.call(method, "/api/products"), 405, "method-not-allowed")


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/*",
        "application/json;q=0",
        "application/json;charset=utf-8;q=0",
        "nonsense",
    ],
)
def test_a_client_that_can_not_read_json_is_told(shop, accept):
    refused(shop.get("/api/products", headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/*",
        "text/html, */*;q=0.1",
        "application/problem+json",
        "application/json; charset=utf-8",
        'text/html, application/json;version="2;0";q=0.1',
    ],
)
def test_a_client_that_can_is_answered(shop, accept):
    assert made(shop.get("/api/products", headers={"Accept": accept})) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_refused(shop, kind):
    body = json.dumps({"username": "ada", "password": PASSWORD})
    response = shop.post("/api/register", data=body, content_type=kind)
    refused(response, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "body",
    ["{", "nul", "{'a':1}", '{"username":NaN}', '{"a":Infinity}', '{"a":1,}', "[1,]", '"\\ud800"',
     '{"username":"\\udfff"}', "\ufeff{}", '{"a":01}', "{} {}", b"\xff\xfe", "[" * 100_000],
)  # fmt: skip
def test_a_body_that_is_no_json_is_refused(shop, body):
    response = shop.post("/api/register", data=body, content_type="application/json")
    refused(response, 400, "malformed-request")


@pytest.mark.parametrize("body", ["[]", "1", "null", '"x"', "true", '[{"username":"ada"}]'])
def test_a_body_that_is_no_object_is_refused(shop, body):
    response = shop.post("/api/register", data=body, content_type="application/json")
    answer = refused(response, 400, "validation-failed")
    assert answer["errors"] == {"body": ["Invalid input type."]}


def test_a_body_that_is_too_large_is_refused(shop):
    body = json.dumps({"username": "ada", "password": "x" * 1_000_000})
    response = shop.post("/api/register", data=body, content_type="application/json")
    refused(response, 413, "too-large")


def test_of_a_key_sent_twice_the_last_counts(shop):
    body = '{"username":"eve","username":"ada","password":"secret1"}'
    answer = made(shop.post("/api/register", data=body, content_type="application/json"))
    assert answer["user"]["username"] == "ada"


@pytest.mark.parametrize(
    "path",
    ["/api/products/0", "/api/products/-1", "/api/products/x", "/api/products/1.5", "/api/nope",
     f"/api/products/{2**31}", f"/api/products/{2**70}", "/api/products/1/", "//api/products",
     "/.git/config", "/.env", "/console", "/static", "/api/orders", "/api/products/%00"],
)  # fmt: skip
@pytest.mark.security(56)
def test_addresses_that_do_not_exist_are_refused_in_the_one_shape(shop, path):
    response = shop.get(path)
    slug = "authentication-required" if path == "/api/orders" else "not-found"
    refused(response, 401 if path == "/api/orders" else 404, slug)


@pytest.mark.security(57, 66)
def test_a_fault_of_the_shop_tells_nothing_of_its_inside(shop, monkeypatch):
    def fail():
        raise RuntimeError("secret path /home/shop/app.py")

    monkeypatch.setattr(CategoryService, "every", fail)
    monkeypatch.setitem(shop.app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = refused(shop.get("/api/categories"), 500, "internal-error")

    assert "secret" not in json.dumps(answer)


@pytest.mark.security(66)
def test_a_database_that_is_gone_is_said_to_be_unavailable(shop, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    with shop.app.app_context():
        monkeypatch.setattr(db.session, "execute", fail)
        response = shop.get("/api/categories")

    refused(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "1"


def test_the_list_of_problems_explains_each(shop):
    listed = made(shop.get("/problems"))

    assert len(listed) == len(list(ShopError.every())) > 25
    assert len({one["type"] for one in listed}) == len(listed)
    for one in listed:
        assert one["meaning"]
        assert made(shop.get(one["type"])) == one
    refused(shop.get("/problems/nope"), 404, "not-found")


def test_every_answer_is_safe_to_keep_and_to_show(shop):
    for path in ("/api/user", "/nope", "/api/products", "/health/live"):
        headers = shop.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Request-ID"]
    assert shop.get("/api/cart", shop.admin).headers["Cache-Control"] == "no-store"


def test_health_tells_of_each_part(shop):
    assert made(shop.get("/health/live")) == {"status": "ok"}
    ready = made(shop.get("/health/ready"))
    assert ready["checks"] == {"database": "ok", "migrations": "ok", "storage": "ok"}
    assert list(ready["milliseconds"]) == list(ready["checks"])
    assert min(ready["milliseconds"].values()) >= 0


def test_a_missing_part_makes_the_shop_not_ready(shop, storage, monkeypatch):
    assert made(shop.get("/health/ready"))["checks"]["storage"] == "ok"
    monkeypatch.setitem(shop.app.extensions, "storage", storage.broken())

    response = shop.get("/health/ready")

    assert response.status_code == 503
    assert response.json["checks"]["storage"] == "failed"
