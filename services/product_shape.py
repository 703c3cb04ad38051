"""What is asked of a product list: its shape, and the values of its filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from models import Product
from services.product_search import Sought
from services.text import search_words

WITH_VALUE = ("category_id", "min_price_cents", "max_price_cents")
"""The filters with a value, which is the parameter of the same name."""


class Shape(NamedTuple):
    """What makes the text of a statement that lists products; all else are its parameters."""

    filters: frozenset[str] = frozenset()
    on_offer: bool | None = None
    in_stock: bool | None = None
    sought: Sought | None = None
    sort: str = "newest"
    after: bool = False
    backward: bool = False
    limit: int = 0

    @property
    def is_merged(self) -> bool:
        """Whether the list is read from streams."""
        by_price = self.sort in ("price", "-price", "discount")
        named = self.sought is not None and self.sought.named
        return not named and (by_price or (self.sort == "newest" and self.on_offer is not None))

    @property
    def descends(self) -> bool:
        """Whether the rows are read from the largest on."""
        return (self.sort not in ("name", "price")) ^ self.backward


class Asked(NamedTuple):
    """A question: its shape, the values of its filters, and the words that are looked for."""

    shape: Shape
    parameters: dict[str, Any]
    words: list[str]

    @classmethod
    def of(cls, filters: Mapping[str, Any], sort: str) -> Asked:
        """Part filters into what shapes the statement and its parameters."""
        words = search_words(filters.get("q") or "")
        parameters: dict[str, Any] = {name: filters[name] for name in WITH_VALUE if name in filters}
        shape = Shape(
            frozenset(parameters),
            filters.get("on_offer"),
            filters.get("in_stock"),
            sort=sort if words or sort != "relevance" else "newest",
        )
        return cls(shape, parameters, words)


def in_stock(wanted: bool) -> ColumnElement[bool]:
    """Select what is there, or what is not."""
    return Product.stock > 0 if wanted else Product.stock == 0
