"""Backups: all rows at one instant and every image they name, in one archive.

The rows are read in one snapshot, while the shop goes on. Images are copied before it and,
those that came meanwhile, at its beginning: so every image that a row of the snapshot names
is there, though the shop may replace it while the rows are still being written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import JSON, Boolean, Column, LargeBinary, Table, select, text

from models import Base, Image, UTCDateTime, db
from services import clock
from services.archive import BATCH, ArchiveWriter, BackupError, Manifest
from services.file_service import FileService
from services.image_files import files_of
from services.image_owners import FOLDERS
from services.storage import storage
from services.transaction import snapshot

Place = tuple[str, str]
Progress = Callable[[str], None]
TABLES = tuple(Base.metadata.sorted_tables)


class BackupService:
    """Takes backups."""

    @staticmethod
    def take(file: Path, tell: Progress = lambda _line: None) -> Manifest:
        """Write a backup to `file`, which is there when it is whole.

        Raises BackupError when an image was replaced at the very moment; then again.
        """
        half = file.with_name(f"{file.name}.part")
        manifest = Manifest("", clock.read().isoformat(), db.engine.dialect.name)
        writer = ArchiveWriter(half, manifest)
        try:
            copied = _copy(writer, _there_are(), needed=False)
            with snapshot():
                manifest.revision = str(_revision())
                manifest.last_ids = last_ids()
                named = named_files()
                _copy(writer, named - copied, needed=True)
                manifest.files = {
                    f"files/{folder}/{name}": manifest.files[f"files/{folder}/{name}"]
                    for folder, name in sorted(named)
                }
                tell(f"{len(named)} images")
                for table in TABLES:
                    rows = writer.add_table(str(table.name), columns_of(table), _batches(table))
                    tell(f"{table.name}: {rows} rows")
            writer.close()
            half.replace(file)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        return manifest


def named_files() -> set[Place]:
    """Return folder and name of every file that a row names."""
    rows = db.session.execute(select(Image.owner_type, Image.name, Image.renditions))
    return {(FOLDERS[row.owner_type], name) for row in rows for name in files_of(row)}


def columns_of(table: Table) -> dict[str, str]:
    """Return a table's columns, each with its kind: plain, instant, bytes, json or flag.

    Without those that the database works out from others: it lets nobody write them.
    """
    return {column.name: _kind(column) for column in _written(table)}


def last_ids() -> dict[str, int]:
    """Return the last id that each table gave, also to rows that are gone."""
    if db.engine.dialect.name == "sqlite":
        told = db.session.execute(text("SELECT name, seq FROM sqlite_sequence"))
        given: dict[str, int] = {row.name: row.seq for row in told}
        return {str(table.name): given.get(table.name, 0) for table in TABLES}
    return {
        str(table.name): db.session.execute(
            text("SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(:t, 'id')), 0)"),
            {"t": f'"{table.name}"'},
        ).scalar_one()
        for table in TABLES
        if "id" in table.columns
    }


def _written(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.computed is None]


def _kind(column: Column[Any]) -> str:
    kinds = {UTCDateTime: "instant", LargeBinary: "bytes", JSON: "json", Boolean: "flag"}
    return next((name for kind, name in kinds.items() if isinstance(column.type, kind)), "plain")


def _revision() -> str | None:
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def _there_are() -> set[Place]:
    return {(folder, one.name) for folder in FOLDERS.values() for one in storage().files(folder)}


def _copy(writer: ArchiveWriter, places: set[Place], needed: bool) -> set[Place]:
    """Copy images; return those that were there. Raises BackupError for one that must be."""
    copied = set()
    for folder, name in sorted(places):
        content = FileService.read(folder, name)
        if content is not None:
            writer.add_file(folder, name, content)
            copied.add((folder, name))
        elif needed:
            raise BackupError(f"{folder}/{name} was replaced meanwhile: try again.")
    return copied


def _batches(table: Table) -> Iterator[Any]:
    """Read a table in the order of its ids, without holding it."""
    options = {"yield_per": BATCH}
    rows = db.session.execute(
        select(*_written(table)).order_by(table.c.id), execution_options=options
    )
    return rows.partitions()
