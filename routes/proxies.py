"""Who really calls: proxies in front are believed when they are known, and nobody else is."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Address: TypeAlias = IPv4Address | IPv6Address


class TrustedProxies:
    """WSGI middleware that reads `X-Forwarded-For` and `-Proto` from the proxies in `networks`.

    Every proxy appends who called it, so the list is read from its end: the first address
    that is no proxy of ours is the client. What stands before it anybody may have written.
    """

    def __init__(self, app: WSGIApplication, networks: Sequence[Any]) -> None:
        self._app = app
        self._networks = networks
        self._is_trusted = functools.lru_cache(maxsize=4096)(self._is_in_networks)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the app see the client's address and scheme in place of the proxy's."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = self._client(environ)
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        return self._app(environ, start_response)

    def _client(self, environ: WSGIEnvironment) -> str:
        client: str = environ["REMOTE_ADDR"]
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            address = _address(hop)
            if address is None:
                break
            client = str(address)
            if not self._is_trusted(client):
                break
        return client

    def _is_in_networks(self, text: str) -> bool:
        address = _address(text)
        return address is not None and any(address in network for network in self._networks)


def _address(text: str) -> Address | None:
    """Read an address as proxies write it: alone, with a port, or in brackets."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
