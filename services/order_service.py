"""Orders: read, shipped, delivered or cancelled, along one table of moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from models import Order, OrderEvent, User, db
from services import audit, clock
from services.account import Caller
from services.order_view import ORDERS, OrderView, lines_of, with_lines
from services.paging import Page, PageRequest, newest_first
from services.refusals import OrderNotFound, OrderState
from services.stock_ledger import return_stock
from services.transaction import rows_changed, transactional
from services.wall_clock import instant_of

MOVES: Mapping[str, tuple[str, ...]] = {
    "placed": ("shipped", "cancelled"),
    "shipped": ("delivered",),
    "delivered": (),
    "cancelled": (),
}
"""What an order of each status can become."""


@dataclass(frozen=True, slots=True)
class OrderChange:
    """A status an order came to: when, and by whom (None when unknown or gone)."""

    status: str
    at: datetime | None
    actor: User | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says; `buyer` is None once the account is deleted."""

    order: OrderView
    buyer: str | None
    issued_at: datetime


class OrderService:
    """Use cases on orders: of the owner, and of the admin on all of them."""

    @staticmethod
    def page(user: Caller, filters: Mapping[str, Any], request: PageRequest) -> Page[OrderView]:
        """Return the user's own orders, newest first; an admin's page holds everybody's.

        `filters` takes user_id, status, from_ and to (instants, half-open).
        """
        chosen = ORDERS.where(*_visible(user), *_conditions(filters))
        page = newest_first(chosen, Order.id, request, "orders")
        return Page(with_lines(page.items), page.next_cursor, page.previous_cursor, page.total)

    @staticmethod
    def read(user: Caller, order_id: int) -> OrderView:
        """Return an order of the user's, any for an admin. Raises OrderNotFound."""
        rows = db.session.execute(ORDERS.where(Order.id == order_id, *_visible(user))).all()
        if not rows:
            raise OrderNotFound()
        return with_lines(rows)[0]

    @staticmethod
    @transactional
    def cancel(user: Caller, order_id: int) -> OrderView:
        """Cancel a placed order of the user's, any for an admin; its stock returns.

        Raises OrderNotFound, OrderState.
        """
        OrderService.read(user, order_id)
        _move(user, order_id, "cancelled")
        units: dict[int, int] = {}
        for line in lines_of([order_id])[order_id]:
            if line.product_id is not None:
                units[line.product_id] = units.get(line.product_id, 0) + line.quantity
        return_stock(order_id, dict(sorted(units.items())))
        order = OrderService.read(user, order_id)
        if order.user_id != user.id:
            audit.record("cancelOrder", actor_id=user.id, subject=("order", order_id))
        db.session.commit()
        return order

    @staticmethod
    @transactional
    def advance(admin: Caller, order_id: int, status: str) -> OrderView:
        """Ship or deliver an order. Raises OrderNotFound, OrderState."""
        current = OrderService.read(admin, order_id).status
        if status not in ("shipped", "delivered"):
            raise _refusal(current)
        _move(admin, order_id, status)
        order = OrderService.read(admin, order_id)
        db.session.commit()
        return order

    @staticmethod
    def history(user: Caller, order_id: int) -> list[OrderChange]:
        """Return every status an order came to, the first one first. Raises OrderNotFound."""
        order = OrderService.read(user, order_id)
        owner = _owner(order)
        events = db.session.execute(
            select(OrderEvent.status, OrderEvent.created_at, User)
            .outerjoin(User, User.id == OrderEvent.actor_id)
            .where(OrderEvent.order_id == order_id)
            .order_by(OrderEvent.id)
        )
        placed = OrderChange("placed", order.created_at, owner)
        return [placed, *(OrderChange(*event) for event in events)]

    @staticmethod
    def receipt(user: Caller, order_id: int) -> Receipt:
        """Return a receipt of an order. Raises OrderNotFound."""
        order = OrderService.read(user, order_id)
        owner = _owner(order)
        return Receipt(order, owner.username if owner else None, clock.now())


def _owner(order: OrderView) -> User | None:
    return db.session.get(User, order.user_id) if order.user_id else None


def set_status(order_id: int, before: Iterable[str], status: str) -> bool:
    """Give an order another status if it has one of `before`; say whether it had.

    Check and change are one statement, so an order is never cancelled twice.
    """
    movable = (Order.id == order_id) & Order.status.in_(list(before))
    return rows_changed(update(Order).where(movable).values(status=status)) == 1


def _move(actor: Caller, order_id: int, status: str) -> None:
    """Change an order's status along `MOVES` and keep the change. Raises OrderState."""
    before = [one for one, after in MOVES.items() if status in after]
    if not set_status(order_id, before, status):
        raise _refusal(db.session.execute(select(Order.status).filter_by(id=order_id)).scalar_one())
    event = {"order_id": order_id, "status": status, "actor_id": actor.id}
    db.session.execute(insert(OrderEvent).values(**event, created_at=clock.tick()))


def _refusal(current: str) -> OrderState:
    allowed = list(MOVES[current])
    return OrderState(
        f"This order is {current}. It can become: {', '.join(allowed) or 'nothing else'}.",
        order_status=current,
        allowed=allowed,
    )


def _visible(user: Caller) -> list[ColumnElement[bool]]:
    return [] if user.is_admin else [Order.user_id == user.id]


def _conditions(filters: Mapping[str, Any]) -> Iterable[ColumnElement[bool]]:
    if "user_id" in filters:
        yield Order.user_id == filters["user_id"]
    if "status" in filters:
        yield Order.status == filters["status"]
    if "from_" in filters:
        yield Order.created_at >= instant_of(filters["from_"])
    if "to" in filters:
        yield Order.created_at < instant_of(filters["to"])
