"""The pictures of a product: looked through, added, put in order, described, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask.views import MethodView

from models import Image
from routes.blueprint import Blueprint
from routes.caching import cached
from routes.limits import limited, uploads
from routes.product_routes import PRODUCT
from routes.uploads import UPLOAD_REFUSALS, read_upload
from schemas import ImageChangeSchema, ImageSchema, ImageUploadSchema, MessageSchema
from services import image_owners
from services.image_service import ImageService
from services.refusals import ImageNotFound, ProductNotFound, TooManyImages

blp = Blueprint("Images", __name__, url_prefix="/api/products", description="A product's pictures.")


@blp.route(f"{PRODUCT}/images")
class ImagesAPI(MethodView):
    """All pictures of a product."""

    @blp.anyone("listImages", ProductNotFound)
    @blp.response(200, ImageSchema(many=True))
    def get(self, product_id: int) -> tuple[Sequence[Image], dict[str, str]]:
        """List a product's pictures, the first one first."""
        return cached(ImageService.shown(image_owners.PRODUCT, product_id))

    @blp.admin("addImage", ProductNotFound, TooManyImages, *UPLOAD_REFUSALS)
    @blp.arguments(ImageUploadSchema, location="files")
    @limited(uploads)
    @blp.response(201, ImageSchema)
    def post(self, files: dict[str, Any], product_id: int) -> Image:
        """Upload one picture more, behind the others; 20 at most."""
        return ImageService.add(image_owners.PRODUCT, product_id, *read_upload(files))


@blp.route(f"{PRODUCT}/images/<int(min=1, max=2147483647):image_id>")
class ImageAPI(MethodView):
    """One picture of a product."""

    @blp.admin("changeImage", ProductNotFound, ImageNotFound)
    @blp.arguments(ImageChangeSchema)
    @blp.response(200, ImageSchema)
    def patch(self, body: dict[str, Any], product_id: int, image_id: int) -> Image:
        """Describe a picture, or give it another place."""
        return ImageService.change(image_owners.PRODUCT, product_id, image_id, body)

    @blp.admin("deleteImage", ProductNotFound, ImageNotFound)
    @blp.response(200, MessageSchema)
    def delete(self, product_id: int, image_id: int) -> dict[str, str]:
        """Take a picture away; those behind it move up."""
        ImageService.remove(image_owners.PRODUCT, product_id, image_id)
        return {"message": "Image deleted"}
