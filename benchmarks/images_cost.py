"""What pictures cost a list: `python -m benchmarks.images_cost`.

Two shops of 10,000 products, in one of which each has a picture with three renditions. The
first page is read of both in turn, with nothing kept. The answers differ in size, too: what
is told of a picture is as much again as the rest of its product.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack

import orjson
from flask import Flask
from sqlalchemy import update

from app import create_app
from benchmarks.catalogue import DRIVER, add_keep, running_store, serve
from benchmarks.catalogue_cases import OURS, PRODUCTS, Case, Target, of
from benchmarks.catalogue_report import HEAD, ratio, rows
from benchmarks.catalogue_rounds import Effort, Round, Side, run_case
from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_stores import Store, prepare
from benchmarks.clients import running_drivers
from models import Product, db

WITHOUT, WITH = "no pictures", "20 of 20 with a picture"
PLANS = {WITHOUT: Plan(10_000), WITH: Plan(10_001)}
NAME = "2cfa379a2aa649348ce42d8d5f7e3241"
DETAILS = {
    "width": 4000,
    "height": 3000,
    "alt": "A brass lamp on a desk",
    "renditions": [
        {"width": width, "height": width * 3 // 4, "url": f"{NAME}-{width}.webp"}
        for width in (160, 480, 1200)
    ],
    "placeholder": "data:image/webp;base64," + "A" * 200,
    "color": "#b08d57",
}


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
        for name, plan in PLANS.items():
            settings = prepare(store, plan)
            app = create_app(settings)
            if name == WITH:
                _hang_pictures(app)
            server = stack.enter_context(serve(OURS, settings))
            sides.append(Side(name, Target(server.port, plan, app), server.pid, database_pid))
        _check(sides)
        drivers = stack.enter_context(running_drivers(DRIVER))
        case = Case("first page", of(PRODUCTS), (WITHOUT, WITH))
        measured = run_case(case, sides, drivers, effort)
        print(f"\n{store.version}\n\n{HEAD}\n{rows(case.name, measured)}\n")
        _print_ratio(*(measured[side] for side in sides))


def _hang_pictures(app: Flask) -> None:
    details = orjson.dumps(DETAILS).decode()
    with app.app_context():
        db.session.execute(update(Product).values(image=f"{NAME}.jpg", image_details=details))


def _check(sides: Sequence[Side]) -> None:
    """See to it that the pages are what they are said to be."""
    found = {}
    for side in sides:
        page = orjson.loads(side.target.fetch(PRODUCTS)[2])
        found[side.name] = sum(one["image"] is not None for one in page)
    if found != {WITHOUT: 0, WITH: 20}:
        raise RuntimeError(f"the pages hold something else: {found}")


def _print_ratio(without: Sequence[Round], with_pictures: Sequence[Round]) -> None:
    pairs = [ratio([one], [other]) for one, other in zip(with_pictures, without, strict=True)]
    print(
        f"A page with pictures costs **{ratio(with_pictures, without):.2f}** times the CPU of one"
        f" without (rounds {min(pairs):.2f} to {max(pairs):.2f})."
    )


if __name__ == "__main__":
    main()
