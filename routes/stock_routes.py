"""The stock of a product: what came, what went, and why."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from models import StockMovement
from routes.blueprint import Blueprint
from routes.paging import page_request
from routes.product_routes import PRODUCT
from schemas import PageQuerySchema, StockChangeSchema, StockMovementSchema, StockSchema
from services.paging import Page
from services.refusals import NotEnoughStock, ProductNotFound, StockTooLarge
from services.stock_service import StockChange, StockService

blp = Blueprint("Stock", __name__, url_prefix="/api/products", description="What came and went.")


@blp.route(f"{PRODUCT}/stock")
class StockAPI(MethodView):
    """The stock of one product."""

    @blp.admin("listStockMovements", ProductNotFound)
    @blp.arguments(PageQuerySchema, location="query")
    @blp.page(StockMovementSchema)
    def get(self, query: dict[str, Any], product_id: int) -> Page[StockMovement]:
        """List why a product's stock changed, the newest first."""
        return StockService.page(product_id, page_request(query))

    @blp.admin("changeStock", ProductNotFound, NotEnoughStock, StockTooLarge)
    @blp.arguments(StockChangeSchema)
    @blp.response(200, StockSchema)
    def post(self, body: dict[str, Any], product_id: int) -> StockChange:
        """Book units received, corrected or lost."""
        return StockService.change(product_id, **body)
