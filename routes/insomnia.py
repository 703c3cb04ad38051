"""The collection for Insomnia, in both of its formats: v5 (YAML) and v4 (JSON).

Both hold the same requests with the same ids, and a unit test for each. What a request needs
from the answer to another stands where it is needed, as Insomnia's `response` tag.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import yaml

from routes.collection_demo import (
    ALWAYS,
    ANSWERS,
    IF_EXPIRED,
    IF_NEVER,
    SETTINGS,
    Answer,
    Body,
    Collection,
    Folder,
    Request,
)

# Fixed, so that the files change only when the API does: milliseconds since 1970, and its text.
WRITTEN = 1767225600000
WRITTEN_AT = "2026-01-01T00:00:00.000Z"
TOKEN_SECONDS = 3000  # An access token serves for 3600.
AGAIN = {
    IF_EXPIRED: f"'when-expired', {TOKEN_SECONDS}",
    IF_NEVER: "'no-history', 60",
    ALWAYS: "'always', 60",
}
LOCAL, HERE = "This machine", SETTINGS["base_url"]
"""An environment on top of the settings: beside it goes one for each other server of one's own."""

PLACE = re.compile(r"\{\{ (\w+) \}\}")
TEST = """\
const response = await insomnia.send();
expect(response.status).to.equal({status});"""


def as_v5(collection: Collection) -> str:
    """Return the collection in the format of Insomnia 11 and newer."""
    whole = {
        "type": "collection.insomnia.rest/5.0",
        "schema_version": "5.1",
        "name": collection.title,
        "meta": _meta("wrk", "shop", description=collection.description),
        "collection": [_folder_v5(folder) for folder in collection.folders],
        "cookieJar": {"name": "Default Jar", "meta": _meta("jar", "shop")},
        "environments": {
            "name": "Shop",
            "meta": _meta("env", "shop"),
            "data": SETTINGS,
            "subEnvironments": [
                {"name": LOCAL, "meta": _meta("env", LOCAL), "data": {"base_url": HERE}}
            ],
        },
        "testSuites": [_suite_v5(folder) for folder in collection.folders],
    }
    text: str = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)
    return text


def as_v4(collection: Collection) -> str:
    """Return the collection in the format of older Insomnias and of `inso`."""
    workspace, here = _id("wrk", "shop"), {"base_url": HERE}
    resources = [
        _resource("workspace", workspace, None, collection.title, scope="collection",
                  description=collection.description),
        _resource("environment", _id("env", "shop"), workspace, "Shop", data=SETTINGS),
        _resource("environment", _id("env", LOCAL), _id("env", "shop"), LOCAL, data=here),
        *(one for folder in collection.folders for one in _folder_v4(folder, workspace)),
    ]  # fmt: skip
    whole = {
        "_type": "export",
        "__export_format": 4,
        "__export_date": WRITTEN_AT,
        "__export_source": "shop",
        "resources": resources,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _folder_v5(folder: Folder) -> dict[str, Any]:
    return {
        "name": folder.name,
        "meta": _meta("fld", folder.name, description=folder.description),
        "children": [
            {
                "name": request.name,
                "meta": _meta("req", request.key),
                **_sent(request),
                "settings": {
                    "renderRequestBody": True,
                    "encodeUrl": True,
                    "followRedirects": "global",
                    "cookies": {"send": True, "store": True},
                    "rebuildPath": True,
                },
            }
            for request in folder.requests
        ],
    }


def _suite_v5(folder: Folder) -> dict[str, Any]:
    return {
        "name": folder.name,
        "meta": _meta("uts", folder.name),
        "tests": [
            {"name": request.name, "meta": _meta("ut", request.key), **_test(request)}
            for request in folder.requests
        ],
    }


def _folder_v4(folder: Folder, workspace: str) -> list[dict[str, Any]]:
    group, suite = _id("fld", folder.name), _id("uts", folder.name)
    resources = [
        _resource("request_group", group, workspace, folder.name, description=folder.description),
        _resource("unit_test_suite", suite, workspace, folder.name),
    ]
    for place, request in enumerate(folder.requests):
        mine, order = _id("req", request.key), {"metaSortKey": place}
        sent = {"body": {}, **_sent(request), **order}
        resources.append(_resource("request", mine, group, request.name, **sent))
        proves = {**_test(request), **order}
        resources.append(
            _resource("unit_test", _id("ut", request.key), suite, request.name, **proves)
        )
    return resources


def _sent(request: Request) -> dict[str, Any]:
    """Return what both formats say of a request in the same words."""
    sent = {
        "url": _filled("{{ base_url }}" + request.path),
        "method": request.method,
        "headers": [
            {"name": name, "value": _filled(value)} for name, value in request.headers.items()
        ],
        "parameters": [
            {"name": name, "value": value, "disabled": not wanted}
            for name, value, wanted in request.query
        ],
        "authentication": {"type": "none"},
    }
    if request.token:
        token = _filled(f"{{{{ {request.token} }}}}")
        sent["authentication"] = {"type": "bearer", "token": token, "prefix": "Bearer"}
    return {**sent, "body": _body(request.body)} if request.body else sent


def _body(body: Body) -> dict[str, Any]:
    if body.file is None:
        return {"mimeType": body.kind, "text": _filled(body.text)}
    file = {"name": body.file, "type": "file", "fileName": "", "value": ""}
    return {"mimeType": body.kind, "params": [file]}


def _test(request: Request) -> dict[str, str]:
    return {"requestId": _id("req", request.key), "code": TEST.format(status=request.status)}


def _filled(text: str) -> str:
    """Write Insomnia's own tags in place of variables."""

    def tag(found: re.Match[str]) -> str:
        name = found[1]
        if name == "now":
            return "{% now 'millis', '' %}"
        return _answered(ANSWERS[name]) if name in ANSWERS else f"{{{{ _.{name} }}}}"

    return PLACE.sub(tag, text)


def _answered(answer: Answer) -> str:
    """Return the tag that takes a value out of a request's last answer."""
    hidden = base64.b64encode(_json_path(answer).encode()).decode()
    request = _id("req", answer.request)
    return f"{{% response 'body', '{request}', 'b64::{hidden}::46b', {AGAIN[answer.again]} %}}"


def _json_path(answer: Answer) -> str:
    """Write a JSONPath; -1 is the last of a list."""
    steps = [
        f".{step}" if isinstance(step, str) else "[-1:]" if step == -1 else f"[{step}]"
        for step in answer.path
    ]
    return "".join(["$", *steps])


def _resource(kind: str, key: str, parent: str | None, name: str, **members: Any) -> dict[str, Any]:
    times = {"created": WRITTEN, "modified": WRITTEN}
    return {"_id": key, "_type": kind, "parentId": parent, "name": name, **times, **members}


def _meta(prefix: str, name: str, **more: str) -> dict[str, Any]:
    return {"id": _id(prefix, name), "created": WRITTEN, "modified": WRITTEN, **more}


def _id(prefix: str, name: str) -> str:
    return f"{prefix}_{hashlib.sha256(name.encode()).hexdigest()[:32]}"
