"""Price histories out of the database: one statement for any number of products."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import ClauseElement, Text, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models import Offer, OfferApplication, OfferRun, PricePoint, Product
from services.prepared import prepared
from services.pricing import BasePrice, Discount, History

MOST_AT_ONCE = 100
"""How many products one statement tells of; more take several."""


def histories(product_ids: Iterable[int]) -> dict[int, History]:
    """Read the whole price history of each product: a discount for each run of each offer held."""
    found = {}
    every = list(product_ids)
    for begin in range(0, len(every), MOST_AT_ONCE):
        ids = every[begin : begin + MOST_AT_ONCE]
        named = {f"id_{place}": product_id for place, product_id in enumerate(ids)}
        for product_id, points, discounts in _told_of(len(ids)).rows(**named):
            found[product_id] = _history_of(points, discounts)
    return found


class RowsAsJson(FunctionElement[str]):
    """An aggregate: a JSON array of all rows, each an array of the values given, as text."""

    name = "rows_as_json"
    inherit_cache = True
    type = Text()


@compiles(RowsAsJson, "postgresql")
def _rows_as_json_postgresql(element: RowsAsJson, compiler: Any, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))::text"


@compiles(RowsAsJson, "sqlite")
def _rows_as_json_sqlite(element: RowsAsJson, compiler: Any, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


DISCOUNT_COLUMNS = (
    Offer.id,
    Offer.name,
    Offer.basis_points,
    func.coalesce(OfferRun.starts_at, Offer.starts_at),
    func.coalesce(OfferRun.ends_at, Offer.ends_at),
    OfferApplication.applied_at,
    OfferApplication.removed_at,
)
"""What makes a `Discount`, in the order of its fields."""

POINTS = (
    select(RowsAsJson(PricePoint.price_cents, PricePoint.since))
    .select_from(PricePoint)
    .where(PricePoint.product_id == Product.id)
    .correlate_except(PricePoint)
    .scalar_subquery()
)
"""The base prices of the row of `Product` around it, as JSON; null where there is none."""

DISCOUNTS = (
    select(RowsAsJson(*DISCOUNT_COLUMNS))
    .select_from(OfferApplication)
    .join(Offer, Offer.id == OfferApplication.offer_id)
    .outerjoin(OfferRun, OfferRun.offer_id == Offer.id)
    .where(OfferApplication.product_id == Product.id)
    .correlate_except(Offer, OfferRun, OfferApplication)
    .scalar_subquery()
)
"""All that the product ever held, as JSON; null where it held nothing."""


@prepared(most=MOST_AT_ONCE)
def _told_of(count: int) -> ClauseElement:
    """Write the statement that tells of `count` products."""
    ids = [bindparam(f"id_{place}", type_=Product.id.type) for place in range(count)]
    return select(Product.id, POINTS, DISCOUNTS).where(Product.id.in_(ids))


def _history_of(points: str | None, discounts: str | None) -> History:
    base = [BasePrice(cents, _instant(since)) for cents, since in orjson.loads(points or "[]")]
    held = [
        Discount(offer_id, name, basis_points, *[_instant(one) for one in instants])
        for offer_id, name, basis_points, *instants in orjson.loads(discounts or "[]")
    ]
    return History(
        sorted(base, key=lambda one: one.since),
        sorted(held, key=lambda one: (one.applied_at or one.starts_at, one.starts_at)),
    )


def _instant(text: str | None) -> Any:
    """Read an instant as the database writes it in JSON; SQLite's are UTC without saying so."""
    if text is None:
        return None
    instant = datetime.fromisoformat(text)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
