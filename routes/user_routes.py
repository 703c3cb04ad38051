"""The signed-in user's own account and picture."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.blueprint import Blueprint
from routes.uploads import read_upload
from schemas import ImageUploadSchema, UserImageSchema, UserSchema
from services.account import Account
from services.image_service import ImageService
from services.refusals import ImageInvalid, ImageNotFound

blp = Blueprint("User", __name__, url_prefix="/api/user", description="My own account.")


@blp.route("")
class UserAPI(MethodView):
    """My account."""

    @blp.signed_in("getUser")
    @blp.response(200, UserSchema)
    def get(self) -> Account:
        """Read my account."""
        return current_user


@blp.route("/profile-image")
class UserImageAPI(MethodView):
    """My picture."""

    @blp.signed_in("getProfileImage")
    @blp.response(200, UserSchema)
    def get(self) -> Account:
        """Read my account with the address of its picture, or null there."""
        return current_user

    @blp.signed_in("setProfileImage", ImageInvalid)
    @blp.arguments(ImageUploadSchema, location="files")
    @blp.response(200, UserImageSchema)
    def post(self, files: dict[str, Any]) -> dict[str, Any]:
        """Upload my picture; it takes the old one's place."""
        user = ImageService.set_user_image(current_user, *read_upload(files))
        return {"message": "Profile image uploaded", "profile_image_url": user.image, "user": user}

    @blp.signed_in("deleteProfileImage", ImageNotFound)
    @blp.response(200, UserImageSchema)
    def delete(self) -> dict[str, Any]:
        """Take my picture away."""
        user = ImageService.remove_user_image(current_user)
        return {"message": "Profile image deleted", "profile_image_url": None, "user": user}
