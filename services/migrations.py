"""What Flask-Migrate and migrations/env.py find in `app.extensions`, and the newest revision.

Alembic takes 4 MB of each process, 9 where pygments is installed, and only who migrates needs it.
So it is loaded when it is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import text

from models import db, is_of_the_models

REVISIONS = "[0-9][0-9][0-9][0-9]_*.py"
"""The files of revisions; each begins with its revision."""


class Migrations:
    """Stands where `flask_migrate.Migrate.init_app` would put what it keeps for an app."""

    db = db
    metadata = db.metadata
    configure_args = {
        "compare_type": True,
        "render_as_batch": True,
        "include_name": is_of_the_models,
    }

    def __init__(self, directory: Path) -> None:
        self.directory = str(directory)
        # Looked up once: a node that serves is as new as it was when it started, whatever has been
        # put in the place of its files since.
        self.newest = max(file.name for file in (directory / "versions").glob(REVISIONS))[:4]
        """The revision that a database has after all migrations."""

    @cached_property
    def migrate(self) -> Any:
        """Flask-Migrate itself."""
        return import_module("flask_migrate").Migrate(db=db, directory=self.directory)


def are_all_run() -> bool:
    """Say whether the database has seen every migration that this version knows.

    It may have seen more: while nodes are upgraded one by one, those that still wait serve on.
    """
    migrations: Migrations = current_app.extensions["migrate"]
    found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(found and found >= migrations.newest)
