"""What is claimed of all rows, as SQL that finds those against it.

Each statement gives an id and a sentence a finding. Orders without an instant were
adopted from an original database, which kept no history: they are kept as they were
and prove nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, String, case, cast, func, literal, select
from sqlalchemy.orm import aliased

from models import (
    Offer,
    OfferApplication,
    OfferSetMember,
    Order,
    OrderEvent,
    OrderItem,
    PricePoint,
    Product,
    StockMovement,
)
from services.price_sql import RunningOffer, best_offer_id, current_cents


def sentence(*parts: SQLColumnExpression[Any] | str) -> ColumnElement[str]:
    """Join texts and values into a sentence."""
    texts = [literal(one) if isinstance(one, str) else cast(one, String) for one in parts]
    return sum(texts[1:], texts[0])


def _stock_differs() -> Any:
    moved = (
        select(StockMovement.product_id, func.sum(StockMovement.delta).label("units"))
        .group_by(StockMovement.product_id)
        .subquery()
    )
    units = func.coalesce(moved.c.units, 0)
    return (
        select(Product.id, sentence("stock is ", Product.stock, ", its movements sum to ", units))
        .outerjoin(moved, moved.c.product_id == Product.id)
        .where(Product.stock != units)
        .order_by(Product.id)
    )


def _total_differs() -> Any:
    lines = (
        select(
            OrderItem.order_id, func.sum(OrderItem.price_cents * OrderItem.quantity).label("cents")
        )
        .group_by(OrderItem.order_id)
        .subquery()
    )
    cents = func.coalesce(lines.c.cents, -1)
    return (
        select(Order.id, sentence("total is ", Order.total_cents, " cents, lines sum to ", cents))
        .outerjoin(lines, lines.c.order_id == Order.id)
        .where(Order.created_at.is_not(None), Order.total_cents != cents)
        .order_by(Order.id)
    )


def _line_price_differs() -> Any:
    told = current_cents(Order.created_at)
    return (
        select(
            OrderItem.order_id,
            sentence(
                "line ", OrderItem.id, " was sold at ", OrderItem.price_cents,
                " cents, the price history says ", func.coalesce(told, -1),
            ),
        )
        .join(Order, Order.id == OrderItem.order_id)
        .join(Product, Product.id == OrderItem.product_id)
        .outerjoin(RunningOffer, RunningOffer.id == best_offer_id(Order.created_at))
        .where(Order.created_at.is_not(None))
        .where(OrderItem.price_cents != func.coalesce(told, -1))
        .order_by(OrderItem.order_id)
    )  # fmt: skip


def _sale_differs() -> Any:
    """Compare what each order took with its lines, from both sides at once."""
    sold = (
        select(OrderItem.order_id, OrderItem.product_id, OrderItem.quantity.label("units"))
        .join(Order, Order.id == OrderItem.order_id)
        .where(Order.created_at.is_not(None), Order.status != "cancelled")
    )
    booked = select(
        StockMovement.order_id, StockMovement.product_id, StockMovement.delta.label("units")
    ).where(StockMovement.order_id.is_not(None))
    both = sold.union_all(booked).subquery()
    rest = func.sum(both.c.units)
    return (
        select(
            both.c.order_id,
            sentence("of product ", both.c.product_id, " lines and movements differ by ", rest),
        )
        .group_by(both.c.order_id, both.c.product_id)
        .having(rest != 0)
        .order_by(both.c.order_id)
    )


def _latest_price_differs() -> Any:
    later = aliased(PricePoint)
    newer = select(later.id).where(
        later.product_id == PricePoint.product_id, later.since > PricePoint.since
    )
    latest = (
        select(PricePoint.product_id, PricePoint.price_cents, PricePoint.since)
        .where(~newer.exists())
        .subquery()
    )
    return (
        select(Product.id, sentence("its price is not that of its latest price point"))
        .outerjoin(latest, latest.c.product_id == Product.id)
        .where(
            (Product.price_cents != func.coalesce(latest.c.price_cents, -1))
            | (Product.price_since != latest.c.since)
        )
        .order_by(Product.id)
    )


def _terms_differ() -> Any:
    """Compare each product's offer set with its applications, offers over by then left out."""
    # By itself a statement two levels down would look for any product, not for the one around it.
    holds = (
        select(OfferApplication.id)
        .where(OfferApplication.removed_at.is_(None), OfferApplication.product_id == Product.id)
        .correlate(Product, OfferSetMember)
    )
    listed = (
        select(OfferSetMember.id)
        .where(OfferSetMember.offer_set_id == Product.offer_set_id)
        .correlate(Product, Offer)
    )
    unheld = listed.where(
        ~holds.where(OfferApplication.offer_id == OfferSetMember.offer_id).exists()
    )
    unlisted = (
        holds.join(Offer, Offer.id == OfferApplication.offer_id)
        .where(Offer.ends_at > Product.terms_since)
        .where(~listed.where(OfferSetMember.offer_id == Offer.id).exists())
    )
    later = select(OfferApplication.id).where(
        OfferApplication.product_id == Product.id,
        (OfferApplication.applied_at > Product.terms_since)
        | (OfferApplication.removed_at > Product.terms_since),
    )
    return (
        select(Product.id, sentence("its offer set is not what it holds since its terms began"))
        .where(
            unheld.exists()
            | unlisted.exists()
            | later.exists()
            | (Product.price_since > Product.terms_since)
        )
        .order_by(Product.id)
    )


def _status_differs() -> Any:
    newest = select(func.max(OrderEvent.id).label("id")).group_by(OrderEvent.order_id).subquery()
    last = (
        select(OrderEvent.order_id, OrderEvent.status)
        .join(newest, newest.c.id == OrderEvent.id)
        .subquery()
    )
    told = case((last.c.status.is_(None), "placed"), else_=last.c.status)
    return (
        select(Order.id, sentence("its status is ", Order.status, ", its history says ", told))
        .outerjoin(last, last.c.order_id == Order.id)
        .where(Order.created_at.is_not(None), Order.status != told)
        .order_by(Order.id)
    )


PROOFS: tuple[tuple[str, str, Any], ...] = (
    (
        "stock-is-the-sum-of-its-movements",
        "Every stock equals the sum of its movements.",
        _stock_differs(),
    ),
    (
        "orders-took-what-their-lines-say",
        "Every order's movements are its lines; a cancelled one gave all back.",
        _sale_differs(),
    ),
    (
        "totals-are-the-sum-of-their-lines",
        "Every order's total is the sum of its lines.",
        _total_differs(),
    ),
    (
        "lines-were-sold-at-the-price-then",
        "Every line's price is what the price history says for the instant of its order.",
        _line_price_differs(),
    ),
    (
        "prices-are-their-latest-points",
        "Every product's price is that of its latest price point.",
        _latest_price_differs(),
    ),
    (
        "offer-sets-are-what-is-held",
        "Every product's offer set, and since when, is what its applications say.",
        _terms_differ(),
    ),
    (
        "statuses-are-their-last-events",
        "Every order's status is the last that its history came to.",
        _status_differs(),
    ),
)
"""A name, the claim in words, and the statement that finds what is against it."""
