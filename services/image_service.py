"""Images: whose they are and what the rows say of them.

A file is written before the row names it and the old one deleted after the row
let go of it: whatever happens between, no row names a file that is gone.
"""

from __future__ import annotations

from typing import Any

from models import Product, User, db
from services.account import Account, Caller
from services.catalogue_state import catalogue_changed
from services.errors import ShopError, TokenRevoked
from services.file_service import FileService
from services.product_query import ProductQuery
from services.product_view import ProductView
from services.refusals import ImageNotFound, ProductNotFound
from services.transaction import transactional

FOLDERS: dict[type[Any], tuple[str, type[ShopError]]] = {
    Product: ("products", ProductNotFound),
    User: ("users", TokenRevoked),
}
"""What may have an image: the folder of its files, and the refusal when the row is gone."""


class ImageService:
    """Use cases on the image of a product or a user."""

    @staticmethod
    def set_product_image(product_id: int, content: bytes, filename: str) -> ProductView:
        """Give a product an image in place of its old one. Raises ProductNotFound, ImageInvalid."""
        ProductQuery.one(product_id)
        _replace_image(Product, product_id, content, filename)
        return ProductQuery.one(product_id)

    @staticmethod
    def remove_product_image(product_id: int) -> ProductView:
        """Take a product's image away. Raises ProductNotFound, ImageNotFound."""
        _remove_image(Product, product_id)
        return ProductQuery.one(product_id)

    @staticmethod
    def set_user_image(user: Caller, content: bytes, filename: str) -> Account:
        """Give a user an image in place of the old one. Raises ImageInvalid."""
        image = _replace_image(User, user.id, content, filename)
        return Account(user.id, user.username, user.is_admin, image)

    @staticmethod
    def remove_user_image(user: Caller) -> Account:
        """Take a user's image away. Raises ImageNotFound."""
        _remove_image(User, user.id)
        return Account(user.id, user.username, user.is_admin, None)


def _replace_image(model: type[Any], owner_id: int, content: bytes, filename: str) -> str:
    folder, _ = FOLDERS[model]
    name = FileService.save_image(folder, content, filename)
    try:
        old = _set_name(model, owner_id, name)
    except BaseException:
        FileService.delete(folder, name)
        raise
    FileService.delete(folder, old)
    return name


def _remove_image(model: type[Any], owner_id: int) -> None:
    old = _set_name(model, owner_id, None)
    if old is None:
        raise ImageNotFound()
    FileService.delete(FOLDERS[model][0], old)


@transactional
def _set_name(model: type[Any], owner_id: int, name: str | None) -> str | None:
    """Name the row's new image and return the old name."""
    row = db.session.get(model, owner_id, with_for_update=True, populate_existing=True)
    if row is None or getattr(row, "withdrawn_at", None) is not None:
        raise FOLDERS[model][1]()
    old: str | None = row.image
    row.image = name
    if model is Product:
        catalogue_changed()
    db.session.commit()
    return old
