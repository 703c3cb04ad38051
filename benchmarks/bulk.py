"""Rows for a table in bulk, as a database's driver takes them; the models say which columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.engine import Dialect


def columns_and_values(
    table: Table, rows: Iterator[Mapping[str, Any]], dialect: Dialect
) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
    """Return the columns to fill, and their values.

    A column that the rows don't name is left to the database (generated, nullable, with
    a server's default) or gets the model's default, if that is plain. Raises
    RuntimeError when neither helps, or when the rows name a column that isn't there.
    """
    first = next(rows)
    columns = [one for one in table.columns if one.name in first or _default(one) is not None]
    missing = {one.name for one in table.columns if _needs_value(one)} - first.keys()
    unknown = first.keys() - {one.name for one in columns}
    if missing or unknown:
        raise RuntimeError(f"of {table} the rows lack {missing}, the table lacks {unknown}")
    names = [one.name for one in columns]
    defaults = {one.name: _default(one) for one in columns if one.name not in first}
    converters = {
        place: convert
        for place, one in enumerate(columns)
        if (convert := one.type.dialect_impl(dialect).bind_processor(dialect))
    }
    return names, _converted(chain((first,), rows), names, defaults, converters)


def _converted(
    rows: Iterable[Mapping[str, Any]],
    names: Sequence[str],
    defaults: Mapping[str, Any],
    converters: Mapping[int, Any],
) -> Iterator[Sequence[Any]]:
    values = itemgetter(*names)
    places = list(converters.items())
    for row in rows:
        line = list(values({**defaults, **row} if defaults else row))
        for place, convert in places:
            line[place] = convert(line[place])
        yield line


def _default(column: Column[Any]) -> Any:
    """Return the model's default of a column that the database has none for, or None."""
    plain = column.default is not None and column.default.is_scalar
    return column.default.arg if plain and column.server_default is None else None


def _needs_value(column: Column[Any]) -> bool:
    filled = column.nullable or column.server_default is not None or column.computed is not None
    return not filled and not column.primary_key and _default(column) is None
