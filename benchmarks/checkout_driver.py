"""The clients of the checkout benchmark: a process of keep-alive connections, one a thread.

`python -m benchmarks.checkout_driver` reads jobs, one a line of JSON, from its standard
input: `{"port", "clients": [[token, ...], ...]}`. When all are connected it prints `ready`,
waits for a line, lets each client check out once with each of its tokens, and prints
`{"began", "ended", "answers": [[status, seconds], ...], "body"}`. It ends with its input.
"""

from __future__ import annotations

import http.client
import sys
import threading
import time
from typing import Any

import orjson


class Client(threading.Thread):
    """One connection that checks out again and again."""

    def __init__(self, port: int, tokens: list[str], start: threading.Event) -> None:
        super().__init__()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.tokens, self.start_signal = tokens, start
        self.answers: list[tuple[int, float]] = []
        self.body = b""
        self.connection.connect()

    def run(self) -> None:
        """Check out once a token, timing each call."""
        self.start_signal.wait()
        for token in self.tokens:
            headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
            began = time.perf_counter()
            self.connection.request("POST", "/api/checkout", headers=headers)
            answer = self.connection.getresponse()
            self.body = answer.read()
            self.answers.append((answer.status, time.perf_counter() - began))
        self.connection.close()


def main() -> None:
    """Do jobs until there are no more."""
    for line in sys.stdin.buffer:
        job = orjson.loads(line)
        start = threading.Event()
        clients = [Client(job["port"], tokens, start) for tokens in job["clients"]]
        for client in clients:
            client.start()
        print("ready", flush=True)
        sys.stdin.buffer.readline()
        began = time.monotonic()
        start.set()
        for client in clients:
            client.join()
        print(_result(began, clients), flush=True)


def _result(began: float, clients: list[Client]) -> str:
    result: dict[str, Any] = {
        "began": began,
        "ended": time.monotonic(),
        "answers": [answer for client in clients for answer in client.answers],
        "body": clients[0].body.decode(),
    }
    return orjson.dumps(result).decode()


if __name__ == "__main__":
    main()
