"""The demo: a shop full of things to look at, made through the shop's own use cases."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import func, select

from models import Offer, Order, Product, User, db
from services import clock
from services.auth_service import AuthService
from services.cart_service import CartService
from services.category_service import CategoryService
from services.checkout_service import CheckoutService
from services.demo_catalogue import (
    OFFERS,
    ORDERS,
    PASSWORD,
    PRODUCTS,
    STANDING_CART,
    USERNAMES,
    DemoOffer,
    DemoOrder,
    DemoProduct,
)
from services.demo_pictures import draw
from services.image_owners import PRODUCT, USER
from services.image_service import ImageService
from services.offer_application_service import OfferApplicationService
from services.offer_service import OfferService
from services.passwords import password_fits
from services.product_service import ProductService
from services.refusals import UsernameTaken
from services.text import name_key

Report = Callable[[str], None]


class _Kept(NamedTuple):
    """What the shop has of a product already."""

    id: int
    image: str | None


class DemoService:
    """Fills a shop for show, each step a use case with a transaction of its own."""

    @staticmethod
    def fill(report: Report) -> None:
        """Add what the demo lacks: all to a new shop, nothing to one that has had it before.

        After an interruption it goes on where it stopped. `report` is told of each step.
        Raises ValidationFailed where the shop wants longer passwords than the demo's,
        UsernameTaken where one of its names is somebody else's; nothing is done then.
        """
        *offers, last_offer = OFFERS
        # An offer that is over is never changed or deleted: a mark that stays, whatever
        # visitors do with the rest.
        if last_offer.name in _offer_ids():
            report("The demo is already there. Nothing to add.")
            return
        customers = _add_customers()
        report(f"Customers: {', '.join(customers)}, each with the password {PASSWORD}.")
        report(f"Products: drawing {len(PRODUCTS)} pictures, a few seconds ...")
        _add_products()
        report(f"Products: {len(PRODUCTS)} on the shelves.")
        for offer in offers:
            _add_offer(offer)
        _place_orders(customers)
        report(f"Orders: {len(ORDERS)} placed, and {STANDING_CART.username} has a full cart.")
        _add_offer(last_offer)
        report(f"Offers: {len(OFFERS)}; some run, some are planned, some are over.")
        report(f"The demo is ready. Sign in as {STANDING_CART.username} and look around.")


def _add_customers() -> dict[str, User]:
    """Open the accounts that are missing and return all by name."""
    kept = {name: _account(name) for name in USERNAMES}
    for name, user in kept.items():
        if user is not None and not password_fits(PASSWORD, user.password):
            raise UsernameTaken(f"The demo needs the name {name}, which is somebody else's.")
    customers = {name: user or AuthService.register(name, PASSWORD) for name, user in kept.items()}
    pictured = customers[STANDING_CART.username]
    if pictured.image is None:
        picture = draw("portrait", "Books", _seed(pictured.username))
        ImageService.set_first(USER, pictured.id, picture, "portrait.png")
    return customers


def _account(name: str) -> User | None:
    return db.session.scalars(select(User).where(User.name_key == name_key(name))).first()


def _add_products() -> None:
    """Put on sale what is missing, and hang up the pictures that are."""
    category_ids = _category_ids()
    kept = _kept_products()
    for product in PRODUCTS:
        found = kept.get(product.name) or _create(product, category_ids[product.category])
        if found.image is None:
            picture = draw(product.motif, product.category, _seed(product.name))
            alt = f"Drawing: {product.motif}"
            ImageService.add(PRODUCT, found.id, picture, f"{product.motif}.png", alt)


def _create(product: DemoProduct, category_id: int) -> _Kept:
    values = {
        "name": product.name,
        "description": product.description,
        "price_cents": product.price_cents,
        "stock": product.stock,
        "category_id": category_id,
    }
    return _Kept(ProductService.create(values).id, None)


def _category_ids() -> dict[str, int]:
    """Return the id of each category by name; add those the shop has not."""
    ids = {category.name: category.id for category in CategoryService.every()}
    for name in dict.fromkeys(product.category for product in PRODUCTS):
        if name not in ids:
            ids[name] = CategoryService.create(name).id
    return ids


def _kept_products() -> dict[str, _Kept]:
    rows = db.session.execute(
        select(Product.name, Product.id, Product.image).where(Product.withdrawn_at.is_(None))
    )
    return {name: _Kept(product_id, image) for name, product_id, image in rows}


def _add_offer(offer: DemoOffer) -> None:
    """Plan an offer, unless it is, and let its products hold it."""
    offer_id = _offer_ids().get(offer.name)
    if offer_id is None:
        starts_at = clock.now().replace(second=0, microsecond=0) + offer.starts_in
        values = {
            "name": offer.name,
            "basis_points": offer.basis_points,
            "starts_at": starts_at,
            "ends_at": starts_at + offer.lasts,
            "recurrence": offer.recurrence,
        }
        offer_id = OfferService.create(values).id
    kept = _kept_products()
    for product in PRODUCTS:
        if product.category in offer.categories or product.name in offer.products:
            OfferApplicationService.apply(offer_id, kept[product.name].id)


def _offer_ids() -> dict[str, int]:
    return dict(db.session.execute(select(Offer.name, Offer.id)).all())


def _place_orders(customers: dict[str, User]) -> None:
    """Buy what each customer has not bought yet, then fill the one cart that stays."""
    for name, user in customers.items():
        wanted = [order for order in ORDERS if order.username == name]
        placed = select(func.count(Order.id)).where(Order.user_id == user.id)
        for order in wanted[db.session.scalars(placed).one() :]:
            _fill_cart(user, order)
            CheckoutService.place(user)
    _fill_cart(customers[STANDING_CART.username], STANDING_CART)


def _fill_cart(user: User, order: DemoOrder) -> None:
    """Put exactly these units into the cart, whatever an interrupted run left there."""
    CartService.clear(user)
    kept = _kept_products()
    for name, quantity in order.units.items():
        CartService.add(user, kept[name].id, quantity)


def _seed(name: str) -> int:
    return zlib.crc32(name.encode())
