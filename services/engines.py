"""The connections to the databases: how many there are, and what each one is told at first.

SQLite: WAL, foreign keys, immediate transactions. PostgreSQL: UTC, a bound on waiting for
locks, plans made once. Where PgBouncer hands a connection to somebody else after each
transaction nothing may be left on it: no prepared statements, and a setting lasts as long as
a transaction.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models import db

# How long a statement waits for somebody else's lock, in seconds.
LOCK_SECONDS = 5
# Every statement's plan is made once a connection: the hot ones are written so that one plan
# fits all parameters, where PostgreSQL's guess would be to plan them anew at each call.
PLANS = "-c plan_cache_mode=force_generic_plan -c jit=off"
NO_SUCH_THING = ("42P01", "42703")  # What PostgreSQL calls a missing table or column.
SNAPSHOT = "shop_snapshot"
"""The execution option of a transaction that only reads."""


def engine_options(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `create_engine` needs so that reads are cheap on this database."""
    options: dict[str, Any] = {
        "isolation_level": "AUTOCOMMIT",
        # A ROLLBACK at each return to the pool would drop psycopg's prepared statements.
        "skip_autocommit_rollback": True,
        "hide_parameters": True,  # Failures are logged, and the log holds nobody's data.
    }
    if settings["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return {**options, "connect_args": {"timeout": LOCK_SECONDS}}
    return {
        **options,
        "connect_args": {**_first_words(settings), "connect_timeout": 10},
        "pool_size": settings["DATABASE_POOL_SIZE"],
        "max_overflow": settings["DATABASE_POOL_OVERFLOW"],
        "pool_timeout": settings["DATABASE_POOL_TIMEOUT"],
        "pool_recycle": settings["DATABASE_POOL_RECYCLE"],
    }


def replica_options(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `create_engine` needs for the replica, which nobody has to wait for."""
    options = engine_options(settings)
    # What has not answered by then is as good as gone; milliseconds the second.
    patience = {"connect_timeout": 2, "tcp_user_timeout": 3000}
    connect_args = {**options["connect_args"], **patience}
    url = settings["DATABASE_REPLICA_URL"]
    return {**options, "url": url, "connect_args": connect_args, "pool_timeout": 0}


def init_app(app: Flask) -> None:
    """Prepare the connections of `app` for what its database is."""
    with app.app_context():
        engine, all_engines = db.engine, list(db.engines.values())
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return
    # Several rows go in one INSERT, not in a pipeline of one each.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    for one in all_engines if app.config["DATABASE_PGBOUNCER"] else ():
        event.listen(one, "connect", _set_timezone)
        event.listen(one, "begin", _bound_locks)


def reason_of(failure: SQLAlchemyError) -> str | None:
    """Say to who keeps the shop why its database failed; None where the program is at fault."""
    original = getattr(failure, "orig", None) or failure
    state, words = getattr(original, "sqlstate", None), " ".join(str(original).split())
    if state in NO_SUCH_THING or words.startswith(("no such table", "no such column")):
        return "The database is not set up for this version of the shop: run flask setup"
    # SQLite says of a file that is no database no more than DatabaseError.
    is_passing = isinstance(failure, (OperationalError, InterfaceError, PoolTimeout))
    if is_passing or type(failure) is DatabaseError:
        return f"The database can't be used: {words}"
    return None


def _first_words(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a connection to PostgreSQL begins with."""
    if settings["DATABASE_PGBOUNCER"]:
        return {"prepare_threshold": None}  # And no options, with which PgBouncer lets nobody in.
    return {"options": f"-c timezone=UTC -c lock_timeout={LOCK_SECONDS}s {PLANS}"}


def _set_timezone(connection: Any, _record: object) -> None:
    """Say the time zone once: PgBouncer remembers this one and tells each server."""
    connection.execute("SET timezone TO 'UTC'")


def _bound_locks(connection: Connection) -> None:
    """Bound the waiting for locks of this transaction only: another's comes after it."""
    if _opens_a_transaction(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    _turn_to_wal(cursor)
    # As on PostgreSQL, what was answered is on the disk: no order is lost with the power.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _turn_to_wal(cursor: sqlite3.Cursor) -> None:
    """Let readers and a writer go on side by side; for good, as the file remembers it.

    While another does so with a new file, SQLite says at once that it is locked, whatever
    it was told to wait. Raises sqlite3.OperationalError when it stays so.
    """
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as failure:
            if failure.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin_immediate(connection: Connection) -> None:
    """Take SQLite's write lock at the start: a read that turns into a write can't wait."""
    if _opens_a_transaction(connection):
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN" if SNAPSHOT in options else "BEGIN IMMEDIATE")


def _opens_a_transaction(connection: Connection) -> bool:
    """Say whether what begins is more than a statement that stands by itself."""
    level: str = connection.get_execution_options().get("isolation_level", "AUTOCOMMIT")
    return level != "AUTOCOMMIT"
