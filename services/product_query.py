"""Reading products: one statement gives a page with category, offer and current price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    select,
    tuple_,
)

from models import Cents, Product
from services import clock
from services.freshness import Fresh, seconds_fresh
from services.paging import Page, PageRequest, page_of, position
from services.prepared import Prepared, Row
from services.price_sql import RunningOffer, current_cents, next_boundary
from services.product_view import ON_SALE, ProductView
from services.refusals import ProductNotFound
from services.text import search_words

NEXT_BOUNDARY = next_boundary().label("next_boundary")
ONE = Prepared(
    ON_SALE.where(Product.id == bindparam("product_id", type_=Product.id.type)).add_columns(
        NEXT_BOUNDARY
    )
)


class Shape(NamedTuple):
    """What makes the text of a statement that lists products; all else are its parameters."""

    filters: frozenset[str] = frozenset()
    on_offer: bool | None = None
    in_stock: bool | None = None
    words: int = 0
    sort: str = "newest"
    after: bool = False
    backward: bool = False
    limit: int = 0


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
        chosen, parameters = _shape(filters, sort)
        parameters["instant"] = start.instant
        shape = chosen._replace(
            after=bool(start.after), backward=start.backward, limit=request.limit + 1
        )
        if start.after:
            after = dict(zip(("after_key", "after_id"), start.after, strict=True))
        else:
            after = {}
        rows = _listing(shape).rows(**parameters, **after)
        page = page_of(rows, request, listing, start, lambda row: [row[-2], row[0]])
        views = ProductView.all_of(page.items, start.instant)
        total = _count(chosen).rows(**parameters)[0][0] if request.count else None
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


def _fresh_seconds(rows: list[Row], request: PageRequest) -> int | None:
    """Say how long a page may be kept; None for one that is pinned to an earlier instant."""
    if request.cursor is not None:
        return None
    # An empty page knows no boundary, and an offer may put products on it at any.
    return seconds_fresh(rows[0][-1], clock.now()) if rows else 0


def _shape(filters: Mapping[str, Any], sort: str) -> tuple[Shape, dict[str, Any]]:
    """Part filters into what shapes the statement and its parameters."""
    words = search_words(filters.get("q") or "")
    parameters: dict[str, Any] = {
        name: filters[name] for name in sorted(BOUND.keys() & filters.keys())
    }
    shape = Shape(
        frozenset(parameters),
        filters.get("on_offer"),
        filters.get("in_stock"),
        len(words),
        sort if words or sort != "relevance" else "newest",
    )
    for place, word in enumerate(words):
        parameters[f"word_{place}"] = f"% {word}%"
    return shape, parameters


@lru_cache(maxsize=2000)
def _listing(shape: Shape) -> Prepared:
    """Return the statement of a page, made once for each shape that is asked for."""
    key, descending = _sort_key(shape)
    statement = _chosen(shape, ON_SALE).add_columns(key.label("sort_key"), NEXT_BOUNDARY)
    descending ^= shape.backward
    if shape.after:
        here = tuple_(key, Product.id)
        there = tuple_(
            bindparam("after_key", type_=key.type), bindparam("after_id", type_=Product.id.type)
        )
        statement = statement.where(here < there if descending else here > there)
    order = [one.desc() if descending else one.asc() for one in (key, Product.id)]
    return Prepared(statement.order_by(*order).limit(shape.limit))


@lru_cache(maxsize=200)
def _count(shape: Shape) -> Prepared:
    whole = _chosen(shape, ON_SALE.with_only_columns(Product.id)).subquery()
    return Prepared(select(func.count()).select_from(whole))


def _chosen(shape: Shape, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.where(*_conditions(shape))


BOUND: dict[str, ColumnElement[bool]] = {
    "category_id": Product.category_id == bindparam("category_id", type_=Product.category_id.type),
    "min_price_cents": current_cents() >= bindparam("min_price_cents", type_=Cents()),
    "max_price_cents": current_cents() <= bindparam("max_price_cents", type_=Cents()),
}
"""The filters with a value, which is the parameter of the same name."""


def _conditions(shape: Shape) -> Iterable[ColumnElement[bool]]:
    """Yield the SQL of each filter given."""
    for place in range(shape.words):
        yield Product.search_text.like(bindparam(f"word_{place}", type_=Product.search_text.type))
    for name in sorted(shape.filters):
        yield BOUND[name]
    if shape.on_offer is not None:
        yield RunningOffer.id.is_not(None) if shape.on_offer else RunningOffer.id.is_(None)
    if shape.in_stock is not None:
        yield Product.stock > 0 if shape.in_stock else Product.stock == 0


def _sort_key(shape: Shape) -> tuple[Any, bool]:
    """Return the expression that a sort orders by, and whether the largest comes first."""
    if shape.sort == "relevance":
        found = [
            case((Product.search_name.like(bindparam(f"word_{place}")), 1), else_=0)
            for place in range(shape.words)
        ]
        return sum(found[1:], found[0]), True
    keys: dict[str, tuple[SQLColumnExpression[Any], bool]] = {
        "newest": (Product.id, True),
        "name": (Product.search_name, False),
        "price": (current_cents(), False),
        "-price": (current_cents(), True),
        "discount": (func.coalesce(RunningOffer.basis_points, -1), True),
    }
    return keys[shape.sort]
