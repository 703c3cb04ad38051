"""Whether the parts that requests need are there.

Each part is looked at in a thread of its own, and one that hangs is given up on: whoever asks
gets an answer in time, and a part that hangs has no more than one thread waiting for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import text

from models import db
from services import limits, migrations
from services.storage import storage

log = logging.getLogger("shop")

PATIENCE = 2.0  # seconds
PROBES = "health-probes"
NOT_NEEDED = ("redis",)
"""Parts without which the shop goes on: each process counts its limits alone then."""

_starting = threading.Lock()


class Check(NamedTuple):
    """How a look at a part came out."""

    passed: bool
    milliseconds: float
    is_needed: bool

    @property
    def outcome(self) -> str:
        """The word for it."""
        return "ok" if self.passed else "failed"


class HealthService:
    """Checks for `/health/ready`."""

    @staticmethod
    def checks() -> dict[str, Check]:
        """Look at every part, for so long as `PATIENCE` lasts; the log says why one failed."""
        parts: dict[str, Callable[[], bool]] = {
            "database": _database_answers,
            "migrations": migrations.are_all_run,
            "storage": storage().is_ready,
        }
        if limits.uses_redis():
            parts["redis"] = limits.redis_answers
        deadline = time.monotonic() + PATIENCE
        probes = {name: _probe(name, check) for name, check in parts.items()}
        return {name: probe.result(deadline) for name, probe in probes.items()}


class _Probe(threading.Thread):
    """A look at one part."""

    def __init__(self, app: Flask, name: str, check: Callable[[], bool]) -> None:
        super().__init__(name=f"health-{name}", daemon=True)
        self._app, self._part, self._check = app, name, check
        self._begun = time.perf_counter()
        self._outcome: Check | None = None

    def run(self) -> None:
        """Look."""
        passed = False
        try:
            with self._app.app_context():
                passed = self._check()
        except Exception:
            log.exception("health check of %s failed", self._part)
        self._outcome = self._ended(passed)

    def result(self, deadline: float) -> Check:
        """Return what was seen; a look that isn't over by `deadline` has failed."""
        self.join(max(0.0, deadline - time.monotonic()))
        return self._outcome or self._ended(passed=False)

    def _ended(self, passed: bool) -> Check:
        milliseconds = (time.perf_counter() - self._begun) * 1e3
        return Check(passed, round(milliseconds, 1), self._part not in NOT_NEEDED)


def _probe(name: str, check: Callable[[], bool]) -> _Probe:
    """Begin a look, or return the one that somebody else waits for."""
    with _starting:
        probes: dict[str, _Probe] = current_app.extensions.setdefault(PROBES, {})
        running = probes.get(name)
        if running is None or not running.is_alive():
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            running = probes[name] = _Probe(app, name, check)
            running.start()
        return running


def _database_answers() -> bool:
    return db.session.execute(text("SELECT 1")).scalar() == 1
