"""Checkout: the whole cart becomes one order at one instant's prices, or nothing happens."""

from __future__ import annotations

from sqlalchemy import select

from models import Offer, OfferApplication, Order, OrderItem, Product, User, db
from services import clock
from services.cart_service import CartService
from services.order_service import OrderView
from services.product_query import VIEW, ProductView
from services.refusals import CartEmpty, OutOfStock
from services.stock_ledger import book_sale, take_stock
from services.transaction import transactional


class CheckoutService:
    """The one use case that sells."""

    @staticmethod
    @transactional
    def place(user: User) -> OrderView:
        """Order the user's whole cart at this instant's prices, or nothing at all.

        Raises CartEmpty, OutOfStock.
        """
        units = CartService.claim(user)
        if not units:
            raise CartEmpty()
        for product_id, quantity in units.items():  # In id order, so that no two wait in a ring.
            if not take_stock(product_id, quantity):
                raise OutOfStock(f"Stock for {_name(product_id)} ran out")
        order = _write_order(user, units)
        db.session.commit()
        return order


def _write_order(user: User, units: dict[int, int]) -> OrderView:
    """Add the order with its lines and stock movements, priced under the locks held."""
    prices = _prices(list(units))
    order = Order(
        user_id=user.id,
        status="placed",
        total_cents=sum(prices[one].current_price_cents * units[one] for one in units),
        created_at=clock.now(),
    )
    db.session.add(order)
    db.session.flush()
    items = [
        OrderItem(
            order_id=order.id,
            product_id=product_id,
            name=prices[product_id].name,
            quantity=quantity,
            price_cents=prices[product_id].current_price_cents,
        )
        for product_id, quantity in units.items()
    ]
    db.session.add_all(items)
    book_sale(order.id, units)
    db.session.flush()
    return OrderView(order, items)


def _prices(product_ids: list[int]) -> dict[int, ProductView]:
    """Read this instant's prices under locks that nobody can change them behind.

    The products are locked by the stock taken; whoever moves an offer's end locks
    the offer. The clock is read after all waiting, so the history told later is the
    one these prices were read from.
    """
    db.session.execute(
        select(Offer.id)
        .join(OfferApplication, OfferApplication.offer_id == Offer.id)
        .where(OfferApplication.product_id.in_(product_ids), OfferApplication.removed_at.is_(None))
        .order_by(Offer.id)
        .with_for_update(key_share=True, read=True, of=Offer)
    )
    statement = VIEW.where(Product.id.in_(product_ids))
    rows = db.session.execute(statement, {"instant": clock.tick()})
    return {row.id: ProductView.of(row) for row in rows}


def _name(product_id: int) -> str | None:
    return db.session.scalar(select(Product.name).where(Product.id == product_id))
