"""Turns to work, for whoever must not all work at the same time."""

from __future__ import annotations

from queue import SimpleQueue


def turns(at_once: int) -> SimpleQueue[None]:
    """Return a queue of so many turns: `get` takes one or waits for it, `put` gives it back.

    For what every request takes: threading's semaphore is written in Python and takes ten
    times as long.
    """
    queue: SimpleQueue[None] = SimpleQueue()
    for _ in range(at_once):
        queue.put(None)
    return queue
