"""The one error shape: every failure leaves the shop through `render`.

The problem types themselves stand in `services/errors.py`; `/problems` lists them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import orjson
from flask import Flask, Response, g
from marshmallow import Schema
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from routes.answers import note_answer
from schemas import ImportRefusedSchema, PriceChangedSchema
from services import observation
from services.errors import (
    Conflict,
    InternalError,
    LengthRequired,
    MalformedRequest,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    PreconditionFailed,
    RangeNotSatisfiable,
    ShopError,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnsupportedMediaType,
    ValidationFailed,
)
from services.refusals import ImportRefused, PriceChanged

log = logging.getLogger("shop")

PROBLEM_TYPE = "application/problem+json"
LONGEST_NAME = 100
MOST_FIELDS = 50

SHAPES: dict[type[ShopError], Schema] = {
    PriceChanged: PriceChangedSchema(),
    ImportRefused: ImportRefusedSchema(),
}
"""How the members of a refusal go over the wire, where they are not plain JSON."""
for _shape in SHAPES.values():
    note_answer(_shape)

BY_STATUS: dict[int | None, type[ShopError]] = {
    404: NotFound,
    405: MethodNotAllowed,
    406: NotAcceptable,
    411: LengthRequired,
    412: PreconditionFailed,
    413: TooLarge,
    415: UnsupportedMediaType,
    416: RangeNotSatisfiable,
    429: TooManyRequests,
    503: Unavailable,
}
"""What the framework's own failures are called."""


def render(error: ShopError) -> Response:
    """Turn a refusal into its answer: application/problem+json (RFC 9457)."""
    observation.current().problem = error.slug
    shape = SHAPES.get(type(error))
    members = shape.dump(error.members) if shape else error.members
    body = {**members, **problem_body(error, g.get("request_id", ""))}
    response = Response(orjson.dumps(body), error.status, mimetype=PROBLEM_TYPE)
    response.headers.extend(error.headers)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def problem_body(problem: ShopError | type[ShopError], request_id: str) -> dict[str, Any]:
    """Return the members that every problem has: of a refusal, or of a type's example."""
    return {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "error": problem.detail,
        "request_id": request_id,
    }


def validation_failed(messages: Any) -> ValidationFailed:
    """Build the refusal of invalid input from marshmallow's messages."""
    fields = field_messages(messages)
    first = next(iter(fields.items()), ("body", ["Invalid input."]))
    more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
    return ValidationFailed(f"{first[0]}: {first[1][0]}{more}", errors=fields)


def field_messages(messages: Any) -> dict[str, list[str]]:
    """Return marshmallow's messages by field, as many as fit into an answer."""
    return {name[:LONGEST_NAME]: found for name, found in list(_fields(messages))[:MOST_FIELDS]}


def _fields(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Flatten nested messages to one list of sentences a field; `body` is the whole body."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            yield from _fields(inner, path if name == "_schema" else f"{path}.{name}".lstrip("."))
    else:
        yield path or "body", [str(message) for message in messages]


def register_error_handlers(app: Flask) -> None:
    """Let every failure in `app` be rendered in the one shape."""
    app.register_error_handler(ShopError, render)
    app.register_error_handler(HTTPException, _render_http_failure)
    app.register_error_handler(IntegrityError, _render_lost_race)
    for lost_database in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(lost_database, _render_unavailable)
    app.register_error_handler(Exception, _render_fault)


def _render_http_failure(failure: HTTPException) -> Response:
    kind = BY_STATUS.get(failure.code)
    if kind is None:
        kind = InternalError if (failure.code or 500) >= 500 else MalformedRequest
    detail = "The request can't be read." if kind is MalformedRequest else None
    kept = [
        (name, value)
        for name, value in failure.get_headers()
        if name.lower() not in ("content-type", "content-length")
    ]
    response = render(kind(detail))
    response.headers.extend(kept)
    return response


def _render_lost_race(failure: IntegrityError) -> Response:
    """Two requests met where only one could win, and no service gave it a name."""
    log.warning("integrity error", exc_info=failure)
    return render(Conflict())


def _render_unavailable(failure: Exception) -> Response:
    log.error("database not available", exc_info=failure)
    return render(Unavailable())


def _render_fault(failure: Exception) -> Response:
    log.error("fault", exc_info=failure)
    return render(InternalError())
