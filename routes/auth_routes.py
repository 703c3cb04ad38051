"""Accounts: register, sign in, refresh, sign out."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.access import session_id
from routes.blueprint import Blueprint
from schemas import (
    AccessTokenSchema,
    LoginSchema,
    MessageSchema,
    RegisteredSchema,
    RegisterSchema,
    TokensSchema,
)
from services.auth_service import AuthService
from services.refusals import UsernameTaken, WrongCredentials

blp = Blueprint("Accounts", __name__, url_prefix="/api", description="Sign up, sign in, sign out.")


@blp.route("/register")
class RegisterAPI(MethodView):
    """Opening an account."""

    @blp.anyone("register", UsernameTaken)
    @blp.arguments(RegisterSchema)
    @blp.response(201, RegisteredSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Open an account."""
        minimum = current_app.config["PASSWORD_MIN_LENGTH"]
        return {
            "message": "User created",
            "user": AuthService.register(**body, minimum_length=minimum),
        }


@blp.route("/login")
class LoginAPI(MethodView):
    """Beginning a sign-in."""

    @blp.anyone("login", WrongCredentials)
    @blp.arguments(LoginSchema)
    @blp.response(200, TokensSchema)
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Sign in and get two tokens."""
        return AuthService.login(**body)


@blp.route("/refresh")
class RefreshAPI(MethodView):
    """Staying signed in."""

    @blp.refresh_token("refresh")
    @blp.response(200, AccessTokenSchema)
    def post(self) -> dict[str, str]:
        """Get a new access token for a refresh token."""
        return AuthService.refresh(current_user, session_id())


@blp.route("/logout")
class LogoutAPI(MethodView):
    """Ending a sign-in."""

    @blp.signed_in("logout")
    @blp.response(200, MessageSchema)
    def post(self) -> dict[str, str]:
        """Sign out: both tokens of this sign-in are dead at once."""
        AuthService.logout(session_id())
        return {"message": "Signed out"}
