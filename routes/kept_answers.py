"""Public answers of the catalogue kept as bytes, in front of everything else.

An answer is served again while the catalogue has the version that it had before the answer
was made, for a second at most, and never past an instant at which a price changes: only
answers that any cache may keep for a second are kept. So a change that any process of the
shop has committed is seen by the next read at every other (ADR 12).
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import Flask

from models import REPLICA, db
from routes.limits import limit_headers, standings_of
from routes.reading import LOOK
from routes.requests import request_id
from services import observation
from services.catalogue_state import Look, VersionLookUp

LIFETIME = 1.0  # seconds
OVERHEAD = 3_000
"""About what an answer takes in memory besides its body, in bytes."""

KEPT_PATHS = re.compile(
    r"/api/(products(/[0-9]+(/images?)?|/facets|/suggest)?|categories(/[0-9]+(/products)?)?"
    r"|offers/active)"
)
OF_A_BODY = ("content-length", "content-type")
OF_ONE_REQUEST = ("x-request-id", "ratelimit", "ratelimit-policy")
MAX_AGE = re.compile(r"public, max-age=([0-9]+)")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[Any, ...]


class Kept(NamedTuple):
    """An answer, made when the catalogue had `version`, for requests until `expires`.

    `headers` are those with a body, `headers_alone` those without.
    """

    version: int
    expires: float
    etag: str
    headers: Headers
    headers_alone: Headers
    body: bytes
    route: str

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        return len(self.body) + OVERHEAD


class KeptAnswers:
    """A WSGI application around the shop that answers from memory where it may."""

    def __init__(self, app: Application, look: Callable[[], Look | None], most: int) -> None:
        self.app, self.look, self.most = app, look, most
        self._answers: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        look = self.look() if _may_be_kept(environ) else None
        if look is None:
            return self.app(environ, start_response)
        environ[LOOK] = look
        key = _key(environ, look)
        kept = self._answers.get(key)
        if kept is not None and kept.version == look.version and look.at < kept.expires:
            return _again(kept, environ, start_response)
        return self._anew(key, look, environ, start_response)

    def _anew(
        self, key: Key, look: Look, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the shop answer, and keep that where any cache may."""
        told: list[Any] = []
        wanted = environ.pop("HTTP_IF_NONE_MATCH", "")  # The whole answer is to be kept.
        parts = self.app(environ, lambda *status_and_headers: told.extend(status_and_headers[:2]))
        try:
            # A copy: orjson's bytes keep the room they were written in, 8 KB for a product of 500.
            body = bytes(bytearray().join(parts))
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = told
        named = {name.lower(): value for name, value in headers}
        fresh = MAX_AGE.match(named.get("cache-control", ""))
        etag, route = named.get("etag", ""), observation.current().route
        made = Kept(look.version, look.at + LIFETIME, etag, *_for_all(headers), body, route)
        if not status.startswith("200") or not made.etag:
            start_response(status, headers)
            return [body]
        if fresh and int(fresh[1]) >= LIFETIME:
            self._keep(key, made, time.monotonic())
        return _again(made, {**environ, "HTTP_IF_NONE_MATCH": wanted}, start_response)

    def _keep(self, key: Key, kept: Kept, now: float) -> None:
        """Keep an answer, and let the oldest go: those that are over, or too many."""
        with self._lock:
            old = self._answers.pop(key, None)
            self._size += kept.size - (old.size if old else 0)
            self._answers[key] = kept
            while self._answers and (self._size > self.most or self._oldest.expires <= now):
                self._size -= self._answers.popitem(last=False)[1].size

    @property
    def _oldest(self) -> Kept:
        return next(iter(self._answers.values()))


def keep_answers(app: Flask) -> None:
    """Put `KeptAnswers` in front of `app`, unless CATALOGUE_KEPT_BYTES is 0."""
    most = app.config["CATALOGUE_KEPT_BYTES"]
    if most:
        with app.app_context():
            engine = db.engine
        look = VersionLookUp(
            engine,
            app.config["THREADS"],
            is_followed=REPLICA in app.extensions,
            is_prepared=not app.config["DATABASE_PGBOUNCER"],
        )
        kept = KeptAnswers(app.wsgi_app, look, most)
        app.wsgi_app = app.extensions["kept-answers"] = kept  # type: ignore[method-assign]


def _may_be_kept(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "HTTP_X_SHOP_NOW" not in environ
        and "HTTP_IF_MATCH" not in environ
        and KEPT_PATHS.fullmatch(environ.get("PATH_INFO", "")) is not None
        and not [one for one in standings_of(environ) if one.refused]
    )


def _key(environ: Environ, look: Look) -> Key:
    """Return all of a request that its answer may depend on."""
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING"),
        environ.get("HTTP_ACCEPT"),
        environ.get("HTTP_ORIGIN"),
        environ["wsgi.url_scheme"],
        # Of the replica less is asked for who is not signed in.
        look.position is not None and "HTTP_AUTHORIZATION" in environ,
    )


def _again(kept: Kept, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer by what is kept; without the body where the client has it (RFC 9110, 13.1.2)."""
    seen = observation.current()
    seen.request_id, seen.route = request_id(environ.get("HTTP_X_REQUEST_ID", "")), kept.route
    own = [("X-Request-ID", seen.request_id), *limit_headers(standings_of(environ))]
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted and _matches(wanted, kept.etag):
        start_response("304 NOT MODIFIED", kept.headers_alone + own)
        return []
    start_response("200 OK", kept.headers + own)
    return [kept.body]


def _for_all(headers: Headers) -> tuple[Headers, Headers]:
    """Return the headers that every client gets, and of these what an answer without body has."""
    general = [one for one in headers if one[0].lower() not in OF_ONE_REQUEST]
    return general, [one for one in general if one[0].lower() not in OF_A_BODY]


def _matches(wanted: str, etag: str) -> bool:
    """Say whether `If-None-Match` names the tag, weakly or not, or any by `*`."""
    if wanted == etag:
        return True
    tags = [one.strip().removeprefix("W/") for one in wanted.split(",")]
    return etag.removeprefix("W/") in tags or "*" in tags
