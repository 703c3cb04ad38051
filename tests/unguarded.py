"""The real shop with exactly one guard taken away: proof that the tests would find its loss.

Each factory here builds the app, then puts the naive way of doing a thing in the
place of the guarded one: read, think, write. The pause in between only makes
likely what would happen anyway, on a busy day.

PostgreSQL lets transactions interleave, and the guard is what keeps them right.
SQLite lets one writing transaction in at a time, whatever is in it: there the
transaction is a second guard, and is taken away too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, select, update

from app import create_app
from models import CartItem, Image, Order, Product, User, db
from services import (
    freshness,
    idempotency,
    image_album,
    order_service,
    stock_ledger,
    transaction,
    user_service,
)
from services.cart_service import CartService
from services.errors import ShopError
from services.file_service import FileService
from services.idempotency import Answer, Once
from services.image_album import Album
from services.product_query import ProductQuery
from services.product_view import ProductView

THOUGHT = 0.02  # seconds


def without_stock_guard() -> Flask:
    """Build a shop that takes stock from what it read a moment ago."""
    replace(stock_ledger.take_stock, _take_stock_as_read)
    return _build()


def without_cart_claim() -> Flask:
    """Build a shop that reads the cart first and empties it afterwards."""
    CartService.claim = staticmethod(_claim_as_read)
    return _build()


def without_idempotency() -> Flask:
    """Build a shop that does not look at the key."""
    replace(idempotency.answer_once, _answer_always)
    return create_app()


def without_cancel_guard() -> Flask:
    """Build a shop that decides on a cancellation by what it read a moment ago."""
    replace(order_service.set_status, _set_status_as_read)
    return _build()


def without_admin_lock() -> Flask:
    """Build a shop that counts its admins without locking them."""
    replace(user_service.lock_with_admins, _admins_as_read)
    return _build()


def without_album_lock() -> Flask:
    """Build a shop that changes pictures by what it read of them a moment ago."""
    settle = Album.settle

    def think_and_settle(album: Album) -> None:
        time.sleep(THOUGHT)
        settle(album)

    Album.settle = think_and_settle
    replace(image_album._locked, lambda owner, owner_id: db.session.get(owner.model, owner_id))
    return _build()


def with_files_deleted_first() -> Flask:
    """Build a shop that deletes a picture's files before its row lets go of them."""
    take = Album.take

    def take_and_delete(album: Album, image: Image) -> list[str]:
        FileService.delete(album.owner.folder, *take(album, image))
        time.sleep(THOUGHT)
        return []

    Album.take = take_and_delete
    return create_app()


def without_transactions() -> Flask:
    """Build a shop that commits each statement by itself."""
    guarded = stock_ledger.take_stock

    def take_and_think(product_id: int, units: int) -> bool:
        taken = guarded(product_id, units)
        time.sleep(THOUGHT)
        return taken

    replace(guarded, take_and_think)
    replace(transaction._begin, _begin_nothing)
    return create_app()


def without_boundaries() -> Flask:
    """Build a shop that lets caches keep an answer as long as the setting says, whatever comes."""
    replace(freshness.seconds_fresh, lambda *_: current_app.config["CATALOGUE_MAX_AGE"])
    return create_app()


def with_prices_in_memory() -> Flask:
    """Build a shop whose processes keep products for half a second, as many a shop's do."""
    read, kept = ProductQuery.shown, {}

    def shown(product_id: int) -> Any:
        if product_id not in kept or time.monotonic() > kept[product_id][0]:
            kept[product_id] = (time.monotonic() + 0.5, read(product_id))
        return kept[product_id][1]

    ProductQuery.shown = staticmethod(shown)
    return create_app()


def with_an_etag_of_the_row() -> Flask:
    """Build a shop whose ETag is the product's last change, as many a shop's is."""
    ProductView.version = property(lambda view: str(view.updated_at.timestamp()))
    return create_app()


def replace(guarded: Callable[..., Any], naive: Callable[..., Any]) -> None:
    """Put `naive` in the place of `guarded` in every module that has imported it."""
    places = [
        (module, name)
        for module in list(sys.modules.values())
        for name, value in list(vars(module).items())
        if value is guarded and module.__name__.startswith(("services.", "routes."))
    ]
    assert places, guarded
    for module, name in places:
        setattr(module, name, naive)


def _build() -> Flask:
    """Build the app; on SQLite each of its statements commits by itself."""
    app = create_app()
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            replace(transaction._begin, _begin_nothing)
    return app


def _begin_nothing() -> None:
    db.session.commit()


def _take_stock_as_read(product_id: int, units: int) -> bool:
    stock = db.session.scalar(select(Product.stock).where(Product.id == product_id))
    time.sleep(THOUGHT)
    if stock < units:
        return False
    _write(update(Product).where(Product.id == product_id).values(stock=stock - units))
    return True


def _claim_as_read(user: User | int) -> dict[int, int]:
    own = CartItem.user_id == getattr(user, "id", user)
    rows = db.session.execute(select(CartItem.product_id, CartItem.quantity).where(own)).all()
    time.sleep(THOUGHT)
    _write(delete(CartItem).where(own))
    return {row.product_id: row.quantity for row in sorted(rows)}


def _answer_always(user_id: int, once: Once, step: Callable[[], Any]) -> Answer:
    try:
        with db.session.begin_nested():
            outcome = step()
    except ShopError as refusal:
        outcome = refusal
    return once.render(outcome)


def _set_status_as_read(order_id: int, before: Iterable[str], status: str) -> bool:
    current = db.session.scalar(select(Order.status).where(Order.id == order_id))
    time.sleep(THOUGHT)
    if current not in before:
        return False
    _write(update(Order).where(Order.id == order_id).values(status=status))
    return True


def _admins_as_read(user_id: int) -> tuple[User | None, set[int]]:
    admins = set(db.session.scalars(select(User.id).where(User.is_admin, User.is_active)))
    time.sleep(THOUGHT)
    return db.session.get(User, user_id), admins - {user_id}


def _write(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
