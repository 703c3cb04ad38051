"""Which product holds which offer, and since when: rows that are only added and closed.

Every function is a step of another service's transaction, on a locked product,
and does not commit.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    literal,
    select,
    update,
)

from models import Offer, OfferApplication, Product, UTCDateTime, db
from services import clock
from services.offer_sets import keep_offer_sets
from services.price_sql import is_running
from services.refusals import OfferNotApplied, OfferNotFound
from services.transaction import insert_into, rows_changed


def existing_offer(offer_id: int) -> Offer:
    """Return an offer, unlocked. Raises OfferNotFound."""
    offer = db.session.get(Offer, offer_id)
    if offer is None:
        raise OfferNotFound()
    return offer


def apply_offer(offer_id: int, product_id: int) -> None:
    """Let the product hold the offer from now on; nothing where it does. Raises OfferNotFound."""
    existing_offer(offer_id)
    if db.session.scalar(select(OfferApplication.id).where(_held(offer_id, product_id))) is None:
        db.session.add(
            OfferApplication(offer_id=offer_id, product_id=product_id, applied_at=clock.now())
        )
        keep_offer_sets(Product.id == product_id)


def touch_holders(offer_id: int) -> None:
    """Write to every product that holds the offer, in id order, before its rule changes.

    A checkout of one of them waits for this transaction, or is made to run again by it
    where it works on a snapshot: what it sells is priced before or after the change.
    """
    holders = select(OfferApplication.product_id).where(
        OfferApplication.offer_id == offer_id, OfferApplication.removed_at.is_(None)
    )
    _touch(Product.id.in_(holders))


def lock_category(category_id: int) -> None:
    """Write to every product on sale in a category, in id order, as `touch_holders` does."""
    _touch(_on_sale_in(category_id))


def apply_to_category(offer_id: int, category_id: int) -> int:
    """Let every product of a locked category hold the offer; return how many did not yet."""
    # Read when all locks are there: until the commit others are told the prices of before, and
    # it should not be long after this instant.
    instant = literal(clock.tick(), type_=UTCDateTime())
    rows = select(literal(offer_id), Product.id, instant).where(_on_sale_in(category_id))
    into = insert_into(OfferApplication).from_select(["offer_id", "product_id", "applied_at"], rows)
    # Not by NOT EXISTS, for which PostgreSQL may read all new rows for each product.
    new = into.on_conflict_do_nothing(
        index_elements=["product_id", "offer_id"],
        index_where=OfferApplication.removed_at.is_(None),
    )
    applied = rows_changed(new.execution_options(preserve_rowcount=True))
    keep_offer_sets(_on_sale_in(category_id))
    return applied


def _held(offer_id: int, product_id: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Select the application by which the product holds the offer now."""
    return and_(
        OfferApplication.product_id == product_id,
        OfferApplication.offer_id == offer_id,
        OfferApplication.removed_at.is_(None),
    )


def _on_sale_in(category_id: int) -> ColumnElement[bool]:
    return and_(Product.category_id == category_id, Product.withdrawn_at.is_(None))


def _touch(products: ColumnElement[bool]) -> None:
    in_order = select(Product.id).where(products).order_by(Product.id).with_for_update()
    db.session.execute(in_order).all()
    rows_changed(update(Product).where(products).values(updated_at=clock.tick()))


def remove_offer(offer_id: int, product_id: int) -> None:
    """Take the offer off the product from now on. Raises OfferNotFound, OfferNotApplied."""
    existing_offer(offer_id)
    held = update(OfferApplication).where(_held(offer_id, product_id))
    if not rows_changed(held.values(removed_at=clock.now())):
        raise OfferNotApplied()
    keep_offer_sets(Product.id == product_id)


def remove_running_offers(product_id: int) -> None:
    """Take every offer that runs now off the product; planned ones stay."""
    instant = clock.now()
    running = select(Offer.id).where(is_running(literal(instant, type_=UTCDateTime())))
    rows_changed(
        update(OfferApplication)
        .where(
            OfferApplication.product_id == product_id,
            OfferApplication.removed_at.is_(None),
            OfferApplication.offer_id.in_(running),
        )
        .values(removed_at=instant)
    )
    keep_offer_sets(Product.id == product_id)
