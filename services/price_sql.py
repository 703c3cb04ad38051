"""The price rule of `services/pricing.py` as SQL, for lists, filters and sorting.

Each expression speaks of the row of `Product` around it, at the instant bound
as `:instant`, or at that of another expression. SQLite and PostgreSQL run the same text.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from models import (
    Offer,
    OfferApplication,
    OfferRun,
    OfferSetMember,
    PricePoint,
    Product,
    UTCDateTime,
)

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


def best_offer_of_set(
    offer_set_id: SQLColumnExpression[Any], instant: SQLColumnExpression[Any] = INSTANT
) -> Select[int]:
    """The offer of a set that counts, by the same rule."""
    return (
        select(Offer.id)
        .join(OfferSetMember, OfferSetMember.offer_id == Offer.id)
        .where(OfferSetMember.offer_set_id == offer_set_id, is_running(instant))
        .order_by(Offer.basis_points.desc(), Offer.id)
        .limit(1)
        .correlate_except(Offer, OfferSetMember)
    )


def counting_offer_id(instant: SQLColumnExpression[Any] = INSTANT) -> ColumnElement[int | None]:
    """`best_offer_id`, by the product's offer set where that tells it."""
    by_set = case(
        (
            Product.offer_set_id.is_not(None),
            best_offer_of_set(Product.offer_set_id, instant).scalar_subquery(),
        ),
        else_=None,
    )
    return case((Product.terms_since <= instant, by_set), else_=best_offer_id(instant))


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
    return discounted_cents(base_cents(instant), func.coalesce(RunningOffer.basis_points, 0))


def discounted_cents(base: Any, basis_points: Any) -> ColumnElement[int]:
    """A base price less a discount, rounded half-up."""
    cents: ColumnElement[int] = (base * (10_000 - basis_points) + 5_000) // 10_000
    return cents


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
