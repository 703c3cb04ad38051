"""Pages of a list by keyset: the position after the last row, never an OFFSET.

A cursor is opaque to clients: signed, bound to its list and sort, pinned to the
instant of the first page so that prices and order don't shift while one scrolls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models import db
from services import clock
from services.errors import CursorExpired, CursorInvalid

T = TypeVar("T")
CURSOR_SECONDS = 15 * 60
CURSOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for: at most `limit` rows after `cursor`, counted in all if `count`."""

    limit: int = 20
    cursor: str | None = None
    count: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: after the row with the sort values `after`, as of `instant`."""

    instant: datetime
    after: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list, the cursor of the next page (None on the last), and how many there are.

    A public page of this instant says for how many seconds a cache may keep it.
    """

    items: Sequence[T]
    next_cursor: str | None = None
    total: int | None = None
    fresh_seconds: int | None = None


def position(request: PageRequest, listing: str) -> Position:
    """Read where the page begins. `listing` names the list and its sort.

    Raises CursorInvalid, CursorExpired.
    """
    if request.cursor is None:
        return Position(clock.now())
    try:
        version, name, instant, *after = _serializer().loads(request.cursor, max_age=CURSOR_SECONDS)
    except SignatureExpired:
        raise CursorExpired() from None
    except (BadData, ValueError, TypeError):
        raise CursorInvalid() from None
    if (version, name) != (CURSOR_VERSION, listing):
        raise CursorInvalid()
    return Position(datetime.fromisoformat(instant), after)


def page_of(
    rows: Sequence[T],
    request: PageRequest,
    listing: str,
    start: Position,
    sort_values: Callable[[T], list[Any]],
) -> Page[T]:
    """Cut `rows`, read with one more than asked for, into a page with its next cursor."""
    if len(rows) <= request.limit:
        return Page(rows)
    items = rows[: request.limit]
    values = [CURSOR_VERSION, listing, start.instant.isoformat(), *sort_values(items[-1])]
    return Page(items, _serializer().dumps(values))


def newest_first(
    chosen: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[int],
    request: PageRequest,
    listing: str,
    start: Position | None = None,
) -> Page[Row[*tuple[Any, ...]]]:
    """Read a page of `chosen` by descending ids. Raises CursorInvalid, CursorExpired."""
    start = start or position(request, listing)
    behind = chosen.add_columns(key.label("page_key"))
    if start.after:
        behind = behind.where(key < start.after[0])
    rows = db.session.execute(behind.order_by(key.desc()).limit(request.limit + 1)).all()
    page = page_of(rows, request, listing, start, lambda row: [row.page_key])
    return Page(page.items, page.next_cursor, counted(chosen) if request.count else None)


def counted(chosen: Select[*tuple[Any, ...]], parameters: Any = None) -> int:
    """Return how many rows `chosen` has in all."""
    whole = select(func.count()).select_from(chosen.subquery())
    return db.session.execute(whole, parameters).scalar_one()


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="cursor")
