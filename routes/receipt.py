"""A receipt as a page made to print."""

from __future__ import annotations

from flask import Response

from routes.pages import Page
from services.order_service import Receipt

RECEIPT = Page("receipt")


def receipt_page(receipt: Receipt) -> Response:
    """Return a receipt as HTML, with all text of users escaped."""
    return RECEIPT.response(receipt=receipt)
