"""The lowest earlier price of products on offer, worked out once for each reduction.

What was asked before a reduction began can't change any more, and whoever changes
anything else that a product's price depends on writes its `updated_at` (ADR 8). So
as long as that stays the same, one offer on a product has one lowest earlier price
for as long as it runs, and a process keeps it instead of reading the product's whole
history at every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask import current_app

from services.price_history import histories
from services.pricing import best_discount, lowest_price_before_reduction

MOST_KEPT = 50_000
"""How many products a process knows the lowest earlier price of: some 15 MB."""


class Reduced(NamedTuple):
    """A product on offer, as a row of it was read: what stands for its history up to now."""

    product_id: int
    offer_id: int
    updated_at: datetime


class Known(NamedTuple):
    """The lowest earlier cents, for the instants at which the same run of an offer counts."""

    start: datetime
    end: datetime
    cents: int | None


def lowest_prices(products: Iterable[Reduced], instant: datetime) -> dict[int, int | None]:
    """Return the lowest earlier cents of each product at `instant`, by its id.

    None for one that was not for sale before its reduction. At most one statement.
    """
    kept: dict[Reduced, Known] = current_app.extensions.setdefault("lowest_prices", {})
    found: dict[int, int | None] = {}
    unknown: dict[int, Reduced] = {}
    for one in products:
        known = kept.get(one)
        if known is not None and known.start <= instant < known.end:
            found[one.product_id] = known.cents
        else:
            unknown[one.product_id] = one
    if unknown:
        found |= _worked_out(unknown, instant, kept)
    return found


def _worked_out(
    unknown: dict[int, Reduced], instant: datetime, kept: dict[Reduced, Known]
) -> dict[int, int | None]:
    """Read the histories of products and keep what they say."""
    if len(kept) + len(unknown) > MOST_KEPT:
        kept.clear()
    found: dict[int, int | None] = {}
    for product_id, history in histories(unknown).items():
        found[product_id] = lowest_price_before_reduction(history, instant)
        running = best_discount(history.discounts, instant)
        # Somebody may have changed the product since its row was read.
        if running is not None and running.offer_id == unknown[product_id].offer_id:
            kept[unknown[product_id]] = Known(running.start, running.end, found[product_id])
    return found
