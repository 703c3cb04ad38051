"""The Insomnia collection (format v5), written from the OpenAPI document.

One folder an area, one request an operation. Three more requests sign in, as a
customer and the admin of the demo shop, and as the newcomer that the collection
registers; the environment takes their tokens out of the answers, and all other
requests take them from there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import yaml

from routes.openapi import document

METHODS = ("get", "post", "put", "patch", "delete")
# Fixed, so that the file changes only when the API does. Milliseconds since 1970.
WRITTEN = 1767225600000

CUSTOMER_LOGIN = {"username": "{{ _.customer_username }}", "password": "{{ _.customer_password }}"}
NEWCOMER_LOGIN = {"username": "{{ _.newcomer_username }}", "password": "correct horse"}
ADMIN_LOGIN = {"username": "{{ _.admin_username }}", "password": "{{ _.admin_password }}"}
LOGINS = {"customer": CUSTOMER_LOGIN, "admin": ADMIN_LOGIN, "newcomer": NEWCOMER_LOGIN}
PATH_VALUES = {
    "filename": "{{ _.filename }}",
    "folder": "products",
    "slug": "out-of-stock",
    "image_id": "{{ _.image_id }}",
}
"""What stands for a path parameter that is no id; ids are 1."""

IDS = {
    # What a request above has made, so that the demo's own things stay.
    "deleteCategory": {"category_id": "21"},
    "withdrawProduct": {"product_id": "61"},
    "changeOffer": {"offer_id": "9"},
    "deleteOffer": {"offer_id": "9"},
    # Order 1 is shipped by the request before.
    "cancelOrder": {"order_id": "2"},
    "changeCartItem": {"item_id": "{{ _.cart_item_id }}"},
    "removeCartItem": {"item_id": "{{ _.cart_item_id }}"},
    "endSignIn": {"session_id": "{{ _.session_id }}"},
    # A customer of the demo who is nobody else here.
    "changeAccount": {"user_id": "3"},
    "endSignInsOfUser": {"user_id": "3"},
}
"""The ids of operations that would not work on 1 in the demo shop."""

BODIES = {
    "register": {"username": "customer-{% now 'unix', '' %}", "password": "correct horse"},
    "login": CUSTOMER_LOGIN,
    "changeUser": {"username": "{{ _.customer_username }}"},
    "changePassword": {
        "current_password": "{{ _.customer_password }}",
        "new_password": "{{ _.customer_password }}",
    },
}
"""Bodies that differ from the document's examples, by operation."""

TOKENS = {"deleteUser": "newcomer_token"}
"""Whose token an operation needs that would leave nothing to the requests after it."""


def collection_text() -> str:
    """Return the whole collection as YAML."""
    text: str = yaml.safe_dump(
        collection(document()), sort_keys=False, allow_unicode=True, width=100
    )
    return text


def collection(api: dict[str, Any]) -> dict[str, Any]:
    """Return the collection of an OpenAPI document."""
    return {
        "type": "collection.insomnia.rest/5.0",
        "schema_version": "5.1",
        "name": api["info"]["title"],
        "meta": _meta("wrk", "shop", description=api["info"]["description"]),
        "collection": [_sign_in_folder(api), *(_folder(api, tag) for tag in api["tags"])],
        "cookieJar": {"name": "Default Jar", "meta": _meta("jar", "shop")},
        "environments": _environments(),
    }


def _environments() -> dict[str, Any]:
    data = {
        "base_url": "http://127.0.0.1:5000",
        "customer_username": "ada",
        "customer_password": "demo1234",
        "admin_username": "admin",
        "admin_password": "admin123",
        "filename": "the-name-in-image_url.png",
        "customer_token": _token_of("customer", "access_token"),
        "admin_token": _token_of("admin", "access_token"),
        "refresh_token": _token_of("customer", "refresh_token"),
        "newcomer_username": _answered("register", "$.user.username", "'always', 60"),
        "newcomer_token": _answered("signin-newcomer", "$.access_token", "'always', 60"),
        "session_id": _answered("listSignIns", "$[-1:].id", "'always', 60"),
        "image_id": _answered("listImages", "$[-1:].id", "'always', 60"),
        "cart_item_id": _answered("getCart", "$.items[0].id", "'always', 60"),
    }
    return {"name": "Demo shop", "meta": _meta("env", "shop"), "data": data}


def _token_of(who: str, member: str) -> str:
    """Return the template that takes a member out of the last answer to a sign-in."""
    # Insomnia sends the sign-in by itself when its answer is older than 3,000 seconds.
    return _answered(f"signin-{who}", f"$.{member}", "'when-expired', 3000")


def _answered(request: str, path: str, when: str) -> str:
    """Return the template that takes a JSON path out of a request's last answer."""
    hidden = base64.b64encode(path.encode()).decode()
    return f"{{% response 'body', '{_id('req', request)}', 'b64::{hidden}::46b', {when} %}}"


def _sign_in_folder(api: dict[str, Any]) -> dict[str, Any]:
    operation = api["paths"]["/api/login"]["post"]
    requests = []
    for who, credentials in LOGINS.items():
        request = _request(api, "/api/login", "post", operation)
        request |= {"name": f"Sign in as the {who}", "meta": _meta("req", f"signin-{who}")}
        request["body"]["text"] = json.dumps(credentials, indent=2)
        requests.append(request)
    return {"name": "Sign in", "meta": _meta("fld", "signin"), "children": requests}


def _folder(api: dict[str, Any], tag: dict[str, str]) -> dict[str, Any]:
    """Return the folder of one area with a request for each of its operations."""
    requests = [
        _request(api, path, method, operations[method])
        for path, operations in api["paths"].items()
        for method in METHODS
        if method in operations and tag["name"] in operations[method]["tags"]
    ]
    # What empties a whole collection comes last, so that the folder works from top to bottom.
    requests.sort(key=lambda one: one["method"] == "DELETE" and not one["pathParameters"])
    meta = _meta("fld", tag["name"], description=tag["description"])
    return {"name": tag["name"], "meta": meta, "children": requests}


def _request(
    api: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> dict[str, Any]:
    parameters = [*api["paths"][path].get("parameters", []), *operation.get("parameters", [])]
    names = [one["name"] for one in parameters if one["in"] == "path"]
    values = PATH_VALUES | IDS.get(operation["operationId"], {})
    request: dict[str, Any] = {
        "url": "{{ _.base_url }}" + path.replace("{", ":").replace("}", ""),
        "name": operation["summary"].rstrip("."),
        "meta": _meta("req", operation["operationId"]),
        "method": method.upper(),
        "headers": [],
        "parameters": [_query_parameter(one) for one in parameters if one["in"] == "query"],
        "pathParameters": [{"name": one, "value": values.get(one, "1")} for one in names],
        "authentication": _authentication(operation),
        "settings": {
            "renderRequestBody": True,
            "encodeUrl": True,
            "followRedirects": "global",
            "cookies": {"send": True, "store": True},
            "rebuildPath": True,
        },
    }
    for kind, content in list(operation.get("requestBody", {}).get("content", {}).items())[:1]:
        request["body"] = _body(api, kind, content, operation["operationId"])
        if kind != "multipart/form-data":  # Its boundary is Insomnia's to say.
            request["headers"] = [{"name": "Content-Type", "value": kind}]
    return request


def _query_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """Offer a query parameter with its default, switched off where it may be left out."""
    schema = parameter["schema"]
    value = json.dumps(schema.get("default", schema.get("examples", [""])[0])).strip('"')
    return {"name": parameter["name"], "value": value, "disabled": not parameter["required"]}


def _authentication(operation: dict[str, Any]) -> dict[str, Any]:
    """Send the token that the operation wants: an admin's where others get 403."""
    schemes = [scheme for need in operation["security"] for scheme in need]
    if not schemes:
        return {"type": "none"}
    access = "admin_token" if "403" in operation["responses"] else "customer_token"
    access = TOKENS.get(operation["operationId"], access)
    token = access if schemes == ["accessToken"] else "refresh_token"
    return {"type": "bearer", "token": f"{{{{ _.{token} }}}}", "prefix": "Bearer"}


def _body(
    api: dict[str, Any], kind: str, content: dict[str, Any], operation: str
) -> dict[str, Any]:
    if kind == "multipart/form-data":
        file = {"name": "image", "type": "file", "fileName": "", "value": ""}
        return {"mimeType": kind, "params": [file]}
    if kind != "application/json":
        return {"mimeType": kind, "text": content["example"]}
    value = BODIES.get(operation) or example_of(api, content["schema"])
    return {"mimeType": kind, "text": json.dumps(value, indent=2, ensure_ascii=False)}


def example_of(api: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a body made of the examples that the members of a schema give."""
    name = schema["$ref"].rpartition("/")[2]
    members = api["components"]["schemas"][name].get("properties", {})
    return {one: member["examples"][0] for one, member in members.items() if "examples" in member}


def _meta(prefix: str, name: str, **more: str) -> dict[str, Any]:
    return {"id": _id(prefix, name), "created": WRITTEN, "modified": WRITTEN, **more}


def _id(prefix: str, name: str) -> str:
    return f"{prefix}_{hashlib.sha256(name.encode()).hexdigest()[:32]}"
