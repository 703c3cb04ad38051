"""Products in the order of their current price, without looking at all of them.

Products that hold the same offers have the same discount at an instant, and rounding keeps
the order: by base price they stand in the order of what they cost. So there is one stream
for each `OfferSet`, each read from an index, and a page is what comes first of all of them
(ADR 11). The sort is by current price, then base price, then id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    Integer,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from models import CatalogueState, Offer, OfferSet, Product, UTCDateTime
from services.prepared import Prepared, prepared
from services.price_sql import best_offer_of_set
from services.pricing import discounted

BEYOND = 2**62
"""More than any price in cents."""

MOST_STREAMS = 200
"""With more combinations of offers than this a list is read by the general statement."""


COUNTING = aliased(Offer, name="counting_offer")
"""The offer of a set that counts for its products."""


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

    def cost(self, base: int) -> int:
        """Return what a product of a base price costs, in cents."""
        return discounted(base, self.basis_points or 0)

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
    """All streams of an instant, and whether some product's terms changed after it.

    `heads` are what the first products of some cost, of those that were asked for.
    """

    streams: list[Stream]
    has_changed: bool
    heads: Mapping[Stream, int]


class Heads(NamedTuple):
    """Which product of each stream is its head: the first in an order by price.

    Where `beyond` is given, the first that costs more, or less in an order that descends.
    """

    descends: bool
    beyond: int | None


def streams_at(instant: datetime, heads: Heads | None = None) -> Streams:
    """Read which combinations of offers there are, and what each takes off at an instant."""
    parameters = {} if heads is None or heads.beyond is None else {"beyond": heads.beyond}
    by_head = heads is not None and not parameters
    statement = _all(heads.descends if heads else None, bool(parameters))
    (_, _, latest, _), *sets = statement.rows(instant=instant, **parameters)
    found = {Stream(row[0], row[1]): row[3] for row in sets if not by_head or row[3] is not None}
    costs = {one: one.cost(base) for one, base in found.items() if base is not None}
    return Streams([Stream(None, None), *found], latest is not None and latest > instant, costs)


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
    best = best_offer_of_set(OfferSet.id).scalar_subquery()
    columns = (OfferSet.id.label("offer_set_id"), COUNTING.basis_points.label("basis_points"))
    return select(*columns).outerjoin(COUNTING, COUNTING.id == best)


LATEST = Prepared(lambda: select(func.max(Product.terms_since)))
SETTLED = Prepared(
    lambda: select(
        select(CatalogueState.version).scalar_subquery(),
        select(func.max(Product.terms_since)).scalar_subquery(),
    )
)


@prepared(most=10)
def _all(descends: bool | None, is_beyond: bool) -> ClauseElement:
    """Write the statement that reads all sets in use, with the base price of each one's head.

    Heads are of an order that `descends` or not, and none are read for None. Where they are
    the first of all, who has none is not in use, and nothing else is asked for it: such rows
    are for the caller to leave out. The first row tells instead when terms last changed.
    """
    latest = select(
        cast(null(), Integer).label("offer_set_id"),
        cast(null(), Integer).label("basis_points"),
        func.max(Product.terms_since).label("latest"),
        cast(null(), BigInteger).label("head"),
    )
    head: Any = cast(null(), BigInteger)
    if descends is not None:
        head = _head(descends, is_beyond).scalar_subquery()
    sets = offer_set_rates().add_columns(cast(null(), UTCDateTime()), head)
    if descends is None or is_beyond:
        sets = sets.where(_on_sale(literal_column("1")).exists())
    return union_all(latest, sets)


def _on_sale(column: Any) -> Select[*tuple[Any, ...]]:
    """Select a column of the products that hold the offers of the set around."""
    held = Product.offer_set_id == OfferSet.id
    return select(column).where(held, Product.withdrawn_at.is_(None)).correlate(OfferSet)


def _head(descends: bool, is_beyond: bool) -> Select[*tuple[Any, ...]]:
    """Select the base price of a set's head; which may be beyond says `Stream` by the same sums."""
    price = Product.price_cents
    statement = _on_sale(price)
    if is_beyond:
        asked = bindparam("beyond", type_=BigInteger()) * 10_000
        points = func.coalesce(COUNTING.basis_points, 0, type_=BigInteger())
        kept = func.nullif(10_000 - points, 0, type_=BigInteger())
        there = price < (asked - 5_000) // kept if descends else price > (asked + 4_999) // kept
        statement = statement.where(there).correlate(OfferSet, COUNTING)
    order = (Product.offer_set_id, price)
    return statement.order_by(*[one.desc() if descends else one for one in order]).limit(1)
