"""Who may call: tokens verified, the bearer loaded by one query, rights decided by the database."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_jwt_extended import JWTManager, current_user, get_jwt, verify_jwt_in_request
from jwt import ExpiredSignatureError

from routes.errors import render
from services import tokens
from services.account import Account
from services.errors import (
    AuthenticationRequired,
    Forbidden,
    TokenExpired,
    TokenInvalid,
    TokenRevoked,
)
from services.token_verification import verified_claims

SCHEME = "Bearer"


class TokenManager(JWTManager):
    """flask-jwt-extended, with each token verified once and by any of the accepted secrets."""

    def _decode_jwt_from_config(
        self, encoded_token: str, csrf_value: str | None = None, allow_expired: bool = False
    ) -> dict[str, Any]:
        # The library would read the token twice unverified, to let a callback choose a key by
        # what nobody has signed yet, and knows one key only.
        config = current_app.config
        secrets = (config["JWT_SECRET_KEY"], *config["JWT_PREVIOUS_SECRET_KEYS"])
        try:
            return verified_claims(encoded_token, secrets, tokens.ISSUER)
        except ExpiredSignatureError as error:
            error.jwt_header, error.jwt_data = {}, {}  # type: ignore[attr-defined]
            raise


jwt = TokenManager()


def require_nothing() -> None:
    """Let anyone call: public routes look at no token."""


def require_user() -> None:
    """Refuse whoever sends no access token of a running sign-in."""
    verify_jwt_in_request()


def require_refresh_token() -> None:
    """Refuse whoever sends no refresh token of a running sign-in."""
    verify_jwt_in_request(refresh=True)


def require_admin() -> None:
    """Refuse whoever is not an admin, as the database says now."""
    verify_jwt_in_request()
    if not current_user.is_admin:
        raise Forbidden()


def require_machine() -> None:
    """Refuse whoever sends neither METRICS_TOKEN nor an admin's access token."""
    expected = current_app.config["METRICS_TOKEN"]
    sent = request.headers.get("Authorization", "")
    if not expected or not hmac.compare_digest(sent.encode(), f"{SCHEME} {expected}".encode()):
        require_admin()


def is_admin_calling() -> bool:
    """Say whether the request comes with an admin's token; none at all is no failure."""
    verify_jwt_in_request(optional=True)
    return bool(current_user and current_user.is_admin)


def session_id() -> int:
    """Return the id of the sign-in that the request's token belongs to."""
    return int(get_jwt()["sid"])


def refresh_number() -> int:
    """Return which of its sign-in's refresh tokens the request's token is, counted from 0."""
    return int(get_jwt().get("number", 0))


def caller_id() -> int | None:
    """Return the id of who is signed in; None where this request's route asked for no token."""
    caller = g.get("bearer")
    return caller.id if caller else None


def register_access(app: Flask) -> None:
    """Let flask-jwt-extended verify tokens in `app`, and refuse in the shop's shape."""
    app.config.update(tokens.jwt_settings())
    app.before_request(_in_one_case)
    jwt.init_app(app)
    jwt.user_lookup_loader(_bearer)
    jwt.unauthorized_loader(lambda _reason: render(AuthenticationRequired()))
    refusals: dict[Callable[..., Any], type[AuthenticationRequired]] = {
        jwt.invalid_token_loader: TokenInvalid,
        jwt.token_verification_failed_loader: TokenInvalid,
        jwt.expired_token_loader: TokenExpired,
        jwt.user_lookup_error_loader: TokenRevoked,
        jwt.revoked_token_loader: TokenRevoked,
    }
    for register, refusal in refusals.items():
        register(_renderer(refusal))


def _in_one_case() -> None:
    """Name the scheme as flask-jwt-extended reads it; its case says nothing (RFC 9110, 11.1)."""
    scheme, space, token = request.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme != SCHEME and scheme.lower() == SCHEME.lower():
        request.environ["HTTP_AUTHORIZATION"] = f"{SCHEME}{space}{token}"


def _renderer(refusal: type[AuthenticationRequired]) -> Callable[..., Response]:
    return lambda *_details: render(refusal())


def _bearer(_header: object, claims: dict[str, Any]) -> Account | None:
    g.bearer = tokens.bearer(claims)
    return g.bearer
