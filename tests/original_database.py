"""A database of the shop's original program, as its `db.create_all()` and its users left it.

`make_original_database` fills one with rows that fit, or with every kind of
dirt that such a database is known to hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import bcrypt
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    create_engine,
    text,
)

Rows = Mapping[str, Sequence[Sequence[Any]]]

PASSWORDS = {"alice": "wonderland", "bob": "the builder", "admin": "admin123 " * 9}
"""The last has 81 bytes, of which bcrypt counted 72 then."""

HASHES = {
    name: bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    for name, password in PASSWORDS.items()
}

COLUMNS = {
    "user": ("id", "username", "password", "is_admin"),
    "category": ("id", "name"),
    "offer": ("id", "name", "discount_percent", "start_time", "end_time"),
    "product": ("id", "name", "price", "stock", "category_id", "offer_id"),
    "cart_item": ("id", "user_id", "product_id", "quantity"),
    "order": ("id", "user_id", "total_price"),
    "order_item": ("id", "order_id", "product_id", "quantity", "price_at_purchase"),
}

IMAGES = {("user", 1): "alice.png", ("product", 1): "novel.jpg"}
DIRTY_IMAGES = {("user", 2): "../bob.png", ("product", 2): "kites/red.jpg"}

CLEAN: Rows = {
    "user": [
        (1, "alice", HASHES["alice"], False),
        (2, "bob", HASHES["bob"], None),
        (4, "admin", HASHES["admin"], True),
    ],
    "category": [(1, "Books"), (2, "Toys")],
    "offer": [
        (1, "Black Friday", 12.5, "2026-11-27 00:00:00.000000", "2026-11-28 00:00:00.500000")
    ],
    "product": [(1, "Novel", 19.99, 5, 1, 1), (2, "Kite", 0.29, 0, 2, None)],
    "cart_item": [(1, 1, 1, 2), (2, 2, 1, 1)],
    "order": [(1, 1, 40.27), (2, None, 0.29)],
    "order_item": [(1, 1, 1, 2, 19.99), (2, 1, 2, 1, 0.29), (3, 2, 2, 1, 0.29)],
}

DIRT: Rows = {
    "user": [(5, "ALICE", HASHES["bob"], None), (6, "ａlice", HASHES["bob"], True)],
    "offer": [
        (2, "Backwards", 10.0, "2026-12-02 00:00:00", "2026-12-01 00:00:00"),
        (3, "Too much", 150.0, "2026-12-01 00:00:00", "2026-12-02 00:00:00"),
        (4, "Surcharge", -5.0, "2026-12-01 00:00:00", "2026-12-02 00:00:00"),
        (5, "Fine print", 12.345, "2026-12-01 00:00:00", "2026-12-02 00:00:00"),
    ],
    "product": [
        (3, "Café Á", 1.005, None, 2, None),
        (4, "Debt", -5.0, -3, 1, 2),
        (5, "", 0.1 + 0.2, 7, 99, 99),
        (6, "Endless", float("inf"), 1, 98, None),
    ],
    "cart_item": [
        (3, 1, 1, 3),
        (4, 1, 2, None),
        (5, 2, 2, 0),
        (6, 2, 3, -1),
        (7, 99, 1, 1),
        (8, None, 1, 1),
        (9, 2, 99, 1),
        (10, 2, None, 1),
        (11, 4, 1, 9_000_000),
        (12, 4, 1, 2_000_000),
    ],
    "order": [(3, 99, 10.0), (4, 1, None), (5, 2, 0.1 + 0.2), (6, 2, 1.005)],
    "order_item": [(4, 3, 99, 2, 5.0), (5, 4, 1, 3, 19.99), (6, 77, 1, 1, 9.99)],
}


def original_tables(images: bool = True, offers: bool = True) -> MetaData:
    """Return the original tables; older ones knew no images, the oldest no offers."""
    metadata = MetaData()
    Table(
        "user",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("username", String(80), unique=True, nullable=False),
        Column("password", String(200), nullable=False),
        Column("is_admin", Boolean),
        *([Column("profile_image", String)] if images else []),
    )
    Table(
        "category",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(80), unique=True, nullable=False),
    )
    if offers:
        Table(
            "offer",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("name", String(100), nullable=False),
            Column("discount_percent", Float, nullable=False),
            Column("start_time", DateTime, nullable=False),
            Column("end_time", DateTime, nullable=False),
        )
    Table(
        "product",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(100), nullable=False),
        Column("price", Float, nullable=False),
        Column("stock", Integer),
        Column("category_id", Integer, ForeignKey("category.id"), nullable=False),
        *([Column("offer_id", Integer, ForeignKey("offer.id"))] if offers else []),
        *([Column("image", String)] if images else []),
    )
    add_purchase_tables(metadata)
    return metadata


def add_purchase_tables(metadata: MetaData) -> None:
    """Add the tables of carts and orders, which never changed."""
    Table(
        "cart_item",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("user_id", Integer, ForeignKey("user.id")),
        Column("product_id", Integer, ForeignKey("product.id")),
        Column("quantity", Integer),
    )
    Table(
        "order",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("user_id", Integer, ForeignKey("user.id")),
        Column("total_price", Float),
    )
    Table(
        "order_item",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("order_id", Integer, ForeignKey("order.id"), nullable=False),
        Column("product_id", Integer, ForeignKey("product.id"), nullable=False),
        Column("quantity", Integer, nullable=False),
        Column("price_at_purchase", Numeric(10, 2), nullable=False),
    )


def make_original_database(
    url: str, *, images: bool = True, offers: bool = True, dirt: bool = False
) -> None:
    """Create the original tables in an empty database and fill them."""
    tables = original_tables(images, offers)
    engine = create_engine(url)
    with engine.begin() as connection:
        tables.create_all(connection)
        if connection.dialect.name == "postgresql":
            # Rows that point nowhere: as in a database whose constraints were once off.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        insert_rows(connection, tables, CLEAN)
        if dirt:
            insert_rows(connection, tables, DIRT)
        if images:
            insert_images(connection, {**IMAGES, **(DIRTY_IMAGES if dirt else {})})
    engine.dispose()


def insert_rows(connection: Connection, tables: MetaData, rows: Rows) -> None:
    """Insert rows as they are, past all column types, into the columns that are there."""
    for name in COLUMNS:
        if name not in tables.tables or name not in rows:
            continue
        columns = [column for column in COLUMNS[name] if column in tables.tables[name].columns]
        values = ", ".join(f":{column}" for column in columns)
        statement = text(f'INSERT INTO "{name}" ({", ".join(columns)}) VALUES ({values})')
        for row in rows[name]:
            connection.execute(statement, dict(zip(COLUMNS[name], row, strict=True)))


def insert_images(connection: Connection, images: Mapping[tuple[str, int], str]) -> None:
    """Name the images of the rows that have one."""
    for (table, row_id), name in images.items():
        column = "image" if table == "product" else "profile_image"
        statement = text(f'UPDATE "{table}" SET {column} = :name WHERE id = :id')
        connection.execute(statement, {"id": row_id, "name": name})
