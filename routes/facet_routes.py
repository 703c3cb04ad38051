"""Counts over product lists, to narrow them by."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.caching import cached
from schemas import FacetQuerySchema, FacetsSchema
from services.facet_query import FacetQuery, Facets

blp = Blueprint("Facets", __name__, url_prefix="/api/products", description="What a list holds.")


@blp.route("/facets")
class FacetsAPI(MethodView):
    """Counts of a list."""

    @blp.anyone("countProducts")
    @blp.arguments(FacetQuerySchema, location="query")
    @blp.response(200, FacetsSchema)
    def get(self, query: dict[str, Any]) -> tuple[Facets, dict[str, str]]:
        """Count the products that pass all filters: by category, price, offer and stock."""
        return cached(FacetQuery.of(query))
