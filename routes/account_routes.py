"""Everybody's accounts, for the admin: found, changed and signed out."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from models import User
from routes.blueprint import Blueprint
from routes.paging import page_request
from schemas import AccountChangeSchema, AccountQuerySchema, AccountSchema, MessageSchema
from services.paging import Page
from services.refusals import LastAdmin, UserNotFound
from services.user_service import UserService

blp = Blueprint("Users", __name__, url_prefix="/api/admin/users", description="All accounts.")
USER = "/<int(min=1, max=2147483647):user_id>"


@blp.route("")
class AccountsAPI(MethodView):
    """All accounts."""

    @blp.admin("listUsers")
    @blp.arguments(AccountQuerySchema, location="query")
    @blp.page(AccountSchema)
    def get(self, query: dict[str, Any]) -> Page[User]:
        """List accounts, the newest first."""
        page = page_request(query)
        return UserService.page(query, page)


@blp.route(USER)
class AccountAPI(MethodView):
    """One account."""

    @blp.admin("getAccount", UserNotFound)
    @blp.response(200, AccountSchema)
    def get(self, user_id: int) -> User:
        """Read an account."""
        return UserService.read(user_id)

    @blp.admin("changeAccount", UserNotFound, LastAdmin)
    @blp.arguments(AccountChangeSchema)
    @blp.response(200, AccountSchema)
    def patch(self, body: dict[str, bool], user_id: int) -> User:
        """Make somebody an admin or not, switch an account off or on."""
        return UserService.change(current_user, user_id, body)


@blp.route(f"{USER}/sessions")
class AccountSessionsAPI(MethodView):
    """The sign-ins of one account."""

    @blp.admin("endSignInsOfUser", UserNotFound)
    @blp.response(200, MessageSchema)
    def delete(self, user_id: int) -> dict[str, str]:
        """Sign somebody out everywhere."""
        return {"message": f"{UserService.end_sessions(user_id)} sign-ins ended"}
