"""How many products of a list there are by category, price and offer, told by indexes alone.

Each count is of one range of an index: the products of a category that hold the same
offers have the same discount, so a range of what they cost now is one of base prices
(ADR 11). Those that are sold out have a small index of their own, so that what is in stock
is the rest. All that does not depend on the stock is kept until the catalogue changes
(ADR 26).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    outerjoin,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from models import Category, Product, db
from services.findings import current_version, kept_at
from services.prepared import Prepared, prepared
from services.price_sql import discounted_cents
from services.price_streams import BEYOND, Stream, Streams, offer_set_rates, streams_at
from services.product_shape import Asked, Shape

TRIES = 3
"""How often it is counted anew because the catalogue changed between two statements."""
WORTH = 3
"""A place in an index is looked at in the time of so many rows."""
SIZES = Prepared(
    lambda: select(
        select(func.count()).select_from(Category).scalar_subquery(),
        select(func.max(Product.id)).scalar_subquery(),
    )
)


class Group(NamedTuple):
    """What products are counted by; `band` is the place of a price band."""

    category_id: int
    band: int
    is_on_offer: int
    is_in_stock: int


Counts = Counter[Group]


def counts_of(
    asked: Asked, instant: datetime, bands: tuple[int, ...] = (0,), by_stock: bool = False
) -> Counts | None:
    """Count the products of a list; None where the rows themselves have to be looked at.

    `bands` are the cents at which each price band begins. Unless it is `by_stock`, or the
    list is of one or the other, all count as if they were in stock.
    """
    if asked.words:
        return None
    for _ in range(TRIES):
        version, streams = current_version(), streams_at(instant)
        if version is None or streams.has_changed or not _is_worth_it(streams):
            return None
        counts: Counts = Counter()
        if asked.shape.in_stock is not False:
            counts += _kept(asked, version, streams.streams, bands)
        if by_stock or asked.shape.in_stock is not None:
            _part_by_stock(counts, asked, instant, bands)
        # A change in between may have moved a product from one to the other.
        if current_version() == version:
            return +counts
    return None


def _is_worth_it(streams: Streams) -> bool:
    """Whether there are many more products than places in an index to look at."""
    categories, last = SIZES.rows()[0]
    return bool((last or 0) > WORTH * categories * len(streams.streams))


def _part_by_stock(counts: Counts, asked: Asked, instant: datetime, bands: tuple[int, ...]) -> None:
    """Take what is sold out from what counts as in stock, and count it by itself."""
    rows = _sold_out(asked.shape, bands).rows(instant=instant, **asked.parameters)
    for category_id, band, is_on_offer, products in rows:
        if asked.shape.in_stock is not False:
            counts[Group(category_id, band, is_on_offer, 1)] -= products
        if asked.shape.in_stock is not True:
            counts[Group(category_id, band, is_on_offer, 0)] += products


def _kept(asked: Asked, version: int, streams: Sequence[Stream], bands: tuple[int, ...]) -> Counts:
    """Count them all, whatever their stock, unless that is known of this version."""
    whole = asked._replace(shape=asked.shape._replace(in_stock=None, sort="newest"))
    key = (whole.shape, *sorted(whole.parameters.items()), bands, *streams)
    return kept_at(version, key, lambda: _whole(whole, streams, bands))


def _whole(asked: Asked, streams: Sequence[Stream], bands: tuple[int, ...]) -> Counts:
    """Count them all, each as if it were in stock."""
    wanted = (True, False) if asked.shape.on_offer is None else (asked.shape.on_offer,)
    chosen = {
        one.offer_set_id or 0: one for one in streams if (one.basis_points is not None) in wanted
    }
    given = [[number, *_edges(asked, one, bands)] for number, one in chosen.items()]
    named = {name: asked.parameters[name] for name in ("category_id",) if name in asked.parameters}
    statement = _ranges(len(bands), bool(named))
    counts: Counts = Counter()
    for category_id, number, *products in statement.rows(given=json.dumps(given), **named):
        is_on_offer = int(chosen[number].basis_points is not None)
        for band, count in enumerate(products):
            counts[Group(category_id, band, is_on_offer, 1)] += count
    return +counts


def _edges(asked: Asked, stream: Stream, bands: Sequence[int]) -> list[int]:
    """Return the base prices between which a stream's bands lie, within the prices asked for."""
    low = stream.lowest_base(asked.parameters.get("min_price_cents", 0))
    most = asked.parameters.get("max_price_cents")
    high = BEYOND if most is None else stream.highest_base(most) + 1
    edges = [*(stream.lowest_base(one) for one in bands), BEYOND]
    return [max(low, min(one, high)) for one in edges]


@prepared(most=20)
def _ranges(bands: int, of_one_category: bool) -> ClauseElement:
    """Write the statement that counts each category's products of each stream by band."""
    given = _given(bands)
    holds_any = _of_stream(given, select(literal_column("1")), ()).is_not(None)
    counts = [
        _of_stream(given, select(func.count()), (given.c[low], given.c[high]))
        for low, high in pairwise([f"edge_{place}" for place in range(bands + 1)])
    ]
    statement = select(Category.id, given.c.stream, *counts).where(holds_any)
    if of_one_category:
        statement = statement.where(Category.id == bindparam("category_id", type_=BigInteger()))
    return statement


def _of_stream(
    given: Subquery, what: Select[*tuple[Any, ...]], edges: Sequence[ColumnElement[int]]
) -> ColumnElement[int]:
    """Look at the products of the category and the stream around it, between two base prices."""
    on_sale = what.select_from(Product).where(
        Product.category_id == Category.id, Product.withdrawn_at.is_(None)
    )
    if edges:
        low, high = edges
        on_sale = on_sale.where(Product.price_cents >= low, Product.price_cents < high)

    def those(condition: ColumnElement[bool]) -> ScalarSelect[int]:
        # The limit keeps PostgreSQL from making a join of it, which would read all products.
        return on_sale.where(condition).limit(1).correlate(Category, given).scalar_subquery()

    without = those(Product.offer_set_id.is_(None))
    return case((given.c.stream == 0, without), else_=those(Product.offer_set_id == given.c.stream))


def _given(bands: int) -> Subquery:
    """Read the parameter `given`: of each stream its offer set, 0 for none, and its edges."""
    parameter: Any = bindparam("given")
    names = ["stream", *(f"edge_{place}" for place in range(bands + 1))]
    columns: list[Any] = []
    if db.engine.dialect.name == "sqlite":
        rows = func.json_each(parameter).table_valued("value")
        for place in range(len(names)):
            columns.append(func.json_extract(rows.c.value, literal_column(f"'$[{place}]'")))
    else:
        one = func.jsonb_array_elements(cast(parameter, JSONB)).column_valued("one")
        columns += [one.op("->")(literal_column(str(place))) for place in range(len(names))]
    named = [
        cast(column, BigInteger).label(name) for column, name in zip(columns, names, strict=True)
    ]
    return select(*named).subquery("given")


@prepared(most=100)
def _sold_out(shape: Shape, bands: tuple[int, ...]) -> ClauseElement:
    """Write the statement that counts what is sold out by category, band and on offer."""
    # Once for each set: SQLite would work it out again at every product.
    rates = offer_set_rates().cte("rate").prefix_with("MATERIALIZED")
    off: Any = rates.c.basis_points
    cents = discounted_cents(Product.price_cents, func.coalesce(off, 0))
    above = [(cents < end, place) for place, end in enumerate(bands[1:])]
    groups = (
        Product.category_id,
        (case(*above, else_=len(bands) - 1) if above else literal_column("0")).label("band"),
        case((off.is_not(None), 1), else_=0).label("is_on_offer"),
    )
    each = (
        select(*groups)
        .select_from(outerjoin(Product, rates, rates.c.offer_set_id == Product.offer_set_id))
        .where(Product.withdrawn_at.is_(None), Product.is_sold_out)
        .where(*_conditions(shape, cents, off.is_not(None)))
        .subquery()
    )
    return select(*each.c, func.count()).group_by(*each.c)


def _conditions(shape: Shape, cents: Any, is_on_offer: Any) -> Iterator[Any]:
    """Yield the SQL of each filter given."""
    values = {name: bindparam(name, type_=BigInteger()) for name in shape.filters}
    if "category_id" in values:
        yield Product.category_id == values["category_id"]
    if "min_price_cents" in values:
        yield cents >= values["min_price_cents"]
    if "max_price_cents" in values:
        yield cents <= values["max_price_cents"]
    if shape.on_offer is not None:
        yield is_on_offer if shape.on_offer else ~is_on_offer
