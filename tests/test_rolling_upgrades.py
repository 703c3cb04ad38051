"""Nodes are upgraded one after another: the new schema serves the version before it, too."""

from __future__ import annotations

import ast
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from sqlalchemy import inspect, text

from app import create_app
from models import db
from services.seed_service import CATEGORIES, SeedService
from tests.conftest import test_settings as settings_of
from tests.live_shop import LiveShop
from tests.shop_driver import ADMIN_PASSWORD, Shop, made

VERSIONS = sorted((Path(__file__).parent.parent / "migrations" / "versions").glob("0*.py"))
VERDICT = re.compile(r"(Safe|Not safe) while the version before runs[ ,:]")


def verdict(revision: Path) -> str | None:
    said = ast.get_docstring(ast.parse(revision.read_text(encoding="utf-8"))) or ""
    found = VERDICT.search(" ".join(said.split()) + " ")
    return found and found[1]


def tables() -> dict[str, dict[str, Any]]:
    """Return what the version before relies on: each table's columns, and what it may not hold."""
    inspector = inspect(db.engine)
    return {
        table: {
            "columns": {one["name"]: one for one in inspector.get_columns(table)},
            "rules": {one["name"] for one in inspector.get_check_constraints(table)}
            | {one["name"] for one in inspector.get_unique_constraints(table)}
            | {one["name"] for one in inspector.get_indexes(table) if one["unique"]}
            | {one["name"] for one in inspector.get_foreign_keys(table)},
        }
        for table in inspector.get_table_names()
    }


def hurt(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    """Name what a program that knows only `before` would stumble over."""
    found = [f"{table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        had, has = before[table]["columns"], after[table]["columns"]
        found += [f"{table}.{name} is gone" for name in had.keys() - has.keys()]
        for name in had.keys() & has.keys():
            if str(had[name]["type"]) != str(has[name]["type"]):
                found.append(f"{table}.{name} is of another type")
        for name, column in has.items():
            was_asked = name in had and not had[name]["nullable"]
            if not column["nullable"] and column["default"] is None and not was_asked:
                found.append(f"{table}.{name} must be given")
        of_new_columns = has.keys() - had.keys()
        for rule in after[table]["rules"] - before[table]["rules"]:
            if not any(name in str(rule) for name in of_new_columns):
                found.append(f"{table} has the new rule {rule}")
    return found


@pytest.mark.parametrize("revision", VERSIONS, ids=lambda path: path.stem[:4])
def test_each_revision_says_whether_the_version_before_may_run(revision):
    assert verdict(revision), revision.name


def test_what_is_called_safe_takes_nothing_away_and_asks_for_nothing_new(database_url, tmp_path):
    app = create_app(settings_of(database_url, tmp_path))
    found: dict[str, list[str]] = {}
    with app.app_context():
        for revision in VERSIONS:
            before = tables()
            flask_migrate.upgrade(revision=revision.name[:4])
            found[revision.name[:4]] = hurt(before, tables())
        db.engine.dispose()
    safe = [one.name[:4] for one in VERSIONS if verdict(one) == "Safe"]
    assert {number: found[number] for number in safe} == {number: [] for number in safe}
    # The control: what was written anew is seen to be.
    assert "product.price is gone" in found["0002"]


def test_nodes_that_are_set_up_at_once_make_one_shop(database_url, tmp_path):
    with LiveShop(database_url, tmp_path) as live:
        with ThreadPoolExecutor(2) as pool:
            runs = list(pool.map(lambda _: live.flask("setup"), range(2)))
        assert [run.returncode for run in runs] == [0] * 2, [run.stderr for run in runs]
        app = create_app(live.environment)
        shop = Shop(app, live.database)
        assert [one["name"] for one in made(shop.get("/api/categories"))] == list(CATEGORIES)
        names = [one["username"] for one in made(shop.get("/api/admin/users", shop.admin))]
        assert names == ["admin"]
        with app.app_context():
            db.engine.dispose()


def test_seeds_that_meet_are_sown_once(shop, monkeypatch):
    """Both nodes have found the shop empty before either writes."""
    with shop.app.app_context():
        monkeypatch.setattr(db.session, "scalar", lambda *_: None)
        assert SeedService.categories() == 0
        assert SeedService._add_admin("another hash") is False
    assert len(made(shop.get("/api/categories"))) == len(CATEGORIES)
    assert shop.sign_in("admin", ADMIN_PASSWORD)


def test_a_node_is_ready_when_its_database_is_as_new_as_itself_or_newer(database_url, tmp_path):
    app = create_app(settings_of(database_url, tmp_path))
    shop = Shop(app, database_url.partition(":")[0])
    with app.app_context():
        outcomes = {}
        flask_migrate.upgrade()
        known = app.extensions["migrate"].newest
        for number in (known, "9999", "0001"):
            change = "UPDATE alembic_version SET version_num = :number"
            db.session.execute(text(change), {"number": number})
            outcomes[number] = shop.get("/health/ready").json["checks"]["migrations"]
        db.session.remove()
        db.engine.dispose()
    assert outcomes == {known: "ok", "9999": "ok", "0001": "failed"}


def test_a_node_stays_ready_while_the_next_version_is_put_in_its_place(
    database_url, tmp_path, monkeypatch
):
    shutil.copytree(VERSIONS[0].parents[1], tmp_path / "migrations")
    monkeypatch.setattr("app.MIGRATIONS", tmp_path / "migrations")
    app = create_app(settings_of(database_url, tmp_path))
    shop = Shop(app, database_url.partition(":")[0])
    with app.app_context():
        flask_migrate.upgrade()
        (tmp_path / "migrations" / "versions" / "9999_of_the_next_version.py").touch()
        kept = shop.get("/health/ready").json["checks"]["migrations"]
        db.session.remove()
        db.engine.dispose()
    anew = create_app(settings_of(database_url, tmp_path))
    with anew.app_context():
        started = Shop(anew, shop.database).get("/health/ready").json["checks"]["migrations"]
        db.session.remove()
        db.engine.dispose()
    assert (kept, started) == ("ok", "failed")
