"""Stock as a ledger: a product's stock and its movements change together.

Reasons: initial, received, correction, shrinkage, sale, cancelled, and adopted (from an
original database). Every function is a step of another service's transaction and does not commit.
"""

from __future__ import annotations

from sqlalchemy import insert, update

from models import Product, StockMovement, db
from services import clock
from services.refusals import NotEnoughStock, StockTooLarge
from services.transaction import rows_changed

LARGEST_STOCK = 10_000_000


def return_stock(order_id: int, units: dict[int, int]) -> None:
    """Give back the units of a cancelled order, in id order, also of withdrawn products."""
    for product_id, quantity in units.items():
        returned = update(Product).where(Product.id == product_id)
        rows_changed(returned.values(stock=Product.stock + quantity))
    _book_order(order_id, "cancelled", units)


def open_stock(product_id: int, units: int) -> None:
    """Book the stock that a new product comes with."""
    if units:
        _book(product_id, units, "initial")


def correct_stock(product: Product, units: int) -> None:
    """Set a locked product's stock to `units` and book the difference as a correction."""
    delta = units - product.stock
    if delta:
        move_stock(product, delta, "correction")


def take_stock(product_id: int, units: int) -> bool:
    """Take `units` if so many are there and the product is on sale; say whether they were.

    Check and change are one statement, so two buyers can't both take the last unit.
    """
    enough = (Product.stock >= units) & Product.withdrawn_at.is_(None)
    taken = update(Product).where(Product.id == product_id, enough)
    return rows_changed(taken.values(stock=Product.stock - units)) == 1


def book_sale(order_id: int, units: dict[int, int]) -> None:
    """Book the units that an order took, by product id."""
    _book_order(order_id, "sale", {one: -quantity for one, quantity in units.items()})


def move_stock(product: Product, delta: int, reason: str) -> StockMovement:
    """Change a locked product's stock and book why. Raises NotEnoughStock, StockTooLarge."""
    if product.stock + delta < 0:
        raise NotEnoughStock(f"Only {product.stock} items available")
    if product.stock + delta > LARGEST_STOCK:
        raise StockTooLarge()
    product.stock += delta
    return _book(product.id, delta, reason)


def _book_order(order_id: int, reason: str, deltas: dict[int, int]) -> None:
    instant = clock.now()
    rows = [
        {
            "product_id": product_id,
            "delta": delta,
            "reason": reason,
            "order_id": order_id,
            "created_at": instant,
        }
        for product_id, delta in deltas.items()
    ]
    db.session.execute(insert(StockMovement), rows)


def _book(product_id: int, delta: int, reason: str) -> StockMovement:
    movement = StockMovement(
        product_id=product_id, delta=delta, reason=reason, created_at=clock.now()
    )
    db.session.add(movement)
    return movement
