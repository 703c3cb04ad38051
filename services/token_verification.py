"""Verifying a token: once, by the secrets that are accepted, before anything in it is believed.

RFC 8725: one algorithm whatever the header says (3.1), no key from the token (3.10), issuer and
kind checked (3.8, 3.11); RFC 7519: times are numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jwt
from jwt.exceptions import DecodeError, InvalidSignatureError

ALGORITHM = "HS256"
HEADERS = {"alg", "typ"}
KINDS = ("access", "refresh")
CLAIMS = ("exp", "iss", "jti", "sid", "sub", "type")
TIMES = ("exp", "iat", "nbf")


def verified_claims(token: str, secrets: Sequence[str], issuer: str) -> dict[str, Any]:
    """Return the claims of a token that one of `secrets` signed and that is of this time.

    Raises jwt.InvalidTokenError, and ExpiredSignatureError of these when it has run out.
    """
    for secret in secrets[:-1]:
        try:
            return _claims(token, secret, issuer)
        except InvalidSignatureError:  # An earlier secret may have signed it.
            continue
    return _claims(token, secrets[-1], issuer)


def _claims(token: str, secret: str, issuer: str) -> dict[str, Any]:
    try:
        read = jwt.decode_complete(
            token,
            secret,
            algorithms=[ALGORITHM],
            issuer=issuer,
            options={"require": list(CLAIMS), "verify_aud": False},
        )
    except (TypeError, ValueError, OverflowError):
        raise DecodeError("A claim is of a kind that it can't have.") from None
    if not set(read["header"]) <= HEADERS:
        raise DecodeError("The token names keys or rules of its own.")
    claims: dict[str, Any] = read["payload"]
    if claims["type"] not in KINDS:
        raise DecodeError("The token is of no kind of this shop.")
    if any(type(claims.get(name, 0)) not in (int, float) for name in TIMES):
        raise DecodeError("A time is no number.")
    if type(claims.get("number", 0)) is not int:
        raise DecodeError("The number of a refresh token is none.")
    return claims
