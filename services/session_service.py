"""Sign-ins: where somebody is signed in, and ending that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, bindparam, func, select, update

from models import UserSession, UTCDateTime, db
from services import clock
from services.account import Caller
from services.paging import Page, PageRequest, newest_first
from services.pruning import prune
from services.refusals import SignInNotFound
from services.transaction import execute_at_once, rows_changed, transactional

USE_IS_KEPT_EVERY = timedelta(minutes=1)
SESSION = cast(Table, UserSession.__table__)
MARK_USED = (
    update(SESSION)
    .where(
        SESSION.c.id.in_(
            select(SESSION.c.id)
            .where(SESSION.c.id == bindparam("session_id"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(last_used_at=bindparam("instant", type_=UTCDateTime()))
)
SIGN_INS = select(
    UserSession.id,
    UserSession.created_at,
    func.coalesce(UserSession.last_used_at, UserSession.created_at).label("last_used_at"),
    UserSession.expires_at,
    UserSession.agent,
    UserSession.address,
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A running sign-in, as its user sees it; `current` is the one that asks."""

    id: int
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    agent: str | None
    address: str | None
    current: bool


class SessionService:
    """Use cases of a user on their own sign-ins."""

    @staticmethod
    def page(user: Caller, current_id: int, request: PageRequest) -> Page[SignIn]:
        """Return the running sign-ins, the newest first."""
        chosen = SIGN_INS.where(UserSession.user_id == user.id, *_is_running())
        page = newest_first(chosen, UserSession.id, request, "sessions")
        sign_ins = [_sign_in(row, row.id == current_id) for row in page.items]
        return Page(sign_ins, page.next_cursor, page.previous_cursor, page.total)

    @staticmethod
    @transactional
    def end(user: Caller, session_id: int) -> None:
        """End one of the user's sign-ins. Raises SignInNotFound."""
        if not end_session(user.id, session_id):
            raise SignInNotFound()
        db.session.commit()

    @staticmethod
    @transactional
    def end_others(user: Caller, current_id: int) -> int:
        """End all of the user's sign-ins but this one; return how many."""
        ended = end_all_sessions(user.id, but=current_id)
        db.session.commit()
        return ended


def _sign_in(row: Row[*tuple[Any, ...]], current: bool) -> SignIn:
    return SignIn(
        row.id,
        row.created_at,
        row.last_used_at,
        row.expires_at,
        row.agent,
        row.address,
        current,
    )


def mark_used(session_id: int, last_used_at: datetime | None) -> None:
    """Keep that a sign-in is used, at most once a minute, and only when nobody has to wait."""
    instant = clock.read()
    if last_used_at is None or instant >= last_used_at + USE_IS_KEPT_EVERY:
        execute_at_once(MARK_USED, {"session_id": session_id, "instant": instant})


def end_session(user_id: int, session_id: int) -> bool:
    """End one running sign-in of a user and say whether there was one.

    A step of another transaction.
    """
    return _end(UserSession.id == session_id, UserSession.user_id == user_id) == 1


def end_all_sessions(user_id: int, but: int | None = None) -> int:
    """End every running sign-in of a user, but one; return how many.

    A step of another transaction.
    """
    return _end(UserSession.user_id == user_id, UserSession.id != (but or 0))


def prune_expired() -> int:
    """Delete sign-ins whose tokens have all run out; return how many."""
    return prune(UserSession, has_expired(), UserSession.expires_at)


def has_expired() -> ColumnElement[bool]:
    """Say of a sign-in whether its tokens have all run out."""
    return UserSession.expires_at <= clock.read()


def _end(*chosen: ColumnElement[bool]) -> int:
    running = update(UserSession).where(*chosen, *_is_running())
    return rows_changed(running.values(ended_at=clock.tick()))


def _is_running() -> list[ColumnElement[bool]]:
    return [UserSession.ended_at.is_(None), UserSession.expires_at > clock.now()]
