"""Rows that have served their time, deleted by the app itself: now and then, and few at a time."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from models import db
from services.transaction import rows_changed, transactional

EVERY = 50
"""One call in so many prunes; no worker has to keep count."""


def is_time_to_prune() -> bool:
    """Say whether to prune now, which is now and then."""
    return random.random() < 1 / EVERY


@transactional
def prune(model: Any, expired: ColumnElement[bool], age: InstrumentedAttribute[Any]) -> int:
    """Delete a bounded number of expired rows, the oldest by `age` first; return how many."""
    oldest = (
        select(model.id)
        .where(expired)
        .order_by(age)
        .limit(20 * EVERY)
        .with_for_update(skip_locked=True)
    )
    pruned = rows_changed(delete(model).where(model.id.in_(oldest)))
    db.session.commit()
    return pruned
