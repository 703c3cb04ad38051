"""Stock as a ledger: a product's stock and its movements change together.

Reasons: initial, received, correction, shrinkage, sale, cancelled, and adopted (from an
original database). Every function is a step of another service's transaction and does not commit.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Integer, Table, bindparam, insert, literal, select, update

from models import LARGEST_STOCK, Product, StockMovement, db
from services import clock
from services.refusals import NotEnoughStock, StockTooLarge
from services.transaction import execute, insert_many, rows_changed

PRODUCT = cast(Table, Product.__table__)
_units = bindparam("units", type_=Integer)
TAKE_STOCK = (
    update(PRODUCT)
    .where(PRODUCT.c.id == bindparam("product"), PRODUCT.c.stock >= _units)
    .where(PRODUCT.c.withdrawn_at.is_(None))
    .values(stock=PRODUCT.c.stock - _units)
)
MOVEMENT = cast(Table, StockMovement.__table__)
BOOK_MOVEMENT = insert(MOVEMENT)

OPEN_STOCKS = insert(MOVEMENT).from_select(
    ["product_id", "delta", "reason", "created_at"],
    select(PRODUCT.c.id, PRODUCT.c.stock, literal("initial"), PRODUCT.c.created_at).where(
        PRODUCT.c.id.in_(bindparam("ids", expanding=True)), PRODUCT.c.stock > 0
    ),
)


def return_stock(order_id: int, units: dict[int, int]) -> None:
    """Give back the units of a cancelled order, in id order, also of withdrawn products."""
    for product_id, quantity in units.items():
        returned = update(Product).where(Product.id == product_id)
        rows_changed(returned.values(stock=Product.stock + quantity))
    execute(BOOK_MOVEMENT, _movements("cancelled", units, order_id))


def open_stock(product_id: int, units: int) -> None:
    """Book the stock that a new product comes with."""
    if units:
        _book(product_id, units, "initial")


def open_stocks(product_ids: list[int]) -> None:
    """Book the stocks that many new products come with."""
    execute(OPEN_STOCKS, {"ids": product_ids})


def correct_stock(product: Product, units: int) -> None:
    """Set a locked product's stock to `units` and book the difference as a correction."""
    delta = units - product.stock
    if delta:
        move_stock(product, delta, "correction")


def take_stock(product_id: int, units: int) -> bool:
    """Take `units` if so many are there and the product is on sale; say whether they were.

    Check and change are one statement, so two buyers can't both take the last unit.
    """
    return rows_changed(TAKE_STOCK, {"product": product_id, "units": units}) == 1


def book_sale(order_id: int, units: dict[int, int]) -> None:
    """Book the units that an order took, by product id."""
    taken = {one: -quantity for one, quantity in units.items()}
    execute(BOOK_MOVEMENT, _movements("sale", taken, order_id))


def move_stock(product: Product, delta: int, reason: str) -> StockMovement:
    """Change a locked product's stock and book why. Raises NotEnoughStock, StockTooLarge."""
    if product.stock + delta < 0:
        raise NotEnoughStock(f"Only {product.stock} items available")
    if product.stock + delta > LARGEST_STOCK:
        raise StockTooLarge()
    product.stock += delta
    return _book(product.id, delta, reason)


def book_many(reason: str, deltas: dict[int, int]) -> None:
    """Book why many stocks, which were changed already, did so, by product id."""
    if deltas:
        insert_many(MOVEMENT, _movements(reason, deltas))


def _movements(
    reason: str, deltas: dict[int, int], order_id: int | None = None
) -> list[dict[str, Any]]:
    instant = clock.now()
    return [
        {
            "product_id": product_id,
            "delta": delta,
            "reason": reason,
            "order_id": order_id,
            "created_at": instant,
        }
        for product_id, delta in deltas.items()
    ]


def _book(product_id: int, delta: int, reason: str) -> StockMovement:
    movement = StockMovement(
        product_id=product_id, delta=delta, reason=reason, created_at=clock.now()
    )
    db.session.add(movement)
    return movement
