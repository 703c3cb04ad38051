"""What reading the catalogue costs, ours against the floor: `python -m benchmarks.catalogue`.

All servers run beside one PostgreSQL, or on the same SQLite files, and are asked in
turn. benchmarks/README.md says what is measured and why. Linux only.
"""

from __future__ import annotations

import argparse
import fcntl
import platform
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from app import create_app
from benchmarks.catalogue_cases import (
    CASES,
    FLOOR,
    KEPT,
    OURS,
    PLAIN,
    Case,
    Target,
    different_answers,
    same_products,
)
from benchmarks.catalogue_report import HEAD, rows, summary
from benchmarks.catalogue_rounds import Effort, Side, run_case
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import PostgresStore, SQLiteStore, Store, prepare
from benchmarks.clients import Drivers, running_drivers
from benchmarks.postgres import running_postgres
from benchmarks.processes import Server, granian, uvicorn

DRIVER = "benchmarks.catalogue_driver"
SIZES = (1000, 100_000, 1_000_000)
# Twelve servers at most, each with two pools; what FastAPI's threads open is the most.
CONNECTIONS = 300
NOTHING_KEPT = {"CATALOGUE_KEPT_BYTES": "0"}


def main() -> None:
    """Measure and print what was found; exit with 1 when the servers answer differently."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = _arguments()
    cases = [
        replace(case, connections=min(case.connections, arguments.connections))
        for case in CASES
        if any(part in case.name for part in arguments.cases)
    ]
    plans = [Plan(size) for size in arguments.sizes]
    faults: list[str] = []
    with running_drivers(DRIVER) as drivers:
        for kind in arguments.databases:
            with running_store(kind, arguments.keep) as (store, database_pid):
                print(f"\nPython {platform.python_version()}, {store.version}, ", end="")
                print(f"{arguments.rounds} rounds of {arguments.seconds} s", flush=True)
                with _sides(store, database_pid, plans, cases) as sides:
                    faults += _checked(sides)
                    effort = Effort(arguments.rounds, arguments.seconds)
                    _measure(cases, sides, drivers, effort)
    sys.exit("\n".join(faults) or 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="of each server and case")
    parser.add_argument("--seconds", type=float, default=0.4, help="of a round")
    parser.add_argument("--connections", type=int, default=16, help="at most at a time")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of products")
    parser.add_argument("--cases", nargs="+", default=[""], help="parts of their names")
    parser.add_argument(
        "--databases", nargs="+", choices=("postgresql", "sqlite"), default=("postgresql", "sqlite")
    )
    add_keep(parser)
    return parser.parse_args()


def add_keep(parser: argparse.ArgumentParser) -> None:
    """Let a benchmark be told where loaded databases stay from run to run."""
    parser.add_argument("--keep", type=Path, help="a folder to keep loaded databases in")


@contextmanager
def running_store(kind: str, kept: Path | None) -> Iterator[tuple[Store, int | None]]:
    """Open a kind of database, with the id of its server's process, in a folder of its own."""
    with ExitStack() as stack:
        folder = kept or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        _lock(stack.enter_context((folder / "lock").open("w")))
        if kind == "sqlite":
            yield SQLiteStore(folder), None
        else:
            data = kept and kept.resolve() / "postgres"
            postgres = stack.enter_context(running_postgres(data, CONNECTIONS))
            yield PostgresStore(postgres, folder), postgres.pid


def _lock(file: IO[str]) -> None:
    """Keep the folder to one benchmark: the work of another would be counted as its own."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"Another benchmark works in the folder of {file.name}.")


@contextmanager
def _sides(
    store: Store, database_pid: int | None, plans: Sequence[Plan], cases: Sequence[Case]
) -> Iterator[list[Side]]:
    """Fill the databases and start the servers that the cases ask."""
    wanted = {name for case in cases for name in case.sides}
    prepared = [(plan, prepare(store, plan)) for plan in plans]
    with ExitStack() as stack:
        sides = []
        for plan, settings in prepared:
            app = create_app(settings)
            for name in (FLOOR, OURS, KEPT, PLAIN):
                if name in wanted:
                    server = stack.enter_context(serve(name, settings))
                    target = Target(server.port, plan, app)
                    sides.append(Side(name, target, server.pid, database_pid))
        yield sides


@contextmanager
def serve(name: str, settings: dict[str, str]) -> Iterator[Server]:
    """Start the server of a side."""
    address = settings["DATABASE_URL"]
    if name == FLOOR:
        floor = {"FLOOR_DATABASE_URL": address}
        started = granian("benchmarks.catalogue_floor:application", floor)
    elif name == PLAIN:
        started = uvicorn("benchmarks.catalogue_fastapi:app", {"PLAIN_DATABASE_URL": address})
    else:
        chosen = NOTHING_KEPT if name == OURS else {}
        started = granian("app:create_app", {**settings, **chosen}, factory=True)
    with started as server:
        yield server


def _checked(sides: Sequence[Side]) -> list[str]:
    """Return where servers on the same rows don't show the same."""
    targets = {(side.name, side.target.plan): side.target for side in sides}
    faults = []
    for (name, plan), target in targets.items():
        floor, plain = targets.get((FLOOR, plan)), targets.get((PLAIN, plan))
        if name in (OURS, KEPT) and floor:
            faults += different_answers(floor, target)
        if name == OURS and plain and not same_products(plain, target):
            faults.append(f"{PLAIN} shows something else at {plan.products} products")
    print("\n".join(faults) or "Floor and ours answer the same bytes.", flush=True)
    return faults


def _measure(
    cases: Sequence[Case], sides: Sequence[Side], drivers: Drivers, effort: Effort
) -> None:
    """Run the cases one after the other, and print the rows of each when it is done."""
    print(f"\n{HEAD}", flush=True)
    measured = {}
    for case in cases:
        measured[case.name] = run_case(case, sides, drivers, effort)
        print(rows(case.name, measured[case.name]), flush=True)
    sizes = dict.fromkeys(side.target.plan.products for side in sides)
    print(f"\nMicroseconds of CPU an answer:\n\n{summary(measured, tuple(sizes))}", flush=True)


if __name__ == "__main__":
    main()
