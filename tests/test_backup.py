"""A backup holds the shop of one instant, and is restored whole or not at all."""

from __future__ import annotations

import json
import threading
import time
import zipfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app import create_app
from models import Base, db
from services.archive import BackupError
from services.backup_service import BackupService
from services.restore_service import RestoreService
from tests.conftest import test_settings as settings_of
from tests.live_shop import LiveShop
from tests.shop_driver import PASSWORD, Shop, made, picture, refused


@pytest.fixture
def restored(new_database, tmp_path):
    """Open another shop on a new database and an empty folder, restored from a backup."""
    made_shops = []

    def restore(file: Path, kind: str, force: bool = False, into: Shop | None = None) -> Shop:
        if into is None:
            folder = tmp_path / f"restored-{len(made_shops)}"
            into = Shop(create_app(settings_of(new_database(kind), folder)), kind)
            made_shops.append(into)
        with into.app.app_context():
            RestoreService.restore(file, force)
        return into

    yield restore
    for shop in made_shops:
        with shop.app.app_context():
            db.engine.dispose()


def backup(shop: Shop, file: Path) -> Path:
    with shop.app.app_context():
        BackupService.take(file)
    return file


def rows_of(shop: Shop) -> dict[str, list]:
    """Return every row of every table; but what a restore itself counts up."""
    tables = [one for one in Base.metadata.sorted_tables if one.name != "catalogue_state"]
    with shop.app.app_context():
        found = {one.name: db.session.execute(select(one).order_by(one.c.id)) for one in tables}
        return {name: [tuple(row) for row in rows] for name, rows in found.items()}


def fill(shop: Shop) -> str:
    """Do a bit of everything; return a customer's token."""
    token = shop.make_user("Änne")
    product = shop.make_product(name='Naïve "cup", 3 €', description=None, stock=50)
    other = shop.make_product(price=19.99)
    offer = shop.make_offer(12.5, timezone="Europe/Berlin")
    shop.apply(offer, product)
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture()))
    made(shop.upload("/api/user/profile-image", token, picture("JPEG", (300, 200)), "a.jpg"))
    shop.add_to_cart(token, product, 2)
    headers = {"Idempotency-Key": "once"}
    made(shop.post("/api/checkout", token, headers=headers))
    shop.add_to_cart(token, other)
    refused(
        shop.post("/api/login", json={"username": "Änne", "password": "no"}),
        401,
        "wrong-credentials",
    )
    return token


def images_open(shop: Shop) -> int:
    """Load every picture that products and their renditions name; return how many there were."""
    products = made(shop.get("/api/products?limit=100"))
    addresses = [
        address
        for product in products
        if product["image"]
        for address in (
            product["image_url"],
            *(one["url"] for one in product["image"]["renditions"]),
        )
    ]
    for address in addresses:
        assert shop.get(address).status_code == 200
    return len(addresses)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_restored_shop_is_the_same_on_either_database(shop, restored, tmp_path, target):
    token = fill(shop)
    file = backup(shop, tmp_path / "shop.zip")

    other = restored(file, target)

    assert rows_of(other) == rows_of(shop)
    assert made(other.get("/api/admin/verify", shop.admin))["clean"]
    assert images_open(other) == images_open(shop) > 1
    again = other.post("/api/checkout", token, headers={"Idempotency-Key": "once"})
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.sign_in("Änne", PASSWORD)


def test_ids_go_on_where_the_shop_was(shop, restored, tmp_path):
    """The last rows may be gone: their ids are not given to others."""
    token = shop.make_user("leaving")
    mine = made(shop.get("/api/user", token))["id"]
    made(shop.delete("/api/user", token, json={"password": PASSWORD}))

    other = restored(backup(shop, tmp_path / "shop.zip"), shop.database)

    answer = made(other.post("/api/register", json={"username": "new", "password": PASSWORD}))
    assert answer["user"]["id"] == mine + 1
    assert other.get("/api/user", token).status_code == 401


def test_a_shop_that_is_there_is_only_replaced_by_force(shop, restored, tmp_path):
    fill(shop)
    file = backup(shop, tmp_path / "shop.zip")
    before = rows_of(shop)
    shop.make_product(name="Since")
    now = rows_of(shop)

    with pytest.raises(BackupError, match="holds a shop already"):
        restored(file, shop.database, into=shop)
    assert rows_of(shop) == now
    restored(file, shop.database, force=True, into=shop)

    assert rows_of(shop) == before


def test_a_shop_on_its_first_day_may_be_filled(shop, restored, tmp_path, running_shops):
    fill(shop)
    file = backup(shop, tmp_path / "shop.zip")
    other = restored(file, shop.database)
    again = backup(other, tmp_path / "again.zip")

    assert rows_of(restored(again, shop.database)) == rows_of(shop)


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(file: Path, changed: dict[str, bytes | None]) -> None:
    """Write an archive anew with members changed, or left out for None."""
    content = {**members(file), **changed}
    with zipfile.ZipFile(file, "w") as archive:
        for name, one in content.items():
            if one is not None:
                archive.writestr(name, one)


def of_manifest(file: Path, **changed) -> dict[str, bytes]:
    told = json.loads(members(file)["manifest.json"])
    return {"manifest.json": json.dumps({**told, **changed}).encode()}


def damages(file: Path):
    """Yield what may be wrong with an archive, how it is made so, and what is said of it."""
    told = json.loads(members(file)["manifest.json"])
    image = next(iter(told["files"]))
    orders = members(file)["tables/order.jsonl"]
    outside = {"files/../../etc/x.png": {"bytes": 0, "sha256": ""}}
    yield (
        orders.replace(b'"placed"', b'"placde"'),
        "tables/order.jsonl is not as",
        "tables/order.jsonl",
    )
    yield None, "can't be read", "tables/order.jsonl"
    yield members(file)[image][:-1], "is not as it was written", image
    yield None, "no whole backup", "manifest.json"
    yield of_manifest(file, format=2)["manifest.json"], "newer form", "manifest.json"
    yield of_manifest(file, revision="9999")["manifest.json"], "newer shop", "manifest.json"
    yield (
        of_manifest(file, files={**told["files"], **outside})["manifest.json"],
        r"etc/x\.png",
        "manifest.json",
    )


def test_a_damaged_archive_is_refused_naming_what_is_wrong(shop, restored, tmp_path, new_database):
    fill(shop)
    file = backup(shop, tmp_path / "shop.zip")
    whole = file.read_bytes()
    target = restored(file, shop.database)
    before = rows_of(target)
    for content, said, member in list(damages(file)):
        file.write_bytes(whole)
        rewritten(file, {member: content})

        with pytest.raises(BackupError, match=said):
            restored(file, shop.database, force=True, into=target)
        assert rows_of(target) == before, said
    for size in (0, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        with pytest.raises(BackupError):
            restored(file, shop.database, force=True, into=target)
    assert rows_of(target) == before


def test_a_backup_that_breaks_off_leaves_no_file(shop, tmp_path, monkeypatch):
    fill(shop)
    monkeypatch.setattr("services.backup_service._batches", lambda table: 1 / 0)

    with pytest.raises(ZeroDivisionError), shop.app.app_context():
        BackupService.take(tmp_path / "shop.zip")

    assert [one.name for one in tmp_path.iterdir() if "shop.zip" in one.name] == []


def test_a_restore_that_breaks_off_changes_no_row(shop, restored, tmp_path, monkeypatch):
    fill(shop)
    file = backup(shop, tmp_path / "shop.zip")
    shop.make_product(name="Since")
    before = rows_of(shop)
    monkeypatch.setattr("services.restore_service.catalogue_changed", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        restored(file, shop.database, force=True, into=shop)

    assert rows_of(shop) == before


@contextmanager
def busy(shop: LiveShop):
    """Customers buy and the admin changes pictures until the block is done."""
    products = [shop.make_product(stock=100_000) for _ in range(3)]
    tokens = shop.buyers(4)
    done = threading.Event()
    orders: list[int] = []

    def buy(token: str) -> None:
        while not done.is_set():
            for product in products:
                shop.add_to_cart(token, product)
            orders.append(made(shop.post("/api/checkout", token))["order"]["id"])

    def paint() -> None:
        while not done.is_set():
            for product in products:
                made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture()))

    work = threading.Thread(
        target=shop.at_once, args=([*(partial(buy, token) for token in tokens), paint],)
    )
    work.start()
    try:
        yield orders, work
    finally:
        done.set()
        work.join()


def test_a_backup_taken_while_customers_buy_proves_itself(
    database_url, new_database, tmp_path, restored
):
    kind = database_url.partition(":")[0]
    with LiveShop(database_url, tmp_path / "live") as shop:
        (tmp_path / "live").mkdir()
        shop.prepare()
        shop.start()
        file = tmp_path / "shop.zip"
        with busy(shop) as (orders, work):
            while len(orders) < 20 and work.is_alive():
                time.sleep(0.05)
            for _ in range(3):  # An image may be replaced at the very moment.
                done = shop.flask("backup", str(file))
                if done.returncode == 0:
                    break
            sold = len(orders)
        assert done.returncode == 0, done.stderr
        admin = shop.admin

    other = restored(file, kind)

    verified = made(other.get("/api/admin/verify", admin))
    assert verified["clean"], verified
    assert images_open(other) > 0
    with other.app.app_context():
        kept = db.session.execute(text('SELECT count(*) FROM "order"')).scalar_one()
    assert 20 <= kept <= sold + 4


def test_commands_tell_what_they_did(shop, tmp_path):
    fill(shop)
    run = partial(shop.app.test_cli_runner().invoke)
    file = tmp_path / "shop.zip"

    taken = run(args=["backup", str(file)])
    again = run(args=["restore", str(file)])
    forced = run(args=["restore", str(file), "--force"])

    assert (taken.exit_code, taken.stdout) == (0, f"Wrote {file}.\n")
    assert again.exit_code == 1
    assert "holds a shop already" in again.output
    assert forced.exit_code == 0
    assert "Prove it: flask verify" in forced.stdout
    assert run(args=["backup", str(tmp_path / "no" / "shop.zip")]).exit_code == 1
