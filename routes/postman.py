"""The collection for Postman, in its format v2.1.

Postman has no tags for the answers of other requests: a script before each request signs in
whom it needs, and a script after it keeps what others take out of its answer.
"""

from __future__ import annotations

import json
import re
from typing import Any

from routes.collection_demo import (
    ANSWERS,
    SETTINGS,
    Answer,
    Body,
    Collection,
    Folder,
    Request,
)

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
PLACE = re.compile(r"\{\{ (\w+) \}\}")
PICTURE = "picture.png"
"""The file that uploads send, beside the collection."""

SIGN_IN = """\
// Signs in whom the request's token belongs to, unless a token is there already.
const auth = pm.request.auth && pm.request.auth.parameters().get('token');
const variable = auth && auth.replace(/[{} ]/g, '');
const base = pm.variables.get('base_url');
const post = (path, body, then) => pm.sendRequest({
  url: base + path, method: 'POST', header: {'Content-Type': 'application/json'},
  body: {mode: 'raw', raw: JSON.stringify(body)},
}, (error, response) => { if (!error) then(response.json()); });
const signIn = (username, password) => post('/api/login', {username, password}, (tokens) => {
  const member = variable === 'refresh_token' ? variable : 'access_token';
  pm.collectionVariables.set(variable, tokens[member]);
});
const own = (name) => pm.variables.get(name);
if (variable === 'newcomer_token') {
  const username = 'newcomer-' + pm.variables.replaceIn('{{$guid}}');
  post('/api/register', {username, password: own('newcomer_password')}, () => {
    signIn(username, own('newcomer_password'));
  });
} else if (variable === 'admin_token' && !own(variable)) {
  signIn(own('admin_username'), own('admin_password'));
} else if (['customer_token', 'refresh_token'].includes(variable) && !own(variable)) {
  signIn(own('customer_username'), own('customer_password'));
}"""


def as_postman(collection: Collection) -> str:
    """Return the collection as JSON."""
    whole = {
        "info": {
            "name": collection.title,
            "description": collection.description,
            "schema": SCHEMA,
        },
        "item": [_folder(folder) for folder in collection.folders],
        "event": [_script("prerequest", SIGN_IN)],
        "variable": [{"key": name, "value": value} for name, value in SETTINGS.items()],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _folder(folder: Folder) -> dict[str, Any]:
    return {
        "name": folder.name,
        "description": folder.description,
        "item": [_item(request) for request in folder.requests],
    }


def _item(request: Request) -> dict[str, Any]:
    return {
        "name": request.name,
        "request": {
            "method": request.method,
            "url": _url(request),
            "header": [
                {"key": name, "value": _filled(value)} for name, value in request.headers.items()
            ],
            "auth": _auth(request),
            **({"body": _body(request.body)} if request.body else {}),
        },
        "event": [_script("test", "\n".join(_after(request)))],
    }


def _url(request: Request) -> dict[str, Any] | str:
    address = "{{base_url}}" + _filled(request.path)
    host, *path = address.split("/")
    if not path:  # Taken apart, it would be put together with a slash at its end.
        return address
    wanted = "&".join(f"{name}={value}" for name, value, on in request.query if on)
    return {
        "raw": address + (f"?{wanted}" if wanted else ""),
        "host": [host],
        "path": path,
        "query": [
            {"key": name, "value": value, "disabled": not on} for name, value, on in request.query
        ],
    }


def _auth(request: Request) -> dict[str, Any]:
    if request.token is None:
        return {"type": "noauth"}
    token = {"key": "token", "value": f"{{{{{request.token}}}}}", "type": "string"}
    return {"type": "bearer", "bearer": [token]}


def _body(body: Body) -> dict[str, Any]:
    if body.file is None:
        return {"mode": "raw", "raw": _filled(body.text)}
    return {"mode": "formdata", "formdata": [{"key": body.file, "type": "file", "src": PICTURE}]}


def _after(request: Request) -> list[str]:
    """Return the lines that hold the answer to its promise, and keep what others need of it."""
    lines = [f"pm.test('{request.status}', () => pm.response.to.have.status({request.status}));"]
    for name, answer in ANSWERS.items():
        if answer.request == request.key:
            value = f"pm.response.json(){_steps(answer)}"
            lines.append(f"pm.collectionVariables.set('{name}', {value});")
    return lines


def _steps(answer: Answer) -> str:
    """Write the way to a value in JavaScript; -1 is the last of a list."""
    steps = [f".at({one})" if isinstance(one, int) else f"?.{one}" for one in answer.path]
    return "".join(steps)


def _filled(text: str) -> str:
    """Write Postman's variables."""
    return PLACE.sub(
        lambda found: "{{$guid}}" if found[1] == "now" else f"{{{{{found[1]}}}}}", text
    )


def _script(when: str, text: str) -> dict[str, Any]:
    return {"listen": when, "script": {"type": "text/javascript", "exec": text.split("\n")}}
