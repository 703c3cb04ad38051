"""What was worked out of the catalogue and is right until it changes, kept in this process.

It goes by the version that `services/catalogue_state.py` counts up (ADR 26).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sized
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from models import CatalogueState
from services.prepared import Prepared

T = TypeVar("T", bound=Sized)
CURRENT = Prepared(lambda: select(CatalogueState.version))
MOST_KEPT = 20_000
"""How many counts a process keeps in all: some 4 MB."""


def current_version() -> int | None:
    """Return the version of the catalogue where this request reads it; None without one."""
    row = CURRENT.first()
    return row[0] if row else None


def kept_at(version: int, key: Hashable, work: Callable[[], T]) -> T:
    """Return what `work` finds, once for each key and version of the catalogue in this process.

    The version is to be read before anything that `work` depends on, and `work` may look at
    nothing that leaves it alone: not at the stock, nor at the clock.
    """
    if not current_app.config["CATALOGUE_KEPT_BYTES"]:
        return work()
    findings: Findings = current_app.extensions.setdefault("findings", Findings())
    return findings.at(version, key, work)


class Findings:
    """What was worked out at one version of the catalogue, by one thread at a time."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._found: dict[Hashable, Any] = {}
        self._size = 0
        self._lock = threading.Lock()

    def at(self, version: int, key: Hashable, work: Callable[[], T]) -> T:
        """Return what `work` found for `key`, worked out now unless it is known."""
        with self._lock:
            if version != self._version or self._size > MOST_KEPT:
                self._version, self._found, self._size = version, {}, 0
            if key not in self._found:
                found = self._found[key] = work()
                self._size += 1 + len(found)
            known: T = self._found[key]
            return known
