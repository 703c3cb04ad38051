"""Wall-clock times of a zone, turned into instants; pure.

Twice a year a zone's clock jumps. A time in the gap does not exist, one in the
fold exists twice: both are refused, and the message names both readings.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones


class WallClockError(ValueError):
    """A wall-clock time that names no instant, or two."""


def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises WallClockError for an unknown one."""
    if name not in available_timezones():
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
    readings = sorted(value.replace(tzinfo=local, fold=fold).astimezone(UTC) for fold in (0, 1))
    if readings[0] == readings[1]:
        return readings[0]
    exists = readings[0].astimezone(local).replace(tzinfo=None) == value
    what = "exists twice" if exists else "does not exist"
    either = " or ".join(reading.astimezone(local).isoformat() for reading in readings)
    raise WallClockError(f"{value.isoformat()} {what} in {zone_name}: say {either}.")
