"""Orders: what was bought."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.blueprint import Blueprint
from routes.paging import page_request
from schemas import OrderSchema, PageQuerySchema
from services.order_service import OrderService, OrderView
from services.paging import Page
from services.refusals import OrderNotFound

blp = Blueprint("Orders", __name__, url_prefix="/api/orders", description="What was bought.")


@blp.route("")
class OrdersAPI(MethodView):
    """My orders; an admin's are everybody's."""

    @blp.signed_in("listOrders")
    @blp.arguments(PageQuerySchema, location="query")
    @blp.page(OrderSchema)
    def get(self, query: dict[str, Any]) -> Page[OrderView]:
        """List my orders, the newest first; an admin sees all."""
        return OrderService.page(current_user, page_request(query))


@blp.route("/<int(min=1, max=2147483647):order_id>")
class OrderAPI(MethodView):
    """One order."""

    @blp.signed_in("getOrder", OrderNotFound)
    @blp.response(200, OrderSchema)
    def get(self, order_id: int) -> OrderView:
        """Read an order of mine; an admin reads any."""
        return OrderService.read(current_user, order_id)
