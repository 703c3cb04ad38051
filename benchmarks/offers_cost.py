"""What offers cost a list: `python -m benchmarks.offers_cost`.

Two shops of 100,000 products of which 50,000 are on offer: in one the newest 20, all
of the first page, are among them, in the other none of these is. The same page is read
of both in turn, with nothing kept.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack

import orjson

from app import create_app
from benchmarks.catalogue import DRIVER, add_keep, running_store, serve
from benchmarks.catalogue_cases import OURS, PRODUCTS, Case, Target, of
from benchmarks.catalogue_report import HEAD, ratio, rows
from benchmarks.catalogue_rounds import Effort, Round, Side, run_case
from benchmarks.catalogue_rows import OFFERED, Plan
from benchmarks.catalogue_stores import Store, prepare
from benchmarks.clients import running_drivers

PRODUCTS_IN_ALL = 100_000
WITH, WITHOUT = "20 of 20 on offer", "0 of 20 on offer"
AIM = 1.3


def main() -> None:
    """Measure and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.5, help="of a round")
    parser.add_argument("--databases", nargs="+", default=("postgresql", "sqlite"))
    add_keep(parser)
    arguments = parser.parse_args()
    for kind in arguments.databases:
        with running_store(kind, arguments.keep) as (store, database_pid):
            _compare(store, database_pid, Effort(arguments.rounds, arguments.seconds))


def _compare(store: Store, database_pid: int | None, effort: Effort) -> None:
    with ExitStack() as stack:
        sides = []
        for name, offered in ((WITH, OFFERED[1]), (WITHOUT, OFFERED[2])):
            plan = Plan(PRODUCTS_IN_ALL, offered)
            settings = prepare(store, plan)
            server = stack.enter_context(serve(OURS, settings))
            target = Target(server.port, plan, create_app(settings))
            sides.append(Side(name, target, server.pid, database_pid))
        _check(sides)
        drivers = stack.enter_context(running_drivers(DRIVER))
        case = Case("first page", of(PRODUCTS), (WITH, WITHOUT))
        measured = run_case(case, sides, drivers, effort)
        print(f"\n{store.version}\n\n{HEAD}\n{rows(case.name, measured)}\n")
        _print_ratio(*(measured[side] for side in sides))


def _check(sides: Sequence[Side]) -> None:
    """See to it that the pages are what they are said to be."""
    found = defaultdict(int)
    for side in sides:
        page = orjson.loads(side.target.fetch(PRODUCTS)[2])
        found[side.name] = sum(one["is_on_offer"] for one in page)
    if found != {WITH: 20, WITHOUT: 0}:
        raise RuntimeError(f"the pages hold something else: {dict(found)}")


def _print_ratio(with_offers: Sequence[Round], without: Sequence[Round]) -> None:
    pairs = [ratio([one], [other]) for one, other in zip(with_offers, without, strict=True)]
    print(
        f"A page with offers costs **{ratio(with_offers, without):.2f}** times the CPU of one"
        f" without (rounds {min(pairs):.2f} to {max(pairs):.2f}); the goal is at most {AIM}."
    )


if __name__ == "__main__":
    main()
