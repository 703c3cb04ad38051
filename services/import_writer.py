"""The writing half of an import: checked lines become rows, many at a time.

Every function is a step of the import's transaction and does not commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, insert, select, update

from models import PricePoint, Product
from services.import_report import ImportReport
from services.import_spool import AddedLine, KnownLine
from services.product_service import next_since, search_columns
from services.stock_ledger import book_many, open_stocks
from services.transaction import execute, insert_many

PRODUCT = cast(Table, Product.__table__)
PRICE_POINT = cast(Table, PricePoint.__table__)
PRESENT = select(
    PRODUCT.c.id,
    PRODUCT.c.name,
    PRODUCT.c.description,
    PRODUCT.c.price_cents,
    PRODUCT.c.price_since,
    PRODUCT.c.terms_since,
    PRODUCT.c.stock,
    PRODUCT.c.category_id,
).where(PRODUCT.c.id.in_(bindparam("ids", expanding=True)), PRODUCT.c.withdrawn_at.is_(None))
OPEN_PRICES = insert(PRICE_POINT).from_select(
    ["product_id", "price_cents", "since"],
    select(PRODUCT.c.id, PRODUCT.c.price_cents, PRODUCT.c.price_since).where(
        PRODUCT.c.id.in_(bindparam("ids", expanding=True))
    ),
)
LOCK = (
    select(PRODUCT.c.id)
    .where(PRODUCT.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(PRODUCT.c.id)
    .with_for_update()
)
WRITTEN = ("name", "description", "search_name", "search_text", "price_cents", "price_since",
           "terms_since", "stock", "category_id", "updated_at")  # fmt: skip
UPDATE_PRODUCTS = (
    update(PRODUCT)
    .where(PRODUCT.c.id == bindparam("product_id"))
    .values({name: bindparam(name) for name in WRITTEN})
)
GONE = {"id": ["No product on sale has this id."]}

Change = tuple[Row[*tuple[Any, ...]], dict[str, Any]]


def lock_products(lines: Sequence[KnownLine]) -> None:
    """Lock the products that the lines speak of, in id order."""
    execute(LOCK, {"ids": [line.product_id for line in lines]}).all()


def write_added(lines: Sequence[AddedLine], instant: datetime) -> None:
    """Put new products on sale, each with its first price and its initial stock."""
    moments = dict.fromkeys(("price_since", "terms_since", "created_at", "updated_at"), instant)
    rows = insert_many(PRODUCT, [{**line._asdict(), **moments} for line in lines], PRODUCT.c.id)
    ids = list(rows.scalars())
    execute(OPEN_PRICES, {"ids": ids})
    open_stocks(ids)


def compared(lines: Sequence[KnownLine], report: ImportReport) -> list[Change]:
    """Return each product that a line changes, as it is, with what changes in it.

    Lines of products that are not there are refused, the others counted.
    """
    found = execute(PRESENT, {"ids": [line.product_id for line in lines]})
    present = {row.id: row for row in found}
    changes = []
    for line in lines:
        row = present.get(line.product_id)
        if row is None:
            report.refuse(line.line, GONE)
        elif change := _difference(line, row):
            report.changed += 1
            changes.append((row, change))
        else:
            report.unchanged += 1
    return changes


def write_changes(changes: Sequence[Change], instant: datetime) -> None:
    """Change locked products: a new price is a point of its history, a new stock a correction."""
    if not changes:
        return
    execute(UPDATE_PRODUCTS, [_columns(row, change, instant) for row, change in changes])
    points = [
        {
            "product_id": row.id,
            "price_cents": change["price_cents"],
            "since": next_since(instant, row.price_since),
        }
        for row, change in changes
        if "price_cents" in change
    ]
    if points:
        insert_many(PRICE_POINT, points)
    book_many(
        "correction",
        {row.id: change["stock"] - row.stock for row, change in changes if "stock" in change},
    )


def _difference(line: KnownLine, row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Return the columns that the line names and that are another now."""
    named = {
        name: value
        for name in ("name", "price_cents", "stock", "category_id")
        if (value := getattr(line, name)) is not None
    }
    if line.describes:
        named["description"] = line.description
    return {name: value for name, value in named.items() if value != getattr(row, name)}


def _columns(
    row: Row[*tuple[Any, ...]], change: dict[str, Any], instant: datetime
) -> dict[str, Any]:
    """Return all columns of a product after its change, for one UPDATE that fits every line."""
    columns = {**row._mapping, **change}
    columns["product_id"] = columns.pop("id")
    if "price_cents" in change:
        columns["price_since"] = next_since(instant, row.price_since)
        columns["terms_since"] = max(columns["price_since"], row.terms_since)
    return {
        **columns,
        **search_columns(columns["name"], columns["description"]),
        "updated_at": instant,
    }
