"""Products in the order of their current price, without looking at all of them.

Products that hold the same offers have the same discount at an instant, and rounding keeps
the order: by base price they stand in the order of what they cost. So there is one stream
for each `OfferSet`, each read from an index, and a page is what comes first of all of them
(ADR 11). The sort is by current price, then base price, then id.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, cast, func, null, select, union_all
from sqlalchemy.orm import aliased

from models import CatalogueState, Offer, OfferSet, Product, UTCDateTime
from services.prepared import Prepared
from services.price_sql import best_offer_of_set

BEYOND = 2**62
"""More than any price in cents."""

MOST_STREAMS = 200
"""With more combinations of offers than this a list is read by the general statement."""


class Stream(NamedTuple):
    """The products of one offer set, of none where it is null.

    `basis_points` is the discount that counts for them; null when none of the offers runs.
    """

    offer_set_id: int | None
    basis_points: int | None

    @property
    def kept(self) -> int:
        """The basis points of a base price that are asked."""
        return 10_000 - (self.basis_points or 0)

    def lowest_base(self, cents: int) -> int:
        """Return the lowest base price that costs `cents` or more."""
        if self.kept == 0:
            return 0 if cents <= 0 else BEYOND
        return max(0, -((5_000 - cents * 10_000) // self.kept))

    def highest_base(self, cents: int) -> int:
        """Return the highest base price that costs `cents` or less; -1 when none does."""
        if self.kept == 0:
            return BEYOND if cents >= 0 else -1
        return max(-1, (cents * 10_000 + 4_999) // self.kept)

    def place(self, cents: int, base: int, product_id: int) -> tuple[int, int]:
        """Return the base price and id between which the stream goes on after a row of any.

        What is above them comes after that row in the order of all streams, the rest before.
        """
        if base < self.lowest_base(cents):
            return self.lowest_base(cents), 0
        if base > self.highest_base(cents):
            return self.highest_base(cents) + 1, 0
        return base, product_id


class Streams(NamedTuple):
    """All streams of an instant, and whether some product's terms changed after it."""

    streams: list[Stream]
    has_changed: bool


def streams_at(instant: datetime) -> Streams:
    """Read which combinations of offers there are, and what each takes off at an instant."""
    (_, _, latest), *sets = ALL.rows(instant=instant)
    found = [Stream(None, None), *(Stream(row[0], row[1]) for row in sets)]
    return Streams(found, latest is not None and latest > instant)


def terms_are_settled(instant: datetime) -> bool:
    """Say whether at an instant every product's row alone tells what it costs and if it is on sale.

    Coming on sale and being withdrawn begin new terms, as a change of price or offers does.
    """
    ((latest,),) = LATEST.rows()
    return latest is None or latest <= instant


def settled_version(instant: datetime) -> int | None:
    """Return the catalogue's version; None without one, and where terms are not settled."""
    version, latest = SETTLED.rows()[0]
    return None if latest is not None and latest > instant else version


def offer_set_rates() -> Select[*tuple[Any, ...]]:
    """Select each offer set with the discount that counts for its products, null for none."""
    counting = aliased(Offer, name="counting_offer")
    best = best_offer_of_set(OfferSet.id).scalar_subquery()
    columns = (OfferSet.id.label("offer_set_id"), counting.basis_points.label("basis_points"))
    return select(*columns).outerjoin(counting, counting.id == best)


LATEST = Prepared(lambda: select(func.max(Product.terms_since)))
SETTLED = Prepared(
    lambda: select(
        select(CatalogueState.version).scalar_subquery(),
        select(func.max(Product.terms_since)).scalar_subquery(),
    )
)
_LATEST = select(
    cast(null(), Integer).label("offer_set_id"),
    cast(null(), Integer).label("basis_points"),
    func.max(Product.terms_since).label("latest"),
)
_IN_USE = (
    offer_set_rates()
    .add_columns(cast(null(), UTCDateTime()))
    .where(
        select(Product.id)
        .where(Product.offer_set_id == OfferSet.id, Product.withdrawn_at.is_(None))
        .exists()
    )
)
ALL = Prepared(lambda: union_all(_LATEST, _IN_USE))
