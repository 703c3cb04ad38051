"""All products on sale, some at a time: what an export writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from models import Category, Product, db
from services.price_sql import base_cents
from services.product_view import IS_ON_SALE

BATCH = 1000
EXPORTED = (
    select(
        Product.id,
        Product.name,
        Product.description,
        base_cents().label("price_cents"),
        Product.stock,
        Category.name.label("category"),
    )
    .join(Category, Category.id == Product.category_id)
    .where(Product.id > bindparam("after"), IS_ON_SALE)
    .order_by(Product.id)
    .limit(BATCH)
)


class ExportService:
    """Reads of the whole catalogue."""

    @staticmethod
    def products(instant: datetime) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
        """Yield the products on sale at `instant` with their base prices then, by id.

        Each batch is a read of its own: a reader who takes an hour holds up nobody.
        """
        after = 0
        while batch := db.session.execute(EXPORTED, {"after": after, "instant": instant}).all():
            yield batch
            after = batch[-1].id
