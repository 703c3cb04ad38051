"""Rounds of the checkout benchmark: carts are filled, clients buy, CPU time is read around it.

Each order of a round is of another user, so all carts are filled in one COPY before
the round, and while it runs no session but the server's own works in its database.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from benchmarks.checkout_shop import HOT_PRODUCT, Buyer, Plan
from benchmarks.clients import DRIVERS, Drivers
from benchmarks.postgres import Postgres
from benchmarks.processes import (
    Server,
    cpu_seconds,
    cpu_seconds_of_the_dead,
    family,
)

SCENARIOS = ("distinct products", "one hot product")
SECONDS_TO_SETTLE = 0.3
Cart = list[tuple[int, int]]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a server and the database that only it uses."""

    name: str
    server: Server
    database: str
    filler: psycopg.Connection


@dataclass(frozen=True)
class Round:
    """What one round took; microseconds of CPU are an order's."""

    succeeded: int
    server_cpu: float
    database_cpu: float
    other_cpu: float
    seconds: float
    latencies: list[float]
    body: str

    @property
    def cpu(self) -> float:
        """What an order costs the server and its database sessions together."""
        return self.server_cpu + self.database_cpu


class Meter:
    """Reads the CPU time of a server, of its database sessions, and of the rest of PostgreSQL."""

    def __init__(self, postgres: Postgres, side: Side) -> None:
        self.postgres, self.side = postgres, side
        self.catalogue = postgres.connect()

    def read(self) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
        """Return the seconds so far of each process, by group."""
        sessions, others = [], [self.postgres.pid]
        for pid, kind, database in self.catalogue.execute(
            "SELECT pid, backend_type, datname FROM pg_stat_activity WHERE pid <> ALL(%s)",
            [[self.catalogue.info.backend_pid, self.side.filler.info.backend_pid]],
        ):
            if kind != "client backend":
                others.append(pid)
            elif database == self.side.database:
                sessions.append(pid)
        rest = _seconds(others)
        # Autovacuum's workers come and go; the server counts them once they have gone.
        rest[0] = cpu_seconds_of_the_dead(self.postgres.pid)
        return _seconds(family(self.side.server.pid)), _seconds(sessions), rest

    def close(self) -> None:
        """End the meter's own session."""
        self.catalogue.close()


def _seconds(pids: Sequence[int]) -> dict[int, float]:
    return {pid: cpu_seconds(pid) for pid in pids}


def _spent(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def carts(scenario: str, plan: Plan, seed: str) -> list[Cart]:
    """Return a cart for each user; the same seed gives the same carts."""
    if scenario == SCENARIOS[1]:
        return [[(HOT_PRODUCT, 1)] for _ in range(plan.users)]
    chance = random.Random(seed)
    others = range(HOT_PRODUCT + 1, plan.products + 1)
    return [
        [(product, chance.randint(1, 3)) for product in chance.sample(others, chance.randint(1, 3))]
        for _ in range(plan.users)
    ]


def fill(connection: psycopg.Connection, buyers: Sequence[Buyer], filled: Sequence[Cart]) -> None:
    """Put each cart into the database as its buyer's."""
    with connection.cursor().copy(
        "COPY cart_item (user_id, product_id, quantity) FROM STDIN"
    ) as copy:
        for buyer, cart in zip(buyers, filled, strict=True):
            for product_id, quantity in cart:
                copy.write_row((buyer.id, product_id, quantity))


def run_round(
    side: Side, meter: Meter, drivers: Drivers, clients: list[list[str]], orders: int
) -> Round:
    """Let the clients empty all carts, and say what it took."""
    time.sleep(SECONDS_TO_SETTLE)
    before = meter.read()
    results = drivers.run(
        [
            {"port": side.server.port, "clients": clients[number::DRIVERS]}
            for number in range(DRIVERS)
        ]
    )
    time.sleep(SECONDS_TO_SETTLE)  # What the server does after its answers belongs to them too.
    spent = [_spent(*pair) * 1e6 / orders for pair in zip(before, meter.read(), strict=True)]
    answers = [answer for result in results for answer in result["answers"]]
    return Round(
        succeeded=sum(status == 200 for status, _seconds in answers),
        server_cpu=spent[0],
        database_cpu=spent[1],
        other_cpu=spent[2],
        seconds=max(one["ended"] for one in results) - min(one["began"] for one in results),
        latencies=[seconds for _status, seconds in answers],
        body=results[0]["body"],
    )
