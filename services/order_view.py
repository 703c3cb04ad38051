"""Orders as clients see them: the order with its lines, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from models import Order, OrderItem, db


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What was bought at which price; a line never changes."""

    product_id: int | None
    name: str
    quantity: int
    price_cents: int

    @property
    def line_total_cents(self) -> int:
        """The cents paid for this line."""
        return self.price_cents * self.quantity


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its lines."""

    id: int
    user_id: int | None
    status: str
    total_cents: int
    created_at: datetime | None
    items: Sequence[OrderLine]


ORDERS: Select[*tuple[Any, ...]] = select(
    Order.id, Order.user_id, Order.status, Order.total_cents, Order.created_at
)


def with_lines(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[OrderView]:
    """Complete rows of `ORDERS` with their lines, in one statement."""
    orders = list(rows)
    lines = lines_of([order.id for order in orders])
    return [
        OrderView(one.id, one.user_id, one.status, one.total_cents, one.created_at, lines[one.id])
        for one in orders
    ]


def lines_of(order_ids: Sequence[int]) -> dict[int, list[OrderLine]]:
    """Read the lines of orders, in the order they were written."""
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    statement = (
        select(
            OrderItem.order_id,
            OrderItem.product_id,
            OrderItem.name,
            OrderItem.quantity,
            OrderItem.price_cents,
        )
        .where(OrderItem.order_id.in_(order_ids))
        .order_by(OrderItem.id)
    )
    for row in db.session.execute(statement):
        lines[row.order_id].append(OrderLine(*row[1:]))
    return lines
