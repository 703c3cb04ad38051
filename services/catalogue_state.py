"""The version of the catalogue: another number after each change that its answers show.

Kept answers go by it (ADR 12). Checkouts leave it alone: `stock` may lag behind by a second.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from sqlalchemy import Engine, event, select

from models import CatalogueState
from services import observation
from services.transaction import execute, insert_into
from services.turns import turns

THE_ONE = 1
VERSION = str(select(CatalogueState.version).compile(compile_kwargs={"literal_binds": True}))
VERSION_AND_POSITION = (
    "SELECT version, (pg_current_wal_insert_lsn() - '0/0')::bigint FROM catalogue_state"
)
PREPARED = b"catalogue_version"
TUPLES_OK = 2  # In libpq-fe.h; psycopg itself is not loaded where the database is SQLite.


class Look(NamedTuple):
    """How new the database was `at` a moment: the catalogue's version, and its log's end.

    `position` is None where no replica follows the log.
    """

    at: float
    version: int
    position: int | None = None


def catalogue_changed() -> None:
    """Give the catalogue another version; the last step of a use case before its commit.

    Whoever changes it meets at this row, so it is locked after all else and only until the
    commit, which can't deadlock.
    """
    into = insert_into(CatalogueState).values(id=THE_ONE, version=1)
    again = {"version": CatalogueState.version + 1}
    execute(into.on_conflict_do_update(index_elements=["id"], set_=again))


class AskedSQLite:
    """A connection to SQLite that is asked the version, always by the same cursor."""

    def __init__(self, connection: sqlite3.Connection, text: str) -> None:
        self.connection = connection
        self._cursor, self._text = connection.cursor(), text

    def ask(self) -> Sequence[int]:
        """Return what the row says; nothing where there is no row."""
        return self._cursor.execute(self._text).fetchone() or ()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class AskedPostgreSQL:
    """A connection to PostgreSQL that is asked past psycopg, which takes twice as long."""

    def __init__(self, connection: Any, text: str, is_prepared: bool) -> None:
        self.connection = connection
        self._libpq, self._text, self._is_prepared = connection.pgconn, text.encode(), is_prepared
        if is_prepared:
            self._libpq.prepare(PREPARED, self._text)

    def ask(self) -> Sequence[int]:
        """Return what the row says; nothing where there is no row."""
        if self._is_prepared:
            result = self._libpq.exec_prepared(PREPARED, None)
        else:
            result = self._libpq.exec_(self._text)
        if result.status != TUPLES_OK:
            raise ConnectionError(result.error_message)
        columns = range(result.nfields if result.ntuples else 0)
        return [int(result.get_value(0, column) or 0) for column in columns]

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class VersionLookUp:
    """Tells what the next read can't be older than; None where it can't be told.

    Every public read asks first, so it is asked on connections of its own and the shortest
    way that a driver has: taking one from the pool and giving it back costs twice what the
    look-up does. There are as many as threads have ever asked at the same time, which are
    `at_once` at most: who finds what is kept takes none of the turns that others work in.
    """

    def __init__(
        self,
        engine: Engine,
        at_once: int,
        *,
        is_followed: bool = False,
        is_prepared: bool = True,
    ) -> None:
        self._engine = engine
        self._text = VERSION_AND_POSITION if is_followed else VERSION
        self._is_prepared = is_prepared
        self._free: deque[AskedSQLite | AskedPostgreSQL] = deque()
        self._turns = turns(at_once)
        event.listen(engine, "engine_disposed", lambda _engine: self._close_all())

    def __call__(self) -> Look | None:
        """Look it up. None of its failures is one here: the read itself will have it and tell."""
        at = time.monotonic()
        turn = self._turns.get()
        try:
            found = self._found()
        finally:
            self._turns.put(turn)
        return Look(at, *found) if found else None

    def _found(self) -> Sequence[int]:
        """Ask the database; return nothing where it does not tell."""
        try:
            asked = self._taken()
        except Exception:
            return ()
        begun = time.perf_counter()
        try:
            found = asked.ask()
        except Exception:
            asked.close()
            self._close_all()  # They were opened to the same server.
            return ()
        finally:
            observation.ran(self._text, begun)
        self._free.append(asked)
        return found

    def _taken(self) -> AskedSQLite | AskedPostgreSQL:
        """Take a connection that is free, or open one as the engine does, without its pool."""
        try:
            return self._free.pop()
        except IndexError:
            opened = self._engine.raw_connection()
        opened.detach()
        connection: Any = opened.dbapi_connection
        if self._engine.dialect.name == "postgresql":
            return AskedPostgreSQL(connection, self._text, self._is_prepared)
        return AskedSQLite(connection, self._text)

    def _close_all(self) -> None:
        with suppress(IndexError):
            while True:
                self._free.pop().close()
