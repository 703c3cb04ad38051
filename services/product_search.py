"""Searching products: which hold all words of a query, and which of those come first.

One rule on every database: a product is found when each word of the query begins a word of
`search_text`. That test of one row is the truth; the indexes, GIN on PostgreSQL and FTS5 on
SQLite, only propose rows for it. By relevance the products come first whose name holds
all the words whole (rank 2), then those whose name holds words that begin so (1), then the
rest (0); of equals the newest.

A word that many products hold is cheapest found by walking whatever order the page
asks for, a rare one by the index. A small sample of the catalogue tells which it is; the
planners' guesses are off by orders of magnitude where it matters (ADR 13).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, ColumnElement, and_, case, func, literal, not_, select

from models import Product
from services.prepared import prepared
from services.search_match import Match, listed, one_of

RUNS = 128
RUN = 16
"""The sample: so many runs of neighbouring ids, spread over the catalogue, each so long."""
SMALL = RUNS * RUN
"""Up to so many products every row is tested."""
PAGE = 21
"""How many products a walk is expected to look for."""
FEW = 10_000
"""At most so many products are taken from the index and named one by one."""
WORTH = 3
"""A second word is looked up in the index, too, when it is at most so many times as common."""

# What it takes, in microseconds of PostgreSQL at a million products; SQLite's are alike.
TO_TEST_A_ROW = 1.0
TO_READ_A_POSTING = 0.45
TO_NAME_A_PRODUCT = 3.0


class Sought(NamedTuple):
    """What shapes the condition for a part of the products found, those of some ranks.

    They are named by their ids or else tested for so many words, and so many whole words.
    """

    words: int
    whole_words: int
    low: int = 0
    high: int = 2
    named: bool = False

    @property
    def has_one_rank(self) -> bool:
        """Whether all products of this part have the same rank."""
        return self.low == self.high

    def matches(self) -> tuple[Match, Match, Match]:
        """What is looked for, each a part of the one before; the place is the rank."""
        return (
            Match(Product.search_text, self.words),
            Match(Product.search_name, self.words),
            Match(Product.search_name, self.whole_words, whole=True),
        )

    def condition(self) -> ColumnElement[bool]:
        """Select the products of this part."""
        if self.named:
            return and_(one_of(), self.matches()[self.low].condition())
        matches = self.matches()
        above = [not_(match.condition()) for match in matches[self.high + 1 : self.high + 2]]
        return and_(matches[self.low].condition(), *above)

    def rank(self) -> ColumnElement[int]:
        """The rank of a product of this part."""
        if self.has_one_rank:
            return literal(self.low)
        _, beginnings, whole = self.matches()
        return case((whole.condition(), 2), (beginnings.condition(), 1), else_=0)


class Part(NamedTuple):
    """A part of the products found: what shapes its condition, and the parameters of it."""

    sought: Sought
    parameters: dict[str, Any]


class _Sampled(NamedTuple):
    """How many products there are, were sampled, hold all words, and hold each of them."""

    catalogue: int
    products: int
    all_words: int
    each_word: Sequence[int]

    def looked_up(self) -> list[int]:
        """The places of the words to look up in the index; the others are tested row by row."""
        rarest, *others = sorted(range(len(self.each_word)), key=self.each_word.__getitem__)
        limit = WORTH * self.each_word[rarest]
        return [rarest, *(place for place in others[:1] if self.each_word[place] <= limit)]

    def favours_a_walk(self) -> bool:
        """Whether a page is sooner full by testing row after row than by way of the index."""
        if not self.all_words:
            return False
        postings = [self.each_word[place] for place in self.looked_up()]
        visits = self.all_words if len(postings) > 1 else postings[0]
        index = TO_READ_A_POSTING * sum(postings) + TO_TEST_A_ROW * visits
        index += TO_NAME_A_PRODUCT * self.all_words
        walk = TO_TEST_A_ROW * PAGE * self.products / self.at_least()
        return walk < index * self.catalogue / self.products

    def at_least(self) -> float:
        """How many of the sampled products may be counted on to hold all words.

        A few may be luck, and a walk for a rare word reads the whole catalogue. They are none
        where the words, which are known better, should meet about as often by chance.
        """
        safe = self.all_words - 2 * math.sqrt(self.all_words)
        if len(self.each_word) > 1:
            by_chance = self.products * math.prod(one / self.products for one in self.each_word)
            if by_chance <= self.all_words * 3:
                safe = max(safe, min(self.all_words, by_chance))
        return max(0.01, safe)


def found(words: Sequence[str]) -> Part:
    """Return the products that hold all `words`, of which there is at least one, as one part.

    It reads a sample of the products, and their index when the words are rare.
    """
    search = _Search(words, ranks=1)
    few = None if search.is_small() else search.few(0)
    return search.part(0, 2, few)


def ranked(words: Sequence[str]) -> list[Part]:
    """Return the products that hold all `words` in parts, the most relevant first.

    Only in a small catalogue, of which every row may be tested, has a part several ranks.
    """
    search = _Search(words)
    if search.is_small():
        return [search.part(0, 2)]
    parts: list[Part] = []
    for rank in range(3):
        few = search.few(rank)
        if few is not None:
            ranks = sorted(set(few.values()))
            parts += [
                search.part(one, one, [number for number in few if few[number] == one])
                for one in ranks
            ]
            break
        parts.append(search.part(rank, rank))
    return parts[::-1]


class _Search:
    """One search: its words, and what a sample said of them."""

    def __init__(self, words: Sequence[str], ranks: int = 3) -> None:
        unique = list(dict.fromkeys(words))
        # What a longer word of the query begins with is there when the longer one is.
        self.words = [
            word
            for word in unique
            if not any(other != word and other.startswith(word) for other in unique)
        ]
        self.whole_words = unique
        self.parameters = {f"word_{place}": f" {word}" for place, word in enumerate(self.words)}
        whole = {f"whole_{place}": f" {word} " for place, word in enumerate(unique)}
        self.parameters |= whole
        self.sought = Sought(len(self.words), len(unique))
        self.sampled = _sampled(self.sought, ranks, self.parameters)

    def is_small(self) -> bool:
        """Whether the catalogue is so small that every row may be tested."""
        return self.sampled[0].catalogue <= SMALL

    def part(self, low: int, high: int, ids: Iterable[int] | None = None) -> Part:
        """Return what has a rank from `low` to `high`, naming its products if `ids` does."""
        sought = self.sought._replace(low=low, high=high, named=ids is not None)
        parameters = self.parameters if ids is None else {**self.parameters, "found": listed(ids)}
        return Part(sought, parameters)

    def few(self, rank: int) -> dict[int, int] | None:
        """Return the rank of each product of this rank and above by id, None when they are many."""
        sampled, match = self.sampled[rank], self.sought.matches()[rank]
        if sampled.favours_a_walk():
            return None
        words = self.whole_words if match.whole else self.words
        proposal = match.proposal(words[place] for place in sampled.looked_up())
        statement = _few(self.sought, rank, FEW)
        rows = statement.rows(proposed=proposal, **self.parameters)
        return None if len(rows) > FEW else dict(rows)


@prepared(most=200)
def _few(sought: Sought, rank: int, few: int) -> ClauseElement:
    """Write the statement that reads the ids of a few products by the index."""
    match = sought.matches()[rank]
    chosen = select(Product.id, sought.rank()).where(match.proposed(), match.condition())
    return chosen.limit(few + 1)


def _sampled(sought: Sought, ranks: int, parameters: dict[str, Any]) -> list[_Sampled]:
    """Count in a sample of the products; of a small catalogue the sample is the whole."""
    last, products, *counts = _sample(sought, ranks).rows(**parameters)[0]
    sampled = []
    for match in sought.matches()[:ranks]:
        all_words, *each_word = counts[: 1 + match.words]
        counts = counts[1 + match.words :]
        sampled.append(_Sampled(last or 0, products, all_words, each_word))
    return sampled


@prepared(most=200)
def _sample(sought: Sought, ranks: int) -> ClauseElement:
    """Write the statement that counts in runs of neighbouring ids."""
    last = select(func.max(Product.id)).scalar_subquery()
    step = case((last > RUN * RUNS, last // RUNS), else_=RUN)
    runs = select(literal(0).label("number"), step.label("step"), last.label("last"))
    run = runs.cte("run", recursive=True)
    following = select(run.c.number + 1, run.c.step, run.c.last)
    run = run.union_all(following.where((run.c.number + 1) * run.c.step < run.c.last))
    # Not at equal distances: what comes in with every thousandth product would be seen
    # by all runs or by none.
    first = 1 + run.c.number * run.c.step + run.c.number * 7919 % (run.c.step - RUN + 1)
    counts = [
        func.coalesce(func.sum(case((test, 1), else_=0)), 0)
        for match in sought.matches()[:ranks]
        for test in (match.condition(), *match.tests())
    ]
    within = and_(Product.id >= first, Product.id < first + RUN)
    statement = select(func.max(run.c.last), func.count(), *counts)
    return statement.select_from(run).join(Product, within)
