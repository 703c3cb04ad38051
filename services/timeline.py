"""Prices over time, pure: the segments of a window, the next change, and why a price is as it is.

Built on the one rule in `services/pricing.py`; no other rule is stated here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from services.pricing import Discount, History, Price, boundaries, discounted, price_at


@dataclass(frozen=True, slots=True)
class Segment:
    """The price from `start` until `end` (exclusive), the same all the time."""

    start: datetime
    end: datetime
    price: Price


@dataclass(frozen=True, slots=True)
class Verdict:
    """An offer that was looked at, and why it does or does not make the price."""

    discount: Discount
    ran: bool
    won: bool
    reason: str


def segments(history: History, start: datetime, end: datetime) -> list[Segment]:
    """Cut `[start, end)` into segments of one price and offer each, without gaps.

    A product that was not for sale at the beginning has its first segment later.
    """
    instants = [start, *(one for one in boundaries(history) if start < one < end), end]
    found: list[Segment] = []
    for begin, until in pairwise(instants):
        price = price_at(history, begin)
        if price is None:
            continue
        if found and _looks_the_same(found[-1].price, price):
            found[-1] = Segment(found[-1].start, until, price)
        else:
            found.append(Segment(begin, until, price))
    return found


def next_change(history: History, instant: datetime) -> datetime | None:
    """Return the first instant after `instant` at which another price or offer counts."""
    now = price_at(history, instant)
    for boundary in boundaries(history):
        if boundary > instant:
            then = price_at(history, boundary)
            if then is not None and (now is None or not _is_same(now, then)):
                return boundary
    return None


def verdicts(history: History, instant: datetime) -> Iterator[Verdict]:
    """Say of every offer the product ever held whether it ran at `instant`, won, or why not.

    Of an offer that recurs it tells of the run that runs, or comes next, or was the last.
    """
    price = price_at(history, instant)
    winner = price.discount if price else None
    told = _one_run_each(history.discounts, instant)
    ordered = sorted(told, key=lambda one: (-one.basis_points, one.offer_id))
    for discount in ordered:
        ran = discount.runs_at(instant)
        if discount is winner:
            yield Verdict(discount, ran, True, "The largest discount that runs.")
        else:
            yield Verdict(discount, ran, False, _why_not(discount, winner, instant))


def rounding(price: Price) -> str:
    """Tell the one rounding step in words and figures."""
    if price.discount is None:
        return f"{price.base_cents / 100:.2f}; no offer runs, nothing is rounded."
    kept = 10_000 - price.discount.basis_points
    exact = price.base_cents * kept
    figures = f"{price.base_cents / 100:.2f} * {kept / 100:.2f} % = {_exact(exact)}"
    rounded = discounted(price.base_cents, price.discount.basis_points)
    return f"{figures}, half-up to whole cents: {rounded / 100:.2f}."


def _one_run_each(discounts: Sequence[Discount], instant: datetime) -> Iterable[Discount]:
    """Return one discount of each time that the product held an offer."""
    told: dict[tuple[int, datetime | None], Discount] = {}
    for one in sorted(discounts, key=lambda one: one.starts_at):
        key = (one.offer_id, one.applied_at)
        if key not in told or told[key].ends_at <= instant:
            told[key] = one
    return told.values()


def _exact(hundred_thousandths: int) -> str:
    """Write cents times 10,000 as an amount with all its digits."""
    whole, rest = divmod(hundred_thousandths, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def _is_same(one: Price, other: Price) -> bool:
    """Say whether two prices tell the customer the same: both amounts and the offer."""
    return one.base_cents == other.base_cents and _looks_the_same(one, other)


def _looks_the_same(one: Price, other: Price) -> bool:
    """Say whether what is asked and the offer are the same, whatever they are worked out of."""
    offers = [price.discount.offer_id if price.discount else None for price in (one, other)]
    return (one.cents, offers[0]) == (other.cents, offers[1])


def _why_not(discount: Discount, winner: Discount | None, instant: datetime) -> str:
    if discount.applied_at is not None and instant < discount.applied_at:
        return f"The product holds it only from {discount.applied_at.isoformat()}."
    if discount.removed_at is not None and instant >= discount.removed_at:
        return f"It was taken off the product at {discount.removed_at.isoformat()}."
    if instant < discount.starts_at:
        return f"It begins only at {discount.starts_at.isoformat()}."
    if instant >= discount.ends_at:
        return f"It ended at {discount.ends_at.isoformat()}."
    if winner is not None and winner.offer_id == discount.offer_id:
        return "The product holds the same offer twice."
    if winner is not None and winner.basis_points == discount.basis_points:
        return f"Offer {winner.offer_id} gives as much and is older."
    return "A larger discount runs; discounts never add up."
