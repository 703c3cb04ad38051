"""A first page of one shop beside that of another, read in turn with nothing kept."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

import orjson
from flask import Flask

from app import create_app
from benchmarks.catalogue import DRIVER, add_keep, running_store, serve
from benchmarks.catalogue_cases import OURS, PRODUCTS, Case, Target, of
from benchmarks.catalogue_report import HEAD, ratio, rows
from benchmarks.catalogue_rounds import Effort, Round, Side, run_case
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import Store, prepare
from benchmarks.clients import running_drivers


class TwoPages:
    """What the page `with_it` costs beside the one without, of shops that the plans say.

    `counted` tells which products of a page have it: all 20 of one page must, none of the other.
    """

    def __init__(
        self, plans: Mapping[str, Plan], with_it: str, counted: Callable[[Mapping], bool]
    ) -> None:
        self._plans, self._with, self._counted = plans, with_it, counted
        [self._without] = plans.keys() - {with_it}

    def adorn(self, app: Flask) -> None:
        """Make of the shop `with_it` what its plan does not say."""

    def run(self, description: str, verdict: str) -> None:
        """Measure by the command line, and print the ratio in the words of `verdict`."""
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--rounds", type=int, default=9)
        parser.add_argument("--seconds", type=float, default=0.5, help="of a round")
        parser.add_argument("--databases", nargs="+", default=("postgresql", "sqlite"))
        add_keep(parser)
        arguments = parser.parse_args()
        for kind in arguments.databases:
            with running_store(kind, arguments.keep) as (store, database_pid):
                effort = Effort(arguments.rounds, arguments.seconds)
                measured = self._measure(store, database_pid, effort)
                print(verdict.format(*_ratios(measured[self._with], measured[self._without])))

    def _measure(
        self, store: Store, database_pid: int | None, effort: Effort
    ) -> Mapping[str, Sequence[Round]]:
        with ExitStack() as stack:
            sides = []
            for name, plan in self._plans.items():
                settings = prepare(store, plan)
                app = create_app(settings)
                if name == self._with:
                    self.adorn(app)
                server = stack.enter_context(serve(OURS, settings))
                sides.append(Side(name, Target(server.port, plan, app), server.pid, database_pid))
            self._check(sides)
            drivers = stack.enter_context(running_drivers(DRIVER))
            case = Case("first page", of(PRODUCTS), tuple(self._plans))
            measured = run_case(case, sides, drivers, effort)
        print(f"\n{store.version}\n\n{HEAD}\n{rows(case.name, measured)}\n")
        return {side.name: measured[side] for side in sides}

    def _check(self, sides: Sequence[Side]) -> None:
        """See to it that the pages are what they are said to be."""
        found = {}
        for side in sides:
            page = orjson.loads(side.target.fetch(PRODUCTS)[2])
            found[side.name] = sum(map(self._counted, page))
        if found != {self._with: 20, self._without: 0}:
            raise RuntimeError(f"the pages hold something else: {found}")


def _ratios(with_it: Sequence[Round], without: Sequence[Round]) -> tuple[float, float, float]:
    """Return the ratio of all rounds, and the least and the most of neighbouring ones."""
    pairs = [ratio([one], [other]) for one, other in zip(with_it, without, strict=True)]
    return ratio(with_it, without), min(pairs), max(pairs)
