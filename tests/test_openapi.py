"""The API describes itself, completely and truly."""

import json
import re
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from routes.collection import example_of
from services.seed_service import SeedService
from tests.conftest import empty_database
from tests.shop_driver import ADMIN_PASSWORD, made, picture, refused
from tests.test_permissions import MATRIX

ROOT = Path(__file__).parent.parent
NOT_DOCUMENTED = {("GET", "/api/docs/<filename>")}
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def shop(running_shops):
    return running_shops("sqlite")


@pytest.fixture(scope="module")
def document(shop):
    return made(shop.get("/api/openapi.json"))


def operations(document):
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_every_route_is_described(document):
    described = {
        (method, path.replace("{", "<").replace("}", ">"))
        for method, path, _ in operations(document)
    }

    assert described == {row[:2] for row in MATRIX} - NOT_DOCUMENTED


@pytest.mark.security(66)
def test_every_operation_says_what_it_is_who_may_and_how_it_fails(document):
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(ids)) == len(ids)
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        assert operation["summary"].endswith("."), where
        assert operation["tags"], where
        assert "security" in operation, where
        assert {"406", "429", "500", "503", "default"} <= set(operation["responses"]), where
        if operation["security"]:
            assert "401" in operation["responses"], where
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(operation["responses"]), where
        if "{" in path and "filename" not in path and "slug" not in path:
            assert "404" in operation["responses"], where
        for status, response in operation["responses"].items():
            if status.isdigit() and int(status) >= 400 and path != "/health/ready":
                assert list(response["content"]) == ["application/problem+json"], where


def test_security_says_what_the_permission_matrix_says(document):
    rows = {(row[0], row[1].replace("<", "{").replace(">", "}")): row[2:] for row in MATRIX}
    for method, path, operation in operations(document):
        nobody, owner, *_ = rows[method, path]
        assert bool(operation["security"]) == (nobody == 401), path
        assert ("403" in operation["responses"]) == (owner == 403), path


def test_the_examples_of_bodies_work_when_pasted(running_shops, document):
    shop = running_shops("sqlite")
    bodies = {
        operation["operationId"]: example_of(
            document, operation["requestBody"]["content"]["application/json"]["schema"]
        )
        for _, _, operation in operations(document)
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    with shop.app.app_context():
        empty_database()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
    token = made(shop.post("/api/login", json=bodies["login"]))["access_token"]
    calls = [
        ("POST", "/api/register", "register"),
        ("POST", "/api/categories", "createCategory"),
        ("PATCH", "/api/categories/21", "changeCategory"),
        ("POST", "/api/products", "createProduct"),
        ("PUT", "/api/products/1", "replaceProduct"),
        ("PATCH", "/api/products/1", "changeProduct"),
        ("POST", "/api/offers", "createOffer"),
        ("PATCH", "/api/offers/1", "changeOffer"),
        ("POST", "/api/cart", "addToCart"),
        ("PATCH", "/api/cart/1", "changeCartItem"),
        ("POST", "/api/checkout", "checkout"),
        ("PATCH", "/api/orders/1", "changeOrder"),
        ("POST", "/api/products/1/stock", "changeStock"),
        ("PATCH", "/api/products/1/images/1", "changeImage"),
        ("PATCH", "/api/user", "changeUser"),
        ("PATCH", "/api/admin/users/2", "changeAccount"),
        ("POST", "/api/user/password", "changePassword"),
    ]
    for method, path, operation in calls:
        made(shop.call(method, path, token, json=bodies[operation]))
        if operation == "createProduct":
            made(shop.upload("/api/products/1/images", token, picture()))
    newcomer = made(shop.post("/api/login", json=bodies["register"]))["access_token"]
    made(shop.delete("/api/user", newcomer, json=bodies["deleteUser"]))
    assert set(bodies) == {operation for *_, operation in calls} | {"login", "deleteUser"}


def test_the_examples_of_files_work_when_sent(running_shops, document):
    shop = running_shops("sqlite")
    shop.forget_admin()
    with shop.app.app_context():
        empty_database()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
    shop.make_product()
    body = document["paths"]["/api/products/import"]["post"]["requestBody"]
    for kind, content in body["content"].items():
        answer = shop.post(
            "/api/products/import", shop.admin, data=content["example"], content_type=kind
        )
        assert made(answer)["created"] == 1
    assert list(body["content"]) == ["text/csv", "application/x-ndjson"]


def test_the_docs_page_loads_nothing_from_elsewhere(shop):
    page = shop.get("/api/docs")
    policy = page.headers["Content-Security-Policy"]

    assert page.mimetype == "text/html"
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    for asset in ("docs.js", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"):
        assert f"/api/docs/{asset}" in page.text
        with shop.get(f"/api/docs/{asset}") as response:
            assert response.status_code == 200
    assert "http" not in page.text.replace("http-equiv", "")


def test_the_docs_page_has_no_files_but_its_own(shop):
    for name in ("home.html", "receipt.html", "docs.html", "home.css", "LICENSE", "index.css"):
        refused(shop.get(f"/api/docs/{name}"), 404, "not-found")
    answer = shop.get("/api/docs/docs.js", headers={"If-Match": '"x"'})
    refused(answer, 412, "precondition-failed")


def test_an_answer_names_every_member_that_is_always_there(document):
    schemas = document["components"]["schemas"]

    def sometimes(name):
        return set(schemas[name]["properties"]) - set(schemas[name]["required"])

    answers = schemas_under(document, "responses")
    assert {name: sometimes(name) for name in answers if sometimes(name)} == {
        "Problem": {"errors"},
        "Refreshed": {"refresh_token"},
        "Applied": {"dry_run"},
        "PriceAt": {"considered", "rounding"},
        "CartItem": {"problem"},
        "Health": {"checks", "milliseconds"},
    }
    assert not answers & schemas_under(document, "requestBody")


def test_the_command_prints_the_document(shop, document):
    printed = shop.app.test_cli_runner().invoke(args=["openapi"])

    assert printed.exit_code == 0
    assert json.loads(printed.stdout) == document


def test_a_moved_price_is_described_with_its_lines(document):
    refused = document["paths"]["/api/checkout"]["post"]["responses"]["409"]
    problem, changed = (
        {"$ref": f"#/components/schemas/{name}"} for name in ("Problem", "PriceChanged")
    )

    schema = refused["content"]["application/problem+json"]["schema"]
    assert schema == {"anyOf": [{"allOf": [problem, changed]}, problem]}


def schemas_under(document, member):
    """Return the names of all schemas that a member of any operation leads to."""
    found, open_ends = set(), [one.get(member) for _, _, one in operations(document)]
    while open_ends:
        for name in re.findall(r"#/components/schemas/(\w+)", json.dumps(open_ends.pop())):
            if name not in found:
                found.add(name)
                open_ends.append(document["components"]["schemas"][name])
    return found
