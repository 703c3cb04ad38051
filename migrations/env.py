"""Runs the revisions: all that are pending in one transaction, or none of them.

A revision finds the one instant of this run in `context.config.attributes["instant"]`
and may leave a report for the person at the console in `["report"]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection, Engine, text

from services import clock

ADVISORY_LOCK = 7_305_801_623_071_847_265  # Any number that nothing else locks.


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Lend a connection on which a transaction holds every change of the schema."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection.execution_options(isolation_level="READ COMMITTED")
            return
        # Dropping a table that others point at would delete or refuse their rows, and
        # inside of a transaction the setting can't be changed.
        enforced = connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.commit()
        try:
            yield connection.execution_options(isolation_level="SERIALIZABLE")
        finally:
            connection.rollback()
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"PRAGMA foreign_keys = {enforced}")


def run_migrations() -> None:
    """Run the revisions that the command asked for, then print what they report."""
    if context.is_offline_mode():
        raise CommandError("The revisions convert rows: they can't be written out as SQL.")
    extension = current_app.extensions["migrate"]
    context.config.attributes["instant"] = clock.now()
    with migrating(extension.db.engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            transactional_ddl=True,
            **extension.configure_args,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                # Of two nodes that start at once the second waits here and finds all done;
                # on SQLite it waits for the write lock that the transaction begins with.
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                lock = text("SELECT pg_advisory_xact_lock(:number)")
                connection.execute(lock, {"number": ADVISORY_LOCK})
            context.run_migrations()
    if "report" in context.config.attributes:
        print(context.config.attributes["report"])


run_migrations()
