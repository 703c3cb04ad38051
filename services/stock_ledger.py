"""Stock as a ledger: a product's stock and its movements change together.

Every function is a step of another service's transaction and does not commit.
"""

from __future__ import annotations

from sqlalchemy import insert, update

from models import Product, StockMovement, db
from services import clock
from services.transaction import rows_changed


def open_stock(product_id: int, units: int) -> None:
    """Book the stock that a new product comes with."""
    if units:
        _book(product_id, units, "initial")


def correct_stock(product: Product, units: int) -> None:
    """Set a locked product's stock to `units` and book the difference as a correction."""
    delta = units - product.stock
    if delta:
        product.stock = units
        _book(product.id, delta, "correction")


def take_stock(product_id: int, units: int) -> bool:
    """Take `units` if so many are there and the product is on sale; say whether they were.

    Check and change are one statement, so two buyers can't both take the last unit.
    """
    enough = (Product.stock >= units) & Product.withdrawn_at.is_(None)
    taken = update(Product).where(Product.id == product_id, enough)
    return rows_changed(taken.values(stock=Product.stock - units)) == 1


def book_sale(order_id: int, units: dict[int, int]) -> None:
    """Book the units that an order took, by product id."""
    rows = [
        {
            "product_id": product_id,
            "delta": -quantity,
            "reason": "sale",
            "order_id": order_id,
            "created_at": clock.now(),
        }
        for product_id, quantity in units.items()
    ]
    db.session.execute(insert(StockMovement), rows)


def _book(product_id: int, delta: int, reason: str) -> None:
    db.session.add(
        StockMovement(product_id=product_id, delta=delta, reason=reason, created_at=clock.now())
    )
