"""How many images a process works on at once, so that they fit into its memory.

The others wait, but not for ever.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from services.refusals import ImagesBusy

PLACES = 2
PATIENCE_SECONDS = 10
M_MMAP_THRESHOLD = -3
LARGE_BLOCK = 4_000_000

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


def _give_large_blocks_back() -> None:
    """Let memory of images go back to the system as soon as it is free.

    By itself glibc comes to keep blocks of up to 32 MB, for each thread apart: six images
    one after another in six threads then took 700 MB instead of 370. It costs some 5 % of the time.
    """
    with suppress(AttributeError, OSError, TypeError):  # Another C library does as it likes.
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)


_give_large_blocks_back()
