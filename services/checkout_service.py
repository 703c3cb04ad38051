"""Checkout: the whole cart becomes one order at one instant's prices, or nothing happens.

One transaction in a fixed order: the cart is claimed, then the stock is taken product
by product in id order, then prices are read under the locks held, then the order, its
lines and movements are written.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, insert, select

from models import Order, OrderItem, Product, db
from services import clock, observation
from services.account import Caller
from services.cart_service import CartService
from services.idempotency import Answer, Once, answer_once, prune_expired
from services.order_view import OrderLine, OrderView
from services.price_sql import RunningOffer, best_offer_id, current_cents
from services.pruning import is_time_to_prune
from services.quote import NO_QUOTE, Quote, SellingPrice, check_quote
from services.refusals import CartEmpty, OutOfStock
from services.stock_ledger import book_sale, take_stock
from services.transaction import execute, transactional

SELLING_PRICES = (
    select(Product.id, Product.name, current_cents().label("cents"), Product.withdrawn_at)
    .outerjoin(RunningOffer, RunningOffer.id == best_offer_id())
    .where(Product.id.in_(bindparam("ids", expanding=True)))
)

ORDER = cast(Table, Order.__table__)
INSERT_ORDER = insert(ORDER).returning(ORDER.c.id)
INSERT_LINE = insert(cast(Table, OrderItem.__table__))


class CheckoutService:
    """The one use case that sells."""

    @staticmethod
    @transactional
    def place(user: Caller, quote: Quote = NO_QUOTE) -> OrderView:
        """Order the user's whole cart at this instant's prices, or nothing at all.

        Raises CartEmpty, OutOfStock, PriceChanged.
        """
        order = _place(user.id, quote)
        db.session.commit()
        return order

    @staticmethod
    def place_once(user: Caller, quote: Quote, once: Once) -> Answer:
        """Place an order as `place` does, but once a key: again gives the first answer.

        Raises IdempotencyKeyReused, IdempotencyKeyInUse; refusals of the order are answers.
        """
        answer = CheckoutService._place_once(user, quote, once)
        if not answer.replayed and is_time_to_prune():
            prune_expired()
        return answer

    @staticmethod
    @transactional
    def _place_once(user: Caller, quote: Quote, once: Once) -> Answer:
        answer = answer_once(user.id, once, lambda: _place(user.id, quote))
        db.session.commit()
        return answer


def _place(user_id: int, quote: Quote) -> OrderView:
    units = CartService.claim(user_id)
    if not units:
        raise CartEmpty()
    sold = _take(units, quote)
    # The clock is read after all waiting: whoever changes a price holds the same locks, so
    # the history told later is the one these prices are read from.
    instant = clock.tick()
    rows = execute(SELLING_PRICES, {"instant": instant, "ids": list(units)})
    prices = {row.id: SellingPrice._make(row) for row in rows}
    check_quote(quote, units, prices, sold)
    lines = [OrderLine(one, prices[one].name, units[one], prices[one].cents) for one in sold]
    return _write(user_id, lines)


def _take(units: dict[int, int], quote: Quote) -> list[int]:
    """Take the stock and return the ids of what is sold. Raises OutOfStock.

    A withdrawn product is left out where the customer agrees to a total without it.
    """
    sold = []
    for product_id, quantity in units.items():  # In id order, so that no two wait in a ring.
        if take_stock(product_id, quantity):
            sold.append(product_id)
            continue
        product = db.session.get_one(Product, product_id, populate_existing=True)
        if product.withdrawn_at is None:
            raise OutOfStock(f"Stock for {product.name} ran out")
        if not quote.is_given:
            raise OutOfStock(f"{product.name} is no longer sold")
    return sold


def _write(user_id: int, lines: list[OrderLine]) -> OrderView:
    """Add the order with its lines and stock movements."""
    total, instant = sum(line.line_total_cents for line in lines), clock.now()
    values = {"user_id": user_id, "status": "placed", "total_cents": total, "created_at": instant}
    order_id = execute(INSERT_ORDER, values).scalar_one()
    rows = [
        {
            "order_id": order_id,
            "product_id": line.product_id,
            "name": line.name,
            "quantity": line.quantity,
            "price_cents": line.price_cents,
        }
        for line in lines
    ]
    execute(INSERT_LINE, rows)
    observation.current().has_sold = True
    book_sale(order_id, {line.product_id: line.quantity for line in lines if line.product_id})
    return OrderView(order_id, user_id, "placed", total, instant, lines)
