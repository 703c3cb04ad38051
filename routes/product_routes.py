"""Products: listed, read, added, changed, withdrawn, and their first picture."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.caching import cached
from routes.limits import limited, uploads
from routes.paging import page_request
from routes.uploads import UPLOAD_REFUSALS, read_upload
from schemas import (
    ImageUploadSchema,
    MessageSchema,
    ProductChangeSchema,
    ProductCreateSchema,
    ProductImageSchema,
    ProductQuerySchema,
    ProductReplaceSchema,
    ProductSchema,
)
from services import image_owners
from services.errors import PreconditionFailed
from services.image_service import ImageService
from services.paging import Page
from services.product_query import ProductQuery
from services.product_service import ProductService
from services.product_view import ProductView
from services.refusals import (
    CategoryNotFound,
    ImageNotFound,
    OfferNotFound,
    ProductNotFound,
)

blp = Blueprint("Products", __name__, url_prefix="/api/products", description="What is for sale.")
PRODUCT = "/<int(min=1, max=2147483647):product_id>"
ETAG = {"ETag": {"description": "For `If-Match`.", "schema": {"type": "string"}}}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The `ETag` of the version to change; 412 when it has changed since.",
    "schema": {"type": "string"},
}

Tagged = tuple[ProductView, dict[str, str]]


@blp.route("")
class ProductsAPI(MethodView):
    """All products."""

    @blp.anyone("listProducts")
    @blp.arguments(ProductQuerySchema, location="query")
    @blp.page(ProductSchema)
    def get(self, query: dict[str, Any]) -> Page[ProductView]:
        """List products at their current prices, filtered and sorted."""
        return ProductQuery.page(query, query.pop("sort"), page_request(query))

    @blp.admin("createProduct", CategoryNotFound, OfferNotFound)
    @blp.arguments(ProductCreateSchema)
    @blp.response(201, ProductSchema, headers={"Location": {"schema": {"type": "string"}}, **ETAG})
    def post(self, body: dict[str, Any]) -> Tagged:
        """Put a product on sale."""
        view, headers = _tagged(ProductService.create(body))
        return view, {**headers, "Location": url_for("Products.ProductAPI", product_id=view.id)}


@blp.route(PRODUCT)
class ProductAPI(MethodView):
    """One product."""

    @blp.anyone("getProduct", ProductNotFound)
    @blp.response(200, ProductSchema, headers=ETAG)
    def get(self, product_id: int) -> Tagged:
        """Read a product at its current price."""
        view, headers = cached(ProductQuery.shown(product_id))
        return view, {**headers, **_tagged(view)[1]}

    @blp.admin(
        "replaceProduct", ProductNotFound, CategoryNotFound, OfferNotFound, PreconditionFailed
    )
    @blp.doc(parameters=[IF_MATCH])
    @blp.arguments(ProductReplaceSchema)
    @blp.response(200, ProductSchema, headers=ETAG)
    def put(self, body: dict[str, Any], product_id: int) -> Tagged:
        """Replace what an admin sets of a product."""
        values = {"description": None, **body}
        return _tagged(ProductService.change(product_id, values, _if_match()))

    @blp.admin(
        "changeProduct", ProductNotFound, CategoryNotFound, OfferNotFound, PreconditionFailed
    )
    @blp.doc(parameters=[IF_MATCH])
    @blp.arguments(ProductChangeSchema)
    @blp.response(200, ProductSchema, headers=ETAG)
    def patch(self, body: dict[str, Any], product_id: int) -> Tagged:
        """Change some of a product."""
        return _tagged(ProductService.change(product_id, body, _if_match()))

    @blp.admin("withdrawProduct", ProductNotFound, PreconditionFailed)
    @blp.doc(parameters=[IF_MATCH])
    @blp.response(200, MessageSchema)
    def delete(self, product_id: int) -> dict[str, str]:
        """Withdraw a product; orders keep their lines."""
        ProductService.withdraw(product_id, _if_match())
        return {"message": "Product withdrawn"}


@blp.route(f"{PRODUCT}/image")
class ProductImageAPI(MethodView):
    """The first picture of a product."""

    @blp.anyone("getProductImage", ProductNotFound)
    @blp.response(200, ProductSchema)
    def get(self, product_id: int) -> Tagged:
        """Read a product with the address of its picture, or null there."""
        return cached(ProductQuery.shown(product_id))

    @blp.admin("setProductImage", ProductNotFound, *UPLOAD_REFUSALS)
    @blp.arguments(ImageUploadSchema, location="files")
    @limited(uploads)
    @blp.response(200, ProductImageSchema)
    def post(self, files: dict[str, Any], product_id: int) -> dict[str, Any]:
        """Upload a product's first picture; it takes the old one's place."""
        product = ImageService.set_first(image_owners.PRODUCT, product_id, *read_upload(files))
        return {"message": "Product image uploaded", "image_url": product.image, "product": product}

    @blp.admin("deleteProductImage", ProductNotFound, ImageNotFound)
    @blp.response(200, ProductImageSchema)
    def delete(self, product_id: int) -> dict[str, Any]:
        """Take a product's first picture away; where there are others, the next one moves up."""
        product = ImageService.remove_first(image_owners.PRODUCT, product_id)
        return {"message": "Product image deleted", "image_url": product.image, "product": product}


def _tagged(view: ProductView) -> Tagged:
    """Answer a product with its version as ETag."""
    return view, {"ETag": f'"{view.version}"'}


def _if_match() -> set[str] | None:
    """Return the versions that `If-Match` allows, None for any."""
    if "If-Match" not in request.headers or request.if_match.star_tag:
        return None
    # A proxy that compresses makes our tags weak, and what it sent comes back as it sent it.
    return request.if_match.as_set(include_weak=True)
