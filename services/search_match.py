"""What a search looks for, as SQL: the test of one row, and what the index proposes.

`Match.condition` is the truth on every database. `Match.proposed` asks GIN on PostgreSQL
and FTS5 on SQLite for the rows that may pass it. Every value is a parameter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from models import INDEXED_CHARACTERS, Product, db


class _Holds(FunctionElement[bool]):
    """Whether a text holds another, both of them normalised: compared byte by byte."""

    # Not Boolean: that would be written "= 1" on SQLite, which keeps it from its indexes.
    type: Any = NullType()
    inherit_cache = True


class _Proposed(FunctionElement[bool]):
    """Whether the index proposes a row, by its id and a column, for a query."""

    type: Any = NullType()
    inherit_cache = True


class _OneOf(FunctionElement[bool]):
    """Whether an id is one of a list, a single parameter however long it is."""

    type: Any = NullType()
    inherit_cache = True


@compiles(_Holds)
def _strpos(element: _Holds, compiler: SQLCompiler, **options: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"


@compiles(_Holds, "sqlite")
def _instr(element: _Holds, compiler: SQLCompiler, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(_Proposed)
def _by_gin(element: _Proposed, compiler: SQLCompiler, **options: Any) -> str:
    _, words, query = (compiler.process(one, **options) for one in element.clauses)
    return f"(search_vector({words}) @@ CAST({query} AS tsquery))"


@compiles(_Proposed, "sqlite")
def _by_fts5(element: _Proposed, compiler: SQLCompiler, **options: Any) -> str:
    number, _, query = (compiler.process(one, **options) for one in element.clauses)
    found = "SELECT rowid FROM product_search WHERE product_search MATCH"
    return f"({number} IN ({found} {query}))"


@compiles(_OneOf)
def _of_array(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    number, numbers = (compiler.process(one, **options) for one in element.clauses)
    return f"({number} = ANY(CAST({numbers} AS integer[])))"


@compiles(_OneOf, "sqlite")
def _of_json(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    number, numbers = (compiler.process(one, **options) for one in element.clauses)
    return f"({number} IN (SELECT value FROM json_each({numbers})))"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Match:
    """Products of which one column holds all words, as beginnings or as whole words.

    The words are the parameters `word_0` and so on, whole ones `whole_0`.
    """

    column: InstrumentedAttribute[str]
    words: int
    whole: bool = False

    def tests(self) -> list[ColumnElement[bool]]:
        """The test of a row for each word."""
        places = range(self.words)
        if self.whole:
            ended = self.column + literal_column("' '")
            return [_Holds(ended, _text(f"whole_{place}")) for place in places]
        return [_Holds(self.column, _text(f"word_{place}")) for place in places]

    def condition(self) -> ColumnElement[bool]:
        """The test of a row for all words."""
        return and_(*self.tests())

    def proposed(self) -> ColumnElement[bool]:
        """What the index proposes for the parameter `proposed`."""
        return _Proposed(Product.id, self.column, _text("proposed"))

    def proposal(self, words: Iterable[str]) -> str:
        """Return `proposed` for words to be looked up; very long ones by their beginnings."""
        wanted = [
            (word[:INDEXED_CHARACTERS], not self.whole or len(word) > INDEXED_CHARACTERS)
            for word in words
        ]
        if db.engine.dialect.name == "sqlite":
            phrases = " ".join(f'"{word}"{"*" if begins else ""}' for word, begins in wanted)
            return f"{{{self.column.key}}} : ({phrases})"
        return " & ".join(f"'{word}'{':*' if begins else ''}" for word, begins in wanted)


def one_of() -> ColumnElement[bool]:
    """Select the products that the parameter `found` names."""
    return _OneOf(Product.id, bindparam("found"))


def listed(ids: Iterable[int]) -> Any:
    """Return ids as the parameter `found`."""
    return json.dumps(list(ids)) if db.engine.dialect.name == "sqlite" else list(ids)


def _text(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=Text())
