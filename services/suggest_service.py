"""Suggestions while a customer types: names of products that begin so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from models import Product
from services import clock
from services.price_sql import INSTANT
from services.text import searchable
from services.transaction import execute

SUGGESTIONS = 10
BEYOND = chr(0x10FFFF)
"""Sorts after every character that a word can hold."""


class Suggestion(NamedTuple):
    """A name, and the product that bears it; of several the first."""

    id: int
    name: str


class SuggestService:
    """Reads of names by their beginnings."""

    @staticmethod
    def names(beginning: str) -> Sequence[Suggestion]:
        """Return the first ten names on sale, each once, that begin with the words given."""
        words = searchable(beginning)
        if not words:
            return []
        values = {"from": words, "to": words + BEYOND, "instant": clock.now()}
        return [Suggestion(row.id, row.name) for row in execute(STATEMENT, values)]


def _first(beyond: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return the id of the first product on sale, by name, of those `beyond` selects."""
    return (
        select(Named.id)
        .where(beyond, Named.search_name < bindparam("to"))
        .where(Named.created_at <= INSTANT)
        .where(or_(Named.withdrawn_at.is_(None), Named.withdrawn_at > INSTANT))
        .order_by(Named.search_name, Named.id)
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _names() -> Select[int, str]:
    """Step from name to name: each is one look into the index, however many share it."""
    steps = (
        select(literal(1).label("number"), Product.id, Product.search_name)
        .where(Product.id == _first(Named.search_name >= bindparam("from")))
        .cte("step", recursive=True)
    )
    following = _first(Named.search_name > steps.c.search_name)
    steps = steps.union_all(
        select(steps.c.number + 1, Product.id, Product.search_name)
        .join(Product, Product.id == following)
        .where(steps.c.number < SUGGESTIONS)
    )
    chosen = select(Product.id, Product.name).join(steps, steps.c.id == Product.id)
    return chosen.order_by(steps.c.number)


Named = aliased(Product, name="named")
STATEMENT = _names()
