"""How the databases go about each read: `python -m benchmarks.catalogue_explain`.

Prints the statements of each case with their plans, so that a scan of a million rows
is seen. PostgreSQL plans here with the values known, as it does for the first five
calls of a prepared statement; it runs the statement and tells how long it took.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event
from werkzeug.datastructures import Headers

from app import create_app
from benchmarks.catalogue import NOTHING_KEPT, add_keep, running_store
from benchmarks.catalogue_cases import CASES, KEPT, Target
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import prepare
from models import db
from services import prepared

EXPLAIN = {
    "postgresql": "EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF)",
    "sqlite": "EXPLAIN QUERY PLAN",
}
TELLING = re.compile(r"Scan|Sort|SCAN|SEARCH|TEMP|Time|JIT|Workers Launched|Removed")


class LocalTarget(Target):
    """A shop in this process."""

    def fetch(self, address: str, headers: Mapping[str, str] = {}) -> tuple[int, Headers, bytes]:
        """Return status, headers and body of an answer."""
        answer = self.app.test_client().get(address, headers=dict(headers))
        return answer.status_code, answer.headers, answer.data


def main() -> None:
    """Print the plans of every chosen case."""
    arguments = _arguments()
    plan = Plan(arguments.size)
    with running_store(arguments.database, arguments.keep) as (store, _pid):
        app = create_app({**prepare(store, plan), **NOTHING_KEPT})
        target = LocalTarget(0, plan, app)
        for case in CASES:
            if KEPT not in case.sides and any(part in case.name for part in arguments.cases):
                print(f"\n=== {case.name}", flush=True)
                _explain(target, case.addresses(target)[0], arguments)
        with app.app_context():
            db.engine.dispose()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000, help="number of products")
    parser.add_argument("--database", choices=tuple(EXPLAIN), default="postgresql")
    parser.add_argument("--cases", nargs="+", default=[""], help="parts of their names")
    parser.add_argument("--whole", action="store_true", help="every line of each plan")
    add_keep(parser)
    return parser.parse_args()


def _explain(target: LocalTarget, address: str, arguments: argparse.Namespace) -> None:
    """Read an address, and print its statements with their plans."""
    with _statements_of(target.app) as statements:
        began = time.perf_counter()
        status, _headers, body = target.fetch(address)
        took = time.perf_counter() - began
    print(f"GET {address}: {status}, {len(body)} bytes, {len(statements)} statements,", end="")
    print(f" {took * 1000:.1f} ms")
    with target.app.app_context(), db.engine.connect() as connection:
        for statement, values in statements:
            print(f"--- {' '.join(statement.split())[: None if arguments.whole else 160]}")
            explain = f"{EXPLAIN[arguments.database]} {statement}"
            for row in connection.exec_driver_sql(explain, values):
                if arguments.whole or TELLING.search(str(row[-1])):
                    print(f"    {row[-1]}")


@contextmanager
def _statements_of(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that the block lets the shop execute, with their values."""
    found: list[tuple[str, Any]] = []

    def listen(_connection: Connection, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        found.append((statement, values))

    with app.app_context():
        engine = db.engine

    def spy(connection: Any, text: str, values: Any) -> Any:
        found.append((text, values))
        return run(connection, text, values)

    run = prepared._run  # Prepared statements go past the engine, straight to the driver.
    event.listen(engine, "before_cursor_execute", listen)
    prepared._run = spy
    try:
        yield found
    finally:
        prepared._run = run
        event.remove(engine, "before_cursor_execute", listen)


if __name__ == "__main__":
    main()
