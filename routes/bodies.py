"""Bodies are read before a request is let in, so that slow clients hold nobody else up."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from services import observation
from services.turns import turns

if TYPE_CHECKING:
    from _typeshed.wsgi import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

CHUNK = 64 * 1024
MOST_IN_MEMORY = 256 * 1024
"""How much of a body waits in memory, in bytes; of a larger one all waits on the disk."""

PATIENCE = 10
"""How long an upload waits for those before it, in seconds."""

CROWDED = "shop.crowded"
"""In the environ of an upload that has waited in vain."""

READ_AT = "shop.read_at"
"""When a request was there as a whole (`time.perf_counter`)."""


class BodiesFirst:
    """WSGI middleware for servers that hand a request to a thread before its body has come.

    The server has many threads, of which few work at a time (`Turns`); the others wait for the
    bodies of slow clients.
    """

    def __init__(self, app: WSGIApplication, largest: int) -> None:
        self._app = app
        self._largest = largest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Read the body, unless it is larger than any call takes."""
        size = environ.get("CONTENT_LENGTH", "")
        is_chunked = "HTTP_TRANSFER_ENCODING" in environ
        if not is_chunked and not (size and self._takes(size)):  # By far the most have none.
            environ[READ_AT] = time.perf_counter()
            return self._app(environ, start_response)
        with tempfile.SpooledTemporaryFile(MOST_IN_MEMORY) as body:
            _copy(environ["wsgi.input"], body, self._largest + 1)
            environ["wsgi.input"] = body
            environ[READ_AT] = time.perf_counter()
            return self._app(environ, start_response)

    def _takes(self, size: str) -> bool:
        """Say whether a Content-Length is one that any call takes."""
        return size.isascii() and size.isdigit() and int(size) <= self._largest


class Turns:
    """WSGI middleware that lets so many requests work `at_once`; the others wait for a turn.

    Uploads never have all the turns: they take long, and longer where the storage of files
    does not answer.
    """

    def __init__(self, app: WSGIApplication, at_once: int) -> None:
        self._app = app
        self._turns = turns(at_once)
        self._uploads = threading.BoundedSemaphore(max(1, at_once - max(1, at_once // 4)))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Wait for a turn; an upload waits for one of those that uploads may have before."""
        if not environ.get("CONTENT_TYPE", "").lower().startswith("multipart/"):
            return self._work(environ, start_response)
        has_place = self._uploads.acquire(timeout=PATIENCE)
        try:
            environ[CROWDED] = not has_place
            return self._work(environ, start_response)
        finally:
            if has_place:
                self._uploads.release()

    def _work(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Wait for a turn, and let the app answer; note what CPU time that takes.

        To ask for it is dear beside a kept answer, which is why it is not asked before.
        """
        turn, began = self._turns.get(), time.thread_time()
        try:
            return self._app(environ, start_response)
        finally:
            observation.current().cpu_seconds += time.thread_time() - began
            self._turns.put(turn)


def _copy(source: InputStream, target: IO[bytes], most: int) -> None:
    """Copy a body, or as much of it as `most`, and go back to its beginning."""
    while most > 0 and (chunk := source.read(min(CHUNK, most))):
        target.write(chunk)
        most -= len(chunk)
    target.seek(0)
