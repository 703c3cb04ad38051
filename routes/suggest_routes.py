"""Suggestions while a customer types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.caching import cached
from schemas import SuggestionQuerySchema, SuggestionSchema
from services.freshness import unplanned
from services.suggest_service import Suggestion, SuggestService

blp = Blueprint(
    "Suggestions", __name__, url_prefix="/api/products", description="What one may be typing."
)


@blp.route("/suggest")
class SuggestionsAPI(MethodView):
    """Names of products."""

    @blp.anyone("suggestProducts")
    @blp.arguments(SuggestionQuerySchema, location="query")
    @blp.response(200, SuggestionSchema(many=True))
    def get(self, query: dict[str, Any]) -> tuple[Sequence[Suggestion], dict[str, str]]:
        """List ten names on sale that begin as typed, in their order, each once."""
        return cached(unplanned(SuggestService.names(query["q"])))
