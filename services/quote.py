"""What the customer was shown, held against what the cart costs now.

Nothing about what was shown is stored: the price at any past instant is worked
out from the price history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from services import clock
from services.price_history import histories
from services.pricing import MOMENT, History, boundaries, last_change, price_at
from services.refusals import OutOfStock, PriceChanged
from services.wall_clock import instant_of

LONGEST_CHANGE = timedelta(minutes=10)
"""So long may a change of many prices take from its instant until others see it: an import."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The total that the customer agreed to, and the instant it was priced at."""

    expected_total_cents: int | None = None
    priced_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        """Whether the customer said anything of the price."""
        return self.expected_total_cents is not None or self.priced_at is not None


NO_QUOTE = Quote()
"""For a sale at whatever the prices are."""


class SellingPrice(NamedTuple):
    """What one unit of a product costs, read under the locks of a checkout."""

    product_id: int
    name: str
    cents: int
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line whose unit price is another than shown; `now_cents` is None when withdrawn."""

    product_id: int
    name: str
    quantity: int
    was_cents: int | None
    now_cents: int | None
    cause: str
    changed_at: datetime


def check_quote(
    quote: Quote,
    units: Mapping[int, int],
    prices: Mapping[int, SellingPrice],
    sold: Sequence[int],
) -> None:
    """Refuse the sale when its total is not the one agreed to. Raises PriceChanged, OutOfStock.

    `units` is the whole cart, `sold` the ids in it that are still on sale.
    """
    if not quote.is_given:
        return
    instant = clock.now()
    now_total = sum(prices[one].cents * units[one] for one in sold)
    if quote.expected_total_cents == now_total and sold:
        return
    known = histories(units)
    shown_at = _shown_at(quote, known, units, prices)
    was_total = quote.expected_total_cents
    if was_total is None:
        was_total = _total_at(shown_at, known, units, prices)
        if was_total == now_total and sold:
            return
    if not sold:
        raise OutOfStock(f"{next(iter(prices.values())).name} is no longer sold")
    lines = [
        line
        for product_id in units
        if (line := _changed(prices[product_id], units[product_id], known[product_id], shown_at))
    ]
    raise PriceChanged(
        f"The total is now {now_total / 100:.2f}, not {was_total / 100:.2f}. Nothing was bought.",
        lines=lines,
        was_total=was_total,
        now_total=now_total,
        priced_at=instant,
    )


def _shown_at(
    quote: Quote,
    known: Mapping[int, History],
    units: Mapping[int, int],
    prices: Mapping[int, SellingPrice],
) -> datetime:
    """Return as of when the customer was told the prices.

    A change counts from an instant under its locks, and is seen once it is committed: who asked
    in between was told what counted right before it, and that is what they agreed to.
    """
    if quote.priced_at is None:
        return clock.now()
    told_at, expected = min(instant_of(quote.priced_at), clock.now()), quote.expected_total_cents
    if expected in (None, _total_at(told_at, known, units, prices)):
        return told_at
    changes = {one for history in known.values() for one in boundaries(history)}
    changes |= {one.withdrawn_at for one in prices.values() if one.withdrawn_at}
    before = [one - MOMENT for one in changes if told_at - LONGEST_CHANGE < one <= told_at]
    agreed = (one for one in before if _total_at(one, known, units, prices) == expected)
    return max(agreed, default=told_at)


def _changed(
    price: SellingPrice, quantity: int, history: History, shown_at: datetime
) -> ChangedLine | None:
    """Say how a line differs from what was shown; None when it does not."""
    was = price_at(history, shown_at)
    was_cents = was.cents if was else None
    if price.withdrawn_at is not None:
        if price.withdrawn_at <= shown_at:
            return None
        cause, at, now_cents = "withdrawn", price.withdrawn_at, None
    else:
        change = last_change(history, shown_at, clock.now())
        if change is None or price.cents == was_cents:
            return None
        cause, at, now_cents = change.cause, change.at, price.cents
    return ChangedLine(price.product_id, price.name, quantity, was_cents, now_cents, cause, at)


def _total_at(
    instant: datetime,
    known: Mapping[int, History],
    units: Mapping[int, int],
    prices: Mapping[int, SellingPrice],
) -> int:
    """Return what the cart cost at a past instant, withdrawn products left out."""
    total = 0
    for product_id, quantity in units.items():
        withdrawn_at = prices[product_id].withdrawn_at
        price = price_at(known[product_id], instant)
        if price is not None and (withdrawn_at is None or instant < withdrawn_at):
            total += price.cents * quantity
    return total
