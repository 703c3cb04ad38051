"""The databases of the catalogue benchmark: made once, filled in bulk, kept if asked for.

Rows go straight into the shop's own migrated tables: by COPY into PostgreSQL, by
executemany into SQLite. Indexes are made after the rows. Columns are those that the
models and `catalogue_rows` share; triggers and generated columns do their own work.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from app import create_app
from benchmarks.bulk import columns_and_values
from benchmarks.catalogue_rows import FIRST_CHANGE, MORE_CATEGORIES, Catalogue, Plan, Row
from benchmarks.checkout_shop import shop_settings
from benchmarks.postgres import Postgres
from benchmarks.processes import PROJECT_FOLDER
from models import Base, db

# What a kept database depends on; when any of it changes, the database is made anew.
SOURCES = (
    "migrations/versions",
    "benchmarks/catalogue_rows.py",
    "benchmarks/catalogue_words.py",
    "services/text.py",
)
# For loading only: checkpoints every gigabyte would write every page twice.
LOADING = {"max_wal_size": "'16GB'", "maintenance_work_mem": "'512MB'", "autovacuum": "off"}
# The rows fit; to look each up again takes half the time.
FOREIGN_KEY_TRIGGERS = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgisinternal"""
# A column that is worked out by the services and not by `catalogue_rows` is found here; rows
# of more products are of the same making.
MOST_VERIFIED = 100_000
SECRET = "k" + hashlib.sha256(b"of a benchmark, which nobody else can reach").hexdigest()


class Store(Protocol):
    """A kind of database."""

    name: str
    version: str
    folder: Path

    def address(self, plan: Plan) -> str:
        """Return the address of a plan's database, as a setting of the shop."""

    def make(self, plan: Plan) -> None:
        """Make an empty database in place of the one that there may be."""

    def load(self, plan: Plan) -> None:
        """Fill a migrated database."""


class PostgresStore:
    """Databases in one PostgreSQL server."""

    name = "PostgreSQL"

    def __init__(self, postgres: Postgres, folder: Path) -> None:
        self.postgres, self.folder = postgres, folder
        self.version = f"PostgreSQL {postgres.version()}"

    def address(self, plan: Plan) -> str:
        """Return the address of a plan's database."""
        return self.postgres.database(database_name(plan))

    def make(self, plan: Plan) -> None:
        """Make an empty database."""
        for name, value in LOADING.items():
            self.postgres.set(name, value.strip("'"))
        with self.postgres.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {database_name(plan)}")
        self.postgres.create(database_name(plan))

    def load(self, plan: Plan) -> None:
        """Fill a migrated database by COPY."""
        with psycopg.connect(self.address(plan), autocommit=True) as connection:
            catalogue = _catalogue(plan, connection.execute)
            indexes = connection.execute(
                "SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'public' AND NOT"
                " EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexname::regclass)"
            ).fetchall()
            for name, _definition in indexes:
                connection.execute(f"DROP INDEX {name}")
            for table, trigger in connection.execute(FOREIGN_KEY_TRIGGERS).fetchall():
                connection.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')
            for name, rows in catalogue.tables():
                self._copy(connection, Base.metadata.tables[name], rows)
            for _name_of_it, definition in indexes:
                connection.execute(definition)
            for table, trigger in connection.execute(FOREIGN_KEY_TRIGGERS).fetchall():
                connection.execute(f'ALTER TABLE {table} ENABLE TRIGGER "{trigger}"')
            connection.execute("VACUUM (FREEZE, ANALYZE)")
            connection.execute("CHECKPOINT")

    @staticmethod
    def _copy(connection: psycopg.Connection, table: Table, rows: Iterator[Row]) -> None:
        columns, lines = columns_and_values(table, rows, postgresql.dialect())
        with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        connection.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )


class SQLiteStore:
    """Databases in files of a folder."""

    name = "SQLite"
    version = f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def file(self, plan: Plan) -> Path:
        """Return where a plan's database is."""
        return self.folder / f"{database_name(plan)}.db"

    def address(self, plan: Plan) -> str:
        """Return the address of a plan's database."""
        return f"sqlite:///{self.file(plan)}"

    def make(self, plan: Plan) -> None:
        """Make room for an empty database, which the migration makes."""
        for suffix in ("", "-wal", "-shm"):
            self.file(plan).with_name(self.file(plan).name + suffix).unlink(missing_ok=True)

    def load(self, plan: Plan) -> None:
        """Fill a migrated database. As in the shop, nothing analyses it."""
        with closing(sqlite3.connect(self.file(plan), isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -500000")
            connection.execute("BEGIN")
            catalogue = _catalogue(plan, connection.execute)
            indexes = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            ).fetchall()
            for name, _sql in indexes:
                connection.execute(f"DROP INDEX {name}")
            for name, rows in catalogue.tables():
                columns, lines = columns_and_values(
                    Base.metadata.tables[name], rows, sqlite.dialect()
                )
                places = ", ".join("?" * len(columns))
                connection.executemany(
                    f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})", lines
                )
            for _name_of_it, sql in indexes:
                connection.execute(sql)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def prepare(store: Store, plan: Plan) -> dict[str, str]:
    """Return the settings of a shop on a filled database, made now unless it was kept."""
    settings = shop_settings(store.address(plan), SECRET, store.folder)
    marker = store.folder / f"{store.name}-{database_name(plan)}"
    wanted = _fingerprint()
    young = marker.exists() and time.time() - marker.stat().st_mtime < (
        FIRST_CHANGE.total_seconds() - 86400
    )
    if young and marker.read_text() == wanted:
        return settings
    marker.unlink(missing_ok=True)
    began = time.monotonic()
    store.make(plan)
    _run("setup", settings)
    store.load(plan)
    if plan.products <= MOST_VERIFIED:
        _run("verify", settings)
    marker.write_text(wanted)
    print(f"Loaded {plan.products} products into {store.name}", end="", flush=True)
    print(f" in {time.monotonic() - began:.0f} s", flush=True)
    return settings


def _run(command: str, settings: dict[str, str]) -> None:
    """Run a command of `flask`. Raises RuntimeError when it fails."""
    app = create_app(settings)
    result = app.test_cli_runner().invoke(args=[command])
    if result.exit_code:
        raise RuntimeError(f"flask {command}: {result.output[:2000]}") from result.exception
    with app.app_context():
        db.engine.dispose()


def _catalogue(plan: Plan, execute: Callable[..., Any]) -> Catalogue:
    """Add more categories, and plan the rows in all of them."""
    for name in MORE_CATEGORIES:
        execute(f"INSERT INTO category (name) VALUES ('{name}')")
    ids = [one for (one,) in execute("SELECT id FROM category ORDER BY id").fetchall()]
    return Catalogue.of(plan, ids)


def database_name(plan: Plan) -> str:
    """Return what the database of a plan is called."""
    return f"catalogue_{plan.products}_{plan.offered.replace(' ', '_')}"


def _fingerprint() -> str:
    found = hashlib.sha256()
    for source in SOURCES:
        path = PROJECT_FOLDER / source
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()
