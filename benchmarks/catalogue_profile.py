"""Where the time of a read goes: `python -m benchmarks.catalogue_profile`.

Calls the shop in this process, one read after the other, and looks every few
milliseconds of CPU time at what runs: a profiler that counts calls would make many
small functions look dear. A look counts for the innermost of the parts named in
`PARTS`; what they do in the standard library or in C is theirs.
"""

from __future__ import annotations

import argparse
import io
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from types import FrameType
from typing import Any

from werkzeug.test import create_environ

from app import create_app
from benchmarks.catalogue import NOTHING_KEPT, add_keep, running_store
from benchmarks.catalogue_cases import CASES, Target
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import PostgresStore, database_name, prepare
from benchmarks.processes import PROJECT_FOLDER
from benchmarks.statements import statements_table
from models import db

EVERY = 0.001
SHOWN = 25
PARTS = {
    "/psycopg": "psycopg",
    "/flask_sqlalchemy/": "SQLAlchemy",
    "/sqlalchemy/": "SQLAlchemy",
    "/marshmallow/": "marshmallow",
    "/flask_marshmallow/": "marshmallow",
    "/flask_smorest/": "flask-smorest, webargs",
    "/webargs/": "flask-smorest, webargs",
    "/apispec/": "flask-smorest, webargs",
    "/flask_jwt_extended/": "flask-jwt-extended",
    "/werkzeug/": "Werkzeug",
    "/flask/": "Flask",
    "/blinker/": "Flask",
    "/itsdangerous/": "itsdangerous (cursors)",
    f"{PROJECT_FOLDER}/schemas.py": "ours: schemas",
    f"{PROJECT_FOLDER}/services/": "ours: services",
    f"{PROJECT_FOLDER}/routes/": "ours: routes",
    f"{PROJECT_FOLDER}/models.py": "ours: models",
}
Application = Callable[..., Iterable[bytes]]


class Reader:
    """Reads in this process, one after the other."""

    def __init__(self, application: Application, addresses: Iterable[str]) -> None:
        self.application = application
        headers = {"Accept": "application/json"}
        self.environments = [create_environ(one, headers=headers) for one in addresses]

    def read(self, times: int) -> None:
        """Read `times` times, each address in turn. Raises RuntimeError unless all is well."""
        for number in range(times):
            environ = dict(self.environments[number % len(self.environments)])
            environ["wsgi.input"] = io.BytesIO()
            statuses: list[str] = []
            answer = self.application(environ, lambda status, *_, to=statuses: to.append(status))
            for _part in answer:
                pass
            if hasattr(answer, "close"):
                answer.close()
            if statuses != ["200 OK"]:
                raise RuntimeError(f"{environ['PATH_INFO']} was answered with {statuses}")


class Looks:
    """What ran at each look."""

    def __init__(self) -> None:
        self.parts: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()
        self.ours: Counter[str] = Counter()

    def look(self, _signal: int, frame: FrameType | None) -> None:
        """Count what runs now."""
        innermost, ours = None, set()
        while frame is not None:
            code = frame.f_code
            part = next((PARTS[one] for one in PARTS if one in code.co_filename), None)
            if part is not None:
                file = code.co_filename.rpartition("site-packages/")[2]
                name = f"{file.removeprefix(f'{PROJECT_FOLDER}/')}: {code.co_qualname}"
                innermost = innermost or (part, name)
                if part.startswith("ours"):
                    ours.add(name)
            frame = frame.f_back
        part, name = innermost or ("this program", "this program")
        self.parts[part] += 1
        self.functions[name] += 1
        self.ours.update(ours)

    @contextmanager
    def looking(self) -> Any:
        """Look again and again while the block runs."""
        signal.signal(signal.SIGPROF, self.look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Print what a read of one case costs, by part, by function and by statement."""
    arguments = _arguments()
    case = next(one for one in CASES if one.name == arguments.case)
    plan = Plan(arguments.size)
    with running_store(arguments.database, arguments.keep) as (store, _pid):
        app = create_app({**prepare(store, plan), **NOTHING_KEPT})
        addresses = case.addresses(Target(0, plan, app))
        reader = Reader(app, addresses)
        _print_profile(case.name, reader, arguments.reads)
        if isinstance(store, PostgresStore):
            name = database_name(plan)
            print(
                statements_table(
                    store.postgres,
                    name,
                    lambda: reader.read(arguments.reads),
                    times=arguments.reads,
                )
            )
        with app.app_context():
            db.engine.dispose()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", default="first page", help="its whole name")
    parser.add_argument("--size", type=int, default=100_000, help="number of products")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--reads", type=int, default=3000)
    add_keep(parser)
    return parser.parse_args()


def _print_profile(name: str, reader: Reader, reads: int) -> None:
    """Print the CPU time of a read in Python, and who used it."""
    reader.read(100)
    began = time.process_time()
    reader.read(reads)
    cost = (time.process_time() - began) * 1e6 / reads
    looks = Looks()
    with looks.looking():
        reader.read(reads)
    total = looks.parts.total()
    print(f"{name}: {cost:.0f} microseconds of CPU in Python; {total} looks\n")
    for title, counted, most in (
        ("part", looks.parts, None),
        ("function, with what it does in C", looks.functions, SHOWN),
        ("function of ours, with all that it calls", looks.ours, SHOWN),
    ):
        print(f"| {title} | microseconds | share |\n| --- | ---: | ---: |")
        for one, count in counted.most_common(most):
            print(f"| {one} | {cost * count / total:.0f} | {100 * count / total:.0f} % |")
        print()


if __name__ == "__main__":
    main()
