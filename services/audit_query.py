"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, select

from models import AuditEvent, User, db
from services.paging import Page, PageRequest, newest_first
from services.wall_clock import instant_of

EVENTS = select(AuditEvent, User.username).outerjoin(User, User.id == AuditEvent.actor_id)


class Actor(NamedTuple):
    """Who did something; the name is None once the account is deleted."""

    id: int
    username: str | None


class AuditSubject(NamedTuple):
    """What something was done to."""

    type: str
    id: int


@dataclass(frozen=True, slots=True)
class AuditView:
    """A row of the trail; `actor` is None when nobody had signed in, or at the console."""

    id: int
    at: datetime
    action: str
    actor: Actor | None
    subject: AuditSubject | None
    detail: dict[str, Any]
    address: str | None
    request_id: str | None


class AuditQuery:
    """The trail, for the admin and for who it speaks of."""

    @staticmethod
    def page(filters: Mapping[str, Any], request: PageRequest) -> Page[AuditView]:
        """Return events, the newest first.

        `filters` takes user_id (who did it, or whom it was done to), action, from_ and to
        (instants, half-open).
        """
        chosen = EVENTS.where(*_conditions(filters))
        page = newest_first(chosen, AuditEvent.id, request, "audit")
        return Page(
            [_view(row) for row in page.items], page.next_cursor, page.previous_cursor, page.total
        )

    @staticmethod
    def about(user_id: int) -> list[AuditView]:
        """Return every event that a user did or was the subject of, the first one first."""
        rows = db.session.execute(EVENTS.where(_is_about(user_id)).order_by(AuditEvent.id))
        return [_view(row) for row in rows]


def _view(row: Row[*tuple[Any, ...]]) -> AuditView:
    event: AuditEvent = row.AuditEvent
    actor = Actor(event.actor_id, row.username) if event.actor_id is not None else None
    subject = None
    if event.subject_type is not None and event.subject_id is not None:
        subject = AuditSubject(event.subject_type, event.subject_id)
    return AuditView(
        event.id,
        event.created_at,
        event.action,
        actor,
        subject,
        event.detail,
        event.address,
        event.request_id,
    )


def _is_about(user_id: int) -> ColumnElement[bool]:
    is_subject = (AuditEvent.subject_type == "user") & (AuditEvent.subject_id == user_id)
    return (AuditEvent.actor_id == user_id) | is_subject


def _conditions(filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    conditions = []
    if "user_id" in filters:
        conditions.append(_is_about(filters["user_id"]))
    if "action" in filters:
        conditions.append(AuditEvent.action == filters["action"])
    if "from_" in filters:
        conditions.append(AuditEvent.created_at >= instant_of(filters["from_"]))
    if "to" in filters:
        conditions.append(AuditEvent.created_at < instant_of(filters["to"]))
    return conditions
