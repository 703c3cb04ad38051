"""The tables of the shop's original program, as its `db.create_all()` made them.

Their constraints have no names of their own, so these tables stand apart from
today's naming convention.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
)

metadata = MetaData()

Table(
    "user",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String(80), unique=True, nullable=False),
    Column("password", String(200), nullable=False),
    Column("is_admin", Boolean),
    Column("profile_image", String),
)
Table(
    "category",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), unique=True, nullable=False),
)
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
    Column("offer_id", Integer, ForeignKey("offer.id")),
    Column("image", String),
)
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
