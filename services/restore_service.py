"""Restoring a backup: everything is checked before anything is touched, then all rows or none.

Into an empty database of either kind, whichever the backup is of: it is brought to the
revision of the backup first, filled in one transaction, and then brought to today's.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import inspect, text

from models import db
from services.archive import ArchiveReader, BackupError, Manifest
from services.backup_service import Progress
from services.catalogue_state import catalogue_changed
from services.file_service import BARE_NAME, MEDIA_TYPES
from services.image_owners import FOLDERS
from services.storage import storage
from services.transaction import transactional

SEEDED = ("category", "catalogue_state", "alembic_version")
"""What a database that was only migrated and seeded holds rows in, beside its one admin."""


class RestoreService:
    """Restores backups."""

    @staticmethod
    def restore(file: Path, force: bool = False, tell: Progress = lambda _line: None) -> Manifest:
        """Fill the database and the storage from a backup; with `force` in place of what is there.

        Raises BackupError; no row was changed then.
        """
        reader = ArchiveReader(file)
        try:
            reader.check()
            _check_names(reader.manifest)
            tell("The archive is whole.")
            _prepare(reader.manifest, force)
            for folder, name, content in reader.files():
                storage().save(folder, name, content, MEDIA_TYPES[name.rpartition(".")[2].lower()])
            tell(f"{len(reader.manifest.files)} images")
            _fill(reader)
            tell(f"{sum(one['rows'] for one in reader.manifest.tables.values())} rows")
            upgrade()
        finally:
            reader.close()
        return reader.manifest


def _prepare(manifest: Manifest, force: bool) -> None:
    """Bring the database to the backup's revision, if it may be filled at all."""
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    if manifest.revision not in {one.revision for one in script.walk_revisions()}:
        raise BackupError("This backup is of a newer shop than this one.")
    here = MigrationContext.configure(db.session.connection()).get_current_revision()
    db.session.rollback()
    if here is None and not inspect(db.engine).get_table_names():
        upgrade(revision=manifest.revision)
    elif here != manifest.revision:
        raise BackupError(
            f"This database is at revision {here}, the backup at {manifest.revision}: "
            "restore into an empty one."
        )
    elif not force and not _is_as_seeded():
        raise BackupError("This database holds a shop already.")


def _check_names(manifest: Manifest) -> None:
    """Refuse files that would lie outside of the folders of images."""
    for member in manifest.files:
        root, folder, name = [*member.split("/"), "", ""][:3]
        known = name.rpartition(".")[2].lower() in MEDIA_TYPES and BARE_NAME.fullmatch(name)
        if root != "files" or folder not in FOLDERS.values() or member.count("/") != 2 or not known:
            raise BackupError(f"{member} is no image of a shop.")


def _is_as_seeded() -> bool:
    """Say whether the database holds nothing but what every new one does."""
    counts = {
        name: db.session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
        for name in inspect(db.engine).get_table_names()
        if name not in SEEDED and not name.startswith("product_search")
    }
    return counts.pop("user") <= 1 and not any(counts.values())


@transactional
def _fill(reader: ArchiveReader) -> None:
    """Replace all rows by those of the archive. Raises BackupError."""
    on_driver = db.session.connection().exec_driver_sql
    tables = list(reader.manifest.tables)
    there = {name: _columns_there(name) for name in tables}
    for name in reversed(tables):
        on_driver(f'DELETE FROM "{name}"')  # noqa: S608
    for name in tables:
        columns = reader.columns(name)
        if not columns.keys() <= there[name]:
            raise BackupError(f"The table {name} is not as it was written.")
        known = READERS[db.engine.dialect.name]
        reads = [known.get(kind, _as_it_is) for kind in columns.values()]
        for batch in reader.rows(name):
            rows = [tuple(read(one) for read, one in zip(reads, row, strict=True)) for row in batch]
            _insert(name, list(columns), rows)
        _go_on_from(name, reader.manifest.last_ids.get(name, 0))
    catalogue_changed()
    db.session.commit()


def _columns_there(table: str) -> set[str]:
    """Return the columns that the database has of a table. Raises BackupError."""
    looked_at = inspect(db.session.connection())
    if not looked_at.has_table(table):
        raise BackupError(f"There is no table {table}.")
    return {column["name"] for column in looked_at.get_columns(table)}


def _insert(table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{one}"' for one in columns)
    connection = db.session.connection()
    if db.engine.dialect.name == "sqlite":
        places = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608
        connection.exec_driver_sql(statement, rows)
        return
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _go_on_from(table: str, last_id: int) -> None:
    """Let the next id be a new one, also where the last rows are gone."""
    connection = db.session.connection()
    if not last_id:
        return
    if db.engine.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        values = (table, last_id)
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", values)
    else:
        sequence = (f'"{table}"', last_id)
        connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", sequence)


def _as_it_is(value: Any) -> Any:
    return value


def _known(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let null be null. Raises BackupError for what can't be read."""

    def known(value: Any) -> Any:
        try:
            return None if value is None else read(value)
        except (TypeError, ValueError) as error:
            raise BackupError(f"{value!r} is not as it was written.") from error

    return known


def _sqlite_instant(value: str) -> str:
    """Write an instant as SQLite keeps it: UTC, with all six digits of the second."""
    return f"{datetime.fromisoformat(value).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _json_text(value: Any) -> str:
    return orjson.dumps(value).decode()


READERS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "sqlite": {
        "instant": _known(_sqlite_instant),
        "bytes": _known(base64.b64decode),
        "json": _known(_json_text),
    },
    "postgresql": {
        "instant": _known(datetime.fromisoformat),
        "bytes": _known(base64.b64decode),
        "json": _known(_json_text),
    },
}
"""How each database takes the kinds of values that JSON has no word for."""
