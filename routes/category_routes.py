"""Categories, and the products of one."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.caching import cached
from routes.paging import page_request
from schemas import (
    CategoryChangeSchema,
    CategoryProductQuerySchema,
    CategorySchema,
    CategoryWriteSchema,
    MessageSchema,
    ProductSchema,
)
from services.category_service import CategoryService
from services.freshness import unplanned
from services.paging import Page
from services.product_view import ProductView
from services.refusals import CategoryNameTaken, CategoryNotEmpty, CategoryNotFound

blp = Blueprint("Categories", __name__, url_prefix="/api/categories", description="The shelves.")
CATEGORY = "/<int(min=1, max=2147483647):category_id>"


@blp.route("")
class CategoriesAPI(MethodView):
    """All categories."""

    @blp.anyone("listCategories")
    @blp.response(200, CategorySchema(many=True))
    def get(self) -> tuple[list[Any], dict[str, str]]:
        """List all categories."""
        return cached(unplanned(CategoryService.every()))

    @blp.admin("createCategory", CategoryNameTaken)
    @blp.arguments(CategoryWriteSchema)
    @blp.response(201, CategorySchema, headers={"Location": {"schema": {"type": "string"}}})
    def post(self, body: dict[str, Any]) -> tuple[Any, dict[str, str]]:
        """Add a category."""
        category = CategoryService.create(**body)
        return category, {"Location": url_for("Categories.CategoryAPI", category_id=category.id)}


@blp.route(CATEGORY)
class CategoryAPI(MethodView):
    """One category."""

    @blp.anyone("getCategory", CategoryNotFound)
    @blp.response(200, CategorySchema)
    def get(self, category_id: int) -> tuple[Any, dict[str, str]]:
        """Read a category."""
        return cached(unplanned(CategoryService.read(category_id)))

    @blp.admin("changeCategory", CategoryNotFound, CategoryNameTaken)
    @blp.arguments(CategoryChangeSchema)
    @blp.response(200, CategorySchema)
    def patch(self, body: dict[str, Any], category_id: int) -> Any:
        """Rename a category."""
        return CategoryService.rename(category_id, **body)

    @blp.admin("deleteCategory", CategoryNotFound, CategoryNotEmpty)
    @blp.response(200, MessageSchema)
    def delete(self, category_id: int) -> dict[str, str]:
        """Delete an empty category."""
        CategoryService.delete(category_id)
        return {"message": "Category deleted"}


@blp.route(f"{CATEGORY}/products")
class CategoryProductsAPI(MethodView):
    """The products of one category."""

    @blp.anyone("listCategoryProducts", CategoryNotFound)
    @blp.arguments(CategoryProductQuerySchema, location="query")
    @blp.page(ProductSchema)
    def get(self, query: dict[str, Any], category_id: int) -> Page[ProductView]:
        """List the products of a category."""
        request = page_request(query)
        sort = query.pop("sort")
        return CategoryService.products(category_id, query, sort, request)
