"""The statements of product lists: one for each shape of question, made when it is first asked.

A list by current price, or of what is on offer, is merged from streams (`price_streams.py`),
every other is read in the order of its index. Both say the same as the general statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, select, tuple_

from models import Cents, Product
from services.paging import Position
from services.prepared import Prepared
from services.price_sql import RunningOffer, base_cents, current_cents, next_boundary
from services.price_streams import MOST_STREAMS, streams_at
from services.product_shape import Asked, Shape, in_stock
from services.product_streams import Merge, merge_of, merged
from services.product_view import ON_SALE

NEXT_BOUNDARY = next_boundary().label("next_boundary")


BOUND: dict[str, ColumnElement[bool]] = {
    "category_id": Product.category_id == bindparam("category_id", type_=BigInteger()),
    "min_price_cents": current_cents() >= bindparam("min_price_cents", type_=Cents()),
    "max_price_cents": current_cents() <= bindparam("max_price_cents", type_=Cents()),
}
"""The filters with a value, which is the parameter of the same name."""


def page_statement(asked: Asked, start: Position, limit: int) -> tuple[Prepared, dict[str, Any]]:
    """Return the statement of a page of at most `limit` rows, and its parameters.

    After the view's columns come those that the rows are sorted by, and the next boundary.
    """
    shape = asked.shape._replace(after=bool(start.after), backward=start.backward, limit=limit)
    parameters = {"instant": start.instant, **asked.parameters}
    parameters |= {f"after_{place}": value for place, value in enumerate(start.after)}
    if shape.is_merged:
        streams = streams_at(start.instant)
        if len(streams.streams) <= MOST_STREAMS:
            merge, of_streams = merge_of(shape, streams, parameters, start.after)
            return _merged(shape, merge), parameters | of_streams
    return _listing(shape), parameters


@lru_cache(maxsize=2000)
def _listing(shape: Shape) -> Prepared:
    """Return the general statement of a page."""
    keys = sort_keys(shape)
    labels = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    statement = chosen(shape, ON_SALE).add_columns(*labels, NEXT_BOUNDARY)
    return Prepared(paged(statement, shape, keys))


@lru_cache(maxsize=2000)
def _merged(shape: Shape, merge: Merge) -> Prepared:
    """Return the statement of a page whose rows come from streams and from what changed since."""
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
    statement = ON_SALE.add_columns(*keys, NEXT_BOUNDARY).join(picked, picked.c[0] == Product.id)
    order = [*keys, Product.id]
    return Prepared(statement.order_by(*[_directed(one, shape.descends) for one in order]))


@lru_cache(maxsize=200)
def count_statement(shape: Shape) -> Prepared:
    """Return the statement that counts all rows of a list."""
    whole = chosen(shape, ON_SALE.with_only_columns(Product.id)).subquery()
    return Prepared(select(func.count()).select_from(whole))


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
    for place in range(shape.words):
        yield Product.search_text.like(bindparam(f"word_{place}", type_=Product.search_text.type))
    for name in sorted(shape.filters):
        yield BOUND[name]
    if shape.on_offer is not None:
        yield RunningOffer.id.is_not(None) if shape.on_offer else RunningOffer.id.is_(None)
    if shape.in_stock is not None:
        yield in_stock(shape.in_stock)


def sort_keys(shape: Shape) -> list[Any]:
    """Return what a sort orders by, before the id."""
    if shape.sort == "relevance":
        found = [
            case((Product.search_name.like(bindparam(f"word_{place}")), 1), else_=0)
            for place in range(shape.words)
        ]
        return [sum(found[1:], found[0])]
    price = [current_cents(), base_cents()]
    keys: dict[str, list[Any]] = {
        "newest": [],
        "name": [Product.search_name],
        "price": price,
        "-price": price,
        "discount": [func.coalesce(RunningOffer.basis_points, -1)],
    }
    return keys[shape.sort]
