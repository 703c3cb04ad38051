"""Values as an original database may hold them, read strictly: a clean value or None.

SQLite keeps any value in any column, so nothing is taken on trust.
`name_key` and `searchable` say what today's `services/text.py` says; they are
repeated because a revision must go on doing what it did when it was written.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

LARGEST_NUMBER = 2**63 - 1
LONGEST_FILE_NAME = 255


def number(value: Any) -> Decimal | None:
    """Return a number as it reads in decimals; None for what is none, endless or too large."""
    try:
        # A float's shortest decimal form is what was once typed in: 1.005, not 1.00499999...
        read = Decimal(str(value))
    except InvalidOperation:
        return None
    fits = read.is_finite() and abs(read) <= LARGEST_NUMBER // 100
    return read if fits else None


def hundredths(value: Any) -> int | None:
    """Return cents of an amount, or basis points of a percentage, rounded half-up."""
    read = number(value)
    return None if read is None else int(read.scaleb(2).to_integral_value(ROUND_HALF_UP))


def whole(value: Any) -> int | None:
    """Return a whole number, without what comes after the point."""
    read = number(value)
    return None if read is None else int(read)


def instant(value: Any) -> datetime | None:
    """Return an instant in UTC, from a datetime or from ISO 8601 text with a blank or a T."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def file_name(value: Any) -> str | None:
    """Return a bare file name; None for anything that leads out of its folder."""
    name = str(value or "")
    bare = PurePosixPath(name).name == PureWindowsPath(name).name == name != ".."
    return name if name and bare and len(name) <= LONGEST_FILE_NAME else None


def name_key(name: str) -> str:
    """Return what two user names share when they count as the same (NFKC, casefold)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def searchable(text: str) -> str:
    """Return the words of a text without case and accents, each with a blank before it."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return "".join(f" {word}" for word in re.findall(r"\w+", plain))


def money(cents: int) -> str:
    """Return cents as people read amounts, `1234` as "12.34"."""
    return f"{Decimal(cents).scaleb(-2):.2f}"
