"""The rows of a catalogue of any size, as plain values by column; nothing here knows a database.

A product's number counts from the newest, 0, so that the first pages of all sizes hold
the same. Every 20th product is on offer, a quarter of them by two at once; others
have held offers that are over, or hold planned ones. The books are right: `flask verify`
finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from benchmarks.catalogue_words import RARE_WORD, name_and_description
from services.text import searchable

Row = Mapping[str, Any]
RUNNING, PAST, PLANNED = 20, 10, 5
MORE_CATEGORIES = ("Garden", "Kitchen", "Outdoor", "Art Supplies", "Café & Tea")
RARE_PRODUCTS = 5
OFFERED = ("spread", "newer half", "older half")
# How long a kept database stays what it is: until its first offer starts or ends.
FIRST_CHANGE = timedelta(days=60)


@dataclass(frozen=True)
class Plan:
    """How many products there are, and which are on offer (one of `OFFERED`)."""

    products: int
    offered: str = OFFERED[0]

    def is_on_offer(self, number: int) -> bool:
        """Say whether an offer runs on a product."""
        if self.offered == OFFERED[0]:
            return number % 20 == 7
        return (number < self.products // 2) == (self.offered == OFFERED[1])


@dataclass(frozen=True)
class Catalogue:
    """All rows of a plan, as of the instant `now`."""

    plan: Plan
    category_ids: Sequence[int]
    now: datetime

    @classmethod
    def of(cls, plan: Plan, category_ids: Sequence[int]) -> Catalogue:
        """Plan the rows as of today."""
        return cls(plan, _zipf(category_ids), datetime.now(UTC))

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Yield each table's name and its rows, in the order of foreign keys."""
        yield "offer", self.offers()
        yield "offer_set", ({"id": one, "key": _key(held)} for held, one in self.sets.items())
        yield "offer_set_member", self.set_members()
        yield "product", self.products()
        yield "price_point", self.price_points()
        yield "offer_application", self.applications()
        yield "stock_movement", self.movements()

    def products(self) -> Iterator[Row]:
        """Yield the products, oldest first."""
        rare = {self.plan.products * one // RARE_PRODUCTS + 3 for one in range(RARE_PRODUCTS)}
        for product_id, number in self._numbers():
            name, description = name_and_description(number)
            if number in rare:
                description = f"{description} {RARE_WORD.capitalize()}."
            yield {
                "id": product_id,
                "name": name,
                "description": description,
                "search_name": searchable(name),
                "search_text": searchable(name, description),
                "price_cents": _cents(number),
                "price_since": self._price_since(number),
                "stock": _stock(number),
                "category_id": self.category_ids[_scattered(number) % len(self.category_ids)],
                "created_at": self._created(number),
                "updated_at": self._price_since(number),
                "offer_set_id": self.sets.get(self._held(number)),
                "terms_since": max(self._price_since(number), *self._changes(number)),
            }

    def price_points(self) -> Iterator[Row]:
        """Yield the price history: every tenth product once cost something else."""
        for product_id, number in self._numbers():
            since, latest = self._created(number), self._price_since(number)
            if since != latest:
                earlier = _cents(number) + 250 - number % 500
                yield {"product_id": product_id, "price_cents": max(earlier, 99), "since": since}
            yield {"product_id": product_id, "price_cents": _cents(number), "since": latest}

    def offers(self) -> Iterator[Row]:
        """Yield running, past and planned offers; their ids are 1, 2, 3, ..."""
        lasting = ((-10, FIRST_CHANGE.days + 10), (-40, -35), (FIRST_CHANGE.days, 90))
        counts = (RUNNING, PAST, PLANNED)
        kinds = ("Running", "Past", "Planned")
        offer_id = 0
        for kind, count, (start, end) in zip(kinds, counts, lasting, strict=True):
            for one in range(count):
                offer_id += 1
                yield {
                    "id": offer_id,
                    "name": f"{kind} offer {one + 1}",
                    "basis_points": 500 + 75 * one,
                    "starts_at": self.now + timedelta(days=start, hours=one),
                    "ends_at": self.now + timedelta(days=end, hours=one),
                    "created_at": self.now - timedelta(days=50),
                }

    @cached_property
    def sets(self) -> dict[tuple[int, ...], int]:
        """The combinations of offers that products hold, each with an id."""
        combinations = {self._held(number) for number in range(self.plan.products)} - {()}
        return {held: one for one, held in enumerate(sorted(combinations), 1)}

    def set_members(self) -> Iterator[Row]:
        """Yield the offers of each set."""
        for held, one in self.sets.items():
            for offer_id in held:
                yield {"offer_set_id": one, "offer_id": offer_id}

    def applications(self) -> Iterator[Row]:
        """Yield who holds which offer, and who held one that was taken off again."""
        applied, removed = self._instants_of_applications
        for product_id, number in self._numbers():
            for offer_id in self._held(number):
                yield _application(product_id, offer_id, applied, None)
            if self._lost_one(number):
                yield _application(product_id, 1 + number // 20 % RUNNING, applied, removed)

    def _held(self, number: int) -> tuple[int, ...]:
        """Return the ids of the offers that a product holds, in order."""
        turn = number // 20
        past = 1 + RUNNING + turn % PAST
        if self.plan.is_on_offer(number):
            held = {1 + turn % RUNNING}
            held |= {1 + (turn + 7) % RUNNING} if turn % 4 == 0 else set()
            held |= {past} if turn % 3 == 0 else set()
            return tuple(sorted(held))
        if number % 10 == 3:
            return (past,)
        return (1 + RUNNING + PAST + turn % PLANNED,) if number % 50 == 11 else ()

    def _lost_one(self, number: int) -> bool:
        return number % 100 == 9 and not self._held(number)

    def _changes(self, number: int) -> tuple[datetime, ...]:
        """Return when a product's offers last changed, or when it was made."""
        applied, removed = self._instants_of_applications
        if self._lost_one(number):
            return (removed,)
        return (applied,) if self._held(number) else (self._created(number),)

    @cached_property
    def _instants_of_applications(self) -> tuple[datetime, datetime]:
        return self.now - timedelta(days=45), self.now - timedelta(days=11)

    def movements(self) -> Iterator[Row]:
        """Yield movements that sum up to each stock."""
        for product_id, number in self._numbers():
            stock, created = _stock(number), self._created(number)
            lost = -5 if stock == 0 or number % 5 == 1 else 0
            yield _moved(product_id, stock - lost, "initial", created)
            if lost:
                yield _moved(product_id, lost, "shrinkage", created + timedelta(days=2))

    def _numbers(self) -> Iterator[tuple[int, int]]:
        """Yield the ids and numbers of all products."""
        count = self.plan.products
        return zip(range(1, count + 1), range(count - 1, -1, -1), strict=True)

    def _created(self, number: int) -> datetime:
        return self.now - timedelta(days=53, seconds=20 * number)

    def _price_since(self, number: int) -> datetime:
        if number % 10 == 5:
            return self.now - timedelta(days=20, seconds=number % 3600)
        return self._created(number)


def _zipf(ids: Sequence[int]) -> list[int]:
    """Return each id as often as its rank's share of about a thousand."""
    return [one for rank, one in enumerate(ids) for _ in range(max(1, 180 // (rank + 1)))]


def _scattered(number: int) -> int:
    """Return a number that has nothing to do with any remainder of `number`."""
    return number * 2654435761 % 2**32 >> 8


def _cents(number: int) -> int:
    """Return a price from 1.09 to 999.99; most are low."""
    return 109 + int(9989 * (number * 7919 % 10007 / 10007) ** 3) * 10


def _stock(number: int) -> int:
    return 0 if number % 13 == 4 else 1 + number * 31 % 200


def _key(held: Sequence[int]) -> str:
    return ",".join(map(str, held))


def _application(
    product_id: int, offer_id: int, applied_at: datetime, removed_at: datetime | None
) -> Row:
    return {
        "product_id": product_id,
        "offer_id": offer_id,
        "applied_at": applied_at,
        "removed_at": removed_at,
    }


def _moved(product_id: int, delta: int, reason: str, created_at: datetime) -> Row:
    return {
        "product_id": product_id,
        "delta": delta,
        "reason": reason,
        "created_at": created_at,
    }
