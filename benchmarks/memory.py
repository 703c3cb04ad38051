"""Whether a worker stays small: `python -m benchmarks.memory`.

Reads the catalogue 100,000 times, everything mixed, and prints after each tenth what
the workers hold.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from app import create_app
from benchmarks.catalogue import DRIVER, add_keep, running_store, serve
from benchmarks.catalogue_cases import CASES, KEPT, PRODUCTS, Target
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import prepare
from benchmarks.clients import DRIVERS, running_drivers
from benchmarks.processes import WORKERS, family, serve_as_deployed

CONNECTIONS = 8
TENTHS = 10
ADDRESSES = 5000
# Of what is read most are single products, then lists, then the rest of the cases.
SHARE_OF_SINGLE, SHARE_OF_LISTS = 0.6, 0.3
LIMIT = 120


def main() -> None:
    """Read, and print megabytes."""
    arguments = _arguments()
    plan = Plan(arguments.size)
    with (
        TemporaryDirectory() as made,
        running_store(arguments.database, arguments.keep) as (store, _pid),
    ):
        serve_as_deployed(arguments.keep or Path(made))
        settings = prepare(store, plan)
        with serve(KEPT, settings) as server, running_drivers(DRIVER) as drivers:
            target = Target(server.port, plan, create_app(settings))
            lines = "Host: 127.0.0.1\r\nAccept: application/json\r\n"
            job = {
                "port": server.port,
                "requests": [f"GET {one} HTTP/1.1\r\n{lines}\r\n" for one in _addresses(target)],
                "connections": CONNECTIONS // DRIVERS,
                "seconds": 3600,
                "most": arguments.reads // TENTHS // CONNECTIONS,
            }
            print(f"{store.version}, {plan.products:,} products\n")
            print("| reads | answers | MB of each worker |\n| ---: | --- | --- |", flush=True)
            print(f"| 0 | | {_told(server.pid)} |", flush=True)
            for tenth in range(1, TENTHS + 1):
                statuses = [one["statuses"] for one in drivers.run([job] * DRIVERS)]
                reads = tenth * job["most"] * CONNECTIONS
                print(f"| {reads:,} | {statuses[0]} | {_told(server.pid)} |", flush=True)
    print(f"\nThe goal is under {LIMIT} MB, and no growth.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reads", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=100_000, help="number of products")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    add_keep(parser)
    return parser.parse_args()


def _addresses(target: Target) -> list[str]:
    """Return many addresses of all kinds, well mixed."""
    chance = random.Random("memory")
    whole = range(1, target.plan.products + 1)
    others = [one for case in CASES for one in case.addresses(target)[:1]]
    others = [one for one in others if target.fetch(one)[0] == 200]
    chosen = []
    for _ in range(ADDRESSES):
        kind = chance.random()
        if kind < SHARE_OF_SINGLE:
            chosen.append(f"{PRODUCTS}/{chance.choice(whole)}")
        elif kind < SHARE_OF_SINGLE + SHARE_OF_LISTS:
            chosen.append(f"{PRODUCTS}?category_id={chance.randint(1, 25)}")
        else:
            chosen.append(chance.choice(others))
    return chosen


def _told(server: int) -> str:
    """Return the resident memory of the workers, which are the largest processes."""
    sizes = []
    for pid in family(server):
        status = Path(f"/proc/{pid}/status").read_text()
        sizes.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
    return ", ".join(f"{size:.1f}" for size in sorted(sizes)[-WORKERS:])


if __name__ == "__main__":
    main()
