"""Checked lines of an import, kept on disk until all are read.

Memory stays the same however long the file is, and the transaction that writes
begins when nothing is left to check. The spool is a private SQLite database in the
folder for temporary files: it sorts, it finds an id that comes twice, and the system
takes it away with its connection, however that ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

BATCH = 1000
TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE added (line INTEGER PRIMARY KEY, name, description, search_name, search_text,
                    price_cents, stock, category_id);
CREATE TABLE known (product_id INTEGER PRIMARY KEY, line, name, description, describes,
                    price_cents, stock, category_id);
BEGIN;
"""
KEEP_ADDED = """
INSERT INTO added VALUES (:line, :name, :description, :search_name, :search_text,
                          :price_cents, :stock, :category_id)"""
KEEP_KNOWN = """
INSERT INTO known VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
ADDED = """
SELECT name, description, search_name, search_text, price_cents, stock, category_id
FROM added ORDER BY line"""
KNOWN = "SELECT * FROM known ORDER BY product_id"


class AddedLine(NamedTuple):
    """The columns of a new product."""

    name: str
    description: str | None
    search_name: str
    search_text: str
    price_cents: int
    stock: int
    category_id: int


class KnownLine(NamedTuple):
    """What a line says of a product that is there; null says nothing.

    A description may become null: `describes` says whether the line speaks of it.
    """

    product_id: int
    line: int
    name: str | None
    description: str | None
    describes: bool
    price_cents: int | None
    stock: int | None
    category_id: int | None


class Spool:
    """Lines on their way into the shop. Close it, or use it in a `with` block."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(TABLES)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._database.close()

    def add(self, line: int, columns: Mapping[str, Any]) -> None:
        """Keep the columns of a new product."""
        self._database.execute(KEEP_ADDED, {**columns, "line": line})

    def change(self, line: int, product_id: int, values: Mapping[str, Any]) -> int | None:
        """Keep what changes in a product, or return the line that speaks of it already."""
        stated = [values.get(name) for name in ("price_cents", "stock", "category_id")]
        description = (values.get("description"), "description" in values)
        row = (product_id, line, values.get("name"), *description, *stated)
        if self._database.execute(KEEP_KNOWN, row).rowcount:
            return None
        earlier = "SELECT line FROM known WHERE product_id = ?"
        return int(self._database.execute(earlier, [product_id]).fetchone()[0])

    def added(self) -> Iterator[list[AddedLine]]:
        """Yield the new products in the order of the file, some at a time."""
        rows = self._database.execute(ADDED)
        while batch := rows.fetchmany(BATCH):
            yield [AddedLine(*row) for row in batch]

    def known(self) -> Iterator[list[KnownLine]]:
        """Yield the changes in the order of the products' ids, some at a time."""
        rows = self._database.execute(KNOWN)
        while batch := rows.fetchmany(BATCH):
            yield [KnownLine(*row) for row in batch]
