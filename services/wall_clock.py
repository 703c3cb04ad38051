"""Wall-clock times of a zone, turned into instants; pure.

Twice a year a zone's clock jumps. A time in the gap does not exist, one in the
fold exists twice: both are refused, and the message names both readings.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# What some machines list beside IANA's names: it is another zone on each of them, or none.
OF_ONE_MACHINE = frozenset({"localtime", "Factory"})


class WallClockError(ValueError):
    """A wall-clock time that names no instant, or two."""


@cache
def known_zones() -> frozenset[str]:
    """Return IANA's names. To look at all the files takes 12 ms, and every offer asks."""
    return frozenset(available_timezones()) - OF_ONE_MACHINE


def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises WallClockError for an unknown one."""
    if name not in known_zones():
        raise WallClockError(f"{name} is not an IANA time zone.")
    return ZoneInfo(name)


def instant_of(value: datetime, zone_name: str | None = None) -> datetime:
    """Return the instant that `value` means: itself when aware, else read in the zone (or UTC).

    Raises WallClockError for an unknown zone, a gap or a fold.
    """
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    if zone_name is None:
        return value.replace(tzinfo=UTC)
    local = zone(zone_name)
    readings = _readings(value, local)
    if readings[0] == readings[1]:
        return readings[0]
    exists = readings[0].astimezone(local).replace(tzinfo=None) == value
    what = "exists twice" if exists else "does not exist"
    either = " or ".join(reading.astimezone(local).isoformat() for reading in readings)
    raise WallClockError(f"{value.isoformat()} {what} in {zone_name}: say {either}.")


def first_instant(wall: datetime, local: ZoneInfo) -> datetime:
    """Return the first instant at which the zone's clock shows `wall`, or has passed it.

    For plans, where nobody can be asked: a time in the fold is its first reading, one in
    the gap the instant at which the gap ends.
    """
    earlier, later = sorted(
        wall.replace(tzinfo=local, fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    if earlier == later or earlier.astimezone(local).replace(tzinfo=None) == wall:
        return earlier
    # The clock jumps somewhere in (earlier, later]: halve it down to the second.
    before = earlier.astimezone(local).utcoffset()
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier) // timedelta(seconds=2))
        if middle.astimezone(local).utcoffset() == before:
            earlier = middle
        else:
            later = middle
    return later.replace(microsecond=0)


def _readings(wall: datetime, local: ZoneInfo) -> list[datetime]:
    """Return the two instants that a wall-clock time may mean, in order; mostly the same."""
    return sorted(wall.replace(tzinfo=local, fold=fold).astimezone(UTC) for fold in (0, 1))
