"""Ask the node on this machine how it is: `python health.py live|ready [SECONDS]`.

The exit status is 0 when it is well, 1 when it is not, after waiting for so many seconds at most.
Asked for by the container's health check and, after a start, by systemd.
"""

from __future__ import annotations

import http.client
import os
import sys
import time

PATIENCE = 5  # seconds for one answer


def is_well(port: int, question: str) -> bool:
    """Say whether the node at `port` answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/health/{question}")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(question: str, seconds: str = "0") -> int:
    """Ask until the node is well, or the time is over."""
    port = int(os.environ.get("GRANIAN_PORT", "5000"))
    deadline = time.monotonic() + float(seconds)
    while not is_well(port, question):
        if time.monotonic() >= deadline:
            print(f"The node at port {port} is not {question}.", file=sys.stderr)
            return 1
        time.sleep(0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
