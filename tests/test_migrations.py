"""An original database is brought to today's schema whole, or stays as it was."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import InternalError

from app import create_app
from migrations.adoption import adopt
from models import db, is_of_the_models
from tests.conftest import MovableClock, test_settings
from tests.original_database import (
    CLEAN,
    COLUMNS,
    HASHES,
    PASSWORDS,
    make_original_database,
    original_tables,
)

TOO_LATE = "INSERT INTO order_item"
"""By then the original tables are gone and most of today's are filled."""
KILLED = 9
VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
HEAD = max(path.name for path in VERSIONS.glob("0*.py"))[:4]
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The shop on an empty database, with no table yet."""
    app = create_app(test_settings(database_url, tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


class Broken(Exception):
    """What the tests break a migration with."""


# --- What a database holds --------------------------------------------------------------------


def contents(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table: [
                tuple(row)
                for row in connection.execute(text(f'SELECT * FROM "{table}" ORDER BY 1'))
            ]
            for table in inspect(connection).get_table_names()
        }


def todays_rows(app: Flask, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of one of today's tables, as the models read them."""
    rows = db.metadata.tables[table].select().order_by(text("id"))
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(rows)]


def schema(app: Flask) -> dict[str, Any]:
    """Return everything that the database itself says about its tables."""
    with app.app_context(), db.engine.connect() as connection:
        return described(connection)


def described(connection: Connection) -> dict[str, Any]:
    inspector = inspect(connection)
    tables = [name for name in inspector.get_table_names() if name != "alembic_version"]
    found: dict[str, Any] = {}
    for table in tables:
        found[table] = {
            "columns": in_order(inspector.get_columns(table)),
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": in_order(inspector.get_foreign_keys(table)),
            "unique": in_order(inspector.get_unique_constraints(table)),
            "checks": in_order(inspector.get_check_constraints(table)),
            "indexes": in_order(inspector.get_indexes(table)),
        }
    if connection.dialect.name == "sqlite":
        statements = connection.execute(text("SELECT name, sql FROM sqlite_master")).all()
        found["statements"] = {
            # ALTER TABLE adds its columns to the end of the last line, and quotes a new name.
            name: in_order(
                [
                    part.strip(" \t,)").replace('"', "")
                    for part in re.split("\n|, ", sql or "")
                    if part
                ]
            )
            for name, sql in statements
            if "alembic_version" not in name
        }
    return found


def in_order(parts: list[Any]) -> list[str]:
    return sorted(json.dumps(part, default=str, sort_keys=True) for part in parts)


def upgrade(app: Flask, revision: str = "head") -> None:
    with app.app_context():
        flask_migrate.upgrade(revision=revision)


def downgrade(app: Flask, revision: str) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision=revision)


def at_statement(app: Flask, beginning: str, act: Callable[[], None]) -> None:
    """Let `act` happen when the database is asked for a statement that begins so."""

    def look(*arguments: Any) -> None:
        if arguments[2].startswith(beginning):
            act()

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", look)


# --- Adoption ---------------------------------------------------------------------------------


def test_every_row_of_an_original_database_is_kept_cleaned(
    app: Flask, database_url: str, moved_clock: MovableClock
) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    now = moved_clock.instant
    alice, bob, admin = HASHES["alice"], HASHES["bob"], HASHES["admin"]
    assert todays_rows(app, "user") == [
        (1, "alice", "alice", 0, alice, False, now, True, "alice.png", None),
        (2, "bob", "bob", 0, bob, False, now, True, None, None),
        (4, "admin", "admin", 0, admin, True, now, True, None, None),
        (5, "ALICE", "alice", 1, bob, False, now, True, None, None),
        (6, "ａlice", "alice", 2, bob, True, now, True, None, None),
    ]
    assert todays_rows(app, "user_session") == []
    assert todays_rows(app, "category") == [(1, "Books"), (2, "Toys"), (3, "Uncategorised")]
    assert [row[12:15] for row in todays_rows(app, "product")] == [
        (1, now, False), (None, now, True), (None, now, True), (2, now, True),
        (None, now, False), (None, now, False),
    ]  # fmt: skip
    assert [row[15:] for row in todays_rows(app, "product")] == [
        ("novel.jpg", None), *[(None, None)] * 5,
    ]  # fmt: skip
    assert [row[1:5] for row in todays_rows(app, "image")] == [
        ("product", 1, 1, "novel.jpg"), ("user", 1, 1, "alice.png"),
    ]  # fmt: skip
    assert todays_rows(app, "offer_set") == [(1, "1"), (2, "2")]
    assert todays_rows(app, "offer_set_member") == [(1, 1, 1), (2, 2, 2)]
    assert [row[:12] for row in todays_rows(app, "product")] == [
        (1, "Novel", None, " novel", " novel", 1999, now, 5, 1, now, now, None),
        (2, "Kite", None, " kite", " kite", 29, now, 0, 2, now, now, None),
        (3, "Café Á", None, " cafe a", " cafe a", 101, now, 0, 2, now, now, None),
        (4, "Debt", None, " debt", " debt", 0, now, 0, 1, now, now, now),
        (5, "Product 5", None, " product 5", " product 5", 30, now, 7, 3, now, now, None),
        (6, "Endless", None, " endless", " endless", 0, now, 1, 3, now, now, now),
    ]
    assert todays_rows(app, "price_point") == [
        (1, 1, 1999, now),
        (2, 2, 29, now),
        (3, 3, 101, now),
        (4, 4, 0, now),
        (5, 5, 30, now),
        (6, 6, 0, now),
    ]
    assert todays_rows(app, "stock_movement") == [
        (1, 1, 5, "adopted", None, now),
        (2, 5, 7, "adopted", None, now),
        (3, 6, 1, "adopted", None, now),
    ]


def test_every_offer_cart_and_order_of_an_original_database_is_kept_cleaned(
    app: Flask, database_url: str, moved_clock: MovableClock
) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    now = moved_clock.instant
    black_friday = datetime(2026, 11, 27, tzinfo=UTC)
    first, second = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
    ends = black_friday + timedelta(days=1, seconds=0.5)
    assert todays_rows(app, "offer") == [
        (1, "Black Friday", 1250, black_friday, ends, now, None, None),
        (2, "Backwards", 1000, second, second, now, None, None),
        (3, "Too much", 10000, first, second, now, None, None),
        (4, "Surcharge", 0, first, second, now, None, None),
        (5, "Fine print", 1235, first, second, now, None, None),
    ]
    assert todays_rows(app, "offer_application") == [(1, 1, 1, now, None), (2, 2, 4, now, None)]
    assert todays_rows(app, "cart_item") == [
        (1, 1, 1, 5),
        (2, 2, 1, 1),
        (4, 1, 2, 1),
        (11, 4, 1, 10_000_000),
    ]
    assert todays_rows(app, "order") == [
        (1, 1, "delivered", 4027, None),
        (2, None, "delivered", 29, None),
        (3, None, "delivered", 1000, None),
        (4, 1, "delivered", 5997, None),
        (5, 2, "delivered", 30, None),
        (6, 2, "delivered", 101, None),
    ]
    assert todays_rows(app, "order_item") == [
        (1, 1, 1, "Novel", 2, 1999),
        (2, 1, 2, "Kite", 1, 29),
        (3, 2, 2, "Kite", 1, 29),
        (4, 3, None, "Product 99", 2, 500),
        (5, 4, 1, "Novel", 3, 1999),
    ]


def test_the_report_names_every_row_that_could_not_stay_as_it_was(
    app: Flask, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    lost_price = "5" if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite") else "5.00"
    assert capsys.readouterr().out.splitlines() == [
        "Adopted the rows of an original database: user 5, category 2, offer 5, product 6, "
        "cart_item 12, order 6, order_item 6.",
        "- user: image dropped, not a bare file name (1): 2 '../bob.png'",
        '- user: same name as an older one, both kept (2): 5 "ALICE"; 6 "ａlice"',
        '- offer: ended before it began, now ends as it begins (1): 2 "Backwards" '
        "2026-12-02 00:00:00 to 2026-12-01 00:00:00",
        '- offer: discount changed (3): 3 "Too much" 150.0 % to 100 %; '
        '4 "Surcharge" -5.0 % to 0 %; 5 "Fine print" 12.345 % to 12.35 %',
        '- product: category gone, now in Uncategorised (2): 5 "" from category 99; '
        '6 "Endless" from category 98',
        '- product: offer gone, now without (1): 5 "" had offer 99',
        "- product: image dropped, not a bare file name (1): 2 'kites/red.jpg'",
        '- product: price rounded to whole cents (1): 3 "Café Á" 1.005 to 1.01',
        '- product: stock changed (2): 3 "Café Á" None to 0; 4 "Debt" -3 to 0',
        '- product: no usable price, now 0.00 and withdrawn (2): 4 "Debt" -5.0; 6 "Endless" inf',
        '- product: had no name (1): 5 now "Product 5"',
        "- order_item: product gone, line kept (1): "
        f"4 (order 3, product 99, quantity 2, price {lost_price})",
        "- order_item: dropped, its order is gone (1): "
        "6 (order 77, product 1, quantity 1, price 9.99)",
        "- cart_item: joined with an older line of the same product (2): "
        "3 (user 1, product 1, quantity 3) into 1; "
        "12 (user 4, product 1, quantity 2000000) into 11",
        "- cart_item: quantity unknown, now 1 (1): 4",
        "- cart_item: dropped, quantity below 1 (2): 5 (user 2, product 2, quantity 0); "
        "6 (user 2, product 3, quantity -1)",
        "- cart_item: dropped, its user or product is gone (4): "
        "7 (user 99, product 1, quantity 1); 8 (user None, product 1, quantity 1); "
        "9 (user 2, product 99, quantity 1); 10 (user 2, product None, quantity 1)",
        "- cart_item: quantity cut to 10000000 (1): 11 was 11000000",
        "- order: user gone, order kept (1): 3 of user 99",
        "- order: total unknown, now the sum of its lines (1): 4 (lines 59.97)",
        "- order: total differs from its lines, kept (2): 5 (total 0.30, lines 0.00); "
        "6 (total 1.01, lines 0.00)",
    ]


@pytest.mark.parametrize("images", [True, False], ids=["images", "no images"])
def test_a_database_without_dirt_is_adopted_without_a_change(
    app: Flask, database_url: str, capsys: pytest.CaptureFixture[str], images: bool
) -> None:
    make_original_database(database_url, images=images)
    upgrade(app)
    assert capsys.readouterr().out == (
        "Adopted the rows of an original database: user 3, category 2, offer 1, product 2, "
        "cart_item 2, order 2, order_item 3.\n"
    )
    of_alice, of_novel = ("alice.png", "novel.jpg") if images else (None, None)
    assert [row[8] for row in todays_rows(app, "user")] == [of_alice, None, None]
    assert [row[15] for row in todays_rows(app, "product")] == [of_novel, None]


def test_a_database_older_than_offers_is_adopted(
    app: Flask, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_original_database(database_url, images=False, offers=False)
    upgrade(app)
    assert capsys.readouterr().out == (
        "Adopted the rows of an original database: user 3, category 2, offer 0, product 2, "
        "cart_item 2, order 2, order_item 3.\n"
    )
    assert [row[1] for row in todays_rows(app, "product")] == ["Novel", "Kite"]
    assert todays_rows(app, "offer_application") == []


def test_adopted_accounts_sign_in_with_their_old_passwords(app: Flask, database_url: str) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    for name, password in {**PASSWORDS, "ALICE": PASSWORDS["bob"]}.items():
        answer = app.test_client().post("/api/login", json={"username": name, "password": password})
        assert answer.status_code == 200
    wrong = {"username": "ALICE", "password": PASSWORDS["alice"]}
    assert app.test_client().post("/api/login", json=wrong).status_code == 401


def test_new_rows_come_after_the_adopted_ones(
    app: Flask, database_url: str, moved_clock: MovableClock
) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    at = moved_clock.instant
    new: dict[str, tuple[int, dict[str, Any]]] = {
        "user": (7, {"username": "x", "name_key": "x", "password": "", "created_at": at}),
        "category": (4, {"name": "New"}),
        "offer": (
            6,
            {"name": "", "basis_points": 0, "starts_at": at, "ends_at": at, "created_at": at},
        ),
        "price_point": (7, {"product_id": 2, "price_cents": 1, "since": at + timedelta(1)}),
        "offer_application": (3, {"product_id": 1, "offer_id": 2, "applied_at": at}),
        "stock_movement": (
            4,
            {"product_id": 2, "delta": 1, "reason": "correction", "created_at": at},
        ),
        "order": (7, {"status": "placed", "total_cents": 0}),
        "order_item": (6, {"order_id": 1, "name": "", "quantity": 1, "price_cents": 1}),
        "cart_item": (12, {"user_id": 2, "product_id": 2, "quantity": 1}),
    }
    with app.app_context(), db.engine.connect() as connection:
        for table, (expected, values) in new.items():
            added = connection.execute(db.metadata.tables[table].insert().values(values))
            assert (table, added.inserted_primary_key) == (table, (expected,))


def test_products_of_before_are_found_by_their_words(app: Flask, database_url: str) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app, "0003")
    upgrade(app)
    found = {
        word: [one["id"] for one in app.test_client().get(f"/api/products?q={word}").json or []]
        for word in ("cafe", "KIT", "product", "debt", "nothing")
    }
    assert found == {"cafe": [3], "KIT": [2], "product": [5], "debt": [], "nothing": []}


# --- Values that no database lets through -----------------------------------------------------


def rows_of(table: str, *rows: tuple[Any, ...]) -> dict[str, list[dict[str, Any]]]:
    """Return an original database with these rows in one table, and CLEAN ones in the others."""
    tables = {**CLEAN, table: rows}
    return {
        name: [dict(zip(columns, row, strict=True)) for row in tables[name]]
        for name, columns in COLUMNS.items()
    }


def test_offer_times_are_read_in_every_form_and_dropped_when_unreadable() -> None:
    day = "2026-01-01"
    rows, report = adopt(
        rows_of(
            "offer",
            (1, "Blank", 5.0, f"{day} 00:00:00", f"{day} 00:00:00.000001"),
            (2, "T", 5.0, f"{day}T00:00:00", NEW_YEAR.replace(tzinfo=None)),
            (3, "Zone", 5.0, f"{day}T02:00:00+02:00", f"{day} 00:00:00"),
            (4, "Words", 5.0, "tomorrow", f"{day} 00:00:00"),
            (5, "Number", 5.0, f"{day} 00:00:00", 20260101),
            (6, "Nothing", 5.0, None, None),
        ),
        NEW_YEAR,
    )
    soon = NEW_YEAR + timedelta(microseconds=1)
    assert [(row["id"], row["starts_at"], row["ends_at"]) for row in rows["offer"]] == [
        (1, NEW_YEAR, soon),
        (2, NEW_YEAR, NEW_YEAR),
        (3, NEW_YEAR, NEW_YEAR),
    ]
    assert report.changes == {
        "offer: dropped, its times can't be read": [
            '4 "Words" 5.0 %, tomorrow to 2026-01-01 00:00:00',
            '5 "Number" 5.0 %, 2026-01-01 00:00:00 to 20260101',
            '6 "Nothing" 5.0 %, None to None',
        ]
    }


@pytest.mark.parametrize(
    ("price", "cents"),
    [
        (19.99, 1999),
        (0.125, 13),
        (2.675, 268),
        (1e-9, 0),
        (12, 1200),
        (-0.01, None),
        (None, None),
        (float("nan"), None),
        (float("-inf"), None),
        (1e300, None),
        ("a lot", None),
    ],
)
def test_a_price_is_read_as_it_was_typed_or_the_product_withdrawn(
    price: Any, cents: int | None
) -> None:
    rows, _ = adopt(rows_of("product", (1, "Novel", price, 1, 1, None)), NEW_YEAR)
    (product,) = rows["product"]
    assert product["price_cents"] == (cents or 0)
    assert product["withdrawn_at"] == (NEW_YEAR if cents is None else None)
    assert rows["price_point"] == [{"product_id": 1, "price_cents": cents or 0, "since": NEW_YEAR}]


def test_products_without_a_category_share_one_that_is_there_already() -> None:
    original = rows_of("category", (5, "Uncategorised"), (6, "Books"))
    original["product"][0]["category_id"] = None
    original["product"][1]["category_id"] = 6
    rows, report = adopt(original, NEW_YEAR)
    assert [row["id"] for row in rows["category"]] == [5, 6]
    assert [row["category_id"] for row in rows["product"]] == [5, 6]
    assert report.changes == {
        "product: category gone, now in Uncategorised": ['1 "Novel" from category None']
    }


def test_a_discount_that_is_no_number_is_none() -> None:
    offer = (1, "Odd", float("nan"), "2026-01-01 00:00:00", "2026-01-02 00:00:00")
    rows, report = adopt(rows_of("offer", offer), NEW_YEAR)
    assert [row["basis_points"] for row in rows["offer"]] == [0]
    assert report.changes == {"offer: discount changed": ['1 "Odd" nan % to 0 %']}


def test_an_order_line_without_quantity_or_price_is_kept() -> None:
    rows, report = adopt(rows_of("order_item", (1, 2, 2, None, float("nan"))), NEW_YEAR)
    (line,) = rows["order_item"]
    assert (line["quantity"], line["price_cents"]) == (1, 0)
    assert report.changes == {
        "order_item: price unknown, now 0.00": ["1 (order 2, product 2, quantity None, price nan)"],
        "order_item: quantity unknown, now 1": ["1"],
        "order: total differs from its lines, kept": [
            "1 (total 40.27, lines 0.00)",
            "2 (total 0.29, lines 0.00)",
        ],
    }


# --- The schema -------------------------------------------------------------------------------


def migration_context(connection: Connection) -> MigrationContext:
    options = {"include_name": is_of_the_models}
    return MigrationContext.configure(connection, opts=options)


def test_the_head_is_what_the_models_say(app: Flask) -> None:
    upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(migration_context(connection), db.metadata) == []
    migrated = schema(app)
    downgrade(app, "base")
    with app.app_context():
        db.create_all()
    assert migrated == schema(app)


def test_the_first_revision_is_the_original_schema(app: Flask) -> None:
    upgrade(app, "0001")
    migrated = schema(app)
    downgrade(app, "base")
    with app.app_context():
        original_tables().create_all(db.engine)
    assert migrated == schema(app)


def test_each_revision_is_what_its_file_is_called(app: Flask) -> None:
    with app.app_context():
        migrations = app.extensions["migrate"]
        scripts = ScriptDirectory.from_config(migrations.migrate.get_config())
        for script in scripts.walk_revisions():
            assert Path(script.path).name.partition("_")[0] == script.revision
        assert migrations.newest == scripts.get_current_head()


def test_a_database_with_a_migration_to_come_is_not_ready(app: Flask) -> None:
    readiness = app.test_client().get
    for act, ready in (
        (lambda: None, "failed"),
        (lambda: upgrade(app), "ok"),
        (lambda: downgrade(app, f"{int(HEAD) - 1:04}"), "failed"),
    ):
        act()
        assert readiness("/health/ready").json["checks"]["migrations"] == ready


def test_an_empty_database_goes_up_and_down_and_up_in_silence(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(app)
    head = schema(app)
    downgrade(app, "base")
    assert contents(app) == {"alembic_version": []}
    upgrade(app)
    assert schema(app) == head
    assert capsys.readouterr() == ("", "")


def test_flask_db_upgrades_checks_and_downgrades(app: Flask, database_url: str) -> None:
    make_original_database(database_url)
    run = app.test_cli_runner().invoke
    outcomes = [
        run(args=["db", *command.split()]) for command in ("upgrade", "check", "downgrade 0001")
    ]
    assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0]
    assert contents(app)["alembic_version"] == [("0001",)]


def test_only_an_upgrade_adopts(app: Flask, database_url: str) -> None:
    make_original_database(database_url, dirt=True)
    before = contents(app)
    run = app.test_cli_runner().invoke
    outcomes = [run(args=["db", *command.split()]) for command in ("current", "check", "downgrade")]
    assert [outcome.exit_code for outcome in outcomes] == [0, 1, 1]
    assert contents(app) == before


# --- All or nothing ---------------------------------------------------------------------------


def test_upgrading_twice_changes_nothing(
    app: Flask, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    before = contents(app)
    capsys.readouterr()
    upgrade(app)
    assert contents(app) == before
    assert capsys.readouterr() == ("", "")


def test_a_failure_in_the_middle_leaves_the_database_as_it_was(
    app: Flask, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_original_database(database_url, dirt=True)
    before = schema(app), contents(app)

    def fail() -> None:
        raise Broken

    at_statement(app, TOO_LATE, fail)
    with pytest.raises(Broken):
        upgrade(app)
    assert (schema(app), contents(app)) == before
    assert capsys.readouterr() == ("", "")


def test_a_process_killed_in_the_middle_leaves_the_database_as_it_was(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    make_original_database(database_url, dirt=True)
    before = schema(app), contents(app)
    process = start(be_killed_in_the_middle, database_url, tmp_path)
    process.join()
    assert process.exitcode == KILLED
    assert (schema(app), contents(app)) == before
    upgrade(app)
    assert contents(app)["alembic_version"] == [(HEAD,)]


def test_of_two_starts_at_once_one_migrates(app: Flask, database_url: str, tmp_path: Path) -> None:
    make_original_database(database_url, dirt=True)
    processes = [start(upgrade_in_another_process, database_url, tmp_path) for _ in range(2)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert contents(app)["alembic_version"] == [(HEAD,)]
    assert len(todays_rows(app, "price_point")) == 6


def start(act: Callable[[str, Path], None], database_url: str, folder: Path) -> Any:
    """Begin `act` in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=act, args=(database_url, folder))
    process.start()
    return process


def upgrade_in_another_process(database_url: str, folder: Path) -> None:
    upgrade(create_app(test_settings(database_url, folder)))


def be_killed_in_the_middle(database_url: str, folder: Path) -> None:
    app = create_app(test_settings(database_url, folder))
    at_statement(app, TOO_LATE, lambda: os._exit(KILLED))
    upgrade(app)


def test_migrating_leaves_the_connections_as_they_were(app: Flask) -> None:
    upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        assert connection.dialect.detect_autocommit_setting(connection.connection) is True
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_table_of_the_owners_own_loses_no_row(app: Flask, database_url: str) -> None:
    make_original_database(database_url)
    key = "product_id INTEGER REFERENCES product (id) ON DELETE CASCADE"
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLE review (id INTEGER PRIMARY KEY, {key})")
        connection.exec_driver_sql("INSERT INTO review VALUES (1, 1)")
    before = contents(app)
    if database_url.startswith("sqlite"):
        upgrade(app)
    else:
        with pytest.raises(InternalError, match="other objects depend on it"):
            upgrade(app)
        assert contents(app) == before
    assert contents(app)["review"] == [(1, 1)]


def test_no_adopted_row_points_nowhere(app: Flask, database_url: str) -> None:
    make_original_database(database_url, dirt=True)
    upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        for key in [key for table in db.metadata.sorted_tables for key in table.foreign_keys]:
            known = db.select(key.column)
            lost = db.select(key.parent).where(key.parent.is_not(None), key.parent.not_in(known))
            assert (str(key.parent), connection.execute(lost).all()) == (str(key.parent), [])


# --- The way back -----------------------------------------------------------------------------


def test_a_downgrade_gives_back_the_original_rows(app: Flask, database_url: str) -> None:
    make_original_database(database_url)
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(text('UPDATE "user" SET is_admin = false WHERE is_admin IS NULL'))
    before = contents(app)
    upgrade(app)
    downgrade(app, "0001")
    after = contents(app)
    assert after.pop("alembic_version") == [("0001",)]
    assert after == before


def test_a_downgrade_leaves_behind_only_what_does_not_fit(
    app: Flask, database_url: str, moved_clock: MovableClock
) -> None:
    make_original_database(database_url)
    upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        change = connection.exec_driver_sql
        change("UPDATE product SET withdrawn_at = created_at WHERE id = 1")
        change(f"UPDATE product SET name = '{'k' * 300}' WHERE id = 2")
        change("UPDATE order_item SET product_id = NULL WHERE id = 3")
        change("UPDATE offer_application SET removed_at = applied_at")
    downgrade(app, "0001")
    rows = contents(app)
    assert rows["product"] == [
        (1, "Novel", 19.99, 0, 1, None, "novel.jpg"),
        (2, "k" * 100, 0.29, 0, 2, None, None),
    ]
    assert [row[0] for row in rows["order_item"]] == [1, 2]
    assert [row[0] for row in rows["order"]] == [1, 2]
