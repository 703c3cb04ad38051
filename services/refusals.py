"""What the shop itself refuses, by area; the kinds above them stand in `services/errors.py`."""

from __future__ import annotations

from services.errors import AuthenticationRequired, Conflict, InvalidRequest, NotFound

# --- Accounts -------------------------------------------------------------------------------------


class UsernameTaken(InvalidRequest, title="The name is taken"):
    """Somebody has this name, or one that differs only in case or Unicode form."""

    detail = "Username already exists"


class WrongCredentials(AuthenticationRequired, title="Name or password is wrong"):
    """The name or the password is wrong; the answer never says which."""

    detail = "Invalid credentials"

    def __init__(self) -> None:
        super().__init__(message="Invalid credentials")


# --- Catalogue ------------------------------------------------------------------------------------


class CategoryNotFound(NotFound, title="No such category"):
    """No category has this id."""

    detail = "Category not found"


class CategoryNameTaken(Conflict, title="The category name is taken"):
    """Another category has this name."""

    detail = "Category name already exists"


class CategoryNotEmpty(Conflict, title="The category has products"):
    """A category with products in it is not deleted."""

    detail = "This category still has products, on sale or withdrawn. Move them first."


class ProductNotFound(NotFound, title="No such product"):
    """No product on sale has this id."""

    detail = "Product not found"


# --- Offers ---------------------------------------------------------------------------------------


class OfferNotFound(NotFound, title="No such offer"):
    """No offer has this id."""

    detail = "Offer not found"


class OfferNotApplied(NotFound, title="The product does not hold the offer"):
    """The product does not hold this offer."""

    detail = "This offer is not applied to this product"


class OfferFixed(Conflict, title="The offer can't be changed like this"):
    """An offer that has begun is history: only its end may move, and never before now."""

    detail = "This offer has begun: only its end can be moved, and not before now."


# --- Cart and checkout ----------------------------------------------------------------------------


class CartItemNotFound(NotFound, title="No such cart item"):
    """Your cart has no item with this id."""

    detail = "Cart item not found"


class NotEnoughStock(InvalidRequest, title="Fewer are left than asked for"):
    """The cart would hold more than the shop has."""

    detail = "Only 3 items available"


class CartEmpty(InvalidRequest, title="The cart is empty"):
    """There is nothing to check out."""

    detail = "Cart is empty"


class OutOfStock(InvalidRequest, title="A product ran out"):
    """A product in the cart can't be delivered in full; nothing was bought."""

    detail = "Stock for Headphones ran out"


# --- Orders ---------------------------------------------------------------------------------------


class OrderNotFound(NotFound, title="No such order"):
    """You have no order with this id."""

    detail = "Order not found"


# --- Images ---------------------------------------------------------------------------------------


class ImageInvalid(InvalidRequest, title="The file is not an image the shop takes"):
    """The upload is no image of an allowed kind."""

    detail = "The file is not a PNG, JPEG, GIF or WebP image."


class ImageNotFound(NotFound, title="No image"):
    """There is no image to take away."""

    detail = "There is no image"
