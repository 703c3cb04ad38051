"""What is kept for a time only, deleted when that is over: all of it at once, where asked.

The shop does so by itself, too, now and then and few rows at a time (`services/pruning.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from models import AuditEvent, IdempotencyRecord, UserSession, db
from services import audit, idempotency, session_service


class Kept(NamedTuple):
    """Rows of a table, which of them have served their time, and what deletes some of those."""

    model: type[Any]
    is_over: Callable[[], ColumnElement[bool]]
    prune: Callable[[], int]


FOR_A_TIME = {
    "expired sign-ins": Kept(
        UserSession, session_service.has_expired, session_service.prune_expired
    ),
    "answers kept for repeated calls": Kept(
        IdempotencyRecord, idempotency.has_expired, idempotency.prune_expired
    ),
    "audit trail past AUDIT_DAYS": Kept(AuditEvent, audit.is_old, audit.prune_old),
}


class RetentionService:
    """Deletes what has served its time."""

    @staticmethod
    def purge(dry_run: bool = False) -> dict[str, int]:
        """Delete it, or only count it; return how many rows of each kind."""
        return {
            name: _count(kept) if dry_run else _purged(kept) for name, kept in FOR_A_TIME.items()
        }


def _count(kept: Kept) -> int:
    counted = select(func.count()).select_from(kept.model).where(kept.is_over())
    found: int = db.session.execute(counted).scalar_one()
    return found


def _purged(kept: Kept) -> int:
    """Delete bounded numbers of rows, so that nobody waits long, until none are left."""
    total = 0
    while pruned := kept.prune():
        total += pruned
    return total
