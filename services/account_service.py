"""One's own account: another name, another password, and leaving."""

from __future__ import annotations

from sqlalchemy import select

from models import User, db
from services import audit
from services.account import Account, Caller
from services.auth_service import locked_user
from services.errors import Conflict, TokenRevoked
from services.file_service import FileService
from services.image_album import forget_images
from services.image_owners import USER
from services.passwords import check_new_password, password_fits, password_hash
from services.refusals import PasswordWrong, UsernameInUse
from services.session_service import end_all_sessions
from services.text import name_key
from services.transaction import refusing, transactional
from services.user_service import check_not_last_admin, lock_with_admins


class AccountService:
    """Use cases of a user on their own account."""

    @staticmethod
    @transactional
    def rename(user: Caller, username: str | None = None) -> Account:
        """Give the account another name. Raises UsernameInUse."""
        account = _unchanged(locked_user(user.id))
        if username is not None and username != account.username:
            _set_name(account, username)
            audit.record("accountRenamed", actor_id=user.id, subject=("user", user.id))
        db.session.commit()
        return Account(
            account.id, account.username, account.is_admin, account.image, account.image_details
        )

    @staticmethod
    def change_password(
        user: Caller, session_id: int, current_password: str, new_password: str
    ) -> int:
        """Set another password and end every other sign-in; return how many ended.

        Raises PasswordWrong, ValidationFailed.
        """
        checked = _confirmed(user, current_password)
        check_new_password(new_password, user.username, "new_password")
        return AccountService._set_password(
            user.id, session_id, checked, password_hash(new_password)
        )

    @staticmethod
    @transactional
    def _set_password(user_id: int, session_id: int, checked: str, hashed: str) -> int:
        account = _unchanged(locked_user(user_id), checked)
        account.password = hashed
        ended = end_all_sessions(user_id, but=session_id)
        audit.record("passwordChanged", actor_id=user_id, subject=("user", user_id))
        db.session.commit()
        return ended

    @staticmethod
    def leave(user: Caller, password: str) -> None:
        """Delete the account with its sign-ins, cart and picture; orders stay, without a name.

        Raises PasswordWrong, LastAdmin.
        """
        files = AccountService._leave(user.id, _confirmed(user, password))
        FileService.delete(USER.folder, *files)

    @staticmethod
    @transactional
    def _leave(user_id: int, checked: str) -> list[str]:
        found, other_admins = lock_with_admins(user_id)
        account = _unchanged(found, checked)
        check_not_last_admin(account, other_admins)
        audit.record("accountDeleted", actor_id=user_id, subject=("user", user_id))
        files = forget_images(USER, user_id)
        db.session.delete(account)
        db.session.commit()
        return files


def _confirmed(user: Caller, password: str) -> str:
    """Return the kept hash that the password fits. Raises PasswordWrong."""
    kept = db.session.execute(select(User.password).where(User.id == user.id)).scalar_one_or_none()
    if kept is None:
        raise TokenRevoked()
    if not password_fits(password, kept):
        audit.record("passwordRefused", actor_id=user.id, subject=("user", user.id))
        raise PasswordWrong()
    return kept


def _unchanged(account: User | None, checked: str | None = None) -> User:
    """Return a locked account; refuse when it, or the password checked, changed meanwhile."""
    if account is None:
        raise TokenRevoked()
    if checked is not None and account.password != checked:
        raise Conflict()
    return account


def _set_name(account: User, username: str) -> None:
    key = name_key(username)
    if key != account.name_key:
        account.name_key, account.name_twin = key, 0
    account.username = username
    with refusing(UsernameInUse(), on="unique"):
        db.session.flush()
