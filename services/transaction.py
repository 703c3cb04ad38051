"""Writing use cases: one transaction each, tried again when the database asks for it.

Reads run in AUTOCOMMIT: each statement by itself, no BEGIN, no ROLLBACK. Only a
method marked `@transactional` opens a transaction, and commits it as its last
statement. What it raises rolls everything back.
"""

from __future__ import annotations

import functools
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from flask import current_app
from sqlalchemy import (
    Column,
    CursorResult,
    Engine,
    Executable,
    Table,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import Base, db
from services.engines import LOCK_SECONDS, SNAPSHOT
from services.errors import ShopError, Unavailable

P = ParamSpec("P")
R = TypeVar("R")

# At SERIALIZABLE each sale of a hot product makes all others of it run again.
TRIES = 100
LONGEST_PAUSE = 0.2  # seconds
PATIENCE = 10.0  # seconds after which a use case is not begun again
LOCK_NOT_AVAILABLE = "55P03"
# Serialization failure and deadlock: PostgreSQL's word for "the whole transaction again"
# (its manual, section 13.5).
RETRIED_STATES = ("40001", "40P01")
WRITING = "shop_writing"
VIOLATIONS = {
    "unique": ("23505", ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")),
    "foreign key": ("23503", ("SQLITE_CONSTRAINT_FOREIGNKEY",)),
}


def transactional(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run `use_case` in one transaction, from its start again on a serialization failure.

    Raises Unavailable when the tries run out; nothing is done then.
    """

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.monotonic()
        for attempt in range(TRIES):
            try:
                _begin()
                return use_case(*args, **kwargs)
            except DBAPIError as error:
                if not _is_passing(error):
                    raise
                db.session.rollback()
                if time.monotonic() - begun > PATIENCE:
                    break
                time.sleep(random.uniform(0, min(LONGEST_PAUSE, 0.005 * 2**attempt)))
            finally:
                db.session.info[WRITING] = False
                db.session.rollback()  # Does nothing after a commit.
        raise Unavailable()

    return run


def is_writing() -> bool:
    """Say whether a use case has its transaction open."""
    return bool(db.session.info.get(WRITING))


@contextmanager
def refusing(error: ShopError, *, on: str) -> Iterator[None]:
    """Turn the database's own refusal of a rule, "unique" or "foreign key", into `error`."""
    state, sqlite_names = VIOLATIONS[on]
    try:
        yield
    except IntegrityError as failure:
        original = failure.orig
        if getattr(original, "sqlstate", None) == state:
            raise error from failure
        if getattr(original, "sqlite_errorname", None) in sqlite_names:
            raise error from failure
        raise


def waited_too_long(error: DBAPIError) -> bool:
    """Say whether a statement gave up waiting for somebody else's lock."""
    return getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE


def execute(statement: Executable, parameters: Any = None) -> CursorResult[Any]:
    """Execute a statement on the session's connection, past its entities.

    For the hot paths: a statement made once at import and bound here costs a fraction of
    one built at each call and run through the session.
    """
    return db.session.connection().execute(statement, parameters)


def rows_changed(statement: Executable, parameters: Any = None) -> int:
    """Execute an UPDATE or DELETE and return how many rows it changed."""
    return execute(statement, parameters).rowcount


def execute_at_once(statement: Executable, parameters: Any = None) -> None:
    """Execute a statement that matters little: it is left out where it would have to wait.

    On PostgreSQL the statement itself says SKIP LOCKED.
    """
    connection = db.session.connection()
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        connection.execute(statement, parameters)
    except DBAPIError as error:
        if not _is_passing(error):
            raise
    finally:
        if on_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")


def insert_into(model: type[Base]) -> Any:
    """Return the INSERT of this database's dialect, which knows ON CONFLICT."""
    dialect = postgresql if _engine().dialect.name == "postgresql" else sqlite
    return dialect.insert(model)


def insert_many(
    table: Table, rows: Sequence[Mapping[str, Any]], *returning: Column[Any]
) -> CursorResult[Any]:
    """Insert rows with the same columns, and return `returning` of each.

    PostgreSQL gets an array a column: reading thousands of placeholders takes psycopg
    longer than the insert.
    """
    if _engine().dialect.name != "postgresql":
        return execute(table.insert().returning(*returning), rows)
    names = list(rows[0])
    arrays = [bindparam(name, type_=postgresql.ARRAY(table.c[name].type)) for name in names]
    given = func.unnest(*arrays).table_valued(*names).render_derived()
    statement = table.insert().from_select(names, select(given)).returning(*returning)
    return execute(statement, {name: [row[name] for row in rows] for name in names})


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all reads inside see the database as it is at the first of them; writers go on."""
    db.session.commit()
    if _engine().dialect.name == "sqlite":
        options = {"isolation_level": "SERIALIZABLE", SNAPSHOT: True}
    else:
        options = {"isolation_level": "REPEATABLE READ"}
    db.session.connection(execution_options=options)
    try:
        yield
    finally:
        db.session.rollback()


def _begin() -> None:
    """End the reads so far and open a writing transaction on the session's connection."""
    db.session.info[WRITING] = False
    db.session.commit()
    level = current_app.config["DATABASE_ISOLATION"]
    if _engine().dialect.name == "sqlite":
        level = "SERIALIZABLE"  # The only level it has.
    db.session.connection(execution_options={"isolation_level": level})
    db.session.info[WRITING] = True


def _engine() -> Engine:
    return db.engine


def _is_passing(error: DBAPIError) -> bool:
    """Say whether the same transaction may well succeed when it is run again."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return error.orig.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return getattr(error.orig, "sqlstate", None) in RETRIED_STATES
