"""How long an answer of the catalogue stays true, so that a cache may keep it that long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from flask import current_app

T = TypeVar("T")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Fresh(Generic[T]):
    """What was read, and for how many seconds it may be kept."""

    found: T
    seconds: int


def seconds_fresh(boundary: datetime | None, instant: datetime) -> int:
    """Return for how many seconds an answer of `instant` may be kept.

    `boundary` is the next instant at which a price is planned to change, None when none
    is. A whole second less than is left, because `Date` and caches count whole ones. At
    most CATALOGUE_MAX_AGE seconds, because what an admin does next is not planned.
    """
    most: int = current_app.config["CATALOGUE_MAX_AGE"]
    if boundary is None:
        return most
    return max(0, min(most, (boundary - instant) // SECOND - 1))


def unplanned(found: T) -> Fresh[T]:
    """Return what changes by no boundary, only by what somebody does."""
    return Fresh(found, current_app.config["CATALOGUE_MAX_AGE"])
