"""Statements of the hot reads: compiled once, then run straight on the driver.

SQLAlchemy writes the text of a `Prepared` statement a single time for each database; every
call after that costs what the driver costs. Only the text is kept: the statement it was made
from takes ten times the memory. `benchmarks/README.md` has the figures.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from models import REPLICA, UTCDateTime, db
from services import observation

Row = tuple[Any, ...]
Write = Callable[..., ClauseElement]


class Prepared:
    """A SELECT that is written and compiled when it is first run, once for each kind of database.

    Whole numbers that stand in it are written into the text: a LIMIT that came as a parameter
    would make PostgreSQL plan anew at each call.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._texts: dict[str, str] = {}
        self._instants: list[int] = []

    def rows(self, **parameters: Any) -> list[Row]:
        """Return every row, plain tuples with instants in UTC.

        Runs on the session's connection while that has one, so that a use case sees its own
        writes, and else on one from the pool, for this statement alone.
        """
        dialect = db.engine.dialect
        text = self._texts.get(dialect.name) or self._compiled(dialect)
        if dialect.name == "postgresql":
            return _fetched(text, parameters)
        found = _fetched(text, {name: _as_text(one) for name, one in parameters.items()})
        return [self._with_instants(row) for row in found] if self._instants else found

    def first(self, **parameters: Any) -> Row | None:
        """Return the first row, None where there is none."""
        return next(iter(self.rows(**parameters)), None)

    def _compiled(self, dialect: Dialect) -> str:
        """Have the text written, and let all that it was written from go at once.

        SQLAlchemy's objects refer to each other in circles. Were the collector to come by
        meanwhile, it would find them in use and take them for old ones, which it seldom
        looks at again: tens of thousands of them would wait for it.
        """
        gc.disable()
        try:
            text = self._written(dialect)
        finally:
            gc.enable()
        gc.collect(0)
        self._texts[dialect.name] = text
        return text

    def _written(self, dialect: Dialect) -> str:
        """Write the text, with named parameters and with its own constants in place."""
        statement = self._write()
        columns = getattr(statement, "selected_columns", ())
        self._instants = [
            place for place, one in enumerate(columns) if isinstance(one.type, UTCDateTime)
        ]
        named: Any = type(dialect)
        written = named(paramstyle="pyformat" if dialect.name == "postgresql" else "named")
        compiled = statement.compile(dialect=written, compile_kwargs={"render_postcompile": True})
        text = str(compiled)
        for name, value in compiled.params.items():
            if isinstance(value, int):
                text = re.sub(rf"%\({name}\)s|:{name}\b", str(int(value)), text)
        return text

    def _with_instants(self, row: Row) -> Row:
        """Read the texts that SQLite keeps instants as."""
        values = list(row)
        for place in self._instants:
            if values[place] is not None:
                values[place] = datetime.fromisoformat(values[place]).replace(tzinfo=UTC)
        return tuple(values)


def prepared(most: int) -> Callable[[Write], Callable[..., Prepared]]:
    """Make of a function that writes a statement one that returns it `Prepared`.

    At most so many are kept, each by what it was asked with.
    """

    def decorate(write: Write) -> Callable[..., Prepared]:
        @lru_cache(maxsize=most)
        def kept(*asked: Any) -> Prepared:
            return Prepared(partial(write, *asked))

        return kept

    return decorate


def _fetched(text: str, parameters: Mapping[str, Any]) -> list[Row]:
    registry = db.session.registry
    session = registry() if registry.has() else None
    if session is not None and REPLICA in session.info:
        return _run(session.info[REPLICA].connection, text, parameters)
    own = session if session is not None and session.in_transaction() else None
    connection = db.engine.raw_connection() if own is None else own.connection().connection
    try:
        return _run(connection, text, parameters)
    except DBAPIError as error:
        if error.connection_invalidated:
            db.engine.dispose(close=False)  # The others were opened to the same server.
        raise
    finally:
        if own is None:
            connection.close()


def _run(connection: PoolProxiedConnection, text: str, parameters: Mapping[str, Any]) -> list[Row]:
    """Execute on the driver. Raises SQLAlchemy's kind of DBAPIError, as its own engine does."""
    dialect: Any = db.engine.dialect
    cursor: DBAPICursor | None = None
    begun = time.perf_counter()
    try:
        cursor = connection.cursor()
        cursor.execute(text, parameters)
        return list(cursor.fetchall())
    except dialect.loaded_dbapi.Error as error:
        lost = dialect.is_disconnect(error, connection, cursor)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            text, dict(parameters), error, dialect.loaded_dbapi.Error,
            hide_parameters=True, connection_invalidated=lost, dialect=dialect,
        ) from error  # fmt: skip
    finally:
        observation.ran(text, begun)
        if cursor is not None:
            cursor.close()


def _as_text(value: Any) -> Any:
    """Write an instant as SQLite keeps it, in the form that sorts by time."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value
