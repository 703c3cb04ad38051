"""What an import reads and what it says of it: lines in, a report out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

MOST_LISTED = 1000
FIGURES = ("lines", "created", "changed", "unchanged", "refused")
Messages = Mapping[str, list[str]]


class ImportLine(NamedTuple):
    """A line of a file of products: its number and its values, or what is wrong with it."""

    number: int
    values: Mapping[str, Any] | None
    errors: Messages | None = None


@dataclass(frozen=True, slots=True, order=True)
class RefusedLine:
    """A line that can't be imported; the messages of each field say why."""

    line: int
    errors: Messages = field(compare=False)


@dataclass(slots=True)
class ImportReport:
    """What was asked for (`dry_run`, `partial`), and what became of how many lines."""

    dry_run: bool = False
    partial: bool = False
    lines: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    listed: list[RefusedLine] = field(default_factory=list)

    @property
    def refused_lines(self) -> list[RefusedLine]:
        """The refused lines that are listed, in the order of the file."""
        return sorted(self.listed)

    @property
    def only_some(self) -> bool:
        """Whether there are lines that stand in the way of all the others."""
        return bool(self.refused) and not self.partial

    def refuse(self, line: int, errors: Messages) -> None:
        """Count a line that can't be imported, and list it while there is room."""
        self.refused += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(RefusedLine(line, errors))

    def copy(self) -> ImportReport:
        """Return a report of its own with the same figures."""
        return replace(self, listed=list(self.listed))

    def figures(self) -> dict[str, int]:
        """Return what was done with how many lines."""
        return {name: getattr(self, name) for name in FIGURES}

    def members(self) -> dict[str, Any]:
        """Return the figures of an import that did nothing."""
        return {
            "dry_run": self.dry_run,
            "partial": self.partial,
            "lines": self.lines,
            "created": 0,
            "changed": 0,
            "unchanged": 0,
            "refused": self.refused,
            "refused_lines": self.refused_lines,
        }
