"""Rounds of the catalogue benchmark: clients read for a while, CPU time is read around it.

While a round runs, nothing but its server works in the database server, so all that
PostgreSQL's processes use is its; on SQLite the server's own processes are all.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.catalogue_cases import FLOOR, JSON, PLAIN, Case, Target
from benchmarks.clients import DRIVERS, Drivers
from benchmarks.processes import cpu_seconds_of_a_family

SECONDS_TO_SETTLE = 0.1
WARM_UP = 1.0
# A read that takes longer than this many seconds leaves no room for a second beside it,
SLOW = 0.1
# and one that takes longer than this is read once a round, in one round only.
VERY_SLOW = 3.0


@dataclass(frozen=True)
class Side:
    """A server with its database; `database_pid` is PostgreSQL's, None on SQLite."""

    name: str
    target: Target
    pid: int
    database_pid: int | None

    def cpu(self) -> tuple[float, float]:
        """Return the CPU seconds that server and database have used so far."""
        database = cpu_seconds_of_a_family(self.database_pid) if self.database_pid else 0.0
        return cpu_seconds_of_a_family(self.pid), database


@dataclass(frozen=True)
class Round:
    """What one round took; microseconds of CPU are an answer's."""

    server_cpu: float
    database_cpu: float
    seconds: float
    latencies: list[float]
    bytes: float

    @property
    def cpu(self) -> float:
        """What an answer costs server and database together."""
        return self.server_cpu + self.database_cpu


@dataclass(frozen=True)
class Effort:
    """How long a round is, and how many there are of each side."""

    rounds: int
    seconds: float


@dataclass(frozen=True)
class Reading:
    """A case as one side is asked it."""

    side: Side
    requests: list[str]
    status: str
    connections: int
    most: int
    bytes: int

    @property
    def is_very_slow(self) -> bool:
        """Whether it is read once only."""
        return self.most == 1

    def run(self, drivers: Drivers, seconds: float) -> Round:
        """Let the clients read for a while. Raises RuntimeError on an answer of another kind."""
        processes = min(DRIVERS, self.connections)
        job = {
            "port": self.side.target.port,
            "requests": self.requests,
            "connections": self.connections // processes,
            "seconds": seconds,
            "most": self.most,
        }
        time.sleep(SECONDS_TO_SETTLE)
        before = self.side.cpu()
        results = drivers.run([job] * processes)
        time.sleep(SECONDS_TO_SETTLE)  # What a server does after its answers belongs to them too.
        after = self.side.cpu()
        statuses = sum((Counter(one["statuses"]) for one in results), Counter())
        if set(statuses) != {self.status}:
            raise RuntimeError(f"{self.requests[0]!r} was answered with {dict(statuses)}")
        answers = statuses.total()
        spent = [(now - then) * 1e6 / answers for then, now in zip(before, after, strict=True)]
        return Round(
            *spent,
            seconds=max(one["ended"] for one in results) - min(one["began"] for one in results),
            latencies=[latency for one in results for latency in one["latencies"]],
            bytes=sum(one["bytes"] for one in results) / answers,
        )


def reading(case: Case, side: Side) -> Reading | None:
    """Prepare to ask a side, and see how long it takes; None where there is no such route."""
    floor = side.name in (FLOOR, PLAIN)
    headers = {"Host": "127.0.0.1", **JSON, **({} if floor else case.headers(side.target))}
    addresses = case.addresses(side.target)
    began = time.perf_counter()
    status, _headers, body = side.target.fetch(addresses[0], headers)
    took = time.perf_counter() - began
    if status == 404:
        return None
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Reading(
        side=side,
        requests=[f"GET {address} HTTP/1.1\r\n{lines}\r\n" for address in addresses],
        status="200" if floor else str(case.status),
        connections=case.connections if took < SLOW else 1,
        most=1 if took > VERY_SLOW else 1_000_000,
        bytes=len(body),
    )


def run_case(
    case: Case, sides: Sequence[Side], drivers: Drivers, effort: Effort
) -> dict[Side, list[Round]]:
    """Let all sides that the case asks read in turn; return their rounds but the first."""
    asked = [side for side in sides if side.name in case.sides]
    readings = [one for side in asked if (one := reading(case, side))]
    rounds: dict[Side, list[Round]] = {one.side: [] for one in readings}
    for number in range(effort.rounds + 1):
        for one in readings:
            if one.is_very_slow and number != 1:
                continue
            # The first of each warms up: each connection of a server prepares its statements.
            done = one.run(drivers, effort.seconds if number else effort.seconds + WARM_UP)
            if number:
                rounds[one.side].append(done)
    return rounds
