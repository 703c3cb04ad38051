"""What every request gets: an id, one instant, a bound, a check of `Accept`, safe headers."""

from __future__ import annotations

import random
import re
from datetime import datetime

from flask import Flask, Request, Response, g, request
from flask.sessions import NullSession, SessionInterface
from marshmallow import ValidationError
from werkzeug.http import http_date

from routes.accepting import accepted
from routes.access import is_admin_calling
from routes.errors import validation_failed
from routes.headers import add_safe_headers
from routes.limits import add_limit_headers, bound_requests
from routes.watching import note_answer, note_request
from schemas import Moment
from services import audit, clock, origin
from services.errors import Forbidden, NotAcceptable
from services.wall_clock import instant_of

SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
PREVIEW = "X-Shop-Now"
NGINX_KEEPS_UNTIL = "X-Accel-Expires"
OTHER_KINDS = re.compile(
    r"/api/docs(/.*)?|/api/orders/[0-9]+/receipt|/api/products/export|/api/admin/reports/sales"
)
"""Addresses under /api that answer something else than JSON, too."""


class NoSessions(SessionInterface):
    """The shop has no cookies: Flask need not look for one in every request."""

    NONE = NullSession()

    def open_session(self, _app: Flask, _request: Request) -> NullSession:
        """Return the session that holds nothing and refuses everything."""
        return self.NONE


def register_request_hooks(app: Flask) -> None:
    """Run the hooks of this file around every request of `app`."""
    app.session_interface = NoSessions()
    app.before_request(_begin)
    app.after_request(_complete)
    app.teardown_request(_end)


def request_id(sent: str) -> str:
    """Return the id that a caller gave its request, if it is a sane one, else a new one."""
    if sent and SANE_REQUEST_ID.fullmatch(sent):
        return sent
    return random.randbytes(16).hex()


def _begin() -> None:
    g.request_id = request_id(request.headers.get("X-Request-ID", ""))
    note_request(g.request_id)
    origin.pin(request.remote_addr, request.headers.get("User-Agent"), g.request_id)
    g.begun = clock.pin()
    bound_requests()
    if PREVIEW in request.headers:
        g.preview = _preview_instant(request.headers[PREVIEW])
    if request.path.startswith("/api/") and not OTHER_KINDS.fullmatch(request.path):
        _check_accept()


def _end(_failure: BaseException | None) -> None:
    clock.release()
    origin.release()
    audit.forget()


def _preview_instant(sent: str) -> datetime:
    """Let an admin see the shop as it was or will be: the instant asked for becomes now."""
    if request.method not in ("GET", "HEAD"):
        raise validation_failed({PREVIEW: ["Only reads can be previewed."]})
    if not is_admin_calling():
        raise Forbidden("Only an admin may look at the shop of another instant.")
    try:
        return clock.preview(instant_of(Moment().deserialize(sent)))
    except ValidationError as error:
        raise validation_failed({PREVIEW: error.messages}) from None


def _check_accept() -> None:
    """Refuse a client that could not read any answer."""
    if "Accept" not in request.headers:
        return
    kinds = accepted()
    if not (kinds.quality("application/json") or kinds.quality("application/problem+json")):
        raise NotAcceptable()


def _complete(response: Response) -> Response:
    note_answer(response)
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id", "")
    add_safe_headers(response)
    add_limit_headers(response)
    # Not the moment of sending: the prices in the answer are of this instant.
    headers["Date"] = http_date(g.begun if "preview" in g else clock.now())
    if "preview" in g:  # What an admin previews is nobody else's to see from a cache.
        headers["Cache-Control"] = "private, no-store"
        headers.pop(NGINX_KEEPS_UNTIL, None)
        headers[PREVIEW] = g.preview.isoformat()
    return response
