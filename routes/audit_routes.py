"""The audit trail, for the admin to read."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.paging import page_request
from schemas import AuditEventSchema, AuditQuerySchema
from services.audit_query import AuditQuery, AuditView
from services.paging import Page

blp = Blueprint("Audit", __name__, url_prefix="/api/admin/audit", description="Who did what.")


@blp.route("")
class AuditAPI(MethodView):
    """The trail."""

    @blp.admin("listAuditEvents")
    @blp.arguments(AuditQuerySchema, location="query")
    @blp.page(AuditEventSchema)
    def get(self, query: dict[str, Any]) -> Page[AuditView]:
        """List what admins changed and what concerns security, the newest first."""
        page = page_request(query)
        return AuditQuery.page(query, page)
