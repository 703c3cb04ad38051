"""Bodies are read before a request is let in, so that slow clients hold nobody else up."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class BodiesFirst:
    """WSGI middleware for servers that hand a request to a thread before its body has come.

    The server has many threads, of which `at_once` work at a time; the others wait for the
    bodies of slow clients, or for their turn.
    """

    def __init__(self, app: WSGIApplication, at_once: int, largest: int) -> None:
        self._app = app
        self._turns = threading.BoundedSemaphore(at_once)
        self._largest = largest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Read the body, unless it is larger than any call takes, then wait for a turn."""
        size = environ.get("CONTENT_LENGTH", "")
        is_known = size.isascii() and size.isdigit()
        if "HTTP_TRANSFER_ENCODING" in environ or (is_known and int(size) <= self._largest):
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(self._largest + 1))
        with self._turns:
            return self._app(environ, start_response)
