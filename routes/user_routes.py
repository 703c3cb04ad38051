"""The signed-in user's own account and picture."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.access import session_id
from routes.blueprint import Blueprint
from routes.limits import limited, own_password_failures, registrations, uploads
from routes.uploads import UPLOAD_REFUSALS, read_upload
from schemas import (
    ExportSchema,
    ImageUploadSchema,
    LeaveSchema,
    MessageSchema,
    PasswordChangeSchema,
    UserChangeSchema,
    UserImageSchema,
    UserSchema,
)
from services.account import Account
from services.account_export_service import AccountExportService, Export
from services.account_service import AccountService
from services.image_owners import USER
from services.image_service import ImageService
from services.refusals import (
    ImageNotFound,
    LastAdmin,
    PasswordWrong,
    UsernameInUse,
)

blp = Blueprint("User", __name__, url_prefix="/api/user", description="My own account.")
ATTACHED = {"Content-Disposition": {"schema": {"type": "string"}}}
EXPORT_FILE = 'attachment; filename="shop-account.json"'


@blp.route("")
class UserAPI(MethodView):
    """My account."""

    @blp.signed_in("getUser")
    @blp.response(200, UserSchema)
    def get(self) -> Account:
        """Read my account."""
        return current_user

    @blp.signed_in("changeUser", UsernameInUse)
    @blp.arguments(UserChangeSchema)
    @limited(registrations)
    @blp.response(200, UserSchema)
    def patch(self, body: dict[str, str]) -> Account:
        """Give my account another name."""
        return AccountService.rename(current_user, **body)

    @blp.signed_in("deleteUser", PasswordWrong, LastAdmin)
    @blp.arguments(LeaveSchema)
    @limited(own_password_failures, only=PasswordWrong)
    @blp.response(200, MessageSchema)
    def delete(self, body: dict[str, str]) -> dict[str, str]:
        """Delete my account for good; my orders stay, without my name."""
        AccountService.leave(current_user, **body)
        return {"message": "Account deleted"}


@blp.route("/password")
class PasswordAPI(MethodView):
    """My password."""

    @blp.signed_in("changePassword", PasswordWrong)
    @blp.arguments(PasswordChangeSchema)
    @limited(own_password_failures, only=PasswordWrong)
    @blp.response(200, MessageSchema)
    def post(self, body: dict[str, str]) -> dict[str, str]:
        """Set another password; every other sign-in ends."""
        ended = AccountService.change_password(current_user, session_id(), **body)
        return {"message": f"Password changed, {ended} other sign-ins ended"}


@blp.route("/export")
class ExportAPI(MethodView):
    """All that the shop holds on me."""

    @blp.signed_in("exportUser")
    @blp.response(200, ExportSchema, headers=ATTACHED)
    def get(self) -> tuple[Export, dict[str, str]]:
        """Download everything that the shop holds on me."""
        return AccountExportService.of(current_user), {"Content-Disposition": EXPORT_FILE}


@blp.route("/profile-image")
class UserImageAPI(MethodView):
    """My picture."""

    @blp.signed_in("getProfileImage")
    @blp.response(200, UserSchema)
    def get(self) -> Account:
        """Read my account with the address of its picture, or null there."""
        return current_user

    @blp.signed_in("setProfileImage", *UPLOAD_REFUSALS)
    @blp.arguments(ImageUploadSchema, location="files")
    @limited(uploads)
    @blp.response(200, UserImageSchema)
    def post(self, files: dict[str, Any]) -> dict[str, Any]:
        """Upload my picture; it takes the old one's place."""
        user = ImageService.set_first(USER, current_user.id, *read_upload(files))
        return {"message": "Profile image uploaded", "profile_image_url": user.image, "user": user}

    @blp.signed_in("deleteProfileImage", ImageNotFound)
    @blp.response(200, UserImageSchema)
    def delete(self) -> dict[str, Any]:
        """Take my picture away."""
        user = ImageService.remove_first(USER, current_user.id)
        return {"message": "Profile image deleted", "profile_image_url": None, "user": user}
