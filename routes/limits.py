"""Limits over HTTP: who is counted, and `RateLimit` headers that tell where one stands.

`@limited(...)` stands below `@blp.arguments`, so that only calls of a valid form count. The
headers are those of draft-ietf-httpapi-ratelimit-headers-11, refusals are 429 in the one shape.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request
from flask_jwt_extended import current_user

from routes.access import caller_id
from services import audit, limits
from services.errors import ShopError, TooManyRequests
from services.limits import Count, Standing, anonymous
from services.text import name_key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("shop")
View = Callable[..., Any]
STANDINGS = "shop.standings"


@functools.lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Return whom an address stands for: itself, or the /64 that an IPv6 customer is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))


def caller() -> str:
    """Return the network that the request comes from."""
    return network_of(request.remote_addr or "")


def sign_in_failures(body: dict[str, Any]) -> list[Count]:
    """Count a wrong password of a sign-in."""
    return _password_failures(body["username"])


def own_password_failures(*_body: Any) -> list[Count]:
    """Count a wrong password of somebody who is signed in."""
    return _password_failures(current_user.username)


def registrations(*_body: Any) -> list[Count]:
    """Count a new account, another name, or a look whether the name is taken."""
    return [Count(limits.REGISTRATION, caller())]


def uploads(*_files: Any) -> list[Count]:
    """Count a picture of whoever is signed in."""
    return [Count(limits.UPLOAD, str(current_user.id))]


def _password_failures(username: str) -> list[Count]:
    account = anonymous(name_key(username))
    return [
        Count(limits.SIGN_IN, anonymous(account, caller())),
        Count(limits.SIGN_IN_ADDRESS, caller()),
        Count(limits.SIGN_IN_ACCOUNT, account),
    ]


def limited(
    counts_of: Callable[..., list[Count]], only: type[ShopError] | None = None
) -> Callable[[View], View]:
    """Count each call of a view, or `only` those that end in this refusal."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def counted(resource: Any, *args: Any, **kwargs: Any) -> Any:
            counted_in = limits.current_limits()
            if counted_in is None:
                return view(resource, *args, **kwargs)
            counts = counts_of(*args)
            _admit(counted_in, counts)
            try:
                answer = view(resource, *args, **kwargs)
            except ShopError as refusal:
                if only is not None and not isinstance(refusal, only):
                    _take_back(counted_in, counts)
                raise
            if only is not None:
                _take_back(counted_in, counts)
            return answer

        return counted

    return decorate


def _admit(counted_in: limits.Limits, counts: Sequence[Count]) -> None:
    standing = counted_in.take(counts)
    g.standings = [*g.get("standings", ()), standing]
    if standing.refused:
        if counted_in.is_first_refusal(counts[0]):
            _tell_of_refusal(standing)
        raise TooManyRequests(standing.reset)


def _take_back(counted_in: limits.Limits, counts: Sequence[Count]) -> None:
    counted_in.give_back(counts)
    standing = g.standings[-1]
    g.standings[-1] = standing._replace(remaining=standing.remaining + 1)


def _tell_of_refusal(standing: Standing) -> None:
    """Keep a record of somebody being limited: once a minute, however often they try."""
    log.warning("limit %s reached", standing.name)
    audit.record("limited", actor_id=caller_id(), detail={"limit": standing.name})


class CountedRequests:
    """WSGI middleware that counts each request of an address, those of kept answers too."""

    def __init__(self, app: WSGIApplication, bound: limits.RequestBound) -> None:
        self._app = app
        self._bound = bound

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Count a request, and leave it to the app to refuse it in the one shape."""
        environ[STANDINGS] = (self._bound.take(network_of(environ.get("REMOTE_ADDR", ""))),)
        return self._app(environ, start_response)


def count_requests(app: Flask) -> None:
    """Put `CountedRequests` in front of `app`, unless its limits are turned off."""
    bound = app.extensions.get("request-bound")
    if bound is not None:
        app.wsgi_app = CountedRequests(app.wsgi_app, bound)  # type: ignore[method-assign]


def standings_of(environ: WSGIEnvironment) -> Sequence[Standing]:
    """Return where a request's caller stands with the bound on everything."""
    standings: Sequence[Standing] = environ.get(STANDINGS, ())
    return standings


def bound_requests() -> None:
    """Refuse a request of an address that makes more than any person or program needs."""
    g.standings = standings_of(request.environ)
    for standing in g.standings:
        if standing.refused:
            if standing.remaining == -1:  # The first one of the window.
                _tell_of_refusal(standing)
            raise TooManyRequests(standing.reset)


def limit_headers(standings: Sequence[Standing]) -> list[tuple[str, str]]:
    """Return the headers that tell where a caller stands; none where nothing was counted."""
    if not standings:
        return []
    policies = [f'"{one.name}";q={one.quota};w={one.window}' for one in standings]
    left = [f'"{one.name}";r={max(0, one.remaining)};t={one.reset}' for one in standings]
    return [("RateLimit-Policy", ", ".join(policies)), ("RateLimit", ", ".join(left))]


def add_limit_headers(response: Response) -> None:
    """Tell by `RateLimit-Policy` and `RateLimit` where the caller stands."""
    response.headers.extend(limit_headers(g.get("standings", ())))
