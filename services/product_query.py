"""Reading products: a page or one, with category, offer, current price and lowest price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam

from models import Product
from services import clock
from services.freshness import Fresh, seconds_fresh
from services.paging import Page, PageRequest, page_of, position
from services.prepared import Prepared, Row
from services.product_listing import NEXT_BOUNDARY, count_of, page_rows
from services.product_shape import Asked
from services.product_view import ON_SALE, ProductView
from services.refusals import ProductNotFound

ONE = Prepared(
    lambda: ON_SALE.where(Product.id == bindparam("product_id", type_=Product.id.type)).add_columns(
        NEXT_BOUNDARY
    )
)


class ProductQuery:
    """Reads of the catalogue."""

    @staticmethod
    def page(filters: Mapping[str, Any], sort: str, request: PageRequest) -> Page[ProductView]:
        """Return a page of the products on sale that pass all `filters`.

        `filters` takes q, category_id, min_price, max_price (cents), on_offer,
        in_stock; `sort` is a key of the API's sorts. Raises CursorInvalid, CursorExpired.
        """
        asked = Asked.of(filters, sort)
        listing = f"products:{asked.shape.sort}"
        start = position(request, listing)
        rows = page_rows(asked, start, request.limit + 1)
        page = page_of(rows, request, listing, start, _sort_values)
        views = ProductView.all_of(page.items, start.instant)
        total = count_of(asked, start.instant) if request.count else None
        fresh = _fresh_seconds(rows, request)
        return Page(views, page.next_cursor, page.previous_cursor, total, fresh)

    @staticmethod
    def one(product_id: int) -> ProductView:
        """Return a product on sale. Raises ProductNotFound."""
        return ProductQuery.shown(product_id).found

    @staticmethod
    def shown(product_id: int) -> Fresh[ProductView]:
        """Return a product on sale, and how long it stays as it is. Raises ProductNotFound."""
        instant = clock.now()
        row = ONE.first(instant=instant, product_id=product_id)
        if row is None:
            raise ProductNotFound()
        (view,) = ProductView.all_of([row], instant)
        return Fresh(view, seconds_fresh(row[-1], instant))


def _sort_values(row: Row) -> list[Any]:
    """Return what a row is sorted by: the columns after the view and the boundary, and its id."""
    return [*row[len(ON_SALE.selected_columns) : -1], row[0]]


def _fresh_seconds(rows: list[Row], request: PageRequest) -> int | None:
    """Say how long a page may be kept; None for one that is pinned to an earlier instant."""
    if request.cursor is not None:
        return None
    # An empty page knows no boundary, and an offer may put products on it at any.
    return seconds_fresh(rows[0][-1], clock.now()) if rows else 0
