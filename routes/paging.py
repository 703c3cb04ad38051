"""Pages over HTTP: the `Link` header leads on and back (RFC 8288), `X-Total-Count` counts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import request

from routes.caching import cache_control
from services.paging import PageRequest


def page_request(query: dict[str, Any]) -> PageRequest:
    """Take the members about paging out of a loaded query."""
    return PageRequest(query.pop("limit"), query.pop("cursor", None), query.pop("count"))


def with_page_headers(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view return a Page: its rows become the body, the rest headers."""

    @functools.wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        page = view(*args, **kwargs)
        headers = cache_control(page.fresh_seconds) if page.fresh_seconds is not None else {}
        links = [
            f'<{_address(cursor=cursor)}>; rel="{relation}"'
            for relation, cursor in (("next", page.next_cursor), ("prev", page.previous_cursor))
            if cursor is not None
        ]
        if links:
            headers["Link"] = ", ".join(links)
        if page.total is not None:
            headers["X-Total-Count"] = str(page.total)
        return page.items, headers

    return wrapper


def page_headers() -> dict[str, Any]:
    """Document the headers of a page."""
    return {
        "Link": {
            "description": 'The next page, `<...>; rel="next"`, absent on the last, '
            'and the one before, `<...>; rel="prev"`, absent on the first.',
            "schema": {"type": "string"},
        },
        "X-Total-Count": {
            "description": "How many rows there are in all, when `count=true` asked.",
            "schema": {"type": "integer"},
        },
    }


def _address(**changed: str) -> str:
    """Return this request's address below the root, with other query parameters."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), **changed})}"
