"""Where a call comes from: its network, what the client calls itself, the request's id.

Pinned at the start of a request, as the clock is. Nothing in it names a person: an IPv4
address is cut to its /24, an IPv6 address to its /48.
"""

from __future__ import annotations

import ipaddress
from contextvars import ContextVar
from typing import NamedTuple

LONGEST_AGENT = 200


class Origin(NamedTuple):
    """Where a call comes from; nothing is known of a command."""

    address: str | None = None
    agent: str | None = None
    request_id: str | None = None


NOWHERE = Origin()
_pinned: ContextVar[Origin] = ContextVar("pinned_origin")


def current() -> Origin:
    """Return where the current request comes from, shortened."""
    address, agent, request_id = _pinned.get(NOWHERE)
    return Origin(network_of(address), _shortened(agent), request_id)


def pin(address: str | None, agent: str | None, request_id: str) -> None:
    """Keep where the current request comes from; few requests ask, so that is all."""
    _pinned.set(Origin(address, agent, request_id))


def release() -> None:
    """Forget the origin at the end of a request."""
    _pinned.set(NOWHERE)


def network_of(address: str | None) -> str | None:
    """Return the network of an IP address, None for what is none."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    length = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((found, length), strict=False))


def _shortened(agent: str | None) -> str | None:
    plain = "".join(one for one in agent or "" if one.isprintable())
    return plain[:LONGEST_AGENT] or None
