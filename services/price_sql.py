"""The price rule of `services/pricing.py` as SQL, for lists, filters and sorting.

Each expression speaks of the row of `Product` around it, at the instant bound
as `:instant`, or at that of another expression. SQLite and PostgreSQL run the same text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    SQLColumnExpression,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement

from models import Offer, OfferApplication, OfferRun, PricePoint, Product, UTCDateTime, db
from services.pricing import BasePrice, Discount, History

INSTANT = bindparam("instant", type_=UTCDateTime())

RunningOffer = aliased(Offer, name="running_offer")
"""The offer that counts for the product's row; every column null when none runs."""


def is_running(instant: SQLColumnExpression[Any] = INSTANT) -> ColumnElement[bool]:
    """Whether the row of `Offer` runs: a recurring one only during one of its runs."""
    run = (
        exists()
        .where(OfferRun.offer_id == Offer.id)
        .where(OfferRun.starts_at <= instant, OfferRun.ends_at > instant)
        .correlate_except(OfferRun)
    )
    return and_(
        Offer.starts_at <= instant, Offer.ends_at > instant, or_(Offer.recurrence.is_(None), run)
    )


def best_offer_id(instant: SQLColumnExpression[Any] = INSTANT) -> ScalarSelect[int]:
    """The id of the offer that counts: the largest discount, of equals the oldest offer."""
    held = and_(
        OfferApplication.applied_at <= instant,
        or_(OfferApplication.removed_at.is_(None), OfferApplication.removed_at > instant),
    )
    return (
        select(Offer.id)
        .join(OfferApplication, OfferApplication.offer_id == Offer.id)
        .where(OfferApplication.product_id == Product.id, held)
        .where(is_running(instant))
        .order_by(Offer.basis_points.desc(), Offer.id)
        .limit(1)
        .correlate_except(Offer, OfferApplication)
        .scalar_subquery()
    )


def base_cents(instant: SQLColumnExpression[Any] = INSTANT) -> ColumnElement[int]:
    """The base price: the row's own, or the history's where a later point is already known."""
    earlier = (
        select(PricePoint.price_cents)
        .where(PricePoint.product_id == Product.id, PricePoint.since <= instant)
        .order_by(PricePoint.since.desc())
        .limit(1)
        .correlate_except(PricePoint)
        .scalar_subquery()
    )
    return case((Product.price_since <= instant, Product.price_cents), else_=earlier)


def current_cents(instant: SQLColumnExpression[Any] = INSTANT) -> ColumnElement[int]:
    """The price: the base price less the discount of `RunningOffer`, rounded half-up."""
    kept = 10_000 - func.coalesce(RunningOffer.basis_points, 0)
    return (base_cents(instant) * kept + 5_000) // 10_000


def next_boundary(instant: SQLColumnExpression[Any] = INSTANT) -> ScalarSelect[datetime]:
    """The first instant after `instant` at which any offer, or run of one, starts or ends.

    Null when none does. It is of the whole shop, not of the row around it, so that the
    database works it out once a statement.
    """
    nearest = [
        select(func.min(edge).label("at")).where(edge > instant)
        for edge in (Offer.starts_at, Offer.ends_at, OfferRun.starts_at, OfferRun.ends_at)
    ]
    edges = union_all(*nearest).subquery("boundary")
    return select(func.min(edges.c.at)).scalar_subquery()


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


def points_on_offer() -> ColumnElement[str | None]:
    """The base prices of a product that is on offer, as JSON for `history_of`; null otherwise."""
    points = (
        select(RowsAsJson(PricePoint.price_cents, PricePoint.since))
        .select_from(PricePoint)
        .where(PricePoint.product_id == Product.id)
    )
    told = points.correlate_except(PricePoint).scalar_subquery()
    return case((RunningOffer.id.is_not(None), told), else_=None)


def discounts_on_offer() -> ColumnElement[str | None]:
    """All that a product on offer ever held, as JSON for `history_of`; null otherwise."""
    held = (
        select(RowsAsJson(*DISCOUNT_COLUMNS))
        .select_from(OfferApplication)
        .join(Offer, Offer.id == OfferApplication.offer_id)
        .outerjoin(OfferRun, OfferRun.offer_id == Offer.id)
        .where(OfferApplication.product_id == Product.id)
    )
    told = held.correlate_except(Offer, OfferRun, OfferApplication).scalar_subquery()
    return case((RunningOffer.id.is_not(None), told), else_=None)


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


def history_of(points: str, discounts: str) -> History:
    """Read a history from the JSON of `points_on_offer` and `discounts_on_offer`."""
    base = [BasePrice(cents, _instant(since)) for cents, since in orjson.loads(points)]
    held = [
        Discount(offer_id, name, basis_points, *[_instant(one) for one in instants])
        for offer_id, name, basis_points, *instants in orjson.loads(discounts)
    ]
    return History(sorted(base, key=lambda one: one.since), held)


def _instant(text: str | None) -> Any:
    """Read an instant as the database writes it in JSON; SQLite's are UTC without saying so."""
    if text is None:
        return None
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def histories(product_ids: Iterable[int]) -> dict[int, History]:
    """Read the whole price history of each product, in two statements: a discount for each run."""
    ids = list(product_ids)
    points: dict[int, list[BasePrice]] = defaultdict(list)
    discounts: dict[int, list[Discount]] = defaultdict(list)
    for product_id, cents, since in db.session.execute(
        select(PricePoint.product_id, PricePoint.price_cents, PricePoint.since)
        .where(PricePoint.product_id.in_(ids))
        .order_by(PricePoint.since)
    ):
        points[product_id].append(BasePrice(cents, since))
    for application, offer, run in db.session.execute(
        select(OfferApplication, Offer, OfferRun)
        .join(Offer, Offer.id == OfferApplication.offer_id)
        .outerjoin(OfferRun, OfferRun.offer_id == Offer.id)
        .where(OfferApplication.product_id.in_(ids))
        .order_by(OfferApplication.id, OfferRun.starts_at)
    ):
        discounts[application.product_id].append(as_discount(application, offer, run))
    return {one: History(points[one], discounts[one]) for one in ids}


def as_discount(
    application: OfferApplication, offer: Offer, run: OfferRun | None = None
) -> Discount:
    """Return an offer, or a run of a recurring one, as the product of the application holds it."""
    return Discount(
        offer.id,
        offer.name,
        offer.basis_points,
        (run or offer).starts_at,
        (run or offer).ends_at,
        application.applied_at,
        application.removed_at,
    )
