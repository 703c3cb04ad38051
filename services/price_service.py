"""The price of a product at any instant, past or planned, told from its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models import Product, db
from services import clock
from services.freshness import Fresh, seconds_fresh, unplanned
from services.price_history import histories
from services.pricing import Discount, History, Price, boundaries, price_at
from services.refusals import PriceUnknown, ProductNotFound, WindowInvalid
from services.timeline import Segment, Verdict, next_change, rounding, segments, verdicts
from services.wall_clock import instant_of

LONGEST_WINDOW = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class PriceView:
    """What a product costs at one instant, until when, and, if asked, why."""

    at: datetime
    price: Price
    next_change_at: datetime | None
    considered: list[Verdict] | None = None
    rounding: str | None = None

    @property
    def offer(self) -> Discount | None:
        """The offer that counts, None when none runs."""
        return self.price.discount

    @property
    def is_on_offer(self) -> bool:
        """Whether an offer runs."""
        return self.price.discount is not None


class PriceService:
    """Reads of prices over time."""

    @staticmethod
    def at(product_id: int, at: datetime | None = None, explain: bool = False) -> Fresh[PriceView]:
        """Return the price at an instant, now when left out, and how long it stays so.

        Raises ProductNotFound, PriceUnknown.
        """
        instant = instant_of(at) if at else clock.now()
        product, history = _history(product_id)
        if product.withdrawn_at is not None and instant >= product.withdrawn_at:
            raise ProductNotFound()
        price = price_at(history, instant)
        if price is None:
            raise PriceUnknown()
        change = next_change(history, instant)
        if product.withdrawn_at is not None and change is not None:
            change = min(change, product.withdrawn_at)
        view = PriceView(instant, price, change)
        if explain:
            considered = list(verdicts(history, instant))
            view = PriceView(instant, price, change, considered, rounding(price))
        if at is not None:
            return unplanned(view)
        boundary = next((one for one in boundaries(history) if one > instant), None)
        return Fresh(view, seconds_fresh(boundary, instant))

    @staticmethod
    def between(product_id: int, from_: datetime, to: datetime) -> Fresh[list[Segment]]:
        """Return the prices of `[from_, to)` as segments. Raises ProductNotFound, WindowInvalid."""
        start, end = instant_of(from_), instant_of(to)
        if not timedelta() < end - start <= LONGEST_WINDOW:
            raise WindowInvalid()
        product, history = _history(product_id)
        if product.withdrawn_at is not None:
            end = min(end, product.withdrawn_at)
        return unplanned(segments(history, start, end) if start < end else [])


def _history(product_id: int) -> tuple[Product, History]:
    """Load a product, withdrawn or not: what it cost stays true."""
    product = db.session.get(Product, product_id)
    if product is None:
        raise ProductNotFound()
    return product, histories([product_id])[product_id]
