"""What a request does, noted while it runs: its statements, its refusal, who calls.

`routes/watching.py` begins an observation with each request and tells of it at the end: a line
in the log, and figures in `/metrics`. Outside of a request, in commands and in threads of
their own, what is noted is forgotten.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext

from models import db

log = logging.getLogger("shop")

NO_ROUTE = "(none)"
LONGEST_STATEMENT = 2_000
BEGUN = "shop_begun"


@dataclass(slots=True)
class Observed:
    """A request, as far as it has come. It holds ids, figures and names that are in the code."""

    slow_seconds: float = math.inf
    method: str = ""
    route: str = NO_ROUTE
    status: int = 500
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    statements: int = 0
    slow_statements: int = 0
    user_id: int | None = None
    request_id: str = ""
    trace_id: str | None = None
    problem: str | None = None
    """The slug of the refusal that the request ended in."""
    has_sold: bool = False
    is_streamed: bool = False
    on_statement: Callable[[str, float, float], None] | None = None
    """Is told each statement, when it began and when it ended (`time.perf_counter`)."""


_current: ContextVar[Observed | None] = ContextVar("current_observation", default=None)


def current() -> Observed:
    """Return what is seen of the current request; outside of one, what nobody will read."""
    return _current.get() or Observed()


def turn_to(observed: Observed | None) -> None:
    """Note what happens from here on in this thread under `observed`; nowhere for None."""
    _current.set(observed)


def ran(statement: str, begun: float) -> None:
    """Note that a statement ran, which began at `begun`; tell of it when it was slow."""
    observed = _current.get()
    if observed is None:
        return
    ended = time.perf_counter()
    observed.statements += 1
    if observed.on_statement is not None:
        observed.on_statement(statement, begun, ended)
    if ended - begun >= observed.slow_seconds:
        observed.slow_statements += 1
        # The text alone: the values in it may be anybody's.
        told = {"ms": round((ended - begun) * 1e3, 1), "statement": shortened(statement)}
        log.warning("slow statement", extra=told)


def shortened(statement: str) -> str:
    """Return a statement on one line."""
    return " ".join(statement[:LONGEST_STATEMENT].split())


def init_app(app: Flask) -> None:
    """Note the statements that SQLAlchemy runs; `services/prepared.py` notes its own."""
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", _begins)
    event.listen(engine, "after_cursor_execute", _ends)
    event.listen(engine, "handle_error", _fails)


def _begins(_connection: Connection, _cursor: Any, _text: str, *more: Any) -> None:
    context = more[1]
    setattr(context, BEGUN, time.perf_counter())


def _ends(_connection: Connection, _cursor: Any, text: str, *more: Any) -> None:
    context = more[1]
    ran(text, getattr(context, BEGUN))


def _fails(failure: ExceptionContext) -> None:
    begun = getattr(failure.execution_context, BEGUN, None)
    if begun is not None and failure.statement is not None:
        ran(failure.statement, begun)
