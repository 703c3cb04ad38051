"""Everything the shop holds on a user, for the user (GDPR articles 15 and 20).

The hash of the password is left out: it is a secret of the shop's, and says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from models import CartItem, IdempotencyRecord, Order, OrderEvent, Product, User, UserSession, db
from services import clock
from services.account import Caller
from services.audit_query import AuditQuery, AuditView
from services.order_view import ORDERS, OrderView, with_lines
from services.transaction import snapshot

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class ExportedOrder:
    """An order, and what became of it."""

    order: OrderView
    changes: Rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self.order, name)


@dataclass(frozen=True, slots=True)
class Export:
    """All that speaks of one user."""

    exported_at: datetime
    account: User
    sign_ins: Rows
    cart: Rows
    orders: Sequence[ExportedOrder]
    order_changes: Rows
    idempotency_keys: Rows
    events: Sequence[AuditView]


class AccountExportService:
    """The one use case that tells a user everything."""

    @staticmethod
    def of(user: Caller) -> Export:
        """Return what the shop holds on the user, as of one instant."""
        with snapshot():
            return Export(
                clock.now(),
                db.session.get_one(User, user.id, populate_existing=True),
                _sign_ins(user.id),
                _cart(user.id),
                _orders(user.id),
                _changes(OrderEvent.actor_id == user.id),
                _keys(user.id),
                AuditQuery.about(user.id),
            )


def _sign_ins(user_id: int) -> Rows:
    used = func.coalesce(UserSession.last_used_at, UserSession.created_at).label("last_used_at")
    columns = (
        UserSession.id,
        UserSession.created_at,
        used,
        UserSession.expires_at,
        UserSession.ended_at,
        UserSession.agent,
        UserSession.address,
    )
    own = select(*columns).where(UserSession.user_id == user_id)
    return db.session.execute(own.order_by(UserSession.id)).all()


def _cart(user_id: int) -> Rows:
    lines = select(CartItem.product_id, Product.name, CartItem.quantity).join(
        Product, Product.id == CartItem.product_id
    )
    return db.session.execute(lines.where(CartItem.user_id == user_id).order_by(CartItem.id)).all()


def _orders(user_id: int) -> list[ExportedOrder]:
    own = Order.user_id == user_id
    orders = with_lines(db.session.execute(ORDERS.where(own).order_by(Order.id)))
    changes: dict[int, list[Any]] = defaultdict(list)
    for change in _changes(OrderEvent.order_id.in_(select(Order.id).where(own))):
        changes[change.order_id].append(change)
    return [ExportedOrder(order, changes[order.id]) for order in orders]


def _changes(chosen: Any) -> Rows:
    columns = (OrderEvent.order_id, OrderEvent.status, OrderEvent.created_at)
    return db.session.execute(select(*columns).where(chosen).order_by(OrderEvent.id)).all()


def _keys(user_id: int) -> Rows:
    columns = (IdempotencyRecord.key, IdempotencyRecord.created_at)
    own = select(*columns).where(IdempotencyRecord.user_id == user_id)
    return db.session.execute(own.order_by(IdempotencyRecord.id)).all()
