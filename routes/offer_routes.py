"""Offers: planned, applied to products, and what is on sale now."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.paging import page_request
from schemas import (
    AppliedSchema,
    DryRunQuerySchema,
    MessageSchema,
    OfferChangeSchema,
    OfferCreateSchema,
    OfferQuerySchema,
    OfferSchema,
    PageQuerySchema,
    ProductSchema,
    RunSchema,
)
from services.offer_application_service import OfferApplicationService, Trial
from services.offer_service import OfferService
from services.offer_view import OfferView, RunView
from services.paging import Page
from services.product_query import ProductQuery
from services.product_view import ProductView
from services.refusals import (
    CategoryNotFound,
    OfferFixed,
    OfferNotApplied,
    OfferNotFound,
    ProductNotFound,
)

blp = Blueprint("Offers", __name__, url_prefix="/api/offers", description="Discounts for a time.")
Answer = dict[str, Any]
OFFER = "/<int(min=1, max=2147483647):offer_id>"


@blp.route("")
class OffersAPI(MethodView):
    """All offers."""

    @blp.admin("listOffers")
    @blp.arguments(OfferQuerySchema, location="query")
    @blp.page(OfferSchema)
    def get(self, query: dict[str, Any]) -> Page[OfferView]:
        """List offers, the newest first."""
        return OfferService.page(query.get("state"), page_request(query))

    @blp.admin("createOffer")
    @blp.arguments(OfferCreateSchema)
    @blp.response(201, OfferSchema, headers={"Location": {"schema": {"type": "string"}}})
    def post(self, body: dict[str, Any]) -> tuple[OfferView, dict[str, str]]:
        """Plan an offer."""
        offer = OfferService.create(body)
        return offer, {"Location": url_for("Offers.OfferAPI", offer_id=offer.id)}


@blp.route("/active")
class ActiveOffersAPI(MethodView):
    """What is on sale."""

    @blp.anyone("listProductsOnOffer")
    @blp.arguments(PageQuerySchema, location="query")
    @blp.page(ProductSchema)
    def get(self, query: dict[str, Any]) -> Page[ProductView]:
        """List the products on sale now."""
        return ProductQuery.page({"on_offer": True}, "newest", page_request(query))


@blp.route(OFFER)
class OfferAPI(MethodView):
    """One offer."""

    @blp.admin("getOffer", OfferNotFound)
    @blp.response(200, OfferSchema)
    def get(self, offer_id: int) -> OfferView:
        """Read an offer."""
        return OfferService.read(offer_id)

    @blp.admin("changeOffer", OfferNotFound, OfferFixed)
    @blp.arguments(OfferChangeSchema)
    @blp.response(200, OfferSchema)
    def patch(self, body: dict[str, Any], offer_id: int) -> OfferView:
        """Change an offer; once it has begun, only its end and the runs to come."""
        return OfferService.change(offer_id, body)

    @blp.admin("deleteOffer", OfferNotFound, OfferFixed)
    @blp.response(200, MessageSchema)
    def delete(self, offer_id: int) -> dict[str, str]:
        """Delete an offer that has not begun."""
        OfferService.delete(offer_id)
        return {"message": "Offer deleted"}


@blp.route(f"{OFFER}/runs")
class OfferRunsAPI(MethodView):
    """The runs of an offer."""

    @blp.admin("listOfferRuns", OfferNotFound)
    @blp.response(200, RunSchema(many=True))
    def get(self, offer_id: int) -> list[RunView]:
        """List all runs of an offer, past and planned, in order: at most 500."""
        return OfferService.runs(offer_id)


@blp.route(f"{OFFER}/apply/<int(min=1, max=2147483647):product_id>")
class OfferApplicationAPI(MethodView):
    """An offer on a product."""

    @blp.admin("applyOffer", OfferNotFound, ProductNotFound)
    @blp.arguments(DryRunQuerySchema, location="query")
    @blp.response(200, AppliedSchema)
    def post(self, query: dict[str, bool], offer_id: int, product_id: int) -> Answer:
        """Apply an offer to a product; again is the same."""
        if query["dry_run"]:
            return tried(OfferApplicationService.try_apply(offer_id, product_id))
        OfferApplicationService.apply(offer_id, product_id)
        return {"message": f"Offer {offer_id} applied to product {product_id}"}

    @blp.admin("removeOffer", OfferNotFound, ProductNotFound, OfferNotApplied)
    @blp.arguments(DryRunQuerySchema, location="query")
    @blp.response(200, AppliedSchema)
    def delete(self, query: dict[str, bool], offer_id: int, product_id: int) -> Answer:
        """Take an offer off a product."""
        if query["dry_run"]:
            return tried(OfferApplicationService.try_remove(offer_id, product_id))
        OfferApplicationService.remove(offer_id, product_id)
        return {"message": f"Offer {offer_id} removed from product {product_id}"}


@blp.route(f"{OFFER}/apply/categories/<int(min=1, max=2147483647):category_id>")
class OfferCategoryAPI(MethodView):
    """An offer on a category."""

    @blp.admin("applyOfferToCategory", OfferNotFound, CategoryNotFound)
    @blp.arguments(DryRunQuerySchema, location="query")
    @blp.response(200, AppliedSchema)
    def post(self, query: dict[str, bool], offer_id: int, category_id: int) -> Answer:
        """Apply an offer to every product of a category."""
        if query["dry_run"]:
            return tried(OfferApplicationService.try_apply_to_category(offer_id, category_id))
        applied = OfferApplicationService.apply_to_category(offer_id, category_id)
        return {"message": f"Offer {offer_id} applied to {applied} products"}


def tried(trial: Trial) -> Answer:
    """Answer a dry run: what would happen, and that nothing did."""
    return {"message": "Nothing was changed", "dry_run": trial}
