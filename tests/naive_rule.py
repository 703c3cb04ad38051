"""RFC 5545 section 3.3.10, read day by day: an oracle that is slow and plain."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import groupby

from dateutil.relativedelta import relativedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class NaiveRule:
    """The days of two years that a rule names, which is given by its parts and the first day."""

    def __init__(self, parts: dict[str, str], first: date) -> None:
        self.often, self.interval = parts["FREQ"], int(parts.get("INTERVAL", 1))
        self.start_of_week = DAYS.index(parts.get("WKST", "MO"))
        self.months, self.dates, self.places = (
            [int(one) for one in parts.get(name, "").split(",") if one]
            for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS")
        )
        self.days = [one for one in parts.get("BYDAY", "").split(",") if one]
        self.first = first

    def period(self, day: date) -> int:
        """Return which day, week, month or year a day is in, counted from any."""
        weeks = (day.toordinal() - 1 - self.start_of_week) // 7
        months = day.year * 12 + day.month
        periods = {"DAILY": day.toordinal(), "WEEKLY": weeks, "MONTHLY": months, "YEARLY": day.year}
        return periods[self.often]

    def fits(self, day: date) -> bool:
        """Say whether each part names a day; what no part says the first day does."""
        months, dates, days = self.months, self.dates, self.days
        if not dates and not days:
            if self.often == "WEEKLY":
                days = [DAYS[self.first.weekday()]]
            if self.often in ("MONTHLY", "YEARLY"):
                dates = [self.first.day]
            if self.often == "YEARLY" and not months:
                months = [self.first.month]
        ends = calendar.monthrange(day.year, day.month)[1]
        return (
            (not months or day.month in months)
            and (not dates or day.day in dates or day.day - ends - 1 in dates)
            and (not days or any(self.is_called(day, one) for one in days))
        )

    def is_called(self, day: date, name: str) -> bool:
        """Say whether a day is a Friday, or the second, or the last one."""
        if day.weekday() != DAYS.index(name[-2:]):
            return False
        begins, ends = day.replace(day=1), day + relativedelta(day=31)
        if self.often == "YEARLY" and not self.months:
            begins, ends = day.replace(month=1, day=1), day.replace(month=12, day=31)
        alike = [one for one in between(begins, ends) if one.weekday() == DAYS.index(name[-2:])]
        return day in (alike if name in DAYS else [place(alike, int(name[:-2]))])

    def runs(self) -> list[date]:
        """Return the days that are runs."""
        begins = self.first.replace(month=1, day=1)
        ends = self.first + relativedelta(years=2)
        days = [one for one in between(begins, date(ends.year, 12, 31)) if self.fits(one)]
        found = []
        for number, of_period in groupby(days, self.period):
            chosen = list(of_period)
            if self.places:
                chosen = [one for one in chosen if one in [place(chosen, n) for n in self.places]]
            if (number - self.period(self.first)) % self.interval == 0:
                found += [one for one in chosen if self.first <= one <= ends]
        return found


def between(begins: date, ends: date) -> list[date]:
    return [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]


def place(days: list[date], number: int) -> date | None:
    """Return the first for 1, the last for -1; None where there are not so many."""
    index = number - 1 if number > 0 else number
    return days[index] if -len(days) <= index < len(days) else None
