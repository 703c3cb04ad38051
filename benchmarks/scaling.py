"""What one node does, what two do, and what a replica takes off: `python -m benchmarks.scaling`.

Nodes are server processes of their own under granian, two workers each, behind one PostgreSQL.
Rounds of all kinds and numbers of nodes take turns. docs/scaling.md has the figures. Linux only.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks.checkout_rounds import SCENARIOS, carts, fill
from benchmarks.checkout_shop import Buyer, Plan, build_shop, new_secret, shop_settings
from benchmarks.clients import DRIVERS, Drivers, running_drivers
from benchmarks.postgres import Postgres, running_postgres
from benchmarks.processes import Server, cpu_seconds_of_a_family, granian
from benchmarks.replica import running_replica

SHOP = "shop_scaled"
SETTLE = 0.3  # seconds
NOTHING_KEPT = {"CATALOGUE_KEPT_BYTES": "0"}
READ = "GET {} HTTP/1.1\r\nHost: shop\r\nAccept: application/json\r\n\r\n"
PAGES = ("/api/products", "/api/products?sort=price", "/api/categories", "/api/offers/active")
"""What people look at: one of these for every five products, and twenty products in all."""


GROWING = ["order", "order_item", "order_event", "stock_movement"]
WRITTEN = """
SELECT pg_current_wal_insert_lsn() - '0/0', sum(pg_total_relation_size(oid))
FROM pg_class WHERE relname = ANY(%s)
"""


@dataclass(frozen=True)
class Setup:
    """One to two nodes, and the databases behind them."""

    name: str
    nodes: list[Server]
    primary: Postgres
    replica: Postgres

    def cpu(self) -> list[float]:
        """Return the seconds so far of the nodes, the primary and the replica."""
        nodes = sum(cpu_seconds_of_a_family(node.pid) for node in self.nodes)
        return [nodes, *(cpu_seconds_of_a_family(one.pid) for one in (self.primary, self.replica))]


@dataclass(frozen=True)
class Round:
    """What one round took; microseconds of CPU are a request's."""

    cpu: list[float]
    rate: float
    failed: int


Work = Callable[[Setup], Round]


def main() -> None:
    """Measure and print a table; exit with 1 where a request failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="of each line, after one to warm up")
    parser.add_argument("--seconds", type=float, default=1.0, help="of browsing in a round")
    arguments = parser.parse_args()
    plan = Plan(users=480, products=2000)
    print(f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}", flush=True)
    with running_postgres(connections=200) as postgres, tempfile.TemporaryDirectory() as folder:
        settings = shop_settings(postgres.create(SHOP), new_secret(), Path(folder))
        buyers = build_shop(postgres, settings, plan)
        with _setups(postgres, settings) as setups, ExitStack() as stack:
            browse = stack.enter_context(running_drivers("benchmarks.catalogue_driver"))
            buy = stack.enter_context(running_drivers("benchmarks.checkout_driver"))
            filler = stack.enter_context(postgres.connect(SHOP))
            browsing = partial(_browse, browse, arguments.seconds)
            buying = partial(_buy, buy, filler, buyers, plan)
            failed = _measure(setups, browsing, buying, arguments.rounds)
            _print_written(filler, partial(buying, setups["one node"]), 4 * plan.users)
    print(f"load {os.getloadavg()[0]:.1f}")
    sys.exit(f"{failed} requests failed" if failed else 0)


@contextmanager
def _setups(postgres: Postgres, settings: dict[str, str]) -> Iterator[dict[str, Setup]]:
    """Start every node, all at once: who is not asked for anything costs nothing."""
    with ExitStack() as stack:
        replica = stack.enter_context(running_replica(postgres))
        follows = {"DATABASE_REPLICA_URL": replica.database(SHOP)}

        def node(**more: str) -> Server:
            environment = {**settings, **more}
            return stack.enter_context(granian("app:create_app", environment, factory=True))

        one, other, third = node(), node(), node(**NOTHING_KEPT)
        yield {
            name: Setup(name, nodes, postgres, replica)
            for name, nodes in {
                "one node": [one],
                "two nodes": [one, other],
                "one node, nothing kept": [third],
                "two nodes, nothing kept": [third, node(**NOTHING_KEPT)],
                "one node, nothing kept, a replica": [node(**NOTHING_KEPT, **follows)],
            }.items()
        }


def _browse(drivers: Drivers, seconds: float, setup: Setup) -> Round:
    """Let 16 connections read products and lists."""
    products = [f"/api/products/{number}" for number in range(2, 22)]
    paths = [
        path
        for place, page in enumerate(PAGES)
        for path in (page, *products[5 * place : 5 * place + 5])
    ]
    job = {"requests": [READ.format(path) for path in paths], "connections": 8}
    jobs = [{**job, "port": port, "seconds": seconds, "most": 10**9} for port in _ports(setup)]
    results, cpu = _metered(setup, drivers, jobs)
    answers = [status for one in results for status in one["statuses"].items()]
    done = sum(count for _, count in answers)
    return _round(results, cpu, done, sum(count for status, count in answers if status != "200"))


def _buy(
    drivers: Drivers, filler: psycopg.Connection, buyers: list[Buyer], plan: Plan, setup: Setup
) -> Round:
    """Let 16 connections check out once for each buyer."""
    fill(filler, buyers, carts(SCENARIOS[0], plan, str(time.time())))
    tokens = [buyer.token for buyer in buyers]
    clients = [tokens[number::16] for number in range(16)]
    jobs = [
        {"port": port, "clients": clients[number::DRIVERS]}
        for number, port in enumerate(_ports(setup))
    ]
    results, cpu = _metered(setup, drivers, jobs)
    answers = [status for one in results for status, _ in one["answers"]]
    return _round(results, cpu, len(answers), sum(status != 200 for status in answers))


def _ports(setup: Setup) -> list[int]:
    """Return a port for each process of clients: the nodes in turn."""
    return [setup.nodes[number % len(setup.nodes)].port for number in range(DRIVERS)]


def _metered(
    setup: Setup, drivers: Drivers, jobs: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[float]]:
    """Run jobs and return their results, and the CPU seconds they took."""
    time.sleep(SETTLE)
    before = setup.cpu()
    results = drivers.run(jobs)
    time.sleep(SETTLE)
    return results, [after - earlier for earlier, after in zip(before, setup.cpu(), strict=True)]


def _round(results: list[dict[str, Any]], cpu: list[float], done: int, failed: int) -> Round:
    seconds = max(one["ended"] for one in results) - min(one["began"] for one in results)
    return Round([1e6 * one / done for one in cpu], done / seconds, failed)


def _measure(setups: dict[str, Setup], browsing: Work, buying: Work, rounds: int) -> int:
    """Run all rounds in turn, print a line of each kind, and return how many requests failed."""
    lines = [("browsing", browsing, setup) for setup in setups.values()]
    lines += [("checkout", buying, setups[name]) for name in ("one node", "two nodes")]
    found: dict[int, list[Round]] = defaultdict(list)
    failed = 0
    for number in range(rounds + 1):
        for place, (_, work, setup) in enumerate(lines):
            done = work(setup)
            failed += done.failed
            if number:
                found[place].append(done)
    print("| work | setup | node CPU | primary CPU | replica CPU | requests/s (min-max) |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for place, (name, _, setup) in enumerate(lines):
        cpu = [median(column) for column in zip(*(one.cpu for one in found[place]), strict=True)]
        rates = sorted(one.rate for one in found[place])
        figures = " | ".join(f"{one:,.0f}" for one in cpu)
        print(f"| {name} | {setup.name} | {figures} | {median(rates):,.0f} ", end="")
        print(f"({rates[0]:,.0f}-{rates[-1]:,.0f}) |", flush=True)
    return failed


def _print_written(filler: psycopg.Connection, buy: Callable[[], Round], orders: int) -> None:
    """Print what so many orders write: into the log, with their carts, and for good."""
    before = filler.execute(WRITTEN, [GROWING]).fetchone()
    for _ in range(4):
        buy()
    after = filler.execute(WRITTEN, [GROWING]).fetchone()
    log, kept = (int(now - then) // orders for then, now in zip(before, after, strict=True))
    print(
        f"\nAn order writes {log:,} bytes of log, and {kept:,} bytes stay of it, indexes included."
    )


if __name__ == "__main__":
    main()
