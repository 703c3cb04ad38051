"""Passwords: how they are kept, and that new ones go by `services/password_rules.py`."""

from __future__ import annotations

import functools
import hmac
import secrets

import bcrypt as bcrypt_library
from flask import current_app

from models import bcrypt
from services.errors import ValidationFailed
from services.password_rules import password_fault

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
    except ValueError:  # The kept value is no bcrypt hash: nobody signs in with it,
        password_fits(password, nobodys_hash())  # and it takes as long to say so.
        return False
    return hmac.compare_digest(hashed, kept.encode())


def is_outdated(kept: str) -> bool:
    """Say whether a kept hash should be renewed: an original one, or one of another cost."""
    cost = f"$2b${current_app.config['BCRYPT_LOG_ROUNDS']:02d}$"
    return not kept.startswith(WHOLE_PASSWORD + cost)


@functools.cache
def nobodys_hash() -> str:
    """Return a hash that no password fits, to be checked for unknown names.

    They take the time of a wrong password, so that nobody learns which names exist.
    """
    return password_hash(secrets.token_urlsafe())


def check_new_password(password: str, username: str, member: str = "password") -> None:
    """Refuse a password that the shop does not take, naming the body's `member`.

    Raises ValidationFailed.
    """
    settings = current_app.config
    bounds = settings["PASSWORD_MIN_LENGTH"], settings["PASSWORD_BLOCKLIST"]
    fault = password_fault(password, username, *bounds)
    if fault is not None:
        raise ValidationFailed(f"{member}: {fault}", errors={member: [fault]})
