"""The one clock. Nothing else in the shop reads the time.

A request reads it once (`pin`), so that all prices and states in one answer
are of one instant. A use case that waits for locks reads it again under them
(`tick`), so that its instant comes after everything it waited for.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime

_pinned: ContextVar[datetime | None] = ContextVar("pinned_instant", default=None)
_previews: ContextVar[bool] = ContextVar("previews", default=False)


def read() -> datetime:
    """Return the time of this moment, in UTC with microseconds."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the instant of the current request, or of this moment outside of one."""
    return _pinned.get() or read()


def pin(instant: datetime | None = None) -> datetime:
    """Make `instant` (this moment when left out) the one instant of the current request."""
    _pinned.set(instant or read())
    return now()


def preview(instant: datetime) -> datetime:
    """Make another instant than this moment the one of the current request, which only reads."""
    _previews.set(True)
    return pin(instant)


def previews() -> bool:
    """Say whether the current request looks at another instant than its own."""
    return _previews.get()


def tick() -> datetime:
    """Read the clock again, under the locks of a use case, and keep to the new instant."""
    return pin() if _pinned.get() else read()


def release() -> None:
    """Forget the pinned instant at the end of a request."""
    _pinned.set(None)
    _previews.set(False)
