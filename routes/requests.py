"""What every request gets: an id, one instant, a check of `Accept`, safe headers."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Response, g, request

from services import clock
from services.errors import NotAcceptable

SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
OTHER_KINDS = re.compile(r"/api/docs(/.*)?|/api/orders/[0-9]+/receipt")
"""Addresses under /api that answer something else than JSON, too."""


def register_request_hooks(app: Flask) -> None:
    """Run the hooks of this file around every request of `app`."""
    app.before_request(_begin)
    app.after_request(_complete)
    app.teardown_request(lambda _failure: clock.release())


def _begin() -> None:
    sent = request.headers.get("X-Request-ID", "")
    g.request_id = sent if SANE_REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex
    clock.pin()
    if request.path.startswith("/api/") and not OTHER_KINDS.fullmatch(request.path):
        _check_accept()


def _check_accept() -> None:
    """Refuse a client that could not read any answer."""
    accepted = request.accept_mimetypes
    if "Accept" in request.headers and not (
        accepted.quality("application/json") or accepted.quality("application/problem+json")
    ):
        raise NotAcceptable()


def _complete(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id", "")
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cache-Control", "no-store")
    return response
