"""Whether the parts that requests need are there."""

from __future__ import annotations

import logging
from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from models import db
from services.storage import storage

log = logging.getLogger("shop")


class HealthService:
    """Checks for `/health/ready`."""

    @staticmethod
    def checks() -> dict[str, str]:
        """Return "ok" or "failed" for database, migrations and storage; the log says why."""
        parts: dict[str, Callable[[], bool]] = {
            "database": _database_answers,
            "migrations": _migrations_are_at_head,
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


def _migrations_are_at_head() -> bool:
    config = current_app.extensions["migrate"].migrate.get_config()
    head = ScriptDirectory.from_config(config).get_current_head()
    return MigrationContext.configure(db.session.connection()).get_current_revision() == head
