"""Today's schema.

Prices become whole cents with a history, stock a ledger, an offer something
that a product holds from one instant to another. So much changes that the old
tables are read whole, dropped, and written anew; every row keeps its id.

Not safe while the version before runs, the original program: it would find none of its columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from migrations.adoption import adopt
from migrations.adoption.restoration import restore
from migrations.original_schema import metadata as original_schema

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Parents first: tables are filled in this order and dropped in the other.
ORIGINAL_TABLES = ("user", "category", "offer", "product", "cart_item", "order", "order_item")
TODAYS_TABLES = (
    "user", "user_session", "category", "product", "price_point", "offer", "offer_application",
    "order", "order_item", "stock_movement", "cart_item",
)  # fmt: skip

Instant = sa.DateTime(timezone=True)
SortableText = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Convert every row of the original tables to today's tables."""
    original = read(ORIGINAL_TABLES)
    rows, report = adopt(original, context.config.attributes["instant"])
    drop(ORIGINAL_TABLES)
    fill(create_todays_tables(), rows)
    if any(original.values()):
        context.config.attributes["report"] = report


def downgrade() -> None:
    """Convert today's rows to the original tables, as far as they fit there."""
    rows = restore(read(TODAYS_TABLES))
    drop(TODAYS_TABLES)
    original_schema.create_all(op.get_bind())
    fill([original_schema.tables[name] for name in ORIGINAL_TABLES], rows)


def read(names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of the tables in the order of their ids, untouched by column types."""
    connection = op.get_bind()
    rows = {}
    for name in names:
        whole = sa.select(sa.text("*")).select_from(sa.table(name)).order_by(sa.column("id"))
        rows[name] = [dict(row) for row in connection.execute(whole).mappings()]
    return rows


def drop(names: Iterable[str]) -> None:
    """Drop the tables, children first."""
    for name in reversed(list(names)):
        op.drop_table(name)


def fill(tables: Iterable[sa.Table], rows: dict[str, list[dict[str, Any]]]) -> None:
    """Write the rows with the ids they have, and let the next ids come after them."""
    connection = op.get_bind()
    for table in tables:
        op.bulk_insert(table, rows.get(table.name, []))
        if connection.dialect.name == "postgresql":
            sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
            largest = sa.select(sa.func.setval(sequence, sa.func.max(table.c.id)))
            connection.execute(largest.having(sa.func.max(table.c.id) > 0))


def create_todays_tables() -> list[sa.Table]:
    """Create today's tables, parents first."""
    return [
        op.create_table(
            "user",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("username", sa.Text(), nullable=False),
            sa.Column("name_key", sa.Text(), nullable=False),
            sa.Column("name_twin", sa.Integer(), server_default="0", nullable=False),
            sa.Column("password", sa.String(length=255), nullable=False),
            sa.Column("is_admin", sa.Boolean(), server_default=sa.text("false"), nullable=False),
            sa.Column("image", sa.String(length=255), nullable=True),
            sa.Column("created_at", Instant, nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
            sa.UniqueConstraint("name_key", "name_twin", name=op.f("uq_user_name_key_name_twin")),
            sa.UniqueConstraint("username", name=op.f("uq_user_username")),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "user_session",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("user_id", sa.Integer(), nullable=False),
            sa.Column("created_at", Instant, nullable=False),
            sa.Column("expires_at", Instant, nullable=False),
            sa.Column("ended_at", Instant, nullable=True),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
            sa.ForeignKeyConstraint(
                ["user_id"],
                ["user.id"],
                name=op.f("fk_user_session_user_id_user"),
                ondelete="CASCADE",
            ),
            sa.Index(op.f("ix_user_session_user_id"), "user_id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "category",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(length=80), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
            sa.UniqueConstraint("name", name=op.f("uq_category_name")),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "product",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("description", sa.Text(), nullable=True),
            sa.Column("search_name", SortableText, nullable=False),
            sa.Column("search_text", SortableText, nullable=False),
            sa.Column("price_cents", sa.BigInteger(), nullable=False),
            sa.Column("price_since", Instant, nullable=False),
            sa.Column("stock", sa.Integer(), nullable=False),
            sa.Column("category_id", sa.Integer(), nullable=False),
            sa.Column("image", sa.String(length=255), nullable=True),
            sa.Column("created_at", Instant, nullable=False),
            sa.Column("updated_at", Instant, nullable=False),
            sa.Column("withdrawn_at", Instant, nullable=True),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
            sa.ForeignKeyConstraint(
                ["category_id"], ["category.id"], name=op.f("fk_product_category_id_category")
            ),
            sa.CheckConstraint("stock >= 0", name=op.f("ck_product_stock_not_negative")),
            sa.CheckConstraint("price_cents >= 0", name=op.f("ck_product_price_not_negative")),
            sa.Index("ix_product_search_name_id", "search_name", "id"),
            sa.Index("ix_product_category_id_id", "category_id", "id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "price_point",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("product_id", sa.Integer(), nullable=False),
            sa.Column("price_cents", sa.BigInteger(), nullable=False),
            sa.Column("since", Instant, nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_price_point")),
            sa.ForeignKeyConstraint(
                ["product_id"], ["product.id"], name=op.f("fk_price_point_product_id_product")
            ),
            sa.UniqueConstraint(
                "product_id", "since", name=op.f("uq_price_point_product_id_since")
            ),
            sa.CheckConstraint("price_cents >= 0", name=op.f("ck_price_point_price_not_negative")),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "offer",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("basis_points", sa.Integer(), nullable=False),
            sa.Column("starts_at", Instant, nullable=False),
            sa.Column("ends_at", Instant, nullable=False),
            sa.Column("created_at", Instant, nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
            sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_offer_ends_after_start")),
            sa.CheckConstraint(
                "basis_points BETWEEN 0 AND 10000", name=op.f("ck_offer_discount_in_range")
            ),
            sa.Index("ix_offer_ends_at", "ends_at"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "offer_application",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("offer_id", sa.Integer(), nullable=False),
            sa.Column("product_id", sa.Integer(), nullable=False),
            sa.Column("applied_at", Instant, nullable=False),
            sa.Column("removed_at", Instant, nullable=True),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_application")),
            sa.ForeignKeyConstraint(
                ["offer_id"],
                ["offer.id"],
                name=op.f("fk_offer_application_offer_id_offer"),
                ondelete="CASCADE",
            ),
            sa.ForeignKeyConstraint(
                ["product_id"],
                ["product.id"],
                name=op.f("fk_offer_application_product_id_product"),
            ),
            sa.Index(
                "uq_offer_application_open",
                "product_id",
                "offer_id",
                unique=True,
                sqlite_where=sa.text("removed_at IS NULL"),
                postgresql_where=sa.text("removed_at IS NULL"),
            ),
            sa.Index("ix_offer_application_product_id", "product_id"),
            sa.Index("ix_offer_application_offer_id_product_id", "offer_id", "product_id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "order",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("user_id", sa.Integer(), nullable=True),
            sa.Column("status", sa.String(length=20), nullable=False),
            sa.Column("total_cents", sa.BigInteger(), nullable=False),
            sa.Column("created_at", Instant, nullable=True),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_order")),
            sa.ForeignKeyConstraint(
                ["user_id"],
                ["user.id"],
                name=op.f("fk_order_user_id_user"),
                ondelete="SET NULL",
            ),
            sa.CheckConstraint(
                "status IN ('placed', 'shipped', 'delivered', 'cancelled')",
                name=op.f("ck_order_status_known"),
            ),
            sa.Index("ix_order_user_id_id", "user_id", "id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "order_item",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("order_id", sa.Integer(), nullable=False),
            sa.Column("product_id", sa.Integer(), nullable=True),
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("quantity", sa.Integer(), nullable=False),
            sa.Column("price_cents", sa.BigInteger(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_order_item")),
            sa.ForeignKeyConstraint(
                ["order_id"], ["order.id"], name=op.f("fk_order_item_order_id_order")
            ),
            sa.ForeignKeyConstraint(
                ["product_id"], ["product.id"], name=op.f("fk_order_item_product_id_product")
            ),
            sa.Index("ix_order_item_order_id", "order_id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "stock_movement",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("product_id", sa.Integer(), nullable=False),
            sa.Column("delta", sa.Integer(), nullable=False),
            sa.Column("reason", sa.String(length=20), nullable=False),
            sa.Column("order_id", sa.Integer(), nullable=True),
            sa.Column("created_at", Instant, nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
            sa.ForeignKeyConstraint(
                ["product_id"], ["product.id"], name=op.f("fk_stock_movement_product_id_product")
            ),
            sa.ForeignKeyConstraint(
                ["order_id"], ["order.id"], name=op.f("fk_stock_movement_order_id_order")
            ),
            sa.CheckConstraint("delta <> 0", name=op.f("ck_stock_movement_delta_not_zero")),
            sa.Index("ix_stock_movement_product_id_id", "product_id", "id"),
            sa.Index(op.f("ix_stock_movement_order_id"), "order_id"),
            sqlite_autoincrement=True,
        ),
        op.create_table(
            "cart_item",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("user_id", sa.Integer(), nullable=False),
            sa.Column("product_id", sa.Integer(), nullable=False),
            sa.Column("quantity", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_item")),
            sa.ForeignKeyConstraint(
                ["user_id"],
                ["user.id"],
                name=op.f("fk_cart_item_user_id_user"),
                ondelete="CASCADE",
            ),
            sa.ForeignKeyConstraint(
                ["product_id"], ["product.id"], name=op.f("fk_cart_item_product_id_product")
            ),
            sa.UniqueConstraint(
                "user_id", "product_id", name=op.f("uq_cart_item_user_id_product_id")
            ),
            sa.CheckConstraint("quantity >= 1", name=op.f("ck_cart_item_quantity_positive")),
            sa.Index(op.f("ix_cart_item_product_id"), "product_id"),
            sqlite_autoincrement=True,
        ),
    ]
