"""What may have pictures: one line each, and nothing else in the services knows which there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from models import MOST_IMAGES, Pictured, Product, User
from services.errors import ShopError, TokenRevoked
from services.product_query import ProductQuery
from services.refusals import ProductNotFound
from services.user_service import UserService


class ImageOwner(NamedTuple):
    """A kind of thing with pictures: its table, the folder of its files, how it is read again.

    `gone` is the refusal when the row is not there any more. Of `most` pictures that one may
    have, more than one also means that each has words (`alt`) and a place of its own.
    """

    kind: str
    model: type[Pictured]
    folder: str
    gone: type[ShopError]
    read: Callable[[int], Any]
    most: int = 1
    in_catalogue: bool = True


PRODUCT = ImageOwner(
    "product", Product, "products", ProductNotFound, ProductQuery.one, most=MOST_IMAGES
)
USER = ImageOwner("user", User, "users", TokenRevoked, UserService.read, in_catalogue=False)

OWNERS = (PRODUCT, USER)
BY_KIND = {owner.kind: owner for owner in OWNERS}
FOLDERS = {owner.kind: owner.folder for owner in OWNERS}
