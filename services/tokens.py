"""The two tokens of a sign-in: JWTs that name a user and a UserSession row.

Claims are a hint for the client; each request asks the database who it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_jwt_extended import create_access_token, create_refresh_token
from sqlalchemy import select

from models import User, UserSession, db
from services import clock

ACCESS_LIFETIME = timedelta(hours=1)
REFRESH_LIFETIME = timedelta(days=30)
ISSUER = "shop"


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


def access_token(user: User, session_id: int) -> str:
    """Return a new access token of a sign-in, with the user's present claims."""
    claims = {"is_admin": user.is_admin, "sid": session_id}
    token: str = create_access_token(str(user.id), additional_claims=claims)
    return token


def refresh_token(user: User, session_id: int) -> str:
    """Return a refresh token of a sign-in."""
    token: str = create_refresh_token(str(user.id), additional_claims={"sid": session_id})
    return token


def bearer(claims: dict[str, Any]) -> User | None:
    """Load the user that a verified token names, None when the sign-in or the user is gone."""
    subject, session_id = str(claims.get("sub")), claims.get("sid")
    if not subject.isascii() or not subject.isdigit() or type(session_id) is not int:
        return None
    if int(subject) > 2**31 - 1 or session_id > 2**31 - 1:
        return None
    return db.session.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            User.id == int(subject),
            UserSession.id == session_id,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
        )
    )
