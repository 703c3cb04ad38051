"""Recurring offers: the runs that a rule of RFC 5545 (RRULE) plans, pure.

The rule goes by the wall clock of a zone: every Friday at six is every Friday
at six, in summer and in winter. Each run lasts as long as the first one, to
the second (RFC 5545 section 3.8.5.3). A run whose wall-clock start falls in a
gap of the zone begins at the first instant that exists; one that falls in a
fold begins at the first of its two readings (section 3.3.5). A run ends at the
latest when the next one begins.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from services.wall_clock import first_instant

MOST_RUNS = 500
DAYS_IN_YEAR = 366
LONGEST_PLAN = relativedelta(years=2)
LATEST_YEAR = 9000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYDAY": r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTH": r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*",
    "BYMONTHDAY": r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*",
    "BYSETPOS": r"-?[1-9]\d{0,2}(,-?[1-9]\d{0,2})*",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
"""The parts that a rule may have, and how each is written (RFC 5545 section 3.3.10)."""


class RecurrenceError(ValueError):
    """A rule that can't be planned; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an offer, `starts_at <= instant < ends_at`."""

    starts_at: datetime
    ends_at: datetime


def plan(rule: str, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> list[Run]:
    """Return the runs of `rule`, of which the first is given; two years of an endless one.

    Raises RecurrenceError for a rule that can't be read, of which the first run is none,
    with more than 500 runs or with runs after two years.
    """
    parts = _parts(rule)
    wall = starts_at.astimezone(zone).replace(tzinfo=None, fold=0)
    # The library counts whole seconds; what is below one belongs to every run.
    first, fraction = wall.replace(microsecond=0), timedelta(microseconds=wall.microsecond)
    _check_first(parts, first)
    walls = [wall + fraction for wall in _walls(parts, first, zone)]
    # A rule that begins in the second reading of a fold finds the first one, too.
    starts = {starts_at, *(first_instant(wall, zone) for wall in walls)}
    in_order = sorted(start for start in starts if start >= starts_at)
    following = [*in_order[1:], datetime.max.replace(tzinfo=UTC)]
    lasts = ends_at - starts_at
    return [
        Run(start, min(start + lasts, after))
        for start, after in zip(in_order, following, strict=True)
    ]


def ended(rule: str, last: datetime) -> str:
    """Return the rule with its last run at the instant `last`."""
    kept = [part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    return ";".join([*kept, f"UNTIL={last:%Y%m%dT%H%M%SZ}"])


def _parts(rule: str) -> dict[str, str]:
    """Take a rule apart. Raises RecurrenceError naming the part that can't be read."""
    parts: dict[str, str] = {}
    for one in rule.split(";"):
        name, _, value = one.partition("=")
        if name not in PARTS:
            raise RecurrenceError(f"Unknown part {one!r}; there are {', '.join(PARTS)}.")
        if name in parts or not re.fullmatch(PARTS[name], value, re.ASCII):
            raise RecurrenceError(f"{name} can't be {value!r}, or is there twice.")
        parts[name] = value
    if "FREQ" not in parts:
        raise RecurrenceError("FREQ is missing.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise RecurrenceError("COUNT and UNTIL can't be together.")
    often = parts["FREQ"] in ("DAILY", "WEEKLY")
    if often and (
        "BYSETPOS" in parts
        or re.search(r"\d", parts.get("BYDAY", ""))
        or (parts["FREQ"] == "WEEKLY" and "BYMONTHDAY" in parts)
    ):
        raise RecurrenceError("Positions within a month need FREQ=MONTHLY or YEARLY.")
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        raise RecurrenceError("BYSETPOS needs BYDAY or BYMONTHDAY to choose from.")
    if any(abs(int(place)) > DAYS_IN_YEAR for place in _listed(parts, "BYSETPOS")):
        raise RecurrenceError(f"BYSETPOS goes to {DAYS_IN_YEAR} and -{DAYS_IN_YEAR}.")
    if "BYDAY" in parts:
        parts["BYDAY"] = ",".join(_days(parts))
    return parts


def _listed(parts: Mapping[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _days(parts: Mapping[str, str]) -> list[str]:
    """Return the days of BYDAY, each as it is written plainly: FR, 2FR, -3FR.

    Raises RecurrenceError for a number that no month, or year, has.
    """
    most, days = _most_of_a_day(parts), []
    for one in _listed(parts, "BYDAY"):
        number, day = one[:-2], one[-2:]
        if number and not 1 <= abs(int(number)) <= most:
            raise RecurrenceError(f"BYDAY can't be {one!r}: there are at most {most} of a day.")
        days.append(f"{int(number)}{day}" if number else day)
    return days


def _most_of_a_day(parts: Mapping[str, str]) -> int:
    """Return how many Mondays, say, there may be in what BYDAY counts within."""
    return 53 if _counts_in_year(parts) else 5


def _counts_in_year(parts: Mapping[str, str]) -> bool:
    """Say whether numbers of BYDAY count within the year, and not within the month."""
    return parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts


def _check_first(parts: Mapping[str, str], first: datetime) -> None:
    """Refuse a rule whose first run is not a day of it.

    By hand and part by part: a rule that no day fits would keep the library searching
    until the year 9999.
    """
    days = calendar.monthrange(first.year, first.month)[1]
    fitting = {
        "BYMONTH": {str(first.month)},
        "BYMONTHDAY": {str(first.day), str(first.day - days - 1)},
        "BYDAY": _names_of_day(parts, first, days),
    }
    for name, names in fitting.items():
        if name in parts and not names & set(_listed(parts, name)):
            raise RecurrenceError(f"start_time must be the first run, and {name} leaves it out.")
    if "BYSETPOS" in parts:
        of_period = _of_period(parts, first)
        places = {
            place
            for index, day in enumerate(of_period)
            if day == first
            for place in (str(index + 1), str(index - len(of_period)))
        }
        if not places & set(_listed(parts, "BYSETPOS")):
            raise RecurrenceError("start_time must be the first run, and BYSETPOS leaves it out.")


def _names_of_day(parts: Mapping[str, str], first: datetime, days_in_month: int) -> set[str]:
    """Return how BYDAY may call the day: FR, 2FR, -3FR, within the month or the year."""
    name = DAYS[first.weekday()]
    day, last = first.day, days_in_month
    if _counts_in_year(parts):
        day, last = first.timetuple().tm_yday, 365 + calendar.isleap(first.year)
    return {name, f"{(day - 1) // 7 + 1}{name}", f"-{(last - day) // 7 + 1}{name}"}


def _of_period(parts: Mapping[str, str], first: datetime) -> list[datetime]:
    """Return the days of the first run's month or year that BYSETPOS chooses from."""
    begin = first.replace(day=1)
    end = begin + relativedelta(months=1)
    if parts["FREQ"] == "YEARLY":
        begin = begin.replace(month=1)
        end = begin + relativedelta(years=1)
    kept = {name: parts[name] for name in parts if name not in ("BYSETPOS", "COUNT", "UNTIL")}
    chosen = rrulestr(_text(kept), dtstart=begin).between(begin, end, inc=True)
    return [day for day in chosen if day < end]


def _walls(parts: Mapping[str, str], first: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """Return the wall-clock starts, in order. Raises RecurrenceError for too many or too late."""
    if first.year > LATEST_YEAR:
        raise RecurrenceError("start_time is too late for a rule.")
    horizon = first + LONGEST_PLAN
    until = _until(parts, zone)
    if until is not None and until < first:
        raise RecurrenceError("start_time must be the first run, and UNTIL leaves it out.")
    if until is not None and until > horizon:
        raise RecurrenceError("UNTIL is more than two years after start_time.")
    kept = {name: parts[name] for name in parts if name not in ("COUNT", "UNTIL")}
    kept["UNTIL"] = f"{until or horizon:%Y%m%dT%H%M%S}"
    count = int(parts.get("COUNT", MOST_RUNS + 1))
    walls = list(islice(rrulestr(_text(kept), dtstart=first), count))
    if not walls or walls[0] != first:
        raise RecurrenceError("start_time must be the first run of the rule.")
    if len(walls) > MOST_RUNS:
        raise RecurrenceError(f"There are more than {MOST_RUNS} runs in two years.")
    if "COUNT" in parts and len(walls) < count:
        raise RecurrenceError("COUNT reaches more than two years after start_time.")
    return walls


def _until(parts: Mapping[str, str], zone: ZoneInfo) -> datetime | None:
    """Return the wall clock that UNTIL means: a day counts whole, a Z stands for UTC."""
    text = parts.get("UNTIL")
    if text is None:
        return None
    read: Callable[[str, str], datetime] = datetime.strptime
    try:
        if "T" not in text:
            return read(text, "%Y%m%d") + timedelta(days=1, microseconds=-1)
        if not text.endswith("Z"):
            return read(text, "%Y%m%dT%H%M%S")
        aware = read(f"{text[:-1]}+0000", "%Y%m%dT%H%M%S%z")
        return aware.astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise RecurrenceError(f"UNTIL can't be {text!r}.") from None


def _text(parts: Mapping[str, str]) -> str:
    """Write the rule for the library.

    It takes FR beside -1FR for "a Friday and the last one", where RFC 5545 means
    "or"; so beside numbered days a plain one is written as each of its numbers.
    """
    days = _listed(parts, "BYDAY")
    plain = [day for day in days if day in DAYS]
    numbered = [day for day in days if day not in DAYS]
    if plain and numbered:
        every = [f"{n + 1}{day}" for day in plain for n in range(_most_of_a_day(parts))]
        parts = {**parts, "BYDAY": ",".join([*numbered, *every])}
    return ";".join(f"{name}={value}" for name, value in parts.items())
