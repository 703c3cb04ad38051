"""Orders: what was bought, what became of it, and a receipt to keep."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.accepting import accepted
from routes.blueprint import Blueprint
from routes.paging import page_request
from routes.receipt import receipt_page
from schemas import (
    OrderChangeSchema,
    OrderEventSchema,
    OrderQuerySchema,
    OrderSchema,
    ReceiptSchema,
)
from services.order_service import OrderChange, OrderService, Receipt
from services.order_view import OrderView
from services.paging import Page
from services.refusals import OrderNotFound, OrderState

blp = Blueprint("Orders", __name__, url_prefix="/api/orders", description="What was bought.")
ORDER = "/<int(min=1, max=2147483647):order_id>"


@blp.route("")
class OrdersAPI(MethodView):
    """My orders; an admin's are everybody's."""

    @blp.signed_in("listOrders")
    @blp.arguments(OrderQuerySchema, location="query")
    @blp.page(OrderSchema)
    def get(self, query: dict[str, Any]) -> Page[OrderView]:
        """List my orders, the newest first; an admin sees all."""
        page = page_request(query)
        return OrderService.page(current_user, query, page)


@blp.route(ORDER)
class OrderAPI(MethodView):
    """One order."""

    @blp.signed_in("getOrder", OrderNotFound)
    @blp.response(200, OrderSchema)
    def get(self, order_id: int) -> OrderView:
        """Read an order of mine; an admin reads any."""
        return OrderService.read(current_user, order_id)

    @blp.admin("changeOrder", OrderNotFound, OrderState)
    @blp.arguments(OrderChangeSchema)
    @blp.response(200, OrderSchema)
    def patch(self, body: dict[str, str], order_id: int) -> OrderView:
        """Ship or deliver an order."""
        return OrderService.advance(current_user, order_id, **body)


@blp.route(f"{ORDER}/cancel")
class OrderCancelAPI(MethodView):
    """Cancelling."""

    @blp.signed_in("cancelOrder", OrderNotFound, OrderState)
    @blp.response(200, OrderSchema)
    def post(self, order_id: int) -> OrderView:
        """Cancel an order that is not shipped; its stock returns."""
        return OrderService.cancel(current_user, order_id)


@blp.route(f"{ORDER}/history")
class OrderHistoryAPI(MethodView):
    """What became of an order."""

    @blp.signed_in("getOrderHistory", OrderNotFound)
    @blp.response(200, OrderEventSchema(many=True))
    def get(self, order_id: int) -> list[OrderChange]:
        """List every status an order came to: when, and by whom."""
        return OrderService.history(current_user, order_id)


@blp.route(f"{ORDER}/receipt")
class OrderReceiptAPI(MethodView):
    """A receipt."""

    @blp.signed_in("getReceipt", OrderNotFound)
    @blp.alt_response(200, schema={"type": "string"}, content_type="text/html", success=True)
    @blp.response(200, ReceiptSchema)
    def get(self, order_id: int) -> Receipt | Response:
        """Get a receipt to print and keep; `Accept: application/json` gets the same as data."""
        receipt = OrderService.receipt(current_user, order_id)
        kinds = ["text/html", "application/json"]
        if accepted().best_match(kinds) == "application/json":
            return receipt
        return receipt_page(receipt)
