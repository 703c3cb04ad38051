"""Public answers in caches: how long they may be kept, and an ETag to ask again by."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Response, request
from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags

from routes.requests import NGINX_KEEPS_UNTIL, PREVIEW
from services import clock
from services.errors import PreconditionFailed
from services.freshness import Fresh

T = TypeVar("T")


def cached(answer: Fresh[T]) -> tuple[T, dict[str, str]]:
    """Answer what was read, with the header that says how long it may be kept."""
    return answer.found, cache_control(answer.seconds)


def cache_control(seconds: int) -> dict[str, str]:
    """Let any cache keep an answer for so many seconds, and not use it after them."""
    # nginx counts max-age from when the answer came, not from `Date`, so it is told the last
    # second in which it may use the answer (ADR 27).
    until = f"@{int(clock.now().timestamp()) + seconds}" if seconds else "0"
    return {
        # RFC 9111 section 4.2.4: without must-revalidate a cache that can't reach the shop
        # may go on telling a price that is over.
        "Cache-Control": f"public, max-age={seconds}, must-revalidate",
        NGINX_KEEPS_UNTIL: until,
    }


def revalidated(answer: Any) -> Any:
    """Give a public answer an ETag, and leave the body out where the client has it."""
    if request.method not in ("GET", "HEAD") or not isinstance(answer, Response):
        return answer
    if answer.status_code == 200 and not answer.direct_passthrough:
        asked = versions_asked_for()
        answer.headers.setdefault("Cache-Control", "no-cache")
        answer.vary.add(PREVIEW)  # Or a cache would answer a preview by what is kept of now.
        answer.add_etag()
        check_version(answer, asked)
        answer.make_conditional(request)
    return answer


def versions_asked_for() -> ETags:
    """Take `If-Match` out of a read: Werkzeug would refuse with the body, and knows no `*`."""
    return parse_etags(request.environ.pop("HTTP_IF_MATCH", None))


def check_version(answer: Response, asked: ETags) -> None:
    """Refuse a read of a version that was not asked for. Raises PreconditionFailed."""
    tag, _ = answer.get_etag()
    if asked and not asked.contains_weak(tag or ""):
        answer.close()
        raise PreconditionFailed("This is not the version that `If-Match` names.")
