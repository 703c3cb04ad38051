"""Accounts: register, sign in, refresh, sign out."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.access import refresh_number, session_id
from routes.blueprint import Blueprint
from routes.limits import limited, registrations, sign_in_failures
from schemas import (
    LoginSchema,
    MessageSchema,
    RefreshedSchema,
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
    @limited(registrations)
    @blp.response(201, RegisteredSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Open an account."""
        return {"message": "User created", "user": AuthService.register(**body)}


@blp.route("/login")
class LoginAPI(MethodView):
    """Beginning a sign-in."""

    @blp.anyone("login", WrongCredentials)
    @blp.arguments(LoginSchema)
    @limited(sign_in_failures, only=WrongCredentials)
    @blp.response(200, TokensSchema)
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Sign in and get two tokens."""
        return AuthService.login(**body)


@blp.route("/refresh")
class RefreshAPI(MethodView):
    """Staying signed in."""

    @blp.refresh_token("refresh")
    @blp.response(200, RefreshedSchema)
    def post(self) -> dict[str, str]:
        """Get a new access token for a refresh token."""
        return AuthService.refresh(current_user, session_id(), refresh_number())


@blp.route("/logout")
class LogoutAPI(MethodView):
    """Ending a sign-in."""

    @blp.signed_in("logout")
    @blp.response(200, MessageSchema)
    def post(self) -> dict[str, str]:
        """Sign out: both tokens of this sign-in are dead at once."""
        AuthService.logout(current_user, session_id())
        return {"message": "Signed out"}
