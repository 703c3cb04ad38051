"""The audit trail: who did what, on what, when and from where.

A writing route of the admin announces its change (`expect`), and the commit of the use
case writes the row: in the change's own transaction, or not at all, and no service has to
think of it. A service that knows more adds it (`concerns`). What else belongs into the
trail, above all security events, is written by `record`.

Ids and networks are kept, never names, passwords or tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias, cast

from flask import current_app
from sqlalchemy import ColumnElement, Table, event, insert
from sqlalchemy.orm import Session

from models import AuditEvent, db
from services import clock, origin
from services.pruning import prune
from services.transaction import execute, is_writing

Subject: TypeAlias = tuple[str, int]
"""What a thing is, and its id: ("product", 7)."""

INSERT = insert(cast(Table, AuditEvent.__table__))
SECRET = re.compile("password|secret|token", re.IGNORECASE)
HIDDEN = "(hidden)"


@dataclass(slots=True)
class _Expected:
    """A row that the next commit writes."""

    actor_id: int
    action: str
    subject: Subject | None
    detail: dict[str, Any] = field(default_factory=dict)


_expected: ContextVar[_Expected | None] = ContextVar("expected_audit_event", default=None)


def record(
    action: str,
    *,
    actor_id: int | None = None,
    subject: Subject | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write a row: a step of another transaction, or where there is none by itself."""
    where = origin.current()
    subject_type, subject_id = subject or (None, None)
    row = {
        "created_at": clock.now(),
        "action": action,
        "actor_id": actor_id,
        "subject_type": subject_type,
        "subject_id": subject_id,
        "detail": _without_secrets(detail or {}),
        "address": where.address,
        "request_id": where.request_id,
    }
    execute(INSERT, row)


def expect(actor_id: int, action: str, subject: Subject | None, detail: Mapping[str, Any]) -> None:
    """Announce a change: what commits next in this request writes the row."""
    _expected.set(_Expected(actor_id, action, subject, dict(detail)))


def concerns(subject_type: str, subject_id: int) -> None:
    """Say what the announced change is on, where only the use case knows: a new thing's id."""
    expected = _expected.get()
    if expected is not None:
        expected.subject = (subject_type, subject_id)


def tells(**members: Any) -> None:
    """Add to the detail of the announced change what only the use case knows."""
    expected = _expected.get()
    if expected is not None:
        expected.detail.update(members)


def prune_old() -> int:
    """Delete rows older than AUDIT_DAYS, a bounded number at a time; return how many."""
    return prune(AuditEvent, is_old(), AuditEvent.created_at)


def is_old() -> ColumnElement[bool]:
    """Say of a row whether it is older than AUDIT_DAYS."""
    days = timedelta(days=current_app.config["AUDIT_DAYS"])
    return AuditEvent.created_at < clock.read() - days


def forget() -> None:
    """Forget what was announced, at the end of a request."""
    _expected.set(None)


def _without_secrets(value: Any) -> Any:
    """Return a copy in which no member that is named like a secret has its value."""
    if isinstance(value, Mapping):
        return {
            name: HIDDEN if SECRET.search(str(name)) else _without_secrets(inner)
            for name, inner in value.items()
        }
    return [_without_secrets(one) for one in value] if isinstance(value, list) else value


@event.listens_for(db.session, "before_commit")
def _write_expected(session: Session) -> None:
    expected = _expected.get()
    if expected is not None and _ends_use_case(session):
        record(
            expected.action,
            actor_id=expected.actor_id,
            subject=expected.subject,
            detail=expected.detail,
        )


@event.listens_for(db.session, "after_commit")
def _is_written(session: Session) -> None:
    if _ends_use_case(session):  # Only now: a commit that fails is tried again, all of it.
        forget()


def _ends_use_case(session: Session) -> bool:
    """Tell the commit of a use case from those of reads and of savepoints."""
    return is_writing() and not session.in_nested_transaction()
