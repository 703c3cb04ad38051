"""What a person with an API client gets: every operation as a request that works, in folders.

Written from the OpenAPI document, for the demo shop of `flask seed-demo`, and for no client
in particular: `routes/insomnia.py` and `routes/postman.py` write their formats from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from routes.collection_demo import (
    BODIES,
    LEAVING,
    OWN_VALUES,
    VALUES,
    Body,
    Collection,
    Folder,
    Request,
    as_json,
    first_purchase,
    sign_ins,
)

METHODS = ("get", "post", "put", "patch", "delete")
PARAMETER = re.compile(r"\{(\w+)\}")


def collection(api: Mapping[str, Any]) -> Collection:
    """Return the requests of an OpenAPI document."""
    folders = [sign_ins(), first_purchase(), *(_area(api, tag) for tag in api["tags"])]
    return Collection(api["info"]["title"], api["info"]["description"], folders)


def example_of(api: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body made of the examples that the members of a schema give."""
    name = schema["$ref"].rpartition("/")[2]
    members = api["components"]["schemas"][name].get("properties", {})
    return {one: member["examples"][0] for one, member in members.items() if "examples" in member}


def _area(api: Mapping[str, Any], tag: Mapping[str, str]) -> Folder:
    """Return the folder of one area with a request for each of its operations."""
    requests = [
        _operation(api, path, method, operations[method])
        for path, operations in api["paths"].items()
        for method in METHODS
        if method in operations and tag["name"] in operations[method]["tags"]
    ]
    requests.sort(key=lambda one: _place(one, api["paths"]))
    return Folder(tag["name"], tag["description"], requests)


def _place(request: Request, paths: Mapping[str, Any]) -> int:
    """Let a folder work from top to bottom: things are made first, and all taken away last."""
    if request.method == "POST" and "get" in paths.get(request.path, {}):
        return 0
    return 2 if request.method == "DELETE" and request.path in paths else 1


def _operation(
    api: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]
) -> Request:
    key = operation["operationId"]
    parameters = [*api["paths"][path].get("parameters", []), *operation.get("parameters", [])]
    body = _body(api, operation)
    return Request(
        key,
        operation["summary"].rstrip("."),
        method.upper(),
        _filled(path, VALUES | OWN_VALUES.get(key, {})),
        [_query(one) for one in parameters if one["in"] == "query"],
        {"Content-Type": body.kind} if body and not body.file else {},
        _token(operation),
        body,
        next(int(status) for status in operation["responses"] if status.startswith("2")),
    )


def _filled(path: str, values: Mapping[str, str]) -> str:
    """Put values in place of a path's parameters, 1 where there is none."""
    if path == "/static/{folder}/{filename}":
        return "{{ picture_address }}"
    return PARAMETER.sub(lambda found: values.get(found[1], "1"), path)


def _query(parameter: Mapping[str, Any]) -> tuple[str, str, bool]:
    """Offer a query parameter with its default, switched off where it may be left out."""
    schema = parameter["schema"]
    value = json.dumps(schema.get("default", schema.get("examples", [""])[0])).strip('"')
    return parameter["name"], value, parameter["required"]


def _token(operation: Mapping[str, Any]) -> str | None:
    """Choose whose token is sent: an admin's where others get 403."""
    schemes = [scheme for need in operation["security"] for scheme in need]
    if "accessToken" not in schemes:
        return "refresh_token" if schemes else None
    if operation["operationId"] in LEAVING:
        return "newcomer_token"
    return "admin_token" if "403" in operation["responses"] else "customer_token"


def _body(api: Mapping[str, Any], operation: Mapping[str, Any]) -> Body | None:
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        if kind == "multipart/form-data":
            return Body(kind, file="image")
        if kind != "application/json":
            return Body(kind, content["example"])
        value = BODIES.get(operation["operationId"]) or example_of(api, content["schema"])
        return Body(kind, as_json(value))
    return None
