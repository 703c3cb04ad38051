"""Every request is told of once, whatever answers it: a line in the log, figures in /metrics."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from routes.access import caller_id
from routes.bodies import READ_AT
from services import logs, observation
from services.observation import NO_ROUTE, Observed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER_METHOD = "OTHER"
"""A caller may invent methods, and each would be a series of figures of its own."""


class Watched:
    """WSGI middleware that measures each request and hands it to `tell` when it is over."""

    def __init__(
        self, app: WSGIApplication, tell: Callable[[Observed], None], slow_seconds: float
    ) -> None:
        self._app, self._tell, self._slow_seconds = app, tell, slow_seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        seen = Observed(self._slow_seconds, method if method in METHODS else OTHER_METHOD)
        begun = environ.get(READ_AT) or time.perf_counter()
        observation.turn_to(seen)

        def started(status: str, *more: Any) -> Any:
            seen.status = int(status[:3])
            return start_response(status, *more)

        def over() -> None:
            seen.seconds = time.perf_counter() - begun
            self._tell(seen)

        try:
            pieces = self._app(environ, started)
        except BaseException:
            seen.status, seen.is_streamed = 500, False
            raise
        finally:
            observation.turn_to(None)
            if not seen.is_streamed:
                over()
        return _Streamed(pieces, seen, over) if seen.is_streamed else pieces


class _Streamed:
    """The pieces of an answer that is made while it is sent: it is over after the last one."""

    def __init__(self, pieces: Iterable[bytes], seen: Observed, over: Callable[[], None]) -> None:
        self._pieces, self._whole = iter(pieces), pieces
        self._seen, self._over = seen, over
        self._is_over = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        began, is_last = time.thread_time(), True
        observation.turn_to(self._seen)
        try:
            piece = next(self._pieces)
            is_last = False
        finally:
            observation.turn_to(None)
            self._seen.cpu_seconds += time.thread_time() - began
            if is_last:
                self._end()
        return piece

    def close(self) -> None:
        """Let go of what the answer held, also where the client went away before its end."""
        try:
            getattr(self._whole, "close", lambda: None)()
        finally:
            self._end()

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._over()


def watch_requests(app: Flask) -> None:
    """Put `Watched` in front of `app`."""
    count, log = app.extensions["metrics"].count, logs.request_log(app.config)

    def count_and_log(seen: Observed) -> None:
        count(seen)
        log.info("request", **_line(seen))

    tell = count_and_log if app.config["LOG_REQUESTS"] else count
    slow = app.config["SLOW_QUERY_MS"]
    app.wsgi_app = Watched(app.wsgi_app, tell, slow / 1e3 if slow else float("inf"))  # type: ignore[method-assign]


def note_request(request_id: str) -> None:
    """Note what only Flask knows of a request at its beginning."""
    seen = observation.current()
    seen.request_id = request_id
    seen.route = request.url_rule.rule if request.url_rule else NO_ROUTE


def note_answer(response: Response) -> None:
    """Note who called, and whether the answer is still to be made while it is sent."""
    seen = observation.current()
    seen.user_id = caller_id()
    # A file is handed to the server as it is; nothing runs here while it is sent.
    seen.is_streamed = response.is_streamed and not response.direct_passthrough


def _line(seen: Observed) -> dict[str, Any]:
    line = {
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "ms": round(seen.seconds * 1e3, 2),
        "cpu_ms": round(seen.cpu_seconds * 1e3, 2),
        "sql": seen.statements,
        "user_id": seen.user_id,
        "request_id": seen.request_id,
    }
    if seen.problem is not None:
        line["problem"] = seen.problem
    if seen.trace_id is not None:
        line["trace_id"] = seen.trace_id
    return line
