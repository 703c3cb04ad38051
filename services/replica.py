"""Public reads of the catalogue from a replica, where it is as new as an answer has to be.

A replica of PostgreSQL follows its primary at a distance. Each read asks the primary first
for the version of the catalogue and for how far its log has come; the replica may serve it
when it has that version, and has come as far as the primary had within the last second. Who
is signed in may have written a moment ago: for them it must have come as far as the primary
is now. What it can't serve, and what fails there, is read from the primary (ADR 24).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models import REPLICA, db
from services.catalogue_state import Look, VersionLookUp

log = logging.getLogger("shop")

T = TypeVar("T")
MARK_SECONDS = 1.0
"""How much older than the primary an answer may be, but for changes of the catalogue."""

PAUSE_SECONDS = 5.0
"""For how long a replica that does not answer is left alone."""

REACHED = "shop_reached"
# A server that was made the primary follows nobody any more, and still tells how far it came.
REPLAYED = """
SELECT version, CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END
FROM catalogue_state
"""


class Replica:
    """The copy of the database behind an engine."""

    def __init__(self, engine: Engine, primary: Engine, at_once: int) -> None:
        self._engine = engine
        self._look_up = VersionLookUp(primary, at_once, is_followed=True, is_prepared=False)
        self._mark: Look | None = None
        self._left_alone_until: float | None = None
        self._lock = threading.Lock()

    def read(self, call: Callable[[], T], look: Look | None, signed_in: bool) -> T:
        """Return what `call` returns, with its reads from the replica where that may serve.

        `look` is what the primary said before, None to ask it now. `call` may be called again.
        """
        lent = self._lent(look or self._look_up(), signed_in)
        if lent is None:
            return call()
        db.session.info[REPLICA] = lent
        try:
            return call()
        except DBAPIError as failure:
            # A replica that has to go on with its log cancels reads, which is no fault of it.
            if failure.connection_invalidated:
                self._leave_alone(failure)
        finally:
            db.session.remove()
            lent.close()
        return call()

    def _lent(self, look: Look | None, signed_in: bool) -> Connection | None:
        """Return a connection to a replica that may serve; None where the primary has to."""
        if look is None or not self._may_be_asked():
            return None
        needed = look if signed_in else self._marked(look)
        connection = None
        try:
            connection = self._engine.connect()
            may_serve = _has_reached(connection, needed)
        except PoolTimeout:
            return None
        except DBAPIError as failure:
            self._leave_alone(failure)
            may_serve = False
        if connection is not None and not may_serve:
            connection.close()
        return connection if may_serve else None

    def _marked(self, look: Look) -> Look:
        """Return what everybody else's answer needs: this version, and a mark of this second."""
        mark = self._mark
        if mark is None or look.at - mark.at >= MARK_SECONDS:
            mark = self._mark = look
        return look._replace(position=mark.position)

    def _may_be_asked(self) -> bool:
        """Say whether the replica answers; of all who could find out again one does."""
        if self._left_alone_until is None:
            return True
        with self._lock:
            if self._left_alone_until is None or time.monotonic() < self._left_alone_until:
                return self._left_alone_until is None
            self._left_alone_until = time.monotonic() + PAUSE_SECONDS
        return self._answers()

    def _answers(self) -> bool:
        try:
            self._engine.connect().close()
        except DBAPIError:
            return False
        self._left_alone_until = None
        log.info("the replica answers again")
        return True

    def _leave_alone(self, failure: DBAPIError) -> None:
        self._left_alone_until = time.monotonic() + PAUSE_SECONDS
        self._engine.dispose(close=False)  # The others were opened to the same server.
        log.warning("the replica does not answer, reads go to the primary: %s", failure.orig)


def init_app(app: Flask) -> None:
    """Let `app` read from its replica, if it has one."""
    if app.config["DATABASE_REPLICA_URL"]:
        with app.app_context():
            app.extensions[REPLICA] = Replica(db.engines[REPLICA], db.engine, app.config["THREADS"])


def _has_reached(connection: Connection, needed: Look) -> bool:
    """Say whether the server of a connection is as far as needed; it never goes back."""
    reached: tuple[int, int] = connection.info.get(REACHED, (-1, -1))
    if not _covers(reached, needed):
        found = connection.exec_driver_sql(REPLAYED).one_or_none()
        if found is None or found[1] is None:  # It follows nobody.
            return False
        reached = connection.info[REACHED] = (found[0], found[1])
    return _covers(reached, needed)


def _covers(reached: tuple[int, int], needed: Look) -> bool:
    version, position = reached
    return version >= needed.version and position >= (needed.position or 0)
