"""Stock: what came and went, booked by the admin."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from models import Product, StockMovement, db
from services import clock
from services.paging import Page, PageRequest, page_of, position
from services.product_service import locked_product
from services.refusals import ProductNotFound
from services.stock_ledger import move_stock
from services.transaction import transactional


@dataclass(frozen=True, slots=True)
class StockChange:
    """A movement, and the stock after it."""

    stock: int
    movement: StockMovement


class StockService:
    """Use cases of the admin on a product's stock."""

    @staticmethod
    @transactional
    def change(product_id: int, delta: int, reason: str) -> StockChange:
        """Book units that came or went. Raises ProductNotFound, NotEnoughStock, StockTooLarge."""
        product = locked_product(product_id)
        clock.tick()
        movement = move_stock(product, delta, reason)
        db.session.flush()
        change = StockChange(product.stock, movement)
        db.session.commit()
        return change

    @staticmethod
    def page(product_id: int, request: PageRequest) -> Page[StockMovement]:
        """Return a product's movements, the newest first. Raises ProductNotFound."""
        if db.session.get(Product, product_id) is None:
            raise ProductNotFound()
        listing = f"stock:{product_id}"
        start = position(request, listing)
        own = StockMovement.product_id == product_id
        statement = select(StockMovement).where(own).order_by(StockMovement.id.desc())
        if start.after:
            statement = statement.where(StockMovement.id < start.after[0])
        rows = db.session.scalars(statement.limit(request.limit + 1)).all()
        page = page_of(rows, request, listing, start, lambda movement: [movement.id])
        total = None
        if request.count:
            total = db.session.scalars(select(func.count(StockMovement.id)).where(own)).one()
        return Page(page.items, page.next_cursor, total)
