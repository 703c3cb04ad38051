"""What statements cost inside of PostgreSQL, by its own log."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from benchmarks.postgres import Postgres

# Statements that differ only in how many rows they name are one.
LONGEST_STATEMENT = 100
LOGGED = re.compile(
    r"^~(\w+)~LOG:  duration: ([\d.]+) ms  (statement|parse|bind|execute)[^:]*: (.*?)(?=^~|\Z)",
    re.DOTALL | re.MULTILINE,
)


def statements_table(
    postgres: Postgres,
    database: str,
    run: Callable[[], None],
    *,
    times: int,
    without: Sequence[str] = (),
) -> str:
    """Return as Markdown how often `run`, of so many `times`, runs each statement, and its cost.

    Statements that begin with one of `without` are left out.
    """
    postgres.set("log_line_prefix", "~%d~")
    postgres.set("log_min_duration_statement", "0")
    time.sleep(0.5)
    start = postgres.log.stat().st_size
    run()
    time.sleep(0.5)
    postgres.set("log_min_duration_statement", "-1")
    calls: Counter[str] = Counter()
    cost: dict[str, Counter[str]] = defaultdict(Counter)
    log = postgres.log.read_bytes()[start:].decode(errors="replace")
    for name, milliseconds, phase, text in LOGGED.findall(log):
        statement = " ".join(text.split())[:LONGEST_STATEMENT]
        if name == database and not statement.startswith(tuple(without)):
            calls[statement] += phase in ("statement", "execute")
            cost[statement][phase] += float(milliseconds)
    lines = [
        "| calls | parse | bind | execute | statement |",
        "| ---: | ---: | ---: | ---: | --- |",
    ]
    for statement, phases in sorted(cost.items(), key=lambda one: -sum(one[1].values())):
        parse, bind, execute, simple = (
            phases[phase] * 1000 / times for phase in ("parse", "bind", "execute", "statement")
        )
        figures = f"{parse:.0f} | {bind:.0f} | {execute + simple:.0f}"
        lines.append(f"| {calls[statement] / times:.2f} | {figures} | {statement} |")
    return "\n".join(lines)
