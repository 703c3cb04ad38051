"""A receipt as a page made to print: one file, no script, nothing loaded."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from flask import Response
from jinja2 import Environment, FileSystemLoader

from services.order_service import Receipt

ASSETS = Path(__file__).parent / "assets"
STYLE = (ASSETS / "receipt.css").read_text(encoding="utf-8")
# The page may be kept as a file, so its style is in it; the policy allows just this one.
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'"

_pages = Environment(loader=FileSystemLoader(ASSETS), autoescape=True)
_pages.filters["money"] = lambda cents: f"{cents // 100:,}.{cents % 100:02d}"
# Not %-d, which Windows does not know.
_pages.filters["instant"] = lambda at: f"{at.day} {at:%B %Y, %H:%M:%S} UTC"


def receipt_page(receipt: Receipt) -> Response:
    """Return a receipt as HTML, with all text of users escaped."""
    page = _pages.get_template("receipt.html").render(receipt=receipt, style=STYLE)
    return Response(page, mimetype="text/html", headers={"Content-Security-Policy": POLICY})
