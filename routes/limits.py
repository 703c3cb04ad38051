"""Limits over HTTP: who is counted, and `RateLimit` headers that tell where one stands.

`@limited(...)` stands below `@blp.arguments`, so that only calls of a valid form count. The
headers are those of draft-ietf-httpapi-ratelimit-headers-11, refusals are 429 in the one shape.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import Response, g, request
from flask_jwt_extended import current_user

from routes.access import caller_id
from services import audit, limits
from services.errors import ShopError, TooManyRequests
from services.limits import Count, Standing, anonymous
from services.text import name_key

log = logging.getLogger("shop")
View = Callable[..., Any]


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
    """Count a new account, or a look whether its name is taken."""
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
                    counted_in.give_back(counts)
                raise
            if only is not None:
                counted_in.give_back(counts)
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


def _tell_of_refusal(standing: Standing) -> None:
    """Keep a record of somebody being limited: once a minute, however often they try."""
    log.warning("limit %s reached in request %s", standing.name, g.request_id)
    audit.record("limited", actor_id=caller_id(), detail={"limit": standing.name})


def bound_requests() -> None:
    """Refuse a request of an address that makes more than any person or program needs."""
    bound = limits.current_request_bound()
    if bound is not None:
        standing = bound.take(caller())
        g.standings = [standing]
        if standing.refused:
            raise TooManyRequests(standing.reset)


def add_limit_headers(response: Response) -> None:
    """Tell by `RateLimit-Policy` and `RateLimit` where the caller stands."""
    standings: list[Standing] = g.get("standings", [])
    if standings:
        response.headers["RateLimit-Policy"] = ", ".join(
            f'"{one.name}";q={one.quota};w={one.window}' for one in standings
        )
        response.headers["RateLimit"] = ", ".join(
            f'"{name}";r={max(0, remaining)};t={reset}'
            for name, _, _, remaining, reset in standings
        )
