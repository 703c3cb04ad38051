"""How many images a process works on at once; the others wait, but not for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from services.refusals import ImagesBusy

PLACES = 2
PATIENCE_SECONDS = 10

_entrance = threading.Lock()
_places = threading.BoundedSemaphore(PLACES)


@contextmanager
def in_turn(places: int) -> Iterator[None]:
    """Wait for so many of the two places and hold them. Raises ImagesBusy after ten seconds.

    An image that needs much memory takes both places and so is alone. Only one thread at a
    time stands in the entrance and takes places: two that hold one each and wait for the
    other's can't be.
    """
    last = time.monotonic() + PATIENCE_SECONDS
    taken = 0
    try:
        _take(_entrance, last)
        try:
            while taken < places:
                _take(_places, last)
                taken += 1
        finally:
            _entrance.release()
        yield
    finally:
        for _ in range(taken):
            _places.release()


def _take(lock: threading.Lock | threading.Semaphore, last: float) -> None:
    if not lock.acquire(timeout=max(0, last - time.monotonic())):
        raise ImagesBusy()
