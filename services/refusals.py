"""What the shop itself refuses, by area; the kinds above them stand in `services/errors.py`."""

from __future__ import annotations

from services.errors import (
    AuthenticationRequired,
    Conflict,
    InvalidRequest,
    NotFound,
    ShopError,
    Unavailable,
)

# --- Accounts -------------------------------------------------------------------------------------


class UsernameTaken(InvalidRequest, title="The name is taken"):
    """Somebody has this name, or one that differs only in case or Unicode form."""

    detail = "Username already exists"


class WrongCredentials(AuthenticationRequired, title="Name or password is wrong"):
    """The name or the password is wrong; the answer never says which."""

    detail = "Invalid credentials"

    def __init__(self) -> None:
        super().__init__(message="Invalid credentials")


class UsernameInUse(Conflict, title="The name is somebody else's"):
    """An account can't be renamed to the name of another, whatever its case or Unicode form."""

    detail = "Username already exists"


class PasswordWrong(AuthenticationRequired, title="The password is wrong"):
    """The password that confirms this step is not the account's; the sign-in goes on."""

    detail = "The password is wrong"


class SignInNotFound(NotFound, title="No such sign-in"):
    """You have no running sign-in with this id."""

    detail = "Sign-in not found"


class UserNotFound(NotFound, title="No such user"):
    """No account has this id."""

    detail = "User not found"


class LastAdmin(Conflict, title="The shop would have no admin"):
    """The last active admin can't be demoted, switched off or deleted."""

    detail = "This is the last admin: make somebody else an admin first."


# --- Catalogue ------------------------------------------------------------------------------------


class CategoryNotFound(NotFound, title="No such category"):
    """No category has this id."""

    detail = "Category not found"


class CategoryNameTaken(Conflict, title="The category name is taken"):
    """Another category has this name."""

    detail = "Category name already exists"


class CategoryNotEmpty(Conflict, title="The category has products"):
    """A category with products in it is not deleted."""

    detail = (
        "This category still has products. Move those on sale; withdrawn ones stay in it for good."
    )


class ProductNotFound(NotFound, title="No such product"):
    """No product on sale has this id."""

    detail = "Product not found"


class PriceUnknown(NotFound, title="The product had no price then"):
    """The product was not for sale yet at this instant; its history begins later."""

    detail = "This product had no price yet at that instant"


class WindowInvalid(InvalidRequest, title="The window can't be told"):
    """A window of prices ends after it begins and spans at most 400 days."""

    detail = "`to` must be after `from`, and at most 400 days later"


class ImportUnreadable(InvalidRequest, title="The file can't be read"):
    """The file is no CSV with known columns, or not in UTF-8; nothing was changed."""

    detail = "Line 1: there is no column colour."


class ImportRefused(InvalidRequest, title="Some lines can't be imported"):
    """Some lines of the file can't be done; nothing was changed.

    `refused_lines` names each, up to a thousand, with the messages of its fields; `refused`
    counts all. With `partial=true` the other lines are imported.
    """

    detail = "3 of 100 lines can't be imported, so nothing was changed."


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


class StockTooLarge(InvalidRequest, title="More than the shop keeps of a product"):
    """A stock holds at most 10,000,000 units."""

    detail = "A stock holds at most 10000000 units"


class PriceChanged(Conflict, title="The price is another than you were shown"):
    """The cart's total differs from `expected_total`; nothing was bought.

    `lines` says what changed, why and when; agree by sending `now_total` and `priced_at`.
    """

    detail = "The total is now 89.90, not 99.90. Nothing was bought."


class IdempotencyKeyReused(ShopError, status=422, title="The key belongs to another request"):
    """This `Idempotency-Key` came with another body before."""

    detail = "This Idempotency-Key was used with another body. Use a new key for a new request."


class IdempotencyKeyInUse(Conflict, title="The first request with this key still runs"):
    """A request with the same `Idempotency-Key` has not been answered yet."""

    detail = "The first request with this Idempotency-Key still runs. Try again in a moment."

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "1"})


# --- Orders ---------------------------------------------------------------------------------------


class OrderNotFound(NotFound, title="No such order"):
    """You have no order with this id."""

    detail = "Order not found"


class OrderState(Conflict, title="The order's status does not allow this"):
    """An order goes placed, shipped, delivered, or is cancelled while placed."""

    detail = "This order is shipped. It can become: delivered."


# --- Images ---------------------------------------------------------------------------------------


class ImageInvalid(InvalidRequest, title="The file is not an image the shop takes"):
    """The upload is no whole image of an allowed kind, or one that is too large."""

    detail = "The file is not a PNG, JPEG, GIF, WEBP or AVIF image."


class ImagesBusy(Unavailable, title="Too many images at once"):
    """The shop works on two images at once, and others before this one took too long."""

    detail = "The shop is busy with other images. Try again in a moment; nothing was changed."


class ImageNotFound(NotFound, title="No image"):
    """There is no such image."""

    detail = "There is no image"


class TooManyImages(Conflict, title="There are enough images"):
    """No more images go with it; take one away first."""

    detail = "There are 20 images already: take one away first."


class StorageUnavailable(Unavailable, title="Images can't be kept at the moment"):
    """The place where images are kept does not answer; `Retry-After` says when to try again."""

    detail = "Images can't be kept at the moment. Try again later; nothing was changed."
