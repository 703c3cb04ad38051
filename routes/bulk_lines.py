"""Files of products, read line by line: each is checked by the schema of its format.

However the file is made, only one row of it is in memory.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import orjson
from marshmallow import ValidationError

from routes.bulk_formats import COLUMNS, TEXTS, unguarded
from routes.errors import field_messages
from routes.parser import LARGEST_JSON_BODY
from schemas import ProductCellsSchema, ProductLineSchema, ShopSchema
from services.import_report import ImportLine
from services.refusals import ImportUnreadable

LONGEST_ROW = LARGEST_JSON_BODY
csv.field_size_limit(LONGEST_ROW)  # Else a cell of more than 128 K is an error of the whole file.
READ_COLUMNS = (*COLUMNS, "category_id")
FROM_CELLS = ProductCellsSchema()
FROM_JSON = ProductLineSchema()
NO_JSON = {"line": ["Is not a JSON object in UTF-8."]}


def read_lines(file: BinaryIO, name: str) -> Iterator[ImportLine]:
    """Yield the checked lines of a file in a format of `KINDS`. Raises ImportUnreadable."""
    if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        file.seek(0)
    return _READERS[name](_Lines(file))


class _Lines:
    """The lines of a file, counted, and no more of them for a row than a row may have."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.number = 0
        self.room = LONGEST_ROW

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line as text."""
        try:
            return self.bytes().decode()
        except UnicodeDecodeError:
            raise ImportUnreadable(f"Line {self.number} is not in UTF-8.") from None

    def bytes(self) -> bytes:
        """Return the next line. Raises StopIteration at the end of the file."""
        line = self.file.readline(self.room + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.room -= len(line)
        if self.room < 0:
            raise ImportUnreadable(f"The row up to line {self.number} is too long.")
        return line

    def next_row(self) -> int:
        """Begin a row and return the number of its first line."""
        self.room = LONGEST_ROW
        return self.number + 1


def _read_csv(lines: _Lines) -> Iterator[ImportLine]:
    rows = _csv_rows(lines)
    _, header = next(rows, (1, []))
    columns = _known_columns(header)
    for number, cells in rows:
        if len(cells) == len(columns):
            yield _checked(number, _values(dict(zip(columns, cells, strict=True))), FROM_CELLS)
        else:
            counts = f"Has {len(cells)} cells, the header {len(columns)}."
            yield ImportLine(number, None, {"line": [counts]})


def _csv_rows(lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the number of its first line."""
    rows = csv.reader(lines, strict=True)
    while True:
        number = lines.next_row()
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            message = f"Line {number}: its quotes or line ends are not those of CSV (RFC 4180)."
            raise ImportUnreadable(message) from None
        if cells:
            yield number, cells


def _known_columns(header: Sequence[str]) -> Sequence[str]:
    if not header:
        raise ImportUnreadable("The file is empty; its first line names the columns.")
    for column in header:
        if column not in READ_COLUMNS:
            known = ", ".join(READ_COLUMNS)
            raise ImportUnreadable(f"Line 1: there is no column {column[:100]!r}, only {known}.")
        if header.count(column) > 1:
            raise ImportUnreadable(f"Line 1: there are two columns {column}.")
    return header


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return what the cells say: a blank one nothing, but of a description that there is none."""
    values: dict[str, Any] = {
        column: unguarded(cell) if column in TEXTS else cell
        for column, cell in cells.items()
        if cell
    }
    if "description" in cells:
        values.setdefault("description", None)
    return values


def _read_jsonl(lines: _Lines) -> Iterator[ImportLine]:
    while True:
        number = lines.next_row()
        try:
            line = lines.bytes()
        except StopIteration:
            break
        if line.strip():
            yield _parsed(number, line)
    if not lines.number:
        raise ImportUnreadable("The file is empty.")


def _parsed(number: int, line: bytes) -> ImportLine:
    try:
        values = orjson.loads(line)
    except ValueError:
        return ImportLine(number, None, NO_JSON)
    if not isinstance(values, dict):
        return ImportLine(number, None, NO_JSON)
    return _checked(number, values, FROM_JSON)


def _checked(number: int, values: dict[str, Any], schema: ShopSchema) -> ImportLine:
    """Check a line; one with an id may leave out whatever stays."""
    try:
        return ImportLine(number, schema.load(values, partial="id" in values))
    except ValidationError as error:
        return ImportLine(number, None, field_messages(error.normalized_messages()))  # type: ignore[no-untyped-call]


_READERS: dict[str, Callable[[_Lines], Iterator[ImportLine]]] = {
    "csv": _read_csv,
    "jsonl": _read_jsonl,
}
