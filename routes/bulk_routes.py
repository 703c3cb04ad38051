"""Many products at once: a file in, a file out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from flask import Response, current_app, request, stream_with_context
from flask.views import MethodView

from routes.blueprint import Blueprint
from routes.bulk_formats import KINDS, format_sent, format_wanted, written
from routes.bulk_lines import read_lines
from schemas import ExportQuerySchema, ImportQuerySchema, ImportReportSchema
from services import clock
from services.errors import (
    LengthRequired,
    MalformedRequest,
    TooLarge,
    UnsupportedMediaType,
)
from services.export_service import ExportService
from services.import_report import ImportReport
from services.import_service import ImportService
from services.refusals import CategoryNotFound, ImportRefused, ImportUnreadable

blp = Blueprint("Bulk", __name__, url_prefix="/api/products", description="Many products at once.")
PIECE = 64 * 1024
EXAMPLES = {
    "csv": (
        "id,name,description,price,stock,category\r\n"
        ",Desk Lamp,Bends where you need it.,34.90,12,Home\r\n"
        "1,,Now in blue.,129.00,,\r\n"
    ),
    "jsonl": (
        '{"name": "Desk Lamp", "price": 34.9, "stock": 12, "category": "Home"}\n'
        '{"id": 1, "price": 129}\n'
    ),
}
BODY = {
    "required": True,
    "description": (
        "A file in UTF-8, sent with its `Content-Length`: CSV whose first line names the columns, "
        "or a JSON object a line. A line without `id` is a new product and needs `name`, `price` "
        "and `category` or `category_id`; one with `id` changes what else it names, of `name`, "
        "`description`, `price`, `stock`, `category` and `category_id`."
    ),
    "content": {
        kind: {"schema": {"type": "string"}, "example": EXAMPLES[name]}
        for name, kind in KINDS.items()
    },
}
FILE = {kind: {"schema": {"type": "string"}} for kind in KINDS.values()}


@blp.route("/import")
class ProductImportAPI(MethodView):
    """Products in."""

    @blp.admin(
        "importProducts",
        ImportUnreadable,
        ImportRefused,
        CategoryNotFound,
        MalformedRequest,
        LengthRequired,
        TooLarge,
        UnsupportedMediaType,
    )
    @blp.doc(requestBody=BODY)
    @blp.arguments(ImportQuerySchema, location="query")
    @blp.response(200, ImportReportSchema)
    def post(self, query: dict[str, bool]) -> ImportReport:
        """Add and change products by a file: all of its lines, or none."""
        name = format_sent()
        with _received(current_app.config["IMPORT_MAX_BYTES"]) as file:
            return ImportService.run(
                read_lines(file, name), ImportReport(query["dry_run"], query["partial"])
            )


@blp.route("/export")
class ProductExportAPI(MethodView):
    """Products out."""

    @blp.admin("exportProducts")
    @blp.doc(responses={200: {"content": FILE}})
    @blp.arguments(ExportQuerySchema, location="query")
    @blp.response(200, description="A file that an import reads.")
    def get(self, query: dict[str, Any]) -> Response:
        """Download every product on sale with its base price, as a file."""
        name = query.get("format") or format_wanted()
        pieces = written(ExportService.products(clock.now()), name)
        response = Response(stream_with_context(pieces), mimetype=KINDS[name])
        response.headers["Content-Disposition"] = f'attachment; filename="products.{name}"'
        return response


@contextmanager
def _received(largest: int) -> Iterator[BinaryIO]:
    """Lend the body as a file on disk, whole. Raises LengthRequired, TooLarge, MalformedRequest.

    Servers end a body that was cut off on its way like any other, so its length must be
    known: half a file would be imported as a whole one.
    """
    if request.content_length is None:
        raise LengthRequired()
    request.max_content_length = largest
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(request.stream, file, PIECE)
        if file.tell() != request.content_length:
            raise MalformedRequest("The body is shorter than its Content-Length.")
        file.seek(0)
        yield file
