"""Accounts: register, sign in, stay signed in, sign out."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Row, select

from models import User, UserSession, db
from services import audit, clock, origin, tokens
from services.account import Caller
from services.errors import TokenRevoked
from services.passwords import (
    check_new_password,
    is_outdated,
    nobodys_hash,
    password_fits,
    password_hash,
)
from services.pruning import is_time_to_prune
from services.refusals import UsernameTaken, WrongCredentials
from services.session_service import end_session, prune_expired
from services.text import name_key
from services.transaction import refusing, transactional

GRACE = timedelta(seconds=10)
"""How long a refresh token serves after it was replaced: tabs of one browser race for it."""

TRIES = 3
CREDENTIALS = select(User.id, User.username, User.password, User.is_active)


class AuthService:
    """Opening accounts, and sign-ins from their beginning to their end."""

    @staticmethod
    def register(username: str, password: str) -> User:
        """Open an account. Raises ValidationFailed, UsernameTaken."""
        check_new_password(password, username)
        # Hashed before the transaction: it takes long, and others may write meanwhile.
        return AuthService._add(username, password_hash(password))

    @staticmethod
    @transactional
    def _add(username: str, hashed: str) -> User:
        user = new_user(username, hashed)
        db.session.commit()
        return user

    @staticmethod
    def login(username: str, password: str) -> dict[str, str]:
        """Begin a sign-in and return its two tokens. Raises WrongCredentials.

        An unknown name, a wrong password and an account that is switched off get the same
        answer after the same work.
        """
        nobody = nobodys_hash()
        for _ in range(TRIES):
            user = _named(username)
            fits = password_fits(password, user.password if user else nobody)
            if user is None or not fits or not user.is_active:
                break
            renewed = password_hash(password) if is_outdated(user.password) else None
            pair = AuthService._sign_in(user.id, user.password, renewed)
            if pair is not None:
                return _after_pruning(pair)
        audit.record("loginFailed", subject=("user", user.id) if user else None)
        raise WrongCredentials()

    @staticmethod
    @transactional
    def _sign_in(user_id: int, checked: str, renewed: str | None) -> dict[str, str] | None:
        """Add a sign-in; None when the account or its password changed since it was checked."""
        user = locked_user(user_id)
        if user is None or not user.is_active or user.password != checked:
            return None
        user.password = renewed or user.password
        instant, where = clock.tick(), origin.current()
        session = UserSession(
            user_id=user.id,
            created_at=instant,
            expires_at=instant + tokens.REFRESH_LIFETIME,
            last_used_at=instant,
            agent=where.agent,
            address=where.address,
            refresh_number=0,
        )
        db.session.add(session)
        db.session.flush()
        pair = {
            "access_token": tokens.access_token(user, session.id),
            "refresh_token": tokens.refresh_token(user, session, instant),
        }
        db.session.commit()
        return pair

    @staticmethod
    def refresh(user: Caller, session_id: int, number: int) -> dict[str, str]:
        """Return a new access token of a running sign-in, with the user's present claims.

        With REFRESH_TOKEN_ROTATION also a new refresh token, which takes the place of the one
        with this `number`. Raises TokenRevoked.
        """
        rotating = current_app.config["REFRESH_TOKEN_ROTATION"]
        session = AuthService._refreshed(user, session_id, number, rotating)
        if session is None:
            raise TokenRevoked()
        pair = {"access_token": tokens.access_token(user, session_id)}
        if rotating:
            pair["refresh_token"] = tokens.refresh_token(user, session, clock.now())
        return pair

    @staticmethod
    @transactional
    def _refreshed(
        user: Caller, session_id: int, number: int, rotating: bool
    ) -> UserSession | None:
        """Return the sign-in with the number of the refresh token that serves from now on.

        A token that was replaced comes twice only when it was stolen: nobody knows whose the
        newer one is, so the sign-in ends. Returns None then (RFC 9700, section 4.14.2).
        """
        session = db.session.get(
            UserSession, session_id, with_for_update=True, populate_existing=True
        )
        if session is None or session.ended_at is not None:
            return None
        instant = clock.tick()
        if number == session.refresh_number:
            if rotating:
                session.refresh_number += 1
                session.refreshed_at = instant
        elif not _is_in_grace(session, number, instant):
            session.ended_at = instant
            audit.record("refreshReused", actor_id=user.id, subject=("session", session_id))
            db.session.commit()
            return None
        db.session.commit()
        return session

    @staticmethod
    @transactional
    def logout(user: Caller, session_id: int) -> None:
        """End a sign-in: both its tokens are dead at once."""
        end_session(user.id, session_id)
        db.session.commit()


def new_user(username: str, hashed: str, is_admin: bool = False) -> User:
    """Add an account; a step of another transaction. Raises UsernameTaken."""
    user = User(
        username=username,
        name_key=name_key(username),
        password=hashed,
        is_admin=is_admin,
        created_at=clock.now(),
    )
    db.session.add(user)
    with refusing(UsernameTaken(), on="unique"):
        db.session.flush()
    return user


def locked_user(user_id: int) -> User | None:
    """Lock and return an account; a step of another transaction.

    Rows that point at the account may be written meanwhile.
    """
    return db.session.get(
        User, user_id, with_for_update={"key_share": True}, populate_existing=True
    )


def named_user_id(username: str) -> int | None:
    """Return the id of the account meant by a name, None when there is none or not one."""
    user = _named(username)
    return user.id if user else None


def _named(username: str) -> Row[int, str, str, bool] | None:
    """Find the account meant: the name as written, or in any case where only one fits."""
    users = db.session.execute(CREDENTIALS.where(User.name_key == name_key(username))).all()
    exact = [user for user in users if user.username == username]
    return exact[0] if exact else users[0] if len(users) == 1 else None


def _is_in_grace(session: UserSession, number: int, instant: datetime) -> bool:
    """Say whether the token was the last one, and replaced just now."""
    if session.refreshed_at is None or number != session.refresh_number - 1:
        return False
    return instant < session.refreshed_at + GRACE


def _after_pruning(pair: dict[str, str]) -> dict[str, str]:
    if is_time_to_prune():
        prune_expired()
        audit.prune_old()
    return pair
