"""The address of the server itself: what is here, for people and for programs."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, current_app
from flask.views import MethodView

from routes.accepting import accepted
from routes.blueprint import Blueprint
from routes.pages import Page
from routes.serving import address_of
from schemas import HomeSchema

blp = Blueprint("Home", __name__, description="Where to begin.")
HOME = Page("home", "img-src 'self'; ")


class HomeLink(NamedTuple):
    """A place to go on to."""

    address: str
    name: str
    what: str


LINKS = (
    HomeLink("/api/docs", "Read and try the API", "Every call, with its body, answers and errors."),
    HomeLink("/api/openapi.json", "OpenAPI 3.1", "The same for programs and generators."),
    HomeLink("/api/products", "Products", "What is for sale, at this instant's prices."),
    HomeLink("/api/offers/active", "On offer now", "And exactly until its offer ends."),
    HomeLink("/problems", "Errors", "Every type of failure and what it means."),
    HomeLink("/health/ready", "Health", "Whether database, migrations and storage are there."),
)


@blp.route("/")
class HomeAPI(MethodView):
    """The front door."""

    @blp.anyone("getHome")
    @blp.alt_response(200, schema={"type": "string"}, content_type="text/html", success=True)
    @blp.response(200, HomeSchema)
    def get(self) -> tuple[dict[str, Any], dict[str, str]] | Response:
        """Say what is here: a page for people, links for programs."""
        kinds = ["application/json", "text/html"]
        if accepted().best_match(kinds) != "text/html":
            return {"name": "A small shop", "links": LINKS}, {"Vary": "Accept"}
        # By the settings and not by the Host that was asked for, which anybody may make up.
        here = address_of(current_app.config["HOST"], current_app.config["PORT"])
        page = HOME.response(links=LINKS, here=here)
        page.vary.add("Accept")
        return page
