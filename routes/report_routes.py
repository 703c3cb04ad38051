"""Reports for the admin: what was sold, as data, as a file, as a chart."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.bulk_formats import csv_lines, format_wanted, guarded, money
from routes.sales_chart import sales_chart
from schemas import SalesQuerySchema, SalesReportSchema
from services.refusals import WindowInvalid
from services.sales_report import SalesReport, SalesReportService

blp = Blueprint("Reports", __name__, url_prefix="/api/admin/reports", description="What was sold.")
KINDS = {"json": "application/json", "csv": "text/csv", "svg": "image/svg+xml"}
COLUMNS = ("id", "name", "orders", "units", "revenue", "discounts", "cancelled")
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
FILES = {kind: {"schema": {"type": "string"}} for kind in (KINDS["csv"], KINDS["svg"])}


@blp.route("/sales")
class SalesReportAPI(MethodView):
    """Sales."""

    @blp.admin("reportSales", WindowInvalid)
    @blp.doc(responses={200: {"content": FILES}})
    @blp.arguments(SalesQuerySchema, location="query")
    @blp.response(200, SalesReportSchema)
    def get(self, query: dict[str, Any]) -> SalesReport | Response:
        """Report units, revenue and discounts by day, category, offer or product."""
        name = query.pop("format", None) or format_wanted(KINDS)
        report = SalesReportService.sales(**query)
        if name == "json":
            return report
        if name == "csv":
            response = Response(sales_as_csv(report), mimetype=KINDS[name])
            response.headers["Content-Disposition"] = (
                f'attachment; filename="sales-{report.by}.csv"'
            )
            return response
        policy = {"Content-Security-Policy": CHART_POLICY}
        return Response(sales_chart(report), mimetype=KINDS[name], headers=policy)


def sales_as_csv(report: SalesReport) -> bytes:
    """Write the rows of a report for spreadsheets, the first line naming the columns."""
    rows = [
        (row.id, guarded(row.name), row.orders, row.units, *map(money, row[4:]))
        for row in report.rows
    ]
    return csv_lines([COLUMNS, *rows])
