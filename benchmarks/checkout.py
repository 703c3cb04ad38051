"""What a checkout costs, ours against the floor: `python -m benchmarks.checkout`.

Both servers run under granian beside one PostgreSQL; rounds of orders go to one and
the other in turn. benchmarks/README.md says what is measured and why. Linux only.
"""

from __future__ import annotations

import argparse
import platform
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import orjson

from benchmarks.checkout_books import books
from benchmarks.checkout_profile import profile
from benchmarks.checkout_report import ratio, table
from benchmarks.checkout_rounds import (
    SCENARIOS,
    Meter,
    Round,
    Side,
    carts,
    fill,
    run_round,
)
from benchmarks.checkout_shop import Buyer, Plan, build_shop, new_secret, shop_settings
from benchmarks.clients import Drivers, running_drivers
from benchmarks.postgres import Postgres, running_postgres
from benchmarks.processes import granian

SEED, OURS, FLOOR = "shop_seed", "shop_ours", "shop_floor"
DRIVER = "benchmarks.checkout_driver"


def main() -> None:
    """Measure, or profile, and print what was found; exit with 1 if the books are wrong."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = _arguments()
    plan = Plan(users=arguments.orders, products=arguments.products)
    with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        secret = new_secret()
        seed = shop_settings(postgres.create(SEED), secret, Path(folder))
        buyers = build_shop(postgres, seed, plan)
        for name in (OURS, FLOOR):
            postgres.create(name, template=SEED)
        settings = shop_settings(postgres.database(OURS), secret, Path(folder))
        if arguments.profile:
            profile(postgres, settings, buyers, plan, arguments.profile)
            return
        print(f"Python {platform.python_version()}, PostgreSQL {postgres.version()}, ", end="")
        print(f"{arguments.rounds} rounds of {plan.users} orders, {arguments.clients} clients\n")
        with _both_sides(postgres, settings) as sides, running_drivers(DRIVER) as drivers:
            faults = _measure(postgres, sides, drivers, buyers, plan, arguments)
    sys.exit("\n".join(faults) or 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="of each server and scenario")
    parser.add_argument("--orders", type=int, default=480, help="in a round")
    parser.add_argument("--clients", type=int, default=16, help="that buy at the same time")
    parser.add_argument("--products", type=int, default=2000, help="on sale")
    parser.add_argument(
        "--profile", type=int, metavar="N", help="profile N checkouts in this process instead"
    )
    return parser.parse_args()


@contextmanager
def _both_sides(postgres: Postgres, settings: dict[str, str]) -> Iterator[list[Side]]:
    """Start both servers."""
    floor = {
        "FLOOR_DATABASE_URL": postgres.database(FLOOR),
        "JWT_SECRET_KEY": settings["JWT_SECRET_KEY"],
    }
    with ExitStack() as stack:
        enter = stack.enter_context
        servers = {
            FLOOR: enter(granian("benchmarks.checkout_floor:application", floor)),
            OURS: enter(granian("app:create_app", settings, factory=True)),
        }
        yield [
            Side(name.removeprefix("shop_"), server, name, enter(postgres.connect(name)))
            for name, server in servers.items()
        ]


def _measure(
    postgres: Postgres,
    sides: list[Side],
    drivers: Drivers,
    buyers: list[Buyer],
    plan: Plan,
    arguments: argparse.Namespace,
) -> list[str]:
    """Run all rounds, print the figures, and return what is wrong with the books."""
    rounds: dict[tuple[str, str], list[Round]] = defaultdict(list)
    succeeded: dict[str, int] = defaultdict(int)
    meters = {side.name: Meter(postgres, side) for side in sides}
    tokens = [buyer.token for buyer in buyers]
    clients = [tokens[number :: arguments.clients] for number in range(arguments.clients)]
    for scenario in SCENARIOS:
        for number in range(arguments.rounds + 1):
            filled = carts(scenario, plan, f"{scenario} {number}")
            for side in sides:
                fill(side.filler, buyers, filled)
                done = run_round(side, meters[side.name], drivers, clients, plan.users)
                succeeded[side.name] += done.succeeded
                if number:  # The first round of each warms up.
                    rounds[scenario, side.name].append(done)
        print(ratio(scenario, *(rounds[scenario, side.name] for side in sides)), flush=True)
    print(f"\n{table(rounds)}\n")
    for meter in meters.values():
        meter.close()
    return _checked_books(sides, rounds, succeeded)


def _checked_books(
    sides: list[Side],
    rounds: dict[tuple[str, str], list[Round]],
    succeeded: dict[str, int],
) -> list[str]:
    """Print the books of both servers and return what is wrong, also between the two."""
    faults: list[str] = []
    lines = []
    for side in sides:
        line, found = books(side.name, side.filler, succeeded[side.name])
        lines.append(line)
        faults += found
    print("\n".join(lines))
    if len({line.partition(":")[2] for line in lines}) > 1:
        faults.append("the two sold something else, or at other prices")
    last = [orjson.loads(rounds[SCENARIOS[1], side.name][-1].body) for side in sides]
    if _shape(last[0]) != _shape(last[1]):
        faults.append(f"the two answer in different shapes: {last}")
    return faults


def _shape(value: object) -> object:
    """Return the names and kinds of a JSON value, without what it holds."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return [_shape(inner) for inner in value] if isinstance(value, list) else type(value)


if __name__ == "__main__":
    main()
