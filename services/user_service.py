"""Everybody's accounts, for the admin: found, made admin, switched off, signed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from models import User, db
from services import audit
from services.account import Caller
from services.auth_service import locked_user, named_user_id, new_user
from services.errors import Forbidden
from services.paging import Page, PageRequest, newest_first
from services.passwords import check_new_password, password_hash
from services.refusals import LastAdmin, UserNotFound
from services.session_service import end_all_sessions
from services.text import name_key
from services.transaction import transactional


class UserService:
    """Use cases of the admin, and of who sits at the server's console, on accounts."""

    @staticmethod
    def page(filters: Mapping[str, Any], request: PageRequest) -> Page[User]:
        """Return accounts, the newest first; `filters` takes q, is_admin and is_active."""
        chosen = select(User).where(*_conditions(filters))
        page = newest_first(chosen, User.id, request, "users")
        return Page(
            [row.User for row in page.items], page.next_cursor, page.previous_cursor, page.total
        )

    @staticmethod
    def read(user_id: int) -> User:
        """Return one account. Raises UserNotFound."""
        return _existing(db.session.get(User, user_id))

    @staticmethod
    @transactional
    def change(admin: Caller, user_id: int, values: Mapping[str, bool]) -> User:
        """Set is_admin and is_active; who is switched off is signed out everywhere.

        Raises UserNotFound, LastAdmin, and Forbidden when the admin was demoted meanwhile.
        """
        found, other_admins = lock_with_admins(user_id)
        if admin.id not in (other_admins if admin.id != user_id else _own(found)):
            raise Forbidden()
        account = _existing(found)
        if not all(values.get(name, True) for name in ("is_admin", "is_active")):
            check_not_last_admin(account, other_admins)
        for name in values:
            setattr(account, name, values[name])
        if not account.is_active:
            end_all_sessions(user_id)
        db.session.commit()
        return account

    @staticmethod
    @transactional
    def end_sessions(user_id: int) -> int:
        """End every sign-in of an account; return how many. Raises UserNotFound."""
        _existing(locked_user(user_id))
        ended = end_all_sessions(user_id)
        db.session.commit()
        return ended

    @staticmethod
    def create_admin(username: str, password: str) -> User:
        """Open an admin's account. Raises ValidationFailed, UsernameTaken."""
        check_new_password(password, username)
        return UserService._add_admin(username, password_hash(password))

    @staticmethod
    @transactional
    def _add_admin(username: str, hashed: str) -> User:
        user = new_user(username, hashed, is_admin=True)
        audit.record("createAdmin", subject=("user", user.id))
        db.session.commit()
        return user

    @staticmethod
    def set_password(username: str, password: str) -> int:
        """Set an account's password and end all its sign-ins; return how many.

        Raises UserNotFound, ValidationFailed.
        """
        user_id = named_user_id(username)
        if user_id is None:
            raise UserNotFound()
        check_new_password(password, username)
        return UserService._set_password(user_id, password_hash(password))

    @staticmethod
    @transactional
    def _set_password(user_id: int, hashed: str) -> int:
        account = _existing(locked_user(user_id))
        account.password = hashed
        ended = end_all_sessions(user_id)
        audit.record("setPassword", subject=("user", user_id))
        db.session.commit()
        return ended


def lock_with_admins(user_id: int) -> tuple[User | None, set[int]]:
    """Lock an account and all active admins; return it and the ids of the other admins.

    Locked in id order, so that of two who would leave the shop without an admin one waits,
    and then sees what the other did. A step of another transaction.
    """
    active_admin = User.is_admin & User.is_active
    locked = select(User).where((User.id == user_id) | active_admin)
    in_order = locked.order_by(User.id).with_for_update()
    users = db.session.scalars(in_order, execution_options={"populate_existing": True}).all()
    account = next((user for user in users if user.id == user_id), None)
    return account, {user.id for user in users} - {user_id}


def check_not_last_admin(account: User, other_admins: set[int]) -> None:
    """Refuse to lose the only active admin. Raises LastAdmin."""
    if account.is_admin and account.is_active and not other_admins:
        raise LastAdmin()


def _own(account: User | None) -> set[int]:
    """Return the id of an account that is an active admin's."""
    return {account.id} if account and account.is_admin and account.is_active else set()


def _existing(account: User | None) -> User:
    if account is None:
        raise UserNotFound()
    return account


def _conditions(filters: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    conditions = []
    if "q" in filters:
        conditions.append(User.name_key.contains(name_key(filters["q"]), autoescape=True))
    if "is_admin" in filters:
        conditions.append(User.is_admin.is_(filters["is_admin"]))
    if "is_active" in filters:
        conditions.append(User.is_active.is_(filters["is_active"]))
    return conditions
