"""What an adoption changed, in words for the person who runs the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
"""A row of a table, by the names of its columns."""


@dataclass
class Report:
    """The rows that were found and, by kind of change, those that could not stay as they were."""

    found: dict[str, int]
    changes: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, original: Mapping[str, Sequence[Row]]) -> Report:
        """Begin a report on the rows of the original tables."""
        return cls({table: len(rows) for table, rows in original.items()})

    def note(self, change: str, row: str) -> None:
        """Add a row to a kind of change."""
        self.changes.setdefault(change, []).append(row)

    def __str__(self) -> str:
        """Say it in lines: what was found, then one line a kind of change."""
        found = ", ".join(f"{table} {count}" for table, count in self.found.items())
        lines = [f"Adopted the rows of an original database: {found}."]
        for change, rows in self.changes.items():
            lines.append(f"- {change} ({len(rows)}): {'; '.join(rows)}")
        return "\n".join(lines)


def ids(rows: Sequence[Row]) -> set[int]:
    """Return the ids of the rows."""
    return {row["id"] for row in rows}


def named(row: Row, column: str = "name") -> str:
    """Say which row it is, by its id and name."""
    return f'{row["id"]} "{row[column]}"'
