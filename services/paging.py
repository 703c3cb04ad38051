"""Pages of a list by keyset: the position beside a row, never an OFFSET.

A cursor is opaque to clients: signed, bound to its list and sort, pinned to the
instant of the first page so that prices and order don't shift while one scrolls.
It leads on from the last row of a page, or back from its first.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import orjson
from flask import current_app
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models import db
from services import clock
from services.errors import CursorExpired, CursorInvalid

T = TypeVar("T")
CURSOR_LIFETIME = timedelta(minutes=15)
CURSOR_VERSION = 2
SIGNATURE_BYTES = 16


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for: at most `limit` rows beside `cursor`, counted in all if `count`."""

    limit: int = 20
    cursor: str | None = None
    count: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: behind the row with the sort values `after`, as of `instant`.

    Going backward, the page ends right before that row.
    """

    instant: datetime
    after: list[Any] = field(default_factory=list)
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list, the cursors of the pages beside it (None where there is none), and the sum.

    `total` is how many rows the list has, where that was asked. A public page of this
    instant says for how many seconds a cache may keep it.
    """

    items: Sequence[T]
    next_cursor: str | None = None
    previous_cursor: str | None = None
    total: int | None = None
    fresh_seconds: int | None = None


def position(request: PageRequest, listing: str) -> Position:
    """Read where the page begins. `listing` names the list and its sort.

    Raises CursorInvalid, CursorExpired.
    """
    if request.cursor is None:
        return Position(clock.now())
    try:
        version, name, made_at, instant, backward, *after = _opened(request.cursor)
    except ValueError:
        raise CursorInvalid() from None
    if (version, name) != (CURSOR_VERSION, _name(listing)):
        raise CursorInvalid()
    if clock.read() - datetime.fromisoformat(made_at) > CURSOR_LIFETIME:
        raise CursorExpired()
    begun = datetime.fromisoformat(instant)
    if clock.previews() and begun != clock.now():
        raise CursorInvalid()
    return Position(begun, after, backward)


def page_of(
    rows: Sequence[T],
    request: PageRequest,
    listing: str,
    start: Position,
    sort_values: Callable[[T], list[Any]],
) -> Page[T]:
    """Cut `rows`, read from `start` with one more than asked for, into a page with its cursors."""
    has_more, items = len(rows) > request.limit, rows[: request.limit]
    if not items:
        return Page(items)
    if start.backward:
        items = items[::-1]

    def cursor(backward: bool, row: T) -> str:
        return _sealed(listing, start.instant, backward, sort_values(row))

    return Page(
        items,
        cursor(False, items[-1]) if has_more or start.backward else None,
        cursor(True, items[0]) if (has_more if start.backward else start.after) else None,
    )


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
        behind = behind.where(key > start.after[0] if start.backward else key < start.after[0])
    order = key.asc() if start.backward else key.desc()
    rows = db.session.execute(behind.order_by(order).limit(request.limit + 1)).all()
    page = page_of(rows, request, listing, start, lambda row: [row.page_key])
    total = counted(chosen) if request.count else None
    return Page(page.items, page.next_cursor, page.previous_cursor, total)


def counted(chosen: Select[*tuple[Any, ...]], parameters: Any = None) -> int:
    """Return how many rows `chosen` has in all."""
    whole = select(func.count()).select_from(chosen.subquery())
    return db.session.execute(whole, parameters).scalar_one()


def _name(listing: str) -> str:
    """Return what a list is called in its cursors: those of a preview lead on in it alone."""
    return f"preview of {listing}" if clock.previews() else listing


def _sealed(listing: str, instant: datetime, backward: bool, values: list[Any]) -> str:
    """Write and sign a cursor."""
    parts = [CURSOR_VERSION, _name(listing), clock.read(), instant, backward, *values]
    content = orjson.dumps(parts)
    return urlsafe_b64encode(_signature(content) + content).decode().rstrip("=")


def _opened(cursor: str) -> list[Any]:
    """Read a cursor. Raises ValueError when it is not one that was signed here."""
    sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    signature, content = sealed[:SIGNATURE_BYTES], sealed[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(content)):
        raise ValueError("not signed here")
    parts: list[Any] = orjson.loads(content)
    return parts


def _signature(content: bytes) -> bytes:
    """Sign by HMAC-SHA-256 (RFC 2104), cut to 128 bits; the prefix keeps other uses apart."""
    key: str = current_app.config["SECRET_KEY"]
    return hmac.digest(key.encode(), b"cursor:" + content, "sha256")[:SIGNATURE_BYTES]
