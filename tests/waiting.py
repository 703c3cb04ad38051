"""Waiting until something is so, that a server or another process brings about in its time."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 120.0  # seconds; only what hangs takes so long


def eventually(
    condition: Callable[[], object], complaint: str | Callable[[], str], pause: float = 0.05
) -> None:
    """Wait until something is so; fail with the complaint when it does not become so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(complaint if isinstance(complaint, str) else complaint())
        time.sleep(pause)
