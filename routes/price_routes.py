"""Prices through time: at any instant, past or planned, and why."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.caching import cached
from routes.product_routes import PRODUCT
from schemas import PriceAtSchema, PriceQuerySchema, SegmentSchema, WindowQuerySchema
from services.price_service import PriceService, PriceView
from services.refusals import PriceUnknown, ProductNotFound, WindowInvalid
from services.timeline import Segment

blp = Blueprint("Prices", __name__, url_prefix="/api/products", description="Prices through time.")


@blp.route(f"{PRODUCT}/price")
class PriceAPI(MethodView):
    """The price at an instant."""

    @blp.anyone("getPrice", ProductNotFound, PriceUnknown)
    @blp.arguments(PriceQuerySchema, location="query")
    @blp.response(200, PriceAtSchema)
    def get(self, query: dict[str, Any], product_id: int) -> tuple[PriceView, dict[str, str]]:
        """Read what a product costs at any instant, past or planned.

        `explain=true` adds every offer looked at, whether it ran, and why it won or lost.
        """
        return cached(PriceService.at(product_id, **query))


@blp.route(f"{PRODUCT}/prices")
class PricesAPI(MethodView):
    """The prices of a window."""

    @blp.anyone("listPrices", ProductNotFound, WindowInvalid)
    @blp.arguments(WindowQuerySchema, location="query")
    @blp.response(200, SegmentSchema(many=True))
    def get(self, query: dict[str, Any], product_id: int) -> tuple[list[Segment], dict[str, str]]:
        """List a product's prices from one instant to another, at most 400 days, without gaps."""
        return cached(PriceService.between(product_id, **query))
