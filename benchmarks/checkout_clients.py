"""The clients' processes as the checkout benchmark sees them; they run `checkout_driver`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from benchmarks.processes import PROJECT_FOLDER

DRIVERS = 2


class Drivers:
    """The processes of the clients."""

    def __init__(self) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.checkout_driver"],
                cwd=PROJECT_FOLDER,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(DRIVERS)
        ]

    def buy(self, port: int, clients: list[list[str]]) -> list[dict]:
        """Let each client check out with each of its tokens; return what the processes say."""
        for number, process in enumerate(self.processes):
            _tell(process, {"port": port, "clients": clients[number::DRIVERS]})
        for process in self.processes:
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("a client could not connect")
        for process in self.processes:
            _tell(process, "go")
        return [orjson.loads(process.stdout.readline()) for process in self.processes]

    def stop(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.stdin.close()
            process.wait(10)


@contextmanager
def running_drivers() -> Iterator[Drivers]:
    """Start the clients' processes and end them with the block."""
    drivers = Drivers()
    try:
        yield drivers
    finally:
        drivers.stop()


def _tell(process: subprocess.Popen, message: object) -> None:
    process.stdin.write(orjson.dumps(message) + b"\n")
    process.stdin.flush()
