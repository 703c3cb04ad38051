"""What it costs to be watched: `python -m benchmarks.watching`.

One process, as a worker of granian is one, asks three apps of the same shop in turn: one that
logs each request as JSON and counts it for /metrics, one that only counts, and one that does
neither. The CPU time is that in Python; what the server adds is the same for all.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import event

from app import create_app
from benchmarks.catalogue import NOTHING_KEPT, add_keep, running_store
from benchmarks.catalogue_cases import CASES, Target
from benchmarks.catalogue_profile import Reader
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import prepare
from models import db
from services import observation

LOGGED, COUNTED, NEITHER = "logged and counted", "counted", "neither"
PRODUCTS = 1000
CASES_READ = (
    ("first page", NOTHING_KEPT),
    ("single product", NOTHING_KEPT),
    ("first page, kept", {}),
)


def main() -> None:
    """Measure and print what each read costs, watched and not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--reads", type=int, default=300, help="of a round")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    add_keep(parser)
    arguments = parser.parse_args()
    # Only a child counts in files, as a worker does.
    process = multiprocessing.Process(target=_measure, args=(arguments,))
    process.start()
    process.join()
    sys.exit(process.exitcode)


def _measure(arguments: argparse.Namespace) -> None:
    terminal, plan = sys.stderr, Plan(PRODUCTS)
    print("| read | app | µs of CPU | beside neither |\n| --- | --- | ---: | ---: |")
    with (
        running_store(arguments.database, arguments.keep) as (store, _pid),
        tempfile.TemporaryDirectory() as folder,
        (Path(folder) / "log").open("w") as log,
    ):
        settings = prepare(store, plan)
        for name, kept in CASES_READ:
            sys.stderr = log
            case = next(one for one in CASES if one.name == name)
            readers = {
                how: _reader(case, plan, how, {**settings, **kept})
                for how in (LOGGED, COUNTED, NEITHER)
            }
            rounds = [
                {how: _cost(reader, arguments.reads) for how, reader in readers.items()}
                for _ in range(arguments.rounds + 1)
            ][1:]  # The first one warms up.
            sys.stderr = terminal
            _print(name, rounds)


def _reader(case: object, plan: Plan, how: str, settings: dict[str, str]) -> Reader:
    more = {"LOG_REQUESTS": str(how == LOGGED).lower(), "LOG_FORMAT": "json"}
    app = create_app({**settings, **more})
    if how == NEITHER:
        app.wsgi_app._app = app.wsgi_app._app._app  # `Watched` stands below `BodiesFirst`.
        with app.app_context():
            engine = db.engine
        event.remove(engine, "before_cursor_execute", observation._begins)
        event.remove(engine, "after_cursor_execute", observation._ends)
    reader = Reader(app, case.addresses(Target(0, plan, app)))
    reader.read(50)
    return reader


def _cost(reader: Reader, reads: int) -> float:
    began = time.process_time()
    reader.read(reads)
    return (time.process_time() - began) * 1e6 / reads


def _print(name: str, rounds: list[dict[str, float]]) -> None:
    for how in rounds[0]:
        cost = min(one[how] for one in rounds)  # Others on the machine only add.
        ratios = sorted(one[how] / one[NEITHER] for one in rounds)
        quarter = len(ratios) // 4
        middle = (
            f"{statistics.median(ratios):.2f} ({ratios[quarter]:.2f} to {ratios[-1 - quarter]:.2f})"
        )
        print(f"| {name} | {how} | {cost:.0f} | {middle} |", flush=True)


if __name__ == "__main__":
    main()
