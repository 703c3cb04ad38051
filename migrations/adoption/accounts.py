"""Accounts of an original database as today's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from migrations.adoption import reading
from migrations.adoption.report import Report, Row, named


def adopt_users(original: Sequence[Row], instant: datetime, report: Report) -> list[Row]:
    """Keep every account; those whose names count as the same are numbered in id order."""
    seen: Counter[str] = Counter()
    users = []
    for row in original:
        key = reading.name_key(row["username"])
        if seen[key]:
            report.note("user: same name as an older one, both kept", named(row, "username"))
        users.append(
            {
                "id": row["id"],
                "username": row["username"],
                "name_key": key,
                "name_twin": seen[key],
                "password": row["password"],
                "is_admin": row["is_admin"] == 1,
                "image": kept_image(row, "user", "profile_image", report),
                "created_at": instant,
            }
        )
        seen[key] += 1
    return users


def kept_image(row: Row, table: str, column: str, report: Report) -> str | None:
    """Return the name of an image's file, None when the column is missing or names no file."""
    kept = row.get(column)
    name = reading.file_name(kept)
    if kept and name is None:
        report.note(f"{table}: image dropped, not a bare file name", f"{row['id']} {kept!r}")
    return name
