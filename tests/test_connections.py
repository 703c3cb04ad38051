"""How many connections a process has, and what happens when all are in use, or a file is new."""

import sqlite3
import threading

import pytest

from app import create_app
from models import db
from tests.conftest import test_settings as settings_of
from tests.shop_driver import Shop, made, refused

FULL = 2  # as SQLite's `synchronous` says it


@pytest.fixture
def shop_with_pool(running_shops, tmp_path):
    """Make a shop with one connection that a request waits a second for, or as settings say."""
    address = running_shops("postgresql").app.config["SQLALCHEMY_DATABASE_URI"]
    narrow = {"DATABASE_POOL_SIZE": "1", "DATABASE_POOL_OVERFLOW": "0"}
    apps = []

    def make(**settings):
        settings = {**narrow, "DATABASE_POOL_TIMEOUT": "1", **settings}
        apps.append(create_app(settings_of(address, tmp_path) | settings))
        return Shop(apps[-1], "postgresql")

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_a_request_that_gets_no_connection_is_told_to_come_again(shop_with_pool):
    shop = shop_with_pool()
    with shop.app.app_context(), db.engine.connect():
        answer = shop.get("/api/categories")
        refused(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "1"
    made(shop.get("/api/categories"))


def test_more_are_opened_when_all_are_in_use(shop_with_pool):
    shop = shop_with_pool(DATABASE_POOL_OVERFLOW="1")
    with shop.app.app_context(), db.engine.connect():
        made(shop.get("/api/categories"))


def test_a_connection_is_opened_anew_when_it_is_old(shop_with_pool):
    shop = shop_with_pool(DATABASE_POOL_RECYCLE="60")
    with shop.app.app_context():
        numbers = []
        for age in (0, 59, 61):
            with db.engine.connect() as connection:
                record = connection.connection._connection_record
                record.starttime -= age
            with db.engine.connect() as connection:
                numbers.append(connection.connection.dbapi_connection.info.backend_pid)
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_new_file_that_somebody_works_on_is_waited_for(tmp_path):
    """Of two nodes that meet at a new SQLite file the second was told at once that it is locked."""
    file = tmp_path / "new.db"
    app = create_app(settings_of(f"sqlite:///{file}", tmp_path))
    first = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    first.execute("BEGIN IMMEDIATE")
    with app.app_context():
        leaving = threading.Timer(0.2, lambda: first.execute("ROLLBACK"))
        leaving.start()
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        leaving.join()
        db.engine.dispose()
    first.close()


def test_what_was_answered_outlives_a_power_cut(tmp_path):
    """By NORMAL, which is enough against crashes, SQLite would lose the last commits."""
    app = create_app(settings_of(f"sqlite:///{tmp_path / 'new.db'}", tmp_path))
    with app.app_context():
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == FULL
        db.engine.dispose()
