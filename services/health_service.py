"""Whether the parts that requests need are there."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import text

from models import db
from services import migrations
from services.storage import storage

log = logging.getLogger("shop")


class HealthService:
    """Checks for `/health/ready`."""

    @staticmethod
    def checks() -> dict[str, str]:
        """Return "ok" or "failed" for database, migrations and storage; the log says why."""
        parts: dict[str, Callable[[], bool]] = {
            "database": _database_answers,
            "migrations": migrations.are_all_run,
            "storage": storage().is_ready,
        }
        return {name: _outcome(name, check) for name, check in parts.items()}


def _outcome(name: str, check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "failed"
    except Exception:
        log.exception("health check of %s failed", name)
        return "failed"


def _database_answers() -> bool:
    return db.session.execute(text("SELECT 1")).scalar() == 1
