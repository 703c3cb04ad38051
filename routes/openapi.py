"""The API describes itself: the OpenAPI 3.1 document, and a page to read and try it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import flask_smorest
import flask_swagger_ui
import orjson
from flask import Flask, Response, current_app, send_from_directory
from flask.views import MethodView
from marshmallow import Schema

from routes.answers import AnswersPlugin
from routes.blueprint import Blueprint
from routes.caching import check_version, versions_asked_for
from routes.errors import PROBLEM_TYPE
from schemas import Hundredths, Instant, Moment, ProblemSchema
from services.errors import NotFound

ASSETS = Path(__file__).parent / "assets"
SWAGGER_UI = Path(flask_swagger_ui.__file__).parent / "dist"
DOCS_FILES = {
    "docs.js": ASSETS,
    "favicon-32x32.png": SWAGGER_UI,
    "swagger-ui.css": SWAGGER_UI,
    "swagger-ui-bundle.js": SWAGGER_UI,
}
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
VERSION = "1.0.0"
DESCRIPTION = """\
A small shop: accounts, products, discounts that run for a time, a cart, checkout and orders.

**Try it here.** Call `POST /api/login` (a new shop has the user `admin` with the password
`admin123`), copy the `access_token`, press *Authorize* and paste it.

**Values.** Money is a number with at most two decimals. Instants are ISO 8601, answered in UTC.
Lists are bare arrays; the `Link` header leads to the next page.

**Another instant.** An admin's `X-Shop-Now: <instant>` on any GET answers as the shop was or
will be then: prices, offers, lists, sorting and carts.

**Caches.** What anyone may read carries an `ETag` and, in the catalogue, a `max-age` that never
reaches past the next start or end of an offer. `Date` is the instant of an answer's prices.

**Failures** all have one shape, `application/problem+json`: branch on `type`, show `error`,
put `errors` beside the fields. `GET /problems` lists every type.
"""
SETTINGS = {
    "API_TITLE": "Shop API",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": None,
    "API_SPEC_OPTIONS": {
        "info": {"description": DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/", "description": "This server"}],
        "security": [],
    },
}

blp = Blueprint("About", __name__, description="The API about itself.")


class Api(flask_smorest.Api):
    """flask-smorest's Api; failures are left to `routes/errors.py`."""

    ERROR_SCHEMA: ClassVar[type[Schema]] = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME: ClassVar[None] = None

    def init_app(self, app: Flask, **kwargs: Any) -> None:
        """Set up the document with the shop's fields, tokens and error shape."""
        app.config.update(SETTINGS)
        super().init_app(app, spec_kwargs={"marshmallow_plugin": AnswersPlugin()}, **kwargs)
        converter = self.ma_plugin.converter
        self.register_field(Hundredths, "number", None)
        self.register_field(Instant, "string", "date-time")
        self.register_field(Moment, "string", None)
        converter.add_attribute_function(_range_of_hundredths)
        converter.add_attribute_function(_pattern_of_moment)
        components = self.spec.components
        components.response(
            "Problem",
            {
                "description": "Any other failure.",
                "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )
        for name, call in (("accessToken", "POST /api/login"), ("refreshToken", "POST /api/login")):
            scheme = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            components.security_scheme(name, {**scheme, "description": f"From `{call}`."})
        given = {"type": "http", "scheme": "bearer", "description": "The setting `METRICS_TOKEN`."}
        components.security_scheme("metricsToken", given)

    def _register_error_handlers(self) -> None:
        """Register none: `routes/errors.py` renders every failure."""

    def _register_pagination_header(self) -> None:
        """Register none: pages have `Link`, see `routes/paging.py`."""


def document() -> dict[str, Any]:
    """Return the OpenAPI document of the current app."""
    api = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    whole: dict[str, Any] = api.spec.to_dict()
    return whole


def document_bytes() -> bytes:
    """Return the OpenAPI document as JSON."""
    return orjson.dumps(document(), option=orjson.OPT_NON_STR_KEYS)


@blp.route("/api/openapi.json")
class OpenApiAPI(MethodView):
    """The document."""

    @blp.anyone("getOpenApiDocument")
    @blp.response(200, {"type": "object"}, description="The OpenAPI 3.1 document.")
    def get(self) -> Response:
        """Describe every call for machines."""
        kept = current_app.extensions.setdefault("openapi-document", {})
        if "bytes" not in kept:
            kept["bytes"] = document_bytes()
        return Response(kept["bytes"], mimetype="application/json")


@blp.route("/api/docs")
class DocsAPI(MethodView):
    """The page."""

    @blp.anyone("getDocsPage")
    @blp.response(200, {"type": "string"}, content_type="text/html", description="The page.")
    def get(self) -> Response:
        """Show every call to people, to read and to try."""
        response = Response((ASSETS / "docs.html").read_bytes(), mimetype="text/html")
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        return response


def docs_asset(filename: str) -> Response:
    """Serve a file that the docs page names: our own, or Swagger UI's.

    Raises NotFound, PreconditionFailed.
    """
    if filename not in DOCS_FILES:
        raise NotFound()
    asked = versions_asked_for()
    response = send_from_directory(DOCS_FILES[filename], filename, max_age=3600)
    check_version(response, asked)
    return response


# The files of the page are no calls of the API, so the document leaves them out.
blp.record(lambda state: state.app.add_url_rule("/api/docs/<filename>", "docs_asset", docs_asset))


def _range_of_hundredths(_converter: Any, field: Any, **_kwargs: Any) -> dict[str, Any]:
    """Document the range of a number that is kept in hundredths."""
    if not isinstance(field, Hundredths) or field.dump_only:
        return {}
    # No multipleOf 0.01: validators that divide binary floats would refuse 78.66.
    return {"minimum": float(field.minimum), "maximum": float(field.maximum)}


def _pattern_of_moment(_converter: Any, field: Any, **_kwargs: Any) -> dict[str, Any]:
    """Document that an instant may come without offset, which `date-time` would not allow."""
    return {"pattern": f"^{Moment.FORM.pattern}$"} if isinstance(field, Moment) else {}
