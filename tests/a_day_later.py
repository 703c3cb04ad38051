"""Runs a command of the shop a day later: `python -m tests.a_day_later images prune`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from app import create_app
from services import clock


def tomorrow() -> datetime:
    """Return the instant it is in a day."""
    return datetime.now(UTC) + timedelta(days=1)


if __name__ == "__main__":
    clock.read = tomorrow
    create_app().cli.main(sys.argv[1:])
