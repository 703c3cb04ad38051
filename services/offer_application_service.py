"""Offers on products: applied, removed, to one product or a whole category, or only tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from models import Category, Offer, Product, db
from services import clock
from services.catalogue_state import catalogue_changed
from services.offer_ledger import (
    apply_offer,
    apply_to_category,
    existing_offer,
    lock_category,
    remove_offer,
)
from services.offer_view import runs_of
from services.price_history import histories
from services.pricing import (
    Discount,
    History,
    basis_points_off,
    lowest_price_before_reduction,
    price_at,
)
from services.product_service import locked_product
from services.refusals import CategoryNotFound, OfferNotApplied, ProductNotFound
from services.transaction import transactional

MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Touched:
    """A product and what the step would do to its price, once the offer runs."""

    product_id: int
    name: str
    before_cents: int
    after_cents: int
    lowest_price_30d_cents: int | None
    overlaps: Sequence[Discount]

    @property
    def basis_points_off_lowest(self) -> int | None:
        """How far the price after the step lies below the lowest earlier one."""
        return basis_points_off(self.lowest_price_30d_cents, self.after_cents)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a step would do: prices at the instant `at`, of `count` products the first 1000."""

    at: datetime
    count: int
    products: Sequence[Touched]


class OfferApplicationService:
    """Use cases of the admin on which product holds which offer."""

    @staticmethod
    @transactional
    def apply(offer_id: int, product_id: int) -> None:
        """Let a product hold an offer from now on. Raises OfferNotFound, ProductNotFound."""
        product = locked_product(product_id)
        product.updated_at = clock.tick()  # Read under the lock, and written: see ADR 8.
        apply_offer(offer_id, product_id)
        catalogue_changed()
        db.session.commit()

    @staticmethod
    @transactional
    def remove(offer_id: int, product_id: int) -> None:
        """Take an offer off a product from now on.

        Raises OfferNotFound, ProductNotFound, OfferNotApplied.
        """
        product = locked_product(product_id)
        product.updated_at = clock.tick()  # Read under the lock, and written: see ADR 8.
        remove_offer(offer_id, product_id)
        catalogue_changed()
        db.session.commit()

    @staticmethod
    @transactional
    def apply_to_category(offer_id: int, category_id: int) -> int:
        """Let every product of a category hold an offer from now on; return how many are new.

        Raises OfferNotFound, CategoryNotFound.
        """
        existing_offer(offer_id)
        _check_category(category_id)
        lock_category(category_id)
        applied = apply_to_category(offer_id, category_id)
        catalogue_changed()
        db.session.commit()
        return applied

    @staticmethod
    def try_apply(offer_id: int, product_id: int) -> Trial:
        """Say what `apply` would do. Raises OfferNotFound, ProductNotFound."""
        return _trial(existing_offer(offer_id), [_product(product_id)], applying=True)

    @staticmethod
    def try_remove(offer_id: int, product_id: int) -> Trial:
        """Say what `remove` would do. Raises OfferNotFound, ProductNotFound, OfferNotApplied."""
        offer, product = existing_offer(offer_id), _product(product_id)
        held = histories([product_id])[product_id].discounts
        if not any(_is_held(one, offer_id) for one in held):
            raise OfferNotApplied()
        return _trial(offer, [product], applying=False)

    @staticmethod
    def try_apply_to_category(offer_id: int, category_id: int) -> Trial:
        """Say what `apply_to_category` would do. Raises OfferNotFound, CategoryNotFound."""
        offer = existing_offer(offer_id)
        _check_category(category_id)
        of_category = (Product.category_id == category_id) & Product.withdrawn_at.is_(None)
        products = db.session.scalars(select(Product).where(of_category).order_by(Product.id))
        return _trial(offer, products.all(), applying=True)


def _trial(offer: Offer, products: Sequence[Product], applying: bool) -> Trial:
    now = clock.now()
    offered = [
        Discount(offer.id, offer.name, offer.basis_points, run.starts_at, run.ends_at, now)
        for run in runs_of([offer])[offer.id]
        if now < run.ends_at
    ]
    # A planned offer changes nothing before it runs.
    at = max(now, offered[0].starts_at) if offered else now
    listed = products[:MOST_LISTED]
    known = histories([product.id for product in listed])
    touched = []
    for one in listed:
        before = known[one.id]
        after = _applied(before, offer, offered) if applying else _removed(before, offer, now)
        others = [held for held in before.discounts if held.offer_id != offer.id]
        touched.append(_touched(one, before, after, at, _overlapping(others, offered)))
    return Trial(at, len(products), touched)


def _applied(history: History, offer: Offer, offered: Sequence[Discount]) -> History:
    """Return the history with the offer held from now on, which it may be already."""
    if any(_is_held(one, offer.id) for one in history.discounts):
        return history
    return History(history.base, [*history.discounts, *offered])


def _removed(history: History, offer: Offer, now: datetime) -> History:
    """Return the history with the offer taken off now; that it ran until then stays."""
    discounts = [
        replace(one, removed_at=now) if _is_held(one, offer.id) else one
        for one in history.discounts
    ]
    return History(history.base, discounts)


def _is_held(discount: Discount, offer_id: int) -> bool:
    """Say whether a discount is of the offer, which was not taken off since."""
    return discount.offer_id == offer_id and discount.removed_at is None


def _touched(
    product: Product,
    history: History,
    after: History,
    at: datetime,
    overlaps: Sequence[Discount],
) -> Touched:
    """Compare a product's price at `at` without the step, by `history`, and `after` it."""
    before_price, after_price = price_at(history, at), price_at(after, at)
    return Touched(
        product.id,
        product.name,
        before_price.cents if before_price else 0,
        after_price.cents if after_price else 0,
        lowest_price_before_reduction(after, at),
        overlaps,
    )


def _overlapping(others: Sequence[Discount], offered: Sequence[Discount]) -> list[Discount]:
    """Return of each other offer the first run that runs while one of `offered` does."""
    found: dict[int, Discount] = {}
    for one in others:
        if any(max(one.start, run.start) < min(one.end, run.end) for run in offered):
            found.setdefault(one.offer_id, one)
    return list(found.values())


def _product(product_id: int) -> Product:
    product = db.session.get(Product, product_id)
    if product is None or product.withdrawn_at is not None:
        raise ProductNotFound()
    return product


def _check_category(category_id: int) -> None:
    if db.session.get(Category, category_id) is None:
        raise CategoryNotFound()
