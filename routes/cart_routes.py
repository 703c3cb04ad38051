"""The cart, and the checkout that empties it."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_jwt_extended import current_user

from routes.blueprint import Blueprint
from routes.idempotency import REPLAYED, answer_with, fingerprint, replayable
from schemas import (
    CartAddSchema,
    CartChangeSchema,
    CartItemSchema,
    CartSchema,
    CheckoutResultSchema,
    CheckoutSchema,
    IdempotencyKeySchema,
    MessageSchema,
)
from services.cart_service import Cart, CartLine, CartService
from services.checkout_service import CheckoutService
from services.idempotency import Once
from services.order_view import OrderView
from services.quote import Quote
from services.refusals import (
    CartEmpty,
    CartItemNotFound,
    IdempotencyKeyInUse,
    IdempotencyKeyReused,
    NotEnoughStock,
    OutOfStock,
    PriceChanged,
    ProductNotFound,
)

RESULT = CheckoutResultSchema()
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

    @blp.signed_in(
        "checkout",
        CartEmpty,
        OutOfStock,
        PriceChanged,
        IdempotencyKeyInUse,
        IdempotencyKeyReused,
    )
    @blp.arguments(IdempotencyKeySchema, location="headers")
    @blp.arguments(CheckoutSchema, required=False)
    @blp.response(200, CheckoutResultSchema, headers=REPLAYED)
    def post(self, header: dict[str, str], body: dict[str, Any]) -> Any:
        """Buy everything in my cart, or nothing at all.

        Send `expected_total` and `priced_at` of the cart the customer saw, and nothing is
        bought at another total: 409 says which prices changed, why and when. Send an
        `Idempotency-Key`, and the call can be repeated safely.
        """
        quote = Quote(**body)
        if "key" not in header:
            return checked_out(CheckoutService.place(current_user, quote))
        once = Once(header["key"], fingerprint("checkout", body), answer_with(_on_the_wire))
        return replayable(CheckoutService.place_once(current_user, quote, once))


def checked_out(order: OrderView) -> dict[str, Any]:
    """Return the answer to a checkout that sold."""
    return {"message": "Checkout successful", "total_paid": order.total_cents, "order": order}


def _on_the_wire(order: OrderView) -> Any:
    return RESULT.dump(checked_out(order))
