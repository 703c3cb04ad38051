"""The SQL of merged streams: each stream read from its index, the first rows of all taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    bindparam,
    cast,
    false,
    select,
    tuple_,
    union_all,
)

from models import Product
from services.price_sql import INSTANT, discounted_cents
from services.price_streams import BEYOND, Heads, Stream, Streams
from services.product_shape import Shape, in_stock

FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)
NO_DISCOUNT = -1
"""What the sort by discount puts last: no offer runs, not even one of nothing."""

Statement = Select[*tuple[Any, ...]]


class Merge(NamedTuple):
    """What of the streams makes the text of a page: the rest are parameters."""

    holds_none: bool
    sets: int
    has_changed: bool
    is_bounded: bool


def heads_of(shape: Shape, parameters: Mapping[str, Any], after: Sequence[Any]) -> Heads | None:
    """Say which products would be the first of each stream on a page by price.

    None where a look at their prices does not tell.
    """
    by_more = shape.sought is not None or shape.in_stock is not None
    if shape.sort not in ("price", "-price") or by_more or "category_id" in shape.filters:
        return None
    beyond = list(after[:1])
    if shape.descends and "max_price_cents" in parameters:
        beyond.append(parameters["max_price_cents"] + 1)
    if not shape.descends and "min_price_cents" in parameters:
        beyond.append(parameters["min_price_cents"] - 1)
    nearest = min if shape.descends else max
    return Heads(shape.descends, nearest(beyond) if beyond else None)


def merge_of(
    shape: Shape, streams: Streams, parameters: Mapping[str, Any], after: Sequence[Any]
) -> tuple[Merge, dict[str, Any]]:
    """Choose the streams that may have rows of the page, and say where each begins."""
    found: dict[str, Any] = {"for_ever": FOR_EVER, "points_0": 0}
    holds_none, sets = False, 0
    bound = _bound(shape, streams, parameters)
    for stream in streams.streams:
        values = _values(shape, stream, parameters, after)
        if values is None:
            continue
        if bound is not None and shape.descends:
            values["low"] = max(values.get("low", 0), stream.lowest_base(bound))
        elif bound is not None:
            values["high"] = min(values.get("high", BEYOND), stream.highest_base(bound))
        if stream.offer_set_id is None:
            holds_none, number = True, 0
        else:
            number = sets = sets + 1
        found |= {f"{name}_{number}": value for name, value in values.items()}
    return Merge(holds_none, sets, streams.has_changed, bound is not None), found


def _bound(shape: Shape, streams: Streams, parameters: Mapping[str, Any]) -> int | None:
    """Return a price that no row of a page is behind, None where the heads don't tell.

    So many heads as a page has rows are on it, or others that come before them. To read a page
    of each stream instead would be to throw away nearly all of what was read.
    """
    low = parameters.get("min_price_cents", 0)
    high = parameters.get("max_price_cents", BEYOND)
    costs = [
        cost
        for stream, cost in streams.heads.items()
        if low <= cost <= high and _is_asked(shape, stream)
    ]
    if streams.has_changed or len(costs) < shape.limit:
        return None
    return sorted(costs, reverse=shape.descends)[shape.limit - 1]


def _is_asked(shape: Shape, stream: Stream) -> bool:
    return shape.on_offer is None or shape.on_offer == (stream.basis_points is not None)


def _values(
    shape: Shape, stream: Stream, parameters: Mapping[str, Any], after: Sequence[Any]
) -> dict[str, Any] | None:
    """Return the parameters of a stream; None where it has no row of the page."""
    if not _is_asked(shape, stream):
        return None
    rank = NO_DISCOUNT if stream.basis_points is None else stream.basis_points
    by_discount = shape.sort == "discount"
    values = {"set": stream.offer_set_id, "points": rank if by_discount else max(rank, 0)}
    if "min_price_cents" in parameters:
        values["low"] = stream.lowest_base(parameters["min_price_cents"])
    if "max_price_cents" in parameters:
        values["high"] = stream.highest_base(parameters["max_price_cents"])
    if not after:
        return values
    if not by_discount:
        base, product_id = stream.place(*after) if len(after) == 3 else (0, after[0])
        return {**values, "base": base, "id": product_id}
    if (rank < after[0]) if not shape.descends else (rank > after[0]):
        return None
    beyond = BEYOND if shape.descends else 0
    return {**values, "id": after[1] if rank == after[0] else beyond}


def merged(shape: Shape, merge: Merge, changed: Statement | None) -> Subquery:
    """Return the ids and sort values of the first rows of all streams, and of what changed."""
    if merge.is_bounded:
        edge = "min_price_cents" if shape.descends else "max_price_cents"
        shape = shape._replace(filters=shape.filters | {edge})
    numbers = [*([0] if merge.holds_none else []), *range(1, merge.sets + 1)]
    parts = [_stream(shape, number, merge.has_changed) for number in numbers]
    if changed is not None:
        parts.append(changed)
    if not parts:
        nothing = shape._replace(filters=frozenset(), after=False)
        parts.append(_stream(nothing, 0, False).where(false()))
    # Each part has its own order and limit, which SQLite allows only in a subquery.
    whole = union_all(*[select(part.subquery()) for part in parts]).subquery()
    order = [*list(whole.c)[1:], whole.c[0]]
    directed = [one.desc() if shape.descends else one.asc() for one in order]
    return select(whole).order_by(*directed).limit(shape.limit).subquery("picked")


def _stream(shape: Shape, number: int, has_changed: bool) -> Statement:
    """Read the first rows of one stream."""
    order, keys = _order_and_keys(shape, number)
    labels = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    statement = select(Product.id, *labels).where(*_conditions(shape, number))
    if has_changed:
        statement = statement.where(Product.terms_since <= INSTANT)
    if shape.after:
        names = ("base", "id")[-len(order) :]
        here, there = tuple_(*order), tuple_(*[_number(name, number) for name in names])
        statement = statement.where(here < there if shape.descends else here > there)
    # PostgreSQL takes the index in order only where the column that is null is in the order too.
    ordered = [Product.offer_set_id, *order]
    directed = [one.desc() if shape.descends else one.asc() for one in ordered]
    return statement.order_by(*directed).limit(shape.limit)


def _order_and_keys(shape: Shape, number: int) -> tuple[list[Any], list[Any]]:
    """Return the columns of the stream's index that it is read by, and the sort values."""
    if shape.sort == "newest":
        return [Product.id], []
    points = cast(bindparam(f"points_{number}", type_=Integer()), Integer)
    if shape.sort == "discount":
        return [Product.id], [points]
    by_price: list[Any] = [Product.price_cents, Product.id]
    return by_price, [discounted_cents(Product.price_cents, points), Product.price_cents]


def _conditions(shape: Shape, number: int) -> Iterator[ColumnElement[bool]]:
    """Yield what every row of the stream fulfils.

    Not when it came on sale: its terms began then or later, and to look would cost a visit to
    each row, where the index alone tells the rest.
    """
    if number:
        yield Product.offer_set_id == _number("set", number)
    else:
        yield Product.offer_set_id.is_(None)
    yield Product.withdrawn_at.is_(None)
    if "category_id" in shape.filters:
        yield Product.category_id == bindparam("category_id", type_=BigInteger())
    if "min_price_cents" in shape.filters:
        yield Product.price_cents >= _number("low", number)
    if "max_price_cents" in shape.filters:
        yield Product.price_cents <= _number("high", number)
    if shape.sought is not None:
        yield shape.sought.condition()
    if shape.in_stock is not None:
        yield in_stock(shape.in_stock)


def _number(name: str, number: int) -> Any:
    return bindparam(f"{name}_{number}", type_=BigInteger())
