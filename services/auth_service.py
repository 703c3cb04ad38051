"""Accounts: register, sign in, stay signed in, sign out."""

from __future__ import annotations

import functools
import hmac
import secrets

import bcrypt as bcrypt_library
from sqlalchemy import select, update

from models import User, UserSession, bcrypt, db
from services import clock, tokens
from services.account import Caller
from services.errors import ValidationFailed
from services.refusals import UsernameTaken, WrongCredentials
from services.text import name_key
from services.transaction import refusing, transactional

WHOLE_PASSWORD = "sha256:"
"""Marks hashes over the whole password; those of the original program have no mark
and count the first 72 bytes, as bcrypt did then."""


def password_hash(password: str) -> str:
    """Hash a password for keeping: bcrypt over the SHA-256 of all its bytes."""
    hashed: bytes = bcrypt.generate_password_hash(password)
    return WHOLE_PASSWORD + hashed.decode()


def password_fits(password: str, kept: str) -> bool:
    """Say whether `password` is the one behind the kept hash, new or original."""
    if kept.startswith(WHOLE_PASSWORD):
        return bool(bcrypt.check_password_hash(kept.removeprefix(WHOLE_PASSWORD), password))
    try:
        hashed = bcrypt_library.hashpw(password.encode()[:72], kept.encode())
    except ValueError:  # The kept value is no bcrypt hash: nobody signs in with it.
        return False
    return hmac.compare_digest(hashed, kept.encode())


@functools.cache
def _nobodys_hash() -> str:
    """A hash that no password fits, checked for unknown names: they take the time of a
    wrong password, so that nobody learns which names exist.
    """
    return password_hash(secrets.token_urlsafe())


class AuthService:
    """Accounts and sign-ins."""

    @staticmethod
    def register(username: str, password: str, minimum_length: int) -> User:
        """Open an account. Raises ValidationFailed, UsernameTaken."""
        if len(password) < minimum_length:
            message = f"Shorter than minimum length {minimum_length}."
            raise ValidationFailed(f"password: {message}", errors={"password": [message]})
        # Hashed before the transaction: it takes long, and others may write meanwhile.
        return AuthService._add(username, password_hash(password))

    @staticmethod
    @transactional
    def _add(username: str, hashed: str) -> User:
        user = User(
            username=username, name_key=name_key(username), password=hashed, created_at=clock.now()
        )
        db.session.add(user)
        with refusing(UsernameTaken(), on="unique"):
            db.session.flush()
        db.session.commit()
        return user

    @staticmethod
    def login(username: str, password: str) -> dict[str, str]:
        """Begin a sign-in and return its two tokens. Raises WrongCredentials."""
        nobody = _nobodys_hash()
        user = AuthService._named(username)
        fits = password_fits(password, user.password if user else nobody)
        if user is None or not fits:
            raise WrongCredentials()
        return AuthService._sign_in(user.id, user.password)

    @staticmethod
    @transactional
    def _sign_in(user_id: int, checked_hash: str) -> dict[str, str]:
        """Add the sign-in, unless the account or its password changed since it was checked."""
        user = db.session.get(User, user_id, populate_existing=True)
        if user is None or user.password != checked_hash:
            raise WrongCredentials()
        instant = clock.now()
        session = UserSession(
            user_id=user.id, created_at=instant, expires_at=instant + tokens.REFRESH_LIFETIME
        )
        db.session.add(session)
        db.session.flush()
        pair = {
            "access_token": tokens.access_token(user, session.id),
            "refresh_token": tokens.refresh_token(user, session.id),
        }
        db.session.commit()
        return pair

    @staticmethod
    def refresh(user: Caller, session_id: int) -> dict[str, str]:
        """Return a new access token of a running sign-in, with the user's present claims."""
        return {"access_token": tokens.access_token(user, session_id)}

    @staticmethod
    @transactional
    def logout(session_id: int) -> None:
        """End a sign-in: both its tokens are dead at once."""
        db.session.execute(
            update(UserSession)
            .where(UserSession.id == session_id, UserSession.ended_at.is_(None))
            .values(ended_at=clock.now())
        )
        db.session.commit()

    @staticmethod
    def _named(username: str) -> User | None:
        """Find the account meant: the name as written, or in any case where only one fits."""
        users = db.session.scalars(select(User).where(User.name_key == name_key(username))).all()
        exact = [user for user in users if user.username == username]
        return exact[0] if exact else users[0] if len(users) == 1 else None
