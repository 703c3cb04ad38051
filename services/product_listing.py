"""The statements of product lists: one for each shape of question, made when it is first asked.

A list by current price, or of what is on offer, is merged from streams (`price_streams.py`),
every other is read in the order of its index. Both say the same as the general statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    ColumnElement,
    Select,
    bindparam,
    func,
    select,
    tuple_,
)

from models import Cents, Product
from services.paging import Position
from services.prepared import Row, prepared
from services.price_sql import INSTANT, RunningOffer, base_cents, current_cents, next_boundary
from services.price_streams import MOST_STREAMS, Streams, streams_at, terms_are_settled
from services.product_counts import counts_of
from services.product_search import found, ranked
from services.product_shape import Asked, Shape, in_stock
from services.product_streams import Merge, heads_of, merge_of, merged
from services.product_view import ON_SALE

NEXT_BOUNDARY = next_boundary().label("next_boundary")


BOUND: dict[str, ColumnElement[bool]] = {
    "category_id": Product.category_id == bindparam("category_id", type_=BigInteger()),
    "min_price_cents": current_cents() >= bindparam("min_price_cents", type_=Cents()),
    "max_price_cents": current_cents() <= bindparam("max_price_cents", type_=Cents()),
}
"""The filters with a value, which is the parameter of the same name."""


def page_rows(asked: Asked, start: Position, limit: int) -> list[Row]:
    """Return at most `limit` rows of a list, behind a position.

    After the view's columns come those that the rows are sorted by, and the next boundary.
    """
    shape = asked.shape._replace(backward=start.backward, limit=limit)
    if shape.sort == "relevance":
        return _ranked_rows(shape, asked, start)
    whole = searched(asked._replace(shape=shape))
    return _rows(whole.shape, whole.parameters, start)


def count_of(asked: Asked, instant: datetime) -> int:
    """Return how many rows a list has in all."""
    counts = counts_of(asked, instant)
    if counts is not None:
        return counts.total()
    whole = searched(asked._replace(shape=asked.shape._replace(sort="newest")))
    total: int = _counted(whole.shape).rows(instant=instant, **whole.parameters)[0][0]
    return total


def searched(asked: Asked) -> Asked:
    """Return the question with what its words, if it has any, are found by."""
    if not asked.words:
        return asked
    sought, words = found(asked.words)
    return Asked(asked.shape._replace(sought=sought), asked.parameters | words, asked.words)


def _ranked_rows(shape: Shape, asked: Asked, start: Position) -> list[Row]:
    """Read the rows behind a position by relevance, part after part until the page is full."""
    rows: list[Row] = []
    for sought, words in ranked(asked.words)[:: -1 if start.backward else 1]:
        here = start
        if start.after:
            rank, product_id = start.after
            if sought.high < rank if start.backward else sought.low > rank:
                continue
            if not sought.low <= rank <= sought.high:
                here = replace(start, after=[])
            elif sought.has_one_rank:
                here = replace(start, after=[product_id])
        rows += _rows(shape._replace(sought=sought), asked.parameters | words, here)
        if len(rows) >= shape.limit:
            break
    return rows[: shape.limit]


def _rows(shape: Shape, values: Mapping[str, Any], start: Position) -> list[Row]:
    """Read the rows behind a position, merged from streams where that serves."""
    shape = shape._replace(after=bool(start.after))
    parameters = {"instant": start.instant, **values}
    parameters |= {f"after_{place}": value for place, value in enumerate(start.after)}
    if shape.is_merged:
        streams = streams_at(start.instant, heads_of(shape, values, start.after))
        if len(streams.streams) <= MOST_STREAMS:
            return _merged_rows(shape, parameters, start, streams)
    return _listing(shape).rows(**parameters)


def _merged_rows(
    shape: Shape, parameters: dict[str, Any], start: Position, streams: Streams
) -> list[Row]:
    """Read the rows from streams; once more where something changed after those were read."""
    merge, of_streams = merge_of(shape, streams, parameters, start.after)
    rows = _merged(shape, merge).rows(**parameters | of_streams)
    changed = rows[0][-1] if rows else not terms_are_settled(start.instant)
    if changed and not streams.has_changed:
        return _merged_rows(shape, parameters, start, streams._replace(has_changed=True))
    if merge.is_bounded and len(rows) < shape.limit:
        return _merged_rows(shape, parameters, start, streams._replace(heads={}))
    return [row[:-1] for row in rows]


@prepared(most=200)
def _listing(shape: Shape) -> ClauseElement:
    """Write the general statement of a page."""
    keys = sort_keys(shape)
    labels = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    statement = chosen(shape, ON_SALE).add_columns(*labels, NEXT_BOUNDARY)
    # Within one rank, which is a constant, the order is that of the ids.
    of_one_rank = shape.sort == "relevance" and shape.sought and shape.sought.has_one_rank
    return paged(statement, shape, [] if of_one_rank else keys)


@prepared(most=200)
def _merged(shape: Shape, merge: Merge) -> ClauseElement:
    """Write the statement of a page whose rows come from streams and from what changed since.

    The last column tells whether anything did.
    """
    changed = None
    if merge.has_changed:
        own = sort_keys(shape)
        labels = [key.label(f"key_{place}") for place, key in enumerate(own)]
        general = chosen(shape, ON_SALE).with_only_columns(Product.id, *labels)
        # Between two bounds, because PostgreSQL expects a third of all rows above one.
        after = Product.terms_since > bindparam("instant", type_=Product.terms_since.type)
        before = Product.terms_since < bindparam("for_ever", type_=Product.terms_since.type)
        changed = paged(general.where(after, before), shape, own)
    picked = merged(shape, merge, changed)
    keys = list(picked.c)[1:]
    latest = select(func.max(Product.terms_since)).scalar_subquery()
    more = (NEXT_BOUNDARY, (latest > INSTANT).label("has_changed"))
    statement = ON_SALE.add_columns(*keys, *more).join(picked, picked.c[0] == Product.id)
    order = [*keys, Product.id]
    return statement.order_by(*[_directed(one, shape.descends) for one in order])


@prepared(most=200)
def _counted(shape: Shape) -> ClauseElement:
    """Write the statement that counts a list."""
    whole = chosen(shape, ON_SALE.with_only_columns(Product.id)).subquery()
    return select(func.count()).select_from(whole)


def paged(
    statement: Select[*tuple[Any, ...]], shape: Shape, keys: list[Any]
) -> Select[*tuple[Any, ...]]:
    """Begin after the position, put the rows in order and take the first."""
    order = [*keys, Product.id]
    if shape.after:
        here, there = tuple_(*order), tuple_(*_after(order))
        statement = statement.where(here < there if shape.descends else here > there)
    return statement.order_by(*[_directed(one, shape.descends) for one in order]).limit(shape.limit)


def _after(order: list[Any]) -> list[Any]:
    """Name the parameters that hold the position's sort values and id."""
    return [
        bindparam(f"after_{place}", type_=one.type if one is not Product.id else BigInteger())
        for place, one in enumerate(order)
    ]


def _directed(column: Any, descends: bool) -> Any:
    return column.desc() if descends else column.asc()


def chosen(shape: Shape, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Apply all filters to a statement over the view."""
    return statement.where(*_conditions(shape))


def _conditions(shape: Shape) -> Iterator[ColumnElement[bool]]:
    """Yield the SQL of each filter given."""
    if shape.sought is not None:
        yield shape.sought.condition()
    for name in sorted(shape.filters):
        yield BOUND[name]
    if shape.on_offer is not None:
        yield RunningOffer.id.is_not(None) if shape.on_offer else RunningOffer.id.is_(None)
    if shape.in_stock is not None:
        yield in_stock(shape.in_stock)


def sort_keys(shape: Shape) -> list[Any]:
    """Return what a sort orders by, before the id."""
    if shape.sort == "relevance" and shape.sought is not None:
        return [shape.sought.rank()]
    price = [current_cents(), base_cents()]
    keys: dict[str, list[Any]] = {
        "newest": [],
        "name": [Product.search_name],
        "price": price,
        "-price": price,
        "discount": [func.coalesce(RunningOffer.basis_points, -1)],
    }
    return keys[shape.sort]
