"""What a search costs in a large catalogue, on one connection, on PostgreSQL and on SQLite.

A million products have names and descriptions of words drawn by Zipf's law, and a few words
whose share is known: `classic` in 30 %, `modern` and `vintage` in 30 % each, hardly ever
together, `xylophone` in ten products. Each kind of search is answered by the shop in
this process; its CPU time, and that of PostgreSQL's session, stand beside the time by
the clock. Linux only.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import flask_migrate
import psycopg
from flask import Flask

from app import create_app
from benchmarks.postgres import running_postgres
from benchmarks.processes import cpu_seconds
from models import db
from services.seed_service import SeedService
from services.text import searchable

BEFORE_SEARCH = "0005"
MOMENT = "2026-01-01 00:00:00.000000"
COLUMNS = (
    "name", "description", "search_name", "search_text", "price_cents", "price_since", "stock",
    "category_id", "created_at", "updated_at",
)  # fmt: skip
PRICES = """
INSERT INTO price_point (product_id, price_cents, since)
SELECT id, price_cents, price_since FROM product"""
ONSETS = [
    *"bcdfghjklmnprstvw",
    "br",
    "ch",
    "cl",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sh",
    "sl",
    "st",
    "tr",
]
VOWELS = [*"aeiou", "ai", "ea", "oo", "ou"]
ENDS = ["", "n", "r", "s", "t", "l"]


def vocabulary(size: int = 30_000) -> list[str]:
    """Return words, the same at each run, the most common first."""
    chance = random.Random(5)
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = chance.choice((1, 2, 2, 3, 3, 4))
        parts = [chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)]
        words["".join(parts) + chance.choice(ENDS)] = None
    return list(words)


def rows(products: int) -> Iterator[tuple[object, ...]]:
    """Return the rows of all products in the order of `COLUMNS`."""
    chance = random.Random(7)
    words = vocabulary()
    weights = list(itertools.accumulate(1 / (place + 10) for place in range(len(words))))
    for number in range(products):
        name = chance.choices(words, cum_weights=weights, k=chance.randint(2, 5))
        description = chance.choices(words, cum_weights=weights, k=chance.randint(6, 18))
        if chance.random() < 0.3:
            chance.choice((name, description)).append("classic")
        if chance.random() < 0.6:
            description.append(("modern", "vintage")[number % 2])
        if number % max(1, products // 30) == 1:
            description += ["modern", "vintage"]
        if number % max(1, products // 10) == 7:
            name.append("xylophone")
        first, second = " ".join(name).title(), " ".join(description)
        cents = 100 + number * 7919 % 100_000
        yield (
            first, second, searchable(first), searchable(first, second), cents, MOMENT,
            number % 7, 1 + number * 31 % 20, MOMENT, MOMENT,
        )  # fmt: skip


def kinds() -> dict[str, str]:
    """Return the searches by what they are."""
    words = vocabulary()
    return {
        "rare word": "xylophone",
        "common word, 30 %": "classic",
        "two words, 30 % each": "classic modern",
        "two words, 10 % each": f"{words[3]} {words[5]}",
        "two words, 1 % each": f"{words[90]} {words[100]}",
        "rare and common": "xylophone classic",
        "two common that hardly meet": "modern vintage",
        "beginning of a word": words[0][:3],
        "one letter": "c",
        "as one types": "xylophone c",
        "no hit": "zzzz",
    }


def filled(address: str, folder: Path, products: int) -> Flask:
    """Fill a database of before the index, bring it up, and return its shop."""
    settings = {
        "DATABASE_URL": address,
        "INSTANCE_FOLDER": str(folder),
        "UPLOAD_FOLDER": str(folder / "static"),
        "CATALOGUE_KEPT_BYTES": 0,  # Each search is answered anew.
        "RATELIMIT_ENABLED": "false",
        "LOG_REQUESTS": "false",
    }
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade(revision=BEFORE_SEARCH)
        SeedService.categories()
    if address.startswith("sqlite"):
        with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
            marks = ", ".join("?" * len(COLUMNS))
            insert = f"INSERT INTO product ({', '.join(COLUMNS)}) VALUES ({marks})"
            connection.executemany(insert, rows(products))
            connection.execute(PRICES)
    else:
        with psycopg.connect(address, options="-c timezone=UTC") as connection:
            with connection.cursor().copy(
                f"COPY product ({', '.join(COLUMNS)}) FROM STDIN"
            ) as copy:
                for row in rows(products):
                    copy.write_row(row)
            connection.execute(PRICES)
    begun = time.perf_counter()
    with app.app_context():
        flask_migrate.upgrade()
        print(f"Brought up in {time.perf_counter() - begun:.0f} s: {db.engine.dialect.name}")
        with db.engine.connect() as connection:
            postgresql = db.engine.dialect.name == "postgresql"
            connection.exec_driver_sql("VACUUM ANALYZE" if postgresql else "ANALYZE")
    return app


def sessions(app: Flask) -> list[int]:
    """Return the processes of PostgreSQL that serve the shop; of SQLite none."""
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        return []
    address = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address) as connection:
        mine = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        found = connection.execute(
            f"{mine} AND pid <> pg_backend_pid() AND client_port IS NOT NULL"
        )
        return [pid for (pid,) in found]


def measure(app: Flask, sorts: list[str], calls: int) -> None:
    """Print what each kind of search costs."""
    print("| search | sort | rows | CPU ms (median) | p50 ms | p99 ms |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    client = app.test_client()
    searches = [*kinds().items(), ("no search", ""), ("suggestions", None)]
    for (kind, query), sort in itertools.product(searches, sorts):
        path = f"/api/products?{urlencode({'q': query, 'sort': sort})}"
        if query is None:
            path = f"/api/products/suggest?q={kinds()['beginning of a word']}"
        for _ in range(6):  # From the sixth on psycopg has its statements prepared.
            answer = client.get(path)
        assert answer.status_code == 200, answer.text
        of_database = sessions(app)
        clock, cpu = [], []
        for _ in range(calls):
            before, began = cpu_of(of_database), time.perf_counter()
            client.get(path)
            clock.append((time.perf_counter() - began) * 1000)
            cpu.append((cpu_of(of_database) - before) * 1000)
        p50, p99 = statistics.median(clock), sorted(clock)[int(len(clock) * 0.99) - 1]
        found = len(answer.json or [])
        typical = statistics.median(cpu)
        print(f"| {kind} | {sort} | {found} | {typical:.1f} | {p50:.1f} | {p99:.1f} |", flush=True)


def cpu_of(processes: list[int]) -> float:
    """Return the CPU seconds of this process and of `processes`."""
    return time.process_time() + sum(map(cpu_seconds, processes))


def main() -> None:
    """Fill both databases, one after the other, and measure each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--sorts", default="newest,relevance", help="separated by commas")
    options = parser.parse_args()
    sorts = options.sorts.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(
            filled(f"sqlite:///{folder / 'shop.db'}", folder, options.products),
            sorts,
            options.calls,
        )
    with running_postgres() as postgres, tempfile.TemporaryDirectory() as name:
        shop = filled(postgres.create("search"), Path(name), options.products)
        measure(shop, sorts, options.calls)


if __name__ == "__main__":
    main()
