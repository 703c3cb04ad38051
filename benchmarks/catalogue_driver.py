"""The clients of the catalogue benchmark: a process of keep-alive connections, one a thread.

`benchmarks/clients.py` starts it and tells it jobs, one a line of JSON:
`{"port", "requests", "connections", "seconds", "most"}`. Each connection sends the
requests in turn until the seconds are over, or until it has sent `most` of them, and
the answer is `{"began", "ended", "latencies", "statuses", "bytes"}`. The requests come
ready as text, and the answers are not looked into, to leave the machine to the servers.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections import Counter
from typing import Any

import orjson

LONGEST_WAIT = 600


class Client(threading.Thread):
    """One connection that reads again and again."""

    def __init__(self, job: dict[str, Any], number: int, start: threading.Event) -> None:
        super().__init__()
        self.requests = [request.encode() for request in job["requests"]]
        self.next = number * 7919
        self.seconds, self.most = job["seconds"], job["most"]
        self.start_signal = start
        self.latencies: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.bytes = 0
        self.connection = socket.create_connection(("127.0.0.1", job["port"]), LONGEST_WAIT)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self) -> None:
        """Send requests until the time is over, timing each."""
        self.start_signal.wait()
        end = time.perf_counter() + self.seconds
        with self.connection:
            while (began := time.perf_counter()) < end and len(self.latencies) < self.most:
                self.connection.sendall(self.requests[self.next % len(self.requests)])
                self.next += 1
                self._read_answer()
                self.latencies.append(time.perf_counter() - began)

    def _read_answer(self) -> None:
        received = self.connection.recv(65536)
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        length, found = len(body), head.lower().partition(b"\r\ncontent-length:")[2]
        expected = int(found.partition(b"\r\n")[0] or 0)
        status = head[9:12].decode()
        while length < expected and status != "304":
            length += len(self._more())
        self.statuses[status] += 1
        self.bytes += length

    def _more(self) -> bytes:
        more = self.connection.recv(65536)
        if not more:
            raise RuntimeError("the server closed the connection")
        return more


def main() -> None:
    """Do jobs until there are no more."""
    for line in sys.stdin.buffer:
        job = orjson.loads(line)
        start = threading.Event()
        clients = [Client(job, number, start) for number in range(job["connections"])]
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
        "latencies": [one for client in clients for one in client.latencies],
        "statuses": sum((client.statuses for client in clients), Counter()),
        "bytes": sum(client.bytes for client in clients),
    }
    return orjson.dumps(result).decode()


if __name__ == "__main__":
    main()
