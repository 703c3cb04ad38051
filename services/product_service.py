"""Products: add, change and withdraw what is for sale."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from models import PricePoint, Product, db
from services import audit, clock
from services.catalogue_state import catalogue_changed
from services.errors import PreconditionFailed
from services.offer_ledger import apply_offer, remove_running_offers
from services.pricing import MOMENT
from services.product_query import ProductQuery
from services.product_view import ProductView
from services.refusals import CategoryNotFound, ProductNotFound
from services.stock_ledger import correct_stock, open_stock
from services.text import searchable
from services.transaction import refusing, transactional


class ProductService:
    """Use cases of the admin on products."""

    @staticmethod
    @transactional
    def create(values: Mapping[str, Any]) -> ProductView:
        """Put a product on sale. Raises CategoryNotFound, OfferNotFound."""
        instant = clock.tick()
        product = Product(
            name=values["name"],
            description=values.get("description"),
            **search_columns(values["name"], values.get("description")),
            price_cents=values["price_cents"],
            price_since=instant,
            terms_since=instant,
            stock=values["stock"],
            category_id=values["category_id"],
            created_at=instant,
            updated_at=instant,
        )
        db.session.add(product)
        with refusing(CategoryNotFound(), on="foreign key"):
            db.session.flush()
        _add_price_point(product)
        audit.concerns("product", product.id)
        open_stock(product.id, product.stock)
        if values.get("offer_id") is not None:
            apply_offer(values["offer_id"], product.id)
        db.session.flush()
        view = ProductQuery.one(product.id)
        catalogue_changed()
        db.session.commit()
        return view

    @staticmethod
    @transactional
    def change(
        product_id: int, values: Mapping[str, Any], versions: Collection[str] | None = None
    ) -> ProductView:
        """Change the fields in `values` of a product whose version is one of `versions`.

        `offer_id` applies that offer; null takes off the offers that run now.
        Raises ProductNotFound, PreconditionFailed, CategoryNotFound, OfferNotFound.
        """
        product = locked_product(product_id)
        instant = clock.tick()
        _check_version(product_id, versions)
        for name in {"name", "description", "category_id"} & values.keys():
            setattr(product, name, values[name])
        with refusing(CategoryNotFound(), on="foreign key"):
            db.session.flush()
        for name, words in search_columns(product.name, product.description).items():
            setattr(product, name, words)
        if values.get("price_cents", product.price_cents) != product.price_cents:
            _set_price(product, values["price_cents"], instant)
        if "stock" in values:
            correct_stock(product, values["stock"])
        if "offer_id" in values:
            _set_offer(product_id, values["offer_id"])
        product.updated_at = instant
        db.session.flush()
        view = ProductQuery.one(product_id)
        catalogue_changed()
        db.session.commit()
        return view

    @staticmethod
    @transactional
    def withdraw(product_id: int, versions: Collection[str] | None = None) -> None:
        """Take a product off sale; orders keep their lines, and the past keeps its prices.

        Raises ProductNotFound, PreconditionFailed.
        """
        product = locked_product(product_id)
        instant = clock.tick()
        _check_version(product_id, versions)
        product.withdrawn_at = instant
        product.terms_since = max(instant, product.terms_since)
        catalogue_changed()
        db.session.commit()


def locked_product(product_id: int) -> Product:
    """Lock and return a product on sale; a step of another transaction. Raises ProductNotFound."""
    product = db.session.get(Product, product_id, with_for_update=True, populate_existing=True)
    if product is None or product.withdrawn_at is not None:
        raise ProductNotFound()
    return product


def _check_version(product_id: int, versions: Collection[str] | None) -> None:
    """Refuse the change when the client has seen another version than the present one."""
    if versions is not None and ProductQuery.one(product_id).version not in versions:
        raise PreconditionFailed()


def search_columns(name: str, description: str | None) -> dict[str, str]:
    """Return what `q` looks in, for a product of this name and description."""
    words = searchable(name)
    return {"search_name": words, "search_text": words + searchable(description)}


def next_since(instant: datetime, price_since: datetime) -> datetime:
    """Return when a new price begins: now, or right after the latest of a clock that is ahead."""
    return max(instant, price_since + MOMENT)


def _set_price(product: Product, cents: int, instant: datetime) -> None:
    """Begin a new base price."""
    product.price_cents = cents
    product.price_since = next_since(instant, product.price_since)
    product.terms_since = max(product.price_since, product.terms_since)
    _add_price_point(product)


def _add_price_point(product: Product) -> None:
    db.session.add(
        PricePoint(
            product_id=product.id, price_cents=product.price_cents, since=product.price_since
        )
    )


def _set_offer(product_id: int, offer_id: int | None) -> None:
    if offer_id is None:
        remove_running_offers(product_id)
    else:
        apply_offer(offer_id, product_id)
