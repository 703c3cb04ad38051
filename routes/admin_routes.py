"""For the admin: the books, proved."""

from __future__ import annotations

from flask.views import MethodView

from routes.blueprint import Blueprint
from schemas import VerificationSchema
from services.verify_service import Verification, VerifyService

blp = Blueprint("Admin", __name__, url_prefix="/api/admin", description="For the shop's admin.")


@blp.route("/verify")
class VerifyAPI(MethodView):
    """The books."""

    @blp.admin("verifyBooks")
    @blp.response(200, VerificationSchema)
    def get(self) -> Verification:
        """Prove the books: stock, orders, prices and files, each finding with its id."""
        return VerifyService.verify()
