"""The one price rule, pure: from a product's history and an instant to its price.

A product's price at an instant is its base price then, less the largest
discount that runs then. Discounts never add up. It is rounded once, half-up,
at the unit price, in integers:

    (cents * (10000 - basis_points) + 5000) // 10000

All intervals are half-open: something that runs from `start` until `end` runs
at `start` and no longer at `end`. `services/price_sql.py` says the same in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOMENT = timedelta(microseconds=1)
"""The smallest step between two instants: what counted right before a change counted until then."""
LOWEST_PRICE_WINDOW = timedelta(days=30)
"""How far back the lowest earlier price is looked for (EU 98/6/EC article 6a)."""


@dataclass(frozen=True, slots=True)
class BasePrice:
    """A product costs `cents` from the instant `since` until the next base price."""

    cents: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Discount:
    """An offer as one product holds it: it runs while `start <= instant < end`.

    The offer runs from `starts_at` until `ends_at`, and counts while the product
    holds it, from `applied_at` until `removed_at`. `start >= end` never ran.
    """

    offer_id: int
    name: str
    basis_points: int
    starts_at: datetime
    ends_at: datetime
    applied_at: datetime | None = None
    removed_at: datetime | None = None

    @property
    def start(self) -> datetime:
        """When the discount begins to count for this product."""
        return max(self.starts_at, self.applied_at) if self.applied_at else self.starts_at

    @property
    def end(self) -> datetime:
        """When the discount no longer counts for this product."""
        return min(self.ends_at, self.removed_at) if self.removed_at else self.ends_at

    def runs_at(self, instant: datetime) -> bool:
        """Say whether the discount counts at `instant`."""
        return self.start <= instant < self.end


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs at an instant: the base price, the discount that counts, the result."""

    base_cents: int
    discount: Discount | None
    cents: int


@dataclass(frozen=True, slots=True)
class History:
    """Everything that a product's price ever depended on. `base` is in order of `since`."""

    base: Sequence[BasePrice]
    discounts: Sequence[Discount]


def discounted(cents: int, basis_points: int) -> int:
    """Return `cents` less a discount, rounded half-up to whole cents."""
    return (cents * (10_000 - basis_points) + 5_000) // 10_000


def best_discount(discounts: Sequence[Discount], instant: datetime) -> Discount | None:
    """Return the discount that counts at `instant`: the largest, of equals the oldest offer."""
    running = [discount for discount in discounts if discount.runs_at(instant)]
    return max(running, key=lambda one: (one.basis_points, -one.offer_id), default=None)


def base_price(points: Sequence[BasePrice], instant: datetime) -> BasePrice | None:
    """Return the base price in force at `instant`, None before the first."""
    return next((point for point in reversed(points) if point.since <= instant), None)


def price_at(history: History, instant: datetime) -> Price | None:
    """Return the price at `instant`; None when the product had no price yet."""
    base = base_price(history.base, instant)
    if base is None:
        return None
    discount = best_discount(history.discounts, instant)
    cents = discounted(base.cents, discount.basis_points) if discount else base.cents
    return Price(base.cents, discount, cents)


def boundaries(history: History) -> list[datetime]:
    """Return every instant at which the price may change, in order."""
    instants = {point.since for point in history.base}
    for discount in history.discounts:
        if discount.start < discount.end:
            instants |= {discount.start, discount.end}
    return sorted(instants)


@dataclass(frozen=True, slots=True)
class Change:
    """A price became another at the instant `at`: offer_started, offer_ended or price_changed."""

    cause: str
    at: datetime


def last_change(history: History, after: datetime, until: datetime) -> Change | None:
    """Return the last change of the price in `(after, until]`; None when it stayed the same."""
    for instant in reversed([one for one in boundaries(history) if after < one <= until]):
        before = price_at(history, instant - MOMENT)
        now = price_at(history, instant)
        if now is not None and (before is None or before.cents != now.cents):
            return Change(_cause(before, now), instant)
    return None


def _cause(before: Price | None, now: Price) -> str:
    if before is None or before.base_cents != now.base_cents:
        return "price_changed"
    return "offer_started" if now.cents < before.cents else "offer_ended"


def prices_asked(history: History, start: datetime, end: datetime) -> Iterator[int]:
    """Yield the cents of every price in force at some instant of `[start, end)`."""
    if start >= end:
        return
    within = [instant for instant in boundaries(history) if start < instant < end]
    for instant in (start, *within):
        price = price_at(history, instant)
        if price is not None:
            yield price.cents


def reduction_start(history: History, instant: datetime) -> datetime | None:
    """Return when the reduction that runs at `instant` began; None when none runs.

    Offers that follow one another without a gap, or overlap, are one reduction.
    """
    if best_discount(history.discounts, instant) is None:
        return None
    began = instant
    while True:
        earlier = [
            one.start
            for one in history.discounts
            if one.start < began <= one.end and one.start < one.end
        ]
        if not earlier:
            return began
        began = min(earlier)


def lowest_price_before_reduction(history: History, instant: datetime) -> int | None:
    """Return the lowest cents asked in the 30 days before the running reduction began.

    The price already in force when the window opens counts. None when no offer
    runs at `instant`, or when the product was not for sale before the reduction.
    """
    began = reduction_start(history, instant)
    if began is None:
        return None
    return min(prices_asked(history, began - LOWEST_PRICE_WINDOW, began), default=None)


def basis_points_off(lowest: int | None, cents: int) -> int | None:
    """Return how far `cents` lies below the lowest earlier price; 0 when not below it.

    A reduction that is announced as a percentage is one of that price, not of the last
    (Court of Justice of the EU, C-330/23). Rounded down, so that it never claims more
    than is true. None when there is no lowest earlier price.
    """
    if lowest is None:
        return None
    return (lowest - cents) * 10_000 // lowest if cents < lowest else 0
