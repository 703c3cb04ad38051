"""Reading products: one statement gives a page with category, offer and current price.

`ProductView` is what clients see of a product at one instant. Whoever needs a
product with all of it, lists and carts, reads it here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select

from models import Category, Product, db
from services import clock
from services.freshness import Fresh, seconds_fresh
from services.paging import Page, PageRequest, counted, page_of, position
from services.price_sql import (
    INSTANT,
    RunningOffer,
    base_cents,
    best_offer_id,
    current_cents,
    histories,
    next_boundary,
)
from services.pricing import basis_points_off, lowest_price_before_reduction
from services.refusals import ProductNotFound
from services.text import search_words


class CategoryName(NamedTuple):
    """The category as a product shows it."""

    name: str


class AppliedOffer(NamedTuple):
    """The running offer as a product shows it."""

    name: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product as it is at one instant; the fields stand in the order of `VIEW`."""

    id: int
    name: str
    description: str | None
    price_cents: int
    current_price_cents: int
    stock: int
    category_id: int
    category_name: str
    offer_id: int | None
    offer_name: str | None
    basis_points: int | None
    image: str | None
    created_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    lowest_price_30d_cents: int | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> ProductView:
        """Take the view's columns, which come first, out of a row."""
        return cls(*row[: len(VIEW_COLUMNS)])

    @property
    def category(self) -> CategoryName:
        """The category with its name."""
        return CategoryName(self.category_name)

    @property
    def offer(self) -> AppliedOffer | None:
        """The running offer, None when none runs."""
        if self.offer_id is None:
            return None
        return AppliedOffer(self.offer_name or "", self.basis_points or 0)

    @property
    def is_on_offer(self) -> bool:
        """Whether an offer runs."""
        return self.offer_id is not None

    @property
    def discount_cents(self) -> int:
        """What the running offer takes off the base price."""
        return self.price_cents - self.current_price_cents

    @property
    def basis_points_off_lowest(self) -> int | None:
        """How far the price lies below the lowest earlier one; None without that."""
        return basis_points_off(self.lowest_price_30d_cents, self.current_price_cents)

    @property
    def version(self) -> str:
        """A fingerprint of all that is shown, for ETag and If-Match."""
        return hashlib.blake2s(repr(astuple(self)).encode(), digest_size=12).hexdigest()


VIEW_COLUMNS = (
    Product.id,
    Product.name,
    Product.description,
    base_cents().label("price_cents"),
    current_cents().label("current_price_cents"),
    Product.stock,
    Product.category_id,
    Category.name.label("category_name"),
    RunningOffer.id.label("offer_id"),
    RunningOffer.name.label("offer_name"),
    RunningOffer.basis_points,
    Product.image,
    Product.created_at,
    Product.updated_at,
    Product.withdrawn_at,
)
VIEW: Select[*tuple[Any, ...]] = (
    select(*VIEW_COLUMNS)
    .join(Category, Category.id == Product.category_id)
    .outerjoin(RunningOffer, RunningOffer.id == best_offer_id())
)
IS_ON_SALE = and_(
    # A preview of the past shows what was on sale then.
    Product.created_at <= INSTANT,
    or_(Product.withdrawn_at.is_(None), Product.withdrawn_at > INSTANT),
)
ON_SALE = VIEW.where(IS_ON_SALE)

NEXT_BOUNDARY = next_boundary().label("next_boundary")


class ProductQuery:
    """Reads of the catalogue."""

    @staticmethod
    def page(filters: Mapping[str, Any], sort: str, request: PageRequest) -> Page[ProductView]:
        """Return a page of the products on sale that pass all `filters`.

        `filters` takes q, category_id, min_price, max_price (cents), on_offer,
        in_stock; `sort` is a key of the API's sorts. Raises CursorInvalid, CursorExpired.
        """
        listing = f"products:{sort}"
        start = position(request, listing)
        chosen = ON_SALE.where(*_conditions(filters))
        key, descending = _sort_key(sort, filters)
        statement = chosen.add_columns(key.label("sort_key"), NEXT_BOUNDARY)
        if start.after:
            statement = statement.where(_after(key, descending, start.after))
        first = key.desc() if descending else key.asc()
        by_id = Product.id.desc() if sort == "newest" else Product.id.asc()
        rows = db.session.execute(
            statement.order_by(first, by_id).limit(request.limit + 1), {"instant": start.instant}
        ).all()
        page = page_of(rows, request, listing, start, lambda row: [row.sort_key, row.id])
        views = [ProductView.of(row) for row in page.items]
        total = counted(chosen, {"instant": start.instant}) if request.count else None
        views = with_lowest_price(views, start.instant)
        return Page(views, page.next_cursor, total, _fresh_seconds(rows, request))

    @staticmethod
    def one(product_id: int) -> ProductView:
        """Return a product on sale. Raises ProductNotFound."""
        return ProductQuery.shown(product_id).found

    @staticmethod
    def shown(product_id: int) -> Fresh[ProductView]:
        """Return a product on sale, and how long it stays as it is. Raises ProductNotFound."""
        instant = clock.now()
        statement = ON_SALE.where(Product.id == product_id).add_columns(NEXT_BOUNDARY)
        row = db.session.execute(statement, {"instant": instant}).one_or_none()
        if row is None:
            raise ProductNotFound()
        (view,) = with_lowest_price([ProductView.of(row)], instant)
        return Fresh(view, seconds_fresh(row.next_boundary, instant))


def with_lowest_price(views: Sequence[ProductView], instant: datetime) -> list[ProductView]:
    """Complete the views of products on offer with their lowest earlier price."""
    on_offer = [view.id for view in views if view.is_on_offer]
    if not on_offer:
        return list(views)
    known = histories(on_offer)
    return [
        replace(view, lowest_price_30d_cents=lowest_price_before_reduction(known[view.id], instant))
        if view.is_on_offer
        else view
        for view in views
    ]


def _fresh_seconds(rows: Sequence[Row[Any]], request: PageRequest) -> int | None:
    """Say how long a page may be kept; None for one that is pinned to an earlier instant."""
    if request.cursor is not None:
        return None
    # An empty page knows no boundary, and an offer may put products on it at any.
    return seconds_fresh(rows[0].next_boundary, clock.now()) if rows else 0


def _conditions(filters: Mapping[str, Any]) -> Iterable[ColumnElement[bool]]:
    """Yield the SQL of each filter given."""
    for word in search_words(filters.get("q") or ""):
        yield Product.search_text.contains(f" {word}", autoescape=True)
    if "category_id" in filters:
        yield Product.category_id == filters["category_id"]
    if "min_price_cents" in filters:
        yield current_cents() >= filters["min_price_cents"]
    if "max_price_cents" in filters:
        yield current_cents() <= filters["max_price_cents"]
    if "on_offer" in filters:
        yield RunningOffer.id.is_not(None) if filters["on_offer"] else RunningOffer.id.is_(None)
    if "in_stock" in filters:
        yield Product.stock > 0 if filters["in_stock"] else Product.stock == 0


def _sort_key(sort: str, filters: Mapping[str, Any]) -> tuple[Any, bool]:
    """Return the expression that a sort orders by, and whether the largest comes first."""
    words = search_words(filters.get("q") or "")
    if sort == "relevance" and words:
        found = [
            case((Product.search_name.contains(f" {one}", autoescape=True), 1), else_=0)
            for one in words
        ]
        return sum(found[1:], found[0]), True
    return {
        "name": (Product.search_name, False),
        "price": (current_cents(), False),
        "-price": (current_cents(), True),
        "discount": (func.coalesce(RunningOffer.basis_points, -1), True),
    }.get(sort, (Product.id, True))


def _after(key: Any, descending: bool, after: list[Any]) -> ColumnElement[bool]:
    """Select the rows behind a position, which is a sort value and an id."""
    value, last_id = after
    behind: ColumnElement[bool] = Product.id < last_id
    if key is not Product.id:
        beyond = key < literal(value) if descending else key > literal(value)
        behind = or_(beyond, and_(key == literal(value), Product.id > last_id))
    return behind
