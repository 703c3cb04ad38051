"""Whether the time of a refused login tells which names exist: `python -m benchmarks.login_time`.

Names that are taken and names that are not are tried in random order with a wrong
password, over one connection to the shop under granian beside a PostgreSQL. Welch's t says whether
the two means differ by more than chance: below 3 nobody can tell. Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from app import create_app
from benchmarks.checkout_shop import new_secret, shop_settings
from benchmarks.postgres import running_postgres
from benchmarks.processes import granian
from services.auth_service import AuthService

KNOWN, UNKNOWN = "known", "unknown"
NAMES = 20
WARM_UP = 10
LARGEST_T = 3


def main() -> None:
    """Measure and print both times; exit with 1 if they differ by more than chance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=300, help="of each kind of name")
    parser.add_argument("--rounds", default="12", help="the cost of a hash, BCRYPT_LOG_ROUNDS")
    arguments = parser.parse_args()
    with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        settings = shop_settings(postgres.create("shop"), new_secret(), Path(folder))
        settings |= {"BCRYPT_LOG_ROUNDS": arguments.rounds}
        _open_accounts(settings)
        with granian("app:create_app", settings, factory=True) as server:
            times = _measure(server.port, arguments.tries)
    for kind, seconds in times.items():
        print(f"{kind:8} {_described(seconds)}")
    t = welch_t(times[KNOWN], times[UNKNOWN])
    print(f"Welch's t {t:+.2f} with {arguments.tries} tries each")
    sys.exit(int(abs(t) >= LARGEST_T))


def welch_t(one: list[float], other: list[float]) -> float:
    """Return Welch's t: the difference of two means in units of its standard error."""
    error = math.sqrt(statistics.variance(one) / len(one) + statistics.variance(other) / len(other))
    return (statistics.fmean(one) - statistics.fmean(other)) / error


def _open_accounts(settings: dict[str, str]) -> None:
    app = create_app(settings)
    result = app.test_cli_runner().invoke(args=["setup"])
    if result.exit_code:
        raise RuntimeError(f"flask setup failed: {result.output}") from result.exception
    with app.app_context():
        for number in range(NAMES):
            AuthService.register(f"{KNOWN}-{number:04}", "the right password")


def _measure(port: int, tries: int) -> dict[str, list[float]]:
    """Try each kind so often, in random order; return the seconds of each try by kind."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    kinds = [KNOWN, UNKNOWN] * tries
    random.shuffle(kinds)
    times = defaultdict(list)
    for number, kind in enumerate([*kinds[:WARM_UP], *kinds]):
        seconds = _try(connection, f"{kind}-{random.randrange(NAMES):04}")
        if number >= WARM_UP:
            times[kind].append(seconds)
    connection.close()
    return times


def _try(connection: http.client.HTTPConnection, username: str) -> float:
    body = json.dumps({"username": username, "password": "the wrong password"})
    begun = time.perf_counter()
    connection.request("POST", "/api/login", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    seconds = time.perf_counter() - begun
    if answer.status != 401:
        raise RuntimeError(f"a wrong password was answered with {answer.status}")
    return seconds


def _described(seconds: list[float]) -> str:
    mean, median = statistics.fmean(seconds) * 1000, statistics.median(seconds) * 1000
    deviation = statistics.stdev(seconds) * 1000
    return f"mean {mean:.2f} ms, median {median:.2f} ms, deviation {deviation:.2f} ms"


if __name__ == "__main__":
    main()
