"""Requests answered once: the first answer to an `Idempotency-Key`, again and again.

The record is written in the transaction of the use case itself, so that an answer
is kept exactly when its changes are. Twins that race wait for one another at the
record's unique key. (Stripe's rules and the IETF draft "The Idempotency-Key HTTP
Header Field": what was refused before the use case began is not kept.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import OperationalError

from models import IdempotencyRecord, db
from services import clock
from services.errors import ShopError
from services.pruning import prune
from services.refusals import IdempotencyKeyInUse, IdempotencyKeyReused
from services.transaction import insert_into, rows_changed, waited_too_long

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes over the wire."""

    status: int
    body: bytes
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Once:
    """How to answer a request once: its key, what it asks, how an outcome becomes an answer."""

    key: str
    fingerprint: str
    render: Callable[[Any], Answer]


def answer_once(user_id: int, once: Once, step: Callable[[], Any]) -> Answer:
    """Return the kept answer to the key, or work it out by `step` and keep it.

    A step of another transaction. A refusal of `step` is kept too; what it did is undone.
    Raises IdempotencyKeyReused, IdempotencyKeyInUse.
    """
    record_id = _claim(user_id, once)
    if record_id is None:
        return _kept(user_id, once)
    try:
        with db.session.begin_nested():
            outcome = step()
    except ShopError as refusal:
        outcome = refusal
    answer = once.render(outcome)
    rows_changed(
        update(IdempotencyRecord)
        .where(IdempotencyRecord.id == record_id)
        .values(status=answer.status, body=answer.body)
    )
    return answer


def prune_expired() -> int:
    """Delete records that are no longer served; return how many."""
    return prune(IdempotencyRecord, has_expired(), IdempotencyRecord.created_at)


def has_expired() -> ColumnElement[bool]:
    """Say of a record whether it is no longer served."""
    return IdempotencyRecord.created_at <= clock.now() - LIFETIME


def _claim(user_id: int, once: Once) -> int | None:
    """Insert the record, or take over an expired one; None when there is one that counts."""
    instant = clock.now()
    inserted = insert_into(IdempotencyRecord).values(
        user_id=user_id, key=once.key, fingerprint=once.fingerprint, created_at=instant
    )
    claim = inserted.on_conflict_do_update(
        index_elements=["user_id", "key"],
        set_={
            "fingerprint": inserted.excluded.fingerprint,
            "created_at": inserted.excluded.created_at,
        },
        where=IdempotencyRecord.created_at <= instant - LIFETIME,
    ).returning(IdempotencyRecord.id)
    try:
        claimed: int | None = db.session.execute(claim).scalar_one_or_none()
    except OperationalError as error:
        if waited_too_long(error):
            raise IdempotencyKeyInUse() from error
        raise
    return claimed


def _kept(user_id: int, once: Once) -> Answer:
    record = db.session.execute(
        select(
            IdempotencyRecord.fingerprint, IdempotencyRecord.status, IdempotencyRecord.body
        ).where(IdempotencyRecord.user_id == user_id, IdempotencyRecord.key == once.key)
    ).one()
    if record.fingerprint != once.fingerprint:
        raise IdempotencyKeyReused()
    return Answer(record.status, record.body, replayed=True)
