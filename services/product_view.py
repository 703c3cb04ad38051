"""A product as clients see it at one instant, read in one statement with all of its figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, or_, select

from models import Category, Product
from services.lowest_price import Reduced, lowest_prices
from services.price_sql import (
    INSTANT,
    RunningOffer,
    base_cents,
    counting_offer_id,
    current_cents,
)
from services.pricing import basis_points_off


class CategoryName(NamedTuple):
    """The category as a product shows it."""

    name: str


class AppliedOffer(NamedTuple):
    """The running offer as a product shows it."""

    name: str
    basis_points: int


class ProductView(NamedTuple):
    """A product as it is at one instant; the fields stand in the order of `VIEW_COLUMNS`."""

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
    image_details: str | None
    created_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    lowest_price_30d_cents: int | None

    @classmethod
    def all_of(cls, rows: Iterable[Sequence[Any]], instant: datetime) -> list[ProductView]:
        """Take the view's columns, which come first, out of rows read as of `instant`."""
        views = [cls._make((*row[: len(VIEW_COLUMNS)], None)) for row in rows]
        reduced = [
            Reduced(view.id, view.offer_id, view.updated_at) for view in views if view.offer_id
        ]
        if not reduced:
            return views
        lowest = lowest_prices(reduced, instant)
        return [
            view._replace(lowest_price_30d_cents=lowest[view.id]) if view.id in lowest else view
            for view in views
        ]

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
        return hashlib.blake2s(repr(tuple(self)).encode(), digest_size=12).hexdigest()


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
    Product.image_details,
    Product.created_at,
    Product.updated_at,
    Product.withdrawn_at,
)
VIEW: Select[*tuple[Any, ...]] = (
    select(*VIEW_COLUMNS)
    .join(Category, Category.id == Product.category_id)
    .outerjoin(RunningOffer, RunningOffer.id == counting_offer_id())
)
IS_ON_SALE = and_(
    # A preview of the past shows what was on sale then.
    Product.created_at <= INSTANT,
    or_(Product.withdrawn_at.is_(None), Product.withdrawn_at > INSTANT),
)
ON_SALE = VIEW.where(IS_ON_SALE)
