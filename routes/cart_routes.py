"""The cart, and the checkout that empties it."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.blueprint import Blueprint
from schemas import (
    CartAddSchema,
    CartChangeSchema,
    CartItemSchema,
    CartSchema,
    CheckoutResultSchema,
    EmptySchema,
    MessageSchema,
)
from services.cart_service import Cart, CartLine, CartService
from services.checkout_service import CheckoutService
from services.refusals import (
    CartEmpty,
    CartItemNotFound,
    NotEnoughStock,
    OutOfStock,
    ProductNotFound,
)

blp = Blueprint("Cart", __name__, url_prefix="/api", description="What I mean to buy.")


@blp.route("/cart")
class CartAPI(MethodView):
    """My cart."""

    @blp.signed_in("getCart")
    @blp.response(200, CartSchema)
    def get(self) -> Cart:
        """Read my cart at this instant's prices."""
        return CartService.read(current_user)

    @blp.signed_in("addToCart", ProductNotFound, NotEnoughStock)
    @blp.arguments(CartAddSchema)
    @blp.response(201, MessageSchema)
    def post(self, body: dict[str, Any]) -> dict[str, str]:
        """Put a product into my cart; the same again adds up."""
        CartService.add(current_user, **body)
        return {"message": "Added to cart"}

    @blp.signed_in("clearCart")
    @blp.response(200, MessageSchema)
    def delete(self) -> dict[str, str]:
        """Empty my cart."""
        CartService.clear(current_user)
        return {"message": "Cart emptied"}


@blp.route("/cart/<int(min=1, max=2147483647):item_id>")
class CartItemAPI(MethodView):
    """One item of my cart."""

    @blp.signed_in("changeCartItem", CartItemNotFound, NotEnoughStock)
    @blp.arguments(CartChangeSchema)
    @blp.response(200, CartItemSchema)
    def patch(self, body: dict[str, Any], item_id: int) -> CartLine:
        """Set how many of a product my cart means."""
        return CartService.set_quantity(current_user, item_id, **body)

    @blp.signed_in("removeCartItem", CartItemNotFound)
    @blp.response(200, MessageSchema)
    def delete(self, item_id: int) -> dict[str, str]:
        """Take a product out of my cart."""
        CartService.remove(current_user, item_id)
        return {"message": "Removed from cart"}


@blp.route("/checkout")
class CheckoutAPI(MethodView):
    """Buying."""

    @blp.signed_in("checkout", CartEmpty, OutOfStock)
    @blp.arguments(EmptySchema, required=False)
    @blp.response(200, CheckoutResultSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Buy everything in my cart, or nothing at all."""
        order = CheckoutService.place(current_user, **body)
        return {"message": "Checkout successful", "total_paid": order.total_cents, "order": order}
