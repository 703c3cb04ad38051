"""How soon the shop answers: `python -m benchmarks.start`.

Starts the server as `make serve` does, on a database that is there already, and stops
the clock when the first page is answered.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app import create_app
from benchmarks.catalogue import add_keep, running_store, serve
from benchmarks.catalogue_cases import KEPT, PRODUCTS, Target
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import prepare
from benchmarks.processes import PROJECT_FOLDER, cpu_seconds_of_a_family, serve_as_deployed

LIMIT = 2.0


def main() -> None:
    """Start several times, and print seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--size", type=int, default=1000, help="number of products")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    add_keep(parser)
    arguments = parser.parse_args()
    plan = Plan(arguments.size)
    with (
        TemporaryDirectory() as made,
        running_store(arguments.database, arguments.keep) as (store, _pid),
    ):
        serve_as_deployed(arguments.keep or Path(made))
        settings = prepare(store, plan)
        app = create_app(settings)
        setups = [_set_up(settings) for _ in range(arguments.times)]
        print(f"{store.version}, {plan.products:,} products, {arguments.times} starts")
        print(f"flask setup, nothing to do: median {median(setups):.2f} s, least {min(setups):.2f}")
        starts = [_start(settings, plan, app) for _ in range(arguments.times)]
        seconds, cpu = zip(*starts, strict=True)
        print(f"start to first answer: median {median(seconds):.2f} s, least {min(seconds):.2f}")
        print(f"CPU of all its processes by then: median {median(cpu):.2f} s")
        print(f"The goal is a first answer in under {LIMIT} s.")


def _set_up(settings: dict[str, str]) -> float:
    began = time.perf_counter()
    command = [Path(sys.executable).parent / "flask", "setup"]
    subprocess.run(command, cwd=PROJECT_FOLDER, env={**os.environ, **settings}, check=True)
    return time.perf_counter() - began


def _start(settings: dict[str, str], plan: Plan, app: object) -> tuple[float, float]:
    began = time.perf_counter()
    with serve(KEPT, settings) as server:
        status, _headers, _body = Target(server.port, plan, app).fetch(PRODUCTS)
        if status != 200:
            raise RuntimeError(f"the first answer was {status}")
        return time.perf_counter() - began, cpu_seconds_of_a_family(server.pid)


if __name__ == "__main__":
    main()
