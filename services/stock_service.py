"""Stock: what came and went, booked by the admin."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models import Product, StockMovement, db
from services import clock
from services.catalogue_state import catalogue_changed
from services.paging import Page, PageRequest, newest_first
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
        catalogue_changed()
        db.session.commit()
        return change

    @staticmethod
    def page(product_id: int, request: PageRequest) -> Page[StockMovement]:
        """Return a product's movements, the newest first. Raises ProductNotFound."""
        if db.session.get(Product, product_id) is None:
            raise ProductNotFound()
        own = select(StockMovement).where(StockMovement.product_id == product_id)
        page = newest_first(own, StockMovement.id, request, f"stock:{product_id}")
        movements = [row.StockMovement for row in page.items]
        return Page(movements, page.next_cursor, page.previous_cursor, page.total)
