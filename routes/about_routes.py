"""Beside the API: the list of problem types, health, figures, and uploaded files."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.pictures import picture
from schemas import HealthSchema, ProblemTypeSchema
from services import metrics
from services.errors import NotFound, PreconditionFailed, RangeNotSatisfiable, ShopError
from services.file_service import MEDIA_TYPES
from services.health_service import HealthService
from services.image_owners import FOLDERS

blp = Blueprint("Service", __name__, description="Beside the API: problems, health, files.")
PICTURE: dict[str, Any] = {kind: {} for kind in sorted(set(MEDIA_TYPES.values()))}


@blp.route("/problems")
class ProblemsAPI(MethodView):
    """All problem types."""

    @blp.anyone("listProblems")
    @blp.response(200, ProblemTypeSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List every type of failure with its meaning."""
        return [_described(kind) for kind in ShopError.every()]


@blp.route("/problems/<slug>")
class ProblemAPI(MethodView):
    """One problem type."""

    @blp.anyone("getProblem", NotFound)
    @blp.response(200, ProblemTypeSchema)
    def get(self, slug: str) -> dict[str, Any]:
        """Explain a type of failure."""
        for kind in ShopError.every():
            if kind.slug == slug:
                return _described(kind)
        raise NotFound()


@blp.route("/health/live")
class LiveAPI(MethodView):
    """Whether the process answers."""

    @blp.anyone("getLiveness")
    @blp.response(200, HealthSchema)
    def get(self) -> dict[str, Any]:
        """Say that the process is there."""
        return {"status": "ok"}


@blp.route("/health/ready")
class ReadyAPI(MethodView):
    """Whether requests can be served."""

    @blp.anyone("getReadiness")
    @blp.response(200, HealthSchema)
    @blp.alt_response(503, schema=HealthSchema, description="A part is not there.")
    def get(self) -> tuple[dict[str, Any], int]:
        """Say whether database, migrations and storage are there; Redis is told of, not needed."""
        checks = HealthService.checks()
        ready = all(check.passed for check in checks.values() if check.is_needed)
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        body = {
            "status": "ok" if ready else "unavailable",
            "checks": {name: check.outcome for name, check in checks.items()},
            "milliseconds": {name: check.milliseconds for name, check in checks.items()},
        }
        return body, int(status)


@blp.route("/metrics")
class MetricsAPI(MethodView):
    """Figures for Prometheus."""

    @blp.machine("getMetrics")
    @blp.response(200, {"type": "string"}, content_type="text/plain", description="The figures.")
    def get(self) -> Response:
        """Tell what requests ask for and cost, in Prometheus's text format."""
        figures = metrics.current_metrics().text(HealthService.checks())
        return Response(figures, content_type=metrics.CONTENT_TYPE)


@blp.route(f"/static/<any({', '.join(sorted(FOLDERS.values()))}):folder>/<filename>")
class FileAPI(MethodView):
    """An uploaded file."""

    @blp.anyone("getFile", NotFound, PreconditionFailed, RangeNotSatisfiable)
    @blp.doc(responses={status: {"content": PICTURE} for status in (200, 206)})
    @blp.alt_response(206, description="The part of it that `Range` asks for.", success=True)
    @blp.response(200, description="The picture.")
    @blp.alt_response(304, description="`If-None-Match` names it: the client has it.")
    @blp.alt_response(302, description="Where the picture is, when it is kept elsewhere.")
    def get(self, folder: str, filename: str) -> Response:
        """Load a picture."""
        return picture(folder, filename)


def _described(kind: type[ShopError]) -> dict[str, Any]:
    return {
        "type": f"/problems/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "meaning": " ".join((kind.__doc__ or "").split()),
        "example": kind.detail,
    }
