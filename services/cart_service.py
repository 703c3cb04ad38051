"""The cart: what a user means to buy, priced at one instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update

from models import CartItem, Product, db
from services import clock
from services.account import Caller
from services.price_sql import INSTANT
from services.product_view import VIEW, ProductView
from services.refusals import CartItemNotFound, NotEnoughStock, ProductNotFound
from services.transaction import execute, insert_into, rows_changed, transactional

CART_ITEM = cast(Table, CartItem.__table__)
CLAIM = (
    delete(CART_ITEM)
    .where(CART_ITEM.c.user_id == bindparam("owner"))
    .returning(CART_ITEM.c.product_id, CART_ITEM.c.quantity)
)


@dataclass(frozen=True, slots=True)
class CartLine:
    """A cart item with its product as it is at the instant `priced_at`."""

    id: int
    user_id: int
    product_id: int
    quantity: int
    product: ProductView
    priced_at: datetime

    @property
    def is_withdrawn(self) -> bool:
        """Whether the product was no longer on sale at that instant."""
        withdrawn_at = self.product.withdrawn_at
        return withdrawn_at is not None and withdrawn_at <= self.priced_at

    @property
    def line_total_cents(self) -> int:
        """The price of all units; nothing for what is withdrawn."""
        if self.is_withdrawn:
            return 0
        return self.product.current_price_cents * self.quantity

    @property
    def problem(self) -> str | None:
        """Why this can't be bought: withdrawn, sold_out, fewer_left; None when it can."""
        if self.is_withdrawn:
            return "withdrawn"
        if self.product.stock == 0:
            return "sold_out"
        return "fewer_left" if self.product.stock < self.quantity else None


@dataclass(frozen=True, slots=True)
class Cart:
    """All lines of a user's cart, priced at the one instant `priced_at`."""

    items: Sequence[CartLine]
    priced_at: datetime

    @property
    def grand_total_cents(self) -> int:
        """The sum of the lines."""
        return sum(line.line_total_cents for line in self.items)


class CartService:
    """Use cases of a user on their own cart."""

    @staticmethod
    def read(user: Caller) -> Cart:
        """Return the cart at this instant's prices."""
        return Cart(_lines(CartItem.user_id == user.id), clock.now())

    @staticmethod
    @transactional
    def add(user: Caller, product_id: int, quantity: int) -> None:
        """Put units of a product into the cart; they add up with those in it.

        Raises ProductNotFound, NotEnoughStock.
        """
        stock = _stock_on_sale(product_id)
        values = {"user_id": user.id, "product_id": product_id, "quantity": quantity}
        inserted: Any = insert_into(CartItem).values(values)
        adds_up = inserted.on_conflict_do_update(
            index_elements=["user_id", "product_id"],
            set_={"quantity": CartItem.quantity + inserted.excluded.quantity},
        ).returning(CartItem.quantity)
        if db.session.execute(adds_up).scalar_one() > stock:
            raise NotEnoughStock(f"Only {stock} items available")
        db.session.commit()

    @staticmethod
    @transactional
    def set_quantity(user: Caller, item_id: int, quantity: int) -> CartLine:
        """Set how many units an item of the user's cart means.

        Raises CartItemNotFound, NotEnoughStock.
        """
        own = (CartItem.id == item_id) & (CartItem.user_id == user.id)
        rows_changed(update(CartItem).where(own).values(quantity=quantity))
        line = next(iter(_lines(own)), None)
        if line is None:
            raise CartItemNotFound()
        if quantity > line.product.stock or line.product.withdrawn_at is not None:
            left = 0 if line.product.withdrawn_at else line.product.stock
            raise NotEnoughStock(f"Only {left} items available")
        db.session.commit()
        return line

    @staticmethod
    @transactional
    def remove(user: Caller, item_id: int) -> None:
        """Take one item out of the user's cart. Raises CartItemNotFound."""
        own = (CartItem.id == item_id) & (CartItem.user_id == user.id)
        if not rows_changed(delete(CartItem).where(own)):
            raise CartItemNotFound()
        db.session.commit()

    @staticmethod
    @transactional
    def clear(user: Caller) -> None:
        """Empty the user's cart."""
        db.session.execute(delete(CartItem).where(CartItem.user_id == user.id))
        db.session.commit()

    @staticmethod
    def claim(user_id: int) -> dict[int, int]:
        """Take everything out of the cart: quantities by product id, in id order.

        A step of the checkout's transaction: of two clicks one finds the cart empty.
        """
        claimed = execute(CLAIM, {"owner": user_id})
        return {row.product_id: row.quantity for row in sorted(claimed)}


def _lines(condition: Any) -> list[CartLine]:
    """Read the lines that fulfil `condition` with their products, in one statement.

    A product that came later than the instant had no price then, and is left out.
    """
    instant = clock.now()
    statement = (
        VIEW.add_columns(CartItem.id.label("item_id"), CartItem.user_id, CartItem.quantity)
        .join(CartItem, CartItem.product_id == Product.id)
        .where(condition, Product.created_at <= INSTANT)
        .order_by(CartItem.id)
    )
    rows = db.session.execute(statement, {"instant": instant}).all()
    products = ProductView.all_of(rows, instant)
    return [
        CartLine(row.item_id, row.user_id, product.id, row.quantity, product, instant)
        for row, product in zip(rows, products, strict=True)
    ]


def _stock_on_sale(product_id: int) -> int:
    stock = db.session.scalar(
        select(Product.stock).where(Product.id == product_id, Product.withdrawn_at.is_(None))
    )
    if stock is None:
        raise ProductNotFound()
    return stock
