"""Pages for people: one file each with its style in it, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from flask import Response
from jinja2 import Environment, FileSystemLoader

ASSETS = Path(__file__).parent / "assets"


class Page:
    """A page of a template, with a policy that allows just its own style.

    All text is escaped; a page may be kept as a file, so the style is in it.
    """

    _templates = Environment(loader=FileSystemLoader(ASSETS), autoescape=True)
    _templates.filters["money"] = lambda cents: f"{cents // 100:,}.{cents % 100:02d}"
    # Not %-d, which Windows does not know.
    _templates.filters["instant"] = lambda at: f"{at.day} {at:%B %Y, %H:%M:%S} UTC"

    def __init__(self, name: str, more: str = "") -> None:
        self._template = self._templates.get_template(f"{name}.html")
        self._style = (ASSETS / f"{name}.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; {more}frame-ancestors 'none'"
        )

    def response(self, **values: Any) -> Response:
        """Return the page with these values."""
        page = self._template.render(style=self._style, **values)
        policy = {"Content-Security-Policy": self._policy}
        return Response(page, mimetype="text/html", headers=policy)
