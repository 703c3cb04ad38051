"""The version of the catalogue: another number after each change that its answers show.

Kept answers go by it (ADR 12). Checkouts leave it alone: `stock` may lag behind by a second.
"""

from __future__ import annotations

from sqlalchemy import Engine, select

from models import CatalogueState
from services.transaction import execute, insert_into

THE_ONE = 1
VERSION = str(select(CatalogueState.version).compile(compile_kwargs={"literal_binds": True}))


def catalogue_changed() -> None:
    """Give the catalogue another version; the last step of a use case before its commit.

    Whoever changes it meets at this row, so it is locked after all else and only until the
    commit, which can't deadlock.
    """
    into = insert_into(CatalogueState).values(id=THE_ONE, version=1)
    again = {"version": CatalogueState.version + 1}
    execute(into.on_conflict_do_update(index_elements=["id"], set_=again))


def catalogue_version(engine: Engine) -> int | None:
    """Return the version that the next read can't be older than; None where it can't be told.

    Straight on the driver, because every public read asks: None of its failures is one here,
    the read itself will have it and tell.
    """
    try:
        connection = engine.raw_connection()
    except Exception:
        return None
    try:
        cursor = connection.cursor()
        cursor.execute(VERSION)
        row = cursor.fetchone()
        return row[0] if row else None
    except Exception:
        connection.invalidate()
        return None
    finally:
        connection.close()
