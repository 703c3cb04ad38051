"""Orders: what was bought, at which price, for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from models import Order, OrderItem, User, db
from services.paging import Page, PageRequest, page_of, position
from services.refusals import OrderNotFound


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its lines."""

    order: Order
    items: Sequence[OrderItem]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.order, name)


class OrderService:
    """Reads of orders."""

    @staticmethod
    def page(user: User, request: PageRequest) -> Page[OrderView]:
        """Return the user's own orders, newest first; an admin's page holds everybody's."""
        start = position(request, "orders")
        own = [] if user.is_admin else [Order.user_id == user.id]
        behind = [Order.id < start.after[0]] if start.after else []
        statement = select(Order).where(*own, *behind).order_by(Order.id.desc())
        orders = db.session.scalars(statement.limit(request.limit + 1)).all()
        page = page_of(orders, request, "orders", start, lambda order: [order.id])
        total = None
        if request.count:
            total = db.session.scalars(select(func.count(Order.id)).where(*own)).one()
        return Page(with_items(page.items), page.next_cursor, total)

    @staticmethod
    def read(user: User, order_id: int) -> OrderView:
        """Return an order of the user's, any for an admin. Raises OrderNotFound."""
        order = db.session.get(Order, order_id)
        if order is None or not (user.is_admin or order.user_id == user.id):
            raise OrderNotFound()
        return with_items([order])[0]


def with_items(orders: Sequence[Order]) -> list[OrderView]:
    """Complete orders with their lines, in one statement."""
    lines = defaultdict(list)
    ids = [order.id for order in orders]
    for item in db.session.scalars(
        select(OrderItem).where(OrderItem.order_id.in_(ids)).order_by(OrderItem.id)
    ):
        lines[item.order_id].append(item)
    return [OrderView(order, lines[order.id]) for order in orders]
