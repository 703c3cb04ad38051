"""Categories: the shelves that products stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Label, Row, Select, func, outerjoin, select

from models import Category, Product, db
from services import audit, clock
from services.catalogue_state import catalogue_changed
from services.findings import kept_at
from services.paging import Page, PageRequest
from services.price_streams import settled_version
from services.product_query import ProductQuery
from services.product_view import IS_ON_SALE, ProductView
from services.refusals import CategoryNameTaken, CategoryNotEmpty, CategoryNotFound
from services.transaction import refusing, transactional


class CategoryService:
    """Read and keep categories."""

    @staticmethod
    def every() -> list[Row[int, str, int]]:
        """Return all categories with how many products each has on sale."""
        instant = clock.now()
        version = settled_version(instant)
        if version is None:
            statement = _counted().order_by(Category.id)
            return list(db.session.execute(statement, {"instant": instant}))
        return kept_at(version, "categories", _counted_at_once)

    @staticmethod
    def read(category_id: int) -> Row[int, str, int]:
        """Return one category with its count. Raises CategoryNotFound."""
        statement = _counted().where(Category.id == category_id)
        row = db.session.execute(statement, {"instant": clock.now()}).one_or_none()
        if row is None:
            raise CategoryNotFound()
        return row

    @staticmethod
    def products(
        category_id: int, filters: Mapping[str, Any], sort: str, request: PageRequest
    ) -> Page[ProductView]:
        """Return a page of a category's products, as `ProductQuery.page` does.

        Raises CategoryNotFound.
        """
        page = ProductQuery.page({**filters, "category_id": category_id}, sort, request)
        # Products are proof enough that there is one.
        if not page.items and db.session.get(Category, category_id) is None:
            raise CategoryNotFound()
        return page

    @staticmethod
    @transactional
    def create(name: str) -> Row[int, str, int]:
        """Add a category. Raises CategoryNameTaken."""
        category = Category(name=name)
        db.session.add(category)
        with refusing(CategoryNameTaken(), on="unique"):
            db.session.flush()
        audit.concerns("category", category.id)
        row = CategoryService.read(category.id)
        catalogue_changed()
        db.session.commit()
        return row

    @staticmethod
    @transactional
    def rename(category_id: int, name: str | None = None) -> Row[int, str, int]:
        """Give a category another name. Raises CategoryNotFound, CategoryNameTaken."""
        category = _locked(category_id)
        category.name = name or category.name
        with refusing(CategoryNameTaken(), on="unique"):
            db.session.flush()
        row = CategoryService.read(category_id)
        catalogue_changed()
        db.session.commit()
        return row

    @staticmethod
    @transactional
    def delete(category_id: int) -> None:
        """Take an empty category away. Raises CategoryNotFound, CategoryNotEmpty.

        Withdrawn products count: orders and carts still name them.
        """
        db.session.delete(_locked(category_id))
        with refusing(CategoryNotEmpty(), on="foreign key"):
            db.session.flush()
        catalogue_changed()
        db.session.commit()


def _counted_at_once() -> list[Row[int, str, int]]:
    """Count every category in one pass over an index; right at any instant after all terms began.

    Coming on sale and being withdrawn begin new terms, so what is on sale by then is what no
    row says is withdrawn.
    """
    counts = (
        select(Product.category_id, func.count().label("products"))
        .where(Product.withdrawn_at.is_(None))
        .group_by(Product.category_id)
        .subquery()
    )
    on_sale: Label[int] = func.coalesce(counts.c.products, 0).label("product_count")
    joined = outerjoin(Category, counts, counts.c.category_id == Category.id)
    statement = select(Category.id, Category.name, on_sale).select_from(joined)
    return list(db.session.execute(statement.order_by(Category.id)))


def _counted() -> Select[int, str, int]:
    on_sale = (
        select(func.count())
        .select_from(Product)
        .where(Product.category_id == Category.id, IS_ON_SALE)
        .scalar_subquery()
    )
    return select(Category.id, Category.name, on_sale.label("product_count"))


def _locked(category_id: int) -> Category:
    category = db.session.get(Category, category_id, with_for_update=True, populate_existing=True)
    if category is None:
        raise CategoryNotFound()
    return category
