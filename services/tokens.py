"""The two tokens of a sign-in: JWTs that name a user and a UserSession row.

Claims are a hint for the client; each request asks the database who it is.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from flask_jwt_extended import create_access_token, create_refresh_token
from sqlalchemy import bindparam, select

from models import User, UserSession, UTCDateTime
from services import clock
from services.account import Account, Caller
from services.session_service import mark_used
from services.transaction import execute

ACCESS_LIFETIME = timedelta(hours=1)
REFRESH_LIFETIME = timedelta(days=30)
ISSUER = "shop"
SUBJECT = re.compile(r"[0-9]{1,10}")
"""A user's id in a token; Python reads no number of thousands of digits."""

ACCOUNT = (User.id, User.username, User.is_admin, User.image, User.image_details)
BEARER = (
    select(*ACCOUNT, UserSession.last_used_at)
    .join(UserSession, UserSession.user_id == User.id)
    .where(
        User.id == bindparam("user_id"),
        User.is_active,
        UserSession.id == bindparam("session_id"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > bindparam("instant", type_=UTCDateTime()),
    )
)
"""One query a request: the user and the sign-in, when both are there."""


def jwt_settings() -> dict[str, Any]:
    """Return the settings of flask-jwt-extended that make and accept these tokens."""
    return {
        "JWT_ALGORITHM": "HS256",
        "JWT_DECODE_ALGORITHMS": ["HS256"],
        "JWT_ENCODE_ISSUER": ISSUER,
        "JWT_DECODE_ISSUER": ISSUER,
        "JWT_ACCESS_TOKEN_EXPIRES": ACCESS_LIFETIME,
        "JWT_REFRESH_TOKEN_EXPIRES": REFRESH_LIFETIME,
        "JWT_TOKEN_LOCATION": ["headers"],
    }


def access_token(user: Caller, session_id: int) -> str:
    """Return a new access token of a sign-in, with the user's present claims."""
    claims = {"is_admin": user.is_admin, "sid": session_id}
    token: str = create_access_token(str(user.id), additional_claims=claims)
    return token


def refresh_token(user: Caller, session: UserSession, instant: datetime) -> str:
    """Return the refresh token of a sign-in that serves now; it lasts as long as the sign-in."""
    claims = {"sid": session.id, "number": session.refresh_number}
    lasts = session.expires_at - instant
    token: str = create_refresh_token(str(user.id), expires_delta=lasts, additional_claims=claims)
    return token


def bearer(claims: dict[str, Any]) -> Account | None:
    """Load the account that a verified token names, None when it or the sign-in is gone."""
    subject, session_id = str(claims.get("sub")), claims.get("sid")
    if not SUBJECT.fullmatch(subject) or type(session_id) is not int:
        return None
    if int(subject) > 2**31 - 1 or session_id > 2**31 - 1:
        return None
    named = {"user_id": int(subject), "session_id": session_id, "instant": clock.read()}
    row = execute(BEARER, named).one_or_none()
    if row is None:
        return None
    mark_used(session_id, row.last_used_at)
    return Account._make(row[: len(ACCOUNT)])
