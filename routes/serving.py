"""Serving by waitress, until the server is asked to end.

Then nobody new is let in, whatever has begun is ended and answered, and only after that the
process ends. Being asked once more, it ends at once.
"""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Any

from waitress import create_server
from waitress.server import BaseWSGIServer

from routes.server_refusals import Channel

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LONGEST_END = 30.0  # seconds
THREADS = 8


def address_of(host: str, port: int) -> str:
    """Return where programs of the same machine reach a server that listens so."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server:
    """A waitress that listens on `host` and `port`. Raises OSError where it can't."""

    def __init__(self, app: WSGIApplication, host: str, port: int) -> None:
        self._sockets: dict[int, Any] = {}
        # Which proxies are believed is decided by TRUSTED_PROXIES, for every server alike.
        options = {"threads": THREADS, "ident": None, "clear_untrusted_proxy_headers": False}
        create_server(app, map=self._sockets, host=host, port=port, **options)
        self._listeners = [one for one in self._sockets.values() if isinstance(one, BaseWSGIServer)]
        for listener in self._listeners:
            listener.channel_class = Channel
        self._is_ending = False

    @property
    def port(self) -> int:
        """The port it listens on, also where it was asked for any."""
        return int(self._listeners[0].effective_port)

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM, then end what has begun.

        Raises KeyboardInterrupt on a second signal.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        while not self._is_ending:
            self._turn()
        for listener in self._listeners:
            listener.del_channel()
            listener.socket.close()
        deadline = time.monotonic() + LONGEST_END
        while self._busy() and time.monotonic() < deadline:
            self._turn()
        self._listeners[0].task_dispatcher.shutdown(timeout=1)

    def _end(self, number: int, frame: Any) -> None:
        """Note that the server is to end, and wake it; a second time give up at once."""
        if self._is_ending:
            signal.default_int_handler(number, frame)
        self._is_ending = True
        self._listeners[0].pull_trigger()

    def _turn(self) -> None:
        """Read and write whatever can be."""
        self._listeners[0].asyncore.loop(timeout=0.5, map=self._sockets, count=1)

    def _busy(self) -> bool:
        """Say whether a request is being worked on or an answer sent; hang up on all others."""
        channels = [one for each in self._listeners for one in each.active_channels.values()]
        busy = [one for one in channels if one.requests or one.total_outbufs_len]
        for idle in set(channels).difference(busy):
            idle.will_close = True
        return bool(busy)
