"""Servers of the tests' own: a port for each, and the wait until one listens there."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable

PATIENCE = 20  # seconds


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until_it_listens(
    process: subprocess.Popen[bytes], port: int, complaint: Callable[[], str]
) -> None:
    """Wait for a server that was started; fails with its complaint when it ends or hangs."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(complaint())
