"""Where I am signed in, and signing out from afar."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.access import session_id as current_session_id
from routes.blueprint import Blueprint
from routes.paging import page_request
from schemas import MessageSchema, PageQuerySchema, SignInSchema
from services.paging import Page
from services.refusals import SignInNotFound
from services.session_service import SessionService, SignIn

blp = Blueprint(
    "Sign-ins", __name__, url_prefix="/api/user/sessions", description="Where I am signed in."
)


@blp.route("")
class SessionsAPI(MethodView):
    """All my sign-ins."""

    @blp.signed_in("listSignIns")
    @blp.arguments(PageQuerySchema, location="query")
    @blp.page(SignInSchema)
    def get(self, query: dict[str, Any]) -> Page[SignIn]:
        """List where I am signed in, the newest first."""
        return SessionService.page(current_user, current_session_id(), page_request(query))

    @blp.signed_in("endOtherSignIns")
    @blp.response(200, MessageSchema)
    def delete(self) -> dict[str, str]:
        """Sign out everywhere but here."""
        ended = SessionService.end_others(current_user, current_session_id())
        return {"message": f"{ended} other sign-ins ended"}


@blp.route("/<int(min=1, max=2147483647):session_id>")
class SessionAPI(MethodView):
    """One sign-in of mine."""

    @blp.signed_in("endSignIn", SignInNotFound)
    @blp.response(200, MessageSchema)
    def delete(self, session_id: int) -> dict[str, str]:
        """End a sign-in: both its tokens are dead at once."""
        SessionService.end(current_user, session_id)
        return {"message": "Sign-in ended"}
