"""The clients' processes as a benchmark sees them; they run a driver such as `checkout_driver`.

A driver reads jobs, one a line of JSON, from its standard input. When all its clients
are connected it prints `ready`, waits for a line, and prints what they found as JSON.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson

from benchmarks.processes import PROJECT_FOLDER

DRIVERS = 2


class Drivers:
    """The processes of the clients."""

    def __init__(self, module: str) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=PROJECT_FOLDER,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(DRIVERS)
        ]

    def run(self, jobs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Give each process a job, let all start at once, and return what they say."""
        working = self.processes[: len(jobs)]
        for process, job in zip(working, jobs, strict=True):
            _tell(process, job)
        for process in working:
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("a client could not connect")
        for process in working:
            _tell(process, "go")
        return [orjson.loads(process.stdout.readline()) for process in working]

    def stop(self) -> None:
        """End the processes."""
        for process in self.processes:
            process.stdin.close()
            process.wait(10)


@contextmanager
def running_drivers(module: str) -> Iterator[Drivers]:
    """Start the clients' processes and end them with the block."""
    drivers = Drivers(module)
    try:
        yield drivers
    finally:
        drivers.stop()


def _tell(process: subprocess.Popen, message: object) -> None:
    process.stdin.write(orjson.dumps(message) + b"\n")
    process.stdin.flush()
