"""How many products of a list there are by category, price, offer and stock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, case, func, select

from models import Category, Product
from services import clock
from services.freshness import Fresh, seconds_fresh
from services.prepared import Prepared, Row, prepared
from services.price_sql import RunningOffer, current_cents
from services.product_counts import Counts, Group, counts_of
from services.product_listing import NEXT_BOUNDARY, chosen, searched
from services.product_shape import Asked, Shape, in_stock
from services.product_view import ON_SALE

BANDS = (0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
"""The cents at which each price band begins; it ends where the next one begins."""

NAMES = Prepared(lambda: select(Category.id, Category.name, NEXT_BOUNDARY).order_by(Category.id))


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
        asked = Asked.of(filters, "newest")
        counts = counts_of(asked, instant, BANDS, by_stock=True)
        if counts is None:
            counts = _counted(searched(asked), instant)
        categories = NAMES.rows(instant=instant)
        boundary = categories[0][-1] if categories else instant
        return Fresh(_facets(counts, categories), seconds_fresh(boundary, instant))


def _facets(counts: Counts, categories: list[Row]) -> Facets:
    """Sum up the groups."""
    by_category: Counter[int] = Counter()
    bands: Counter[int] = Counter()
    on_offer = in_stock = 0
    for group, count in counts.items():
        by_category[group.category_id] += count
        bands[group.band] += count
        on_offer += count * group.is_on_offer
        in_stock += count * group.is_in_stock
    return Facets(
        counts.total(),
        [
            CategoryCount(number, name, by_category[number])
            for number, name, _ in categories
            if number in by_category
        ],
        [Band(BANDS[one], _end(one), count) for one, count in sorted(bands.items())],
        on_offer,
        in_stock,
    )


def _end(band: int) -> int | None:
    return BANDS[band + 1] if band + 1 < len(BANDS) else None


def _counted(asked: Asked, instant: datetime) -> Counts:
    """Count the groups by looking at every product of the list."""
    rows = _statement(asked.shape, BANDS).rows(instant=instant, **asked.parameters)
    return Counter({Group(*group): count for *group, count in rows})


@prepared(most=200)
def _statement(shape: Shape, bands: tuple[int, ...]) -> ClauseElement:
    """Write the statement that counts the groups in one pass."""
    cents = current_cents()
    above = [(cents < end, place) for place, end in enumerate(bands[1:])]
    columns = (
        Product.category_id.label("category_id"),
        case(*above, else_=len(bands) - 1).label("band"),
        case((RunningOffer.id.is_not(None), 1), else_=0).label("is_on_offer"),
        case((in_stock(True), 1), else_=0).label("is_in_stock"),
    )
    groups = chosen(shape, ON_SALE.with_only_columns(*columns)).subquery()
    return select(*groups.c, func.count()).group_by(*groups.c)
