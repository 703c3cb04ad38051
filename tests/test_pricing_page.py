"""What `docs/pricing.md` works out is what the rule says."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services import recurrence
from services.pricing import BasePrice, Discount, History, price_at

PAGE = Path(__file__).parent.parent / "docs" / "pricing.md"
OFFER = re.compile(r"([0-9.]+) % from ([0-9:]+) until ([0-9:]+)")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and line[2].isdigit()
]

RULES = re.findall(r"^\| `(FREQ=\S+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def at(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, 27, int(hour), int(minute), tzinfo=UTC)


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_each_row_of_the_worked_table_is_true(row):
    base, offers, instant, price = row
    discounts = [
        Discount(number, "", int(Decimal(percent) * 100), at(start), at(end))
        for number, (percent, start, end) in enumerate(OFFER.findall(offers))
    ]
    history = History([BasePrice(int(Decimal(base) * 100), at("0:00"))], discounts)

    assert len(discounts) == offers.count("%")
    assert price_at(history, at(instant)).cents == int(Decimal(price) * 100)


def test_the_table_was_found():
    assert len(ROWS) == 9


def test_each_rule_of_the_page_is_planned():
    new_year = datetime(2026, 1, 1, tzinfo=UTC)

    def plans(rule: str, day: datetime) -> bool:
        try:
            return bool(recurrence.plan(rule, day, day + timedelta(hours=4), ZoneInfo("UTC")))
        except recurrence.RecurrenceError:
            return False

    first_runs = [new_year + timedelta(days=day) for day in range(365)]
    assert len(RULES) == 6
    assert all(any(plans(rule, day) for day in first_runs) for rule in RULES)
