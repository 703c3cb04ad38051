"""How many products of a list there are by category, price, offer and stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ClauseElement, Select, bindparam, case, func, outerjoin, select

from models import Category, Product
from services import clock
from services.freshness import Fresh, seconds_fresh
from services.prepared import Row, prepared
from services.price_sql import RunningOffer, current_cents, discounted_cents
from services.price_streams import offer_set_rates, terms_are_settled
from services.product_listing import NEXT_BOUNDARY, chosen, searched
from services.product_shape import Asked, Shape, in_stock
from services.product_view import ON_SALE

BANDS = (0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
"""The cents at which each price band begins; it ends where the next one begins."""


class CategoryCount(NamedTuple):
    """How many products of a list a category has."""

    id: int
    name: str
    products: int


class Band(NamedTuple):
    """How many products of a list cost `from_cents` or more, and less than `to_cents`."""

    from_cents: int
    to_cents: int | None
    products: int


class Facets(NamedTuple):
    """The counts of a list; categories and bands without a product are left out."""

    total: int
    categories: list[CategoryCount]
    price_bands: list[Band]
    on_offer: int
    in_stock: int


class FacetQuery:
    """Counts over the catalogue."""

    @staticmethod
    def of(filters: Mapping[str, Any]) -> Fresh[Facets]:
        """Count the products on sale that pass all `filters`, which `ProductQuery.page` takes."""
        instant = clock.now()
        asked = searched(Asked.of(filters, "newest"))
        settled = not asked.words and terms_are_settled(instant)
        rows = _statement(asked.shape, settled).rows(instant=instant, **asked.parameters)
        boundary = rows[0][-1] if rows else instant
        return Fresh(_facets(rows), seconds_fresh(boundary, instant))


def _facets(rows: list[Row]) -> Facets:
    """Sum up the groups: category, its name, band, on offer, in stock, how many."""
    categories: Counter[tuple[int, str]] = Counter()
    bands: Counter[int] = Counter()
    on_offer = in_stock = 0
    for category_id, name, band, is_on_offer, is_in_stock, count, _ in rows:
        categories[category_id, name] += count
        bands[band] += count
        on_offer += count * is_on_offer
        in_stock += count * is_in_stock
    return Facets(
        bands.total(),
        [CategoryCount(*one, count) for one, count in sorted(categories.items())],
        [Band(BANDS[one], _end(one), count) for one, count in sorted(bands.items())],
        on_offer,
        in_stock,
    )


def _end(band: int) -> int | None:
    return BANDS[band + 1] if band + 1 < len(BANDS) else None


@prepared(most=200)
def _statement(shape: Shape, settled: bool) -> ClauseElement:
    """Write the statement that counts the groups in one pass."""
    each = _settled(shape) if settled else _general(shape)
    groups = each.subquery()
    counted = select(*groups.c, func.count().label("products")).group_by(*groups.c).subquery()
    keys = (counted.c.band, counted.c.is_on_offer, counted.c.is_in_stock, counted.c.products)
    return select(counted.c.category_id, Category.name, *keys, NEXT_BOUNDARY).join(
        Category, Category.id == counted.c.category_id
    )


def _general(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Tell the groups of every product of the list, by the general statement."""
    columns = _groups(current_cents(), RunningOffer.id.is_not(None))
    return chosen(shape, ON_SALE.with_only_columns(*columns))


def _settled(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Tell them by the rows alone: right at any instant after all terms began, and cheaper."""
    # Once for each set: SQLite would work it out again at every product.
    rates = offer_set_rates().cte("rate").prefix_with("MATERIALIZED")
    off: Any = rates.c.basis_points
    cents = discounted_cents(Product.price_cents, func.coalesce(off, 0))
    statement = (
        select(*_groups(cents, off.is_not(None)))
        .select_from(outerjoin(Product, rates, rates.c.offer_set_id == Product.offer_set_id))
        .where(Product.withdrawn_at.is_(None))
    )
    if "category_id" in shape.filters:
        statement = statement.where(Product.category_id == _parameter("category_id"))
    if "min_price_cents" in shape.filters:
        statement = statement.where(cents >= _parameter("min_price_cents"))
    if "max_price_cents" in shape.filters:
        statement = statement.where(cents <= _parameter("max_price_cents"))
    if shape.on_offer is not None:
        statement = statement.where(off.is_not(None) if shape.on_offer else off.is_(None))
    if shape.in_stock is not None:
        statement = statement.where(in_stock(shape.in_stock))
    return statement


def _groups(cents: Any, is_on_offer: Any) -> tuple[Any, ...]:
    """Return what a product is counted by: category, price band, on offer, in stock."""
    above = [(cents < end, place) for place, end in enumerate(BANDS[1:])]
    return (
        Product.category_id.label("category_id"),
        case(*above, else_=len(BANDS) - 1).label("band"),
        case((is_on_offer, 1), else_=0).label("is_on_offer"),
        case((in_stock(True), 1), else_=0).label("is_in_stock"),
    )


def _parameter(name: str) -> Any:
    return bindparam(name, type_=BigInteger())
