"""Where the time of a checkout goes: `python -m benchmarks.checkout --profile 500`.

Calls both applications in this process, one checkout after the other: first as they
are, for the CPU time; then ours under cProfile; then with PostgreSQL's log of every
statement, for what each costs there.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import psycopg
from werkzeug.test import create_environ

from app import create_app
from benchmarks import checkout_floor
from benchmarks.checkout_rounds import SCENARIOS, carts, fill
from benchmarks.checkout_shop import Buyer, Plan
from benchmarks.postgres import Postgres
from benchmarks.processes import PROJECT_FOLDER, cpu_seconds
from benchmarks.statements import statements_table
from models import db

Application = Callable[..., Iterable[bytes]]
SHOWN = 25
OUR_FILES = r"/(routes|services)/\w+\.py"
EMPTY_CARTS = "DELETE FROM cart_item WHERE user_id = ANY(%s)"
FILLING = ("COPY", "DELETE FROM cart_item WHERE user_id = ANY")


class Buying:
    """Checkouts in this process, one after the other."""

    def __init__(
        self,
        application: Application,
        filler: psycopg.Connection,
        buyers: Sequence[Buyer],
        plan: Plan,
    ) -> None:
        self.application, self.filler, self.buyers, self.plan = application, filler, buyers, plan
        self.filled = 0

    def buy(self, orders: int, around: Callable[..., Any] = lambda call: call()) -> None:
        """Check out `orders` times, each call inside of `around`; carts are filled outside."""
        for number in range(orders):
            which = number % len(self.buyers)
            if which == 0:
                self.filler.execute(EMPTY_CARTS, [[buyer.id for buyer in self.buyers]])
                self.filled += 1
                fill(self.filler, self.buyers, carts(SCENARIOS[0], self.plan, f"{self.filled}"))
            headers = {
                "Authorization": f"Bearer {self.buyers[which].token}",
                "Accept": "application/json",
            }
            environ = create_environ("/api/checkout", method="POST", headers=headers)
            around(lambda environ=environ: self._call(environ))

    def _call(self, environ: dict[str, Any]) -> None:
        statuses: list[str] = []
        body = self.application(environ, lambda status, *_: statuses.append(status))
        for _part in body:
            pass
        if hasattr(body, "close"):
            body.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"a checkout was answered with {statuses}")


def profile(
    postgres: Postgres, settings: dict[str, str], buyers: Sequence[Buyer], plan: Plan, orders: int
) -> None:
    """Print where the time of `orders` checkouts goes."""
    os.environ["FLOOR_DATABASE_URL"] = postgres.database("shop_floor")
    os.environ["JWT_SECRET_KEY"] = settings["JWT_SECRET_KEY"]
    app = create_app(settings)
    applications = {"floor": checkout_floor.application, "ours": app}
    with postgres.connect("shop_floor") as floor, postgres.connect("shop_ours") as ours:
        buying = {
            "floor": Buying(applications["floor"], floor, buyers, plan),
            "ours": Buying(applications["ours"], ours, buyers, plan),
        }
        for name, one in buying.items():
            one.buy(100)
            _print_cpu(postgres, name, one, orders)
        _print_calls(buying["ours"], orders)
        for name, one in buying.items():
            _print_statements(postgres, name, one, orders)
    checkout_floor.kept.connection.close()
    with app.app_context():
        db.engine.dispose()


def _print_cpu(postgres: Postgres, name: str, buying: Buying, orders: int) -> None:
    """Print what a checkout costs this process and its sessions of the database."""
    with postgres.connect() as catalogue:
        pids = [
            pid
            for (pid,) in catalogue.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
                [f"shop_{name}", buying.filler.info.backend_pid],
            )
        ]
    python = 0.0

    def timed(call: Callable[[], None]) -> None:
        nonlocal python
        began = time.process_time()
        call()
        python += time.process_time() - began

    before = sum(map(cpu_seconds, pids))
    buying.buy(orders, timed)
    database = sum(map(cpu_seconds, pids)) - before
    figures = [f"{seconds * 1e6 / orders:.0f}" for seconds in (python, database)]
    print(f"{name}: {figures[0]} us of CPU a checkout in Python, {figures[1]} in the database")


def _print_calls(buying: Buying, orders: int) -> None:
    """Print the functions of ours that took longest, by own time and with what they call.

    `wait` of psycopg is the wait for PostgreSQL.
    """
    profiler = cProfile.Profile()
    buying.buy(orders, profiler.runcall)
    for order, chosen in (("tottime", ""), ("cumtime", ""), ("cumtime", OUR_FILES)):
        text = io.StringIO()
        stats = pstats.Stats(profiler, stream=text)
        (stats if chosen else stats.strip_dirs()).sort_stats(order).print_stats(chosen, SHOWN)
        lines = text.getvalue().replace(f"{PROJECT_FOLDER}/", "").splitlines()
        print("\n".join(line for line in lines if line.strip()), end="\n\n")


def _print_statements(postgres: Postgres, name: str, buying: Buying, orders: int) -> None:
    """Print each statement of `name`: how often an order runs it, and what it costs there."""
    found = statements_table(
        postgres, f"shop_{name}", lambda: buying.buy(orders), times=orders, without=FILLING
    )
    print(f"{name}: statements of an order, microseconds by PostgreSQL's clock\n{found}\n")
