"""Public reads from a real replica: used where it is new enough, never where it is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from app import create_app
from models import REPLICA, db
from routes.commands import prepare_database
from services import catalogue_state, replica
from tests.conftest import ADDRESS
from tests.conftest import test_settings as settings_of
from tests.e2e.standby_server import Standby
from tests.live_shop import LiveShop
from tests.shop_driver import ADMIN_PASSWORD, Shop, made
from tests.waiting import eventually

HOUR = "from=2026-11-25T00:00:00Z&to=2026-11-25T01:00:00Z"
PATHS = (
    "/api/products", "/api/products?sort=price", "/api/products?q=cup&count=true",
    "/api/products/1", "/api/products/1/image", f"/api/products/1/prices?{HOUR}",
    "/api/products/facets", "/api/products/suggest?q=cu", "/api/categories", "/api/categories/1",
    "/api/categories/1/products", "/api/offers/active",
)  # fmt: skip


class Replicated(Shop):
    """A shop in this process that counts which database its public reads come from."""

    def __init__(self, app, standby: Standby, address: str) -> None:
        super().__init__(app, "postgresql")
        self.standby, self.address = standby, address
        self.served: list[str] = []
        copy = app.extensions[REPLICA]
        lent = copy._lent

        def noted(*arguments):
            connection = lent(*arguments)
            self.served.append("replica" if connection is not None else "primary")
            return connection

        copy._lent = noted

    def catch_up(self) -> None:
        self.standby.catch_up(self.address)

    def where(self, path: str, token: str | None = None) -> tuple[str, object]:
        """Return where an answer comes from, and the answer."""
        self.served.clear()
        answer = made(self.get(path, token))
        (where,) = self.served
        return where, answer


@pytest.fixture(scope="module")
def standby(request) -> Iterator[Standby]:
    with Standby(request.config.stash[ADDRESS]) as server:
        yield server


@pytest.fixture
def addresses(new_database, standby) -> Iterator[tuple[str, str]]:
    """The addresses of a database and of its replica, which follows in the end again."""
    primary = new_database("postgresql")
    standby.catch_up(primary)
    name = primary.partition("?")[0].rpartition("/")[2]
    yield primary, standby.url.replace("/postgres?", f"/{name}?")
    standby.start_again()


@pytest.fixture
def shop(addresses, standby, tmp_path) -> Iterator[Replicated]:
    """A shop with one product on offer; its replica has come as far as its primary."""
    settings = settings_of(addresses[0], tmp_path) | {
        "DATABASE_REPLICA_URL": addresses[1],
        "ADMIN_PASSWORD": ADMIN_PASSWORD,
    }
    app = create_app(settings)
    with app.app_context():
        prepare_database()
    shop = Replicated(app, standby, addresses[0])
    shop.apply(shop.make_offer(10), shop.make_product(name="Cup", price=10))
    shop.catch_up()
    yield shop
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def standing_still(monkeypatch) -> SimpleNamespace:
    """Let the marks of the primary's log pass only when a test says so."""
    now = SimpleNamespace(seconds=1000.0)
    timer = SimpleNamespace(monotonic=lambda: now.seconds, perf_counter=time.perf_counter)
    monkeypatch.setattr(catalogue_state, "time", timer)
    return now


@pytest.mark.usefixtures("standing_still")
def test_public_reads_come_from_the_replica_and_say_the_same(shop):
    answers = {path: shop.where(path) for path in PATHS}
    shop.standby.pause()
    for name in ("Other", "Fashion"):  # There and back: only the version is another then.
        made(shop.patch("/api/categories/2", shop.admin, json={"name": name}))
    for path, (where, answer) in answers.items():
        assert (path, where, shop.where(path)) == (path, "replica", ("primary", answer))


@pytest.mark.usefixtures("standing_still")
def test_a_change_is_seen_at_once_however_far_the_replica_is_behind(shop):
    shop.where("/api/products/1")
    shop.standby.pause()
    for cents in range(2000, 2003):
        made(shop.patch("/api/products/1", shop.admin, json={"price": cents / 100}))
        where, product = shop.where("/api/products/1")
        assert (where, product["price"]) == ("primary", cents / 100)
    shop.standby.resume()
    shop.catch_up()
    where, product = shop.where("/api/products/1")
    assert (where, product["price"]) == ("replica", 20.02)


def test_a_sale_is_seen_at_once_by_who_is_signed_in_and_by_all_within_a_second(
    shop, standing_still
):
    buyer = shop.make_user()
    shop.catch_up()
    standing_still.seconds += 1  # A mark that is not older than the user.
    assert shop.where("/api/products/1")[0] == "replica"
    shop.standby.pause()
    shop.buy(buyer, shop.product(1), 4)

    assert stock_seen(shop, buyer) == ("primary", 6)
    assert stock_seen(shop) == ("replica", 10)
    standing_still.seconds += replica.MARK_SECONDS
    assert stock_seen(shop) == ("primary", 6)
    shop.standby.resume()
    shop.catch_up()
    assert stock_seen(shop, buyer) == ("replica", 6)
    assert stock_seen(shop) == ("replica", 6)


def stock_seen(shop: Replicated, token: str | None = None) -> tuple[str, int]:
    where, product = shop.where("/api/products/1", token)
    return where, product["stock"]


def test_what_is_not_the_public_catalogue_is_read_from_the_primary(shop):
    then = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    buyer = shop.make_user()
    shop.served.clear()
    made(shop.get("/api/products/1", shop.admin, headers={"X-Shop-Now": then}))
    for path in ("/api/cart", "/api/orders", "/api/user"):
        made(shop.get(path, buyer))
    for path in ("/health/ready", "/problems"):
        made(shop.get(path))
    assert shop.served == []


def test_a_replica_that_is_killed_fails_no_read_and_serves_again_when_it_is_back(shop, monkeypatch):
    monkeypatch.setattr(replica, "PAUSE_SECONDS", 0)
    assert shop.where("/api/categories")[0] == "replica"
    shop.standby.kill()
    # The connection in the pool is taken for a good one, until the read has begun.
    assert [len(shop.where(path)[1]) for path in ("/api/categories", "/api/products")] == [20, 1]
    assert [shop.where("/api/products/1")[0] for _ in range(3)] == ["primary"] * 3
    shop.standby.start()
    shop.catch_up()
    assert shop.where("/api/products/1")[0] == "replica"


def test_a_replica_that_does_not_answer_is_left_alone_for_a_while(shop, monkeypatch):
    shop.standby.kill()
    assert shop.where("/api/products/1")[0] == "primary"
    shop.standby.start()
    shop.catch_up()
    assert shop.where("/api/products/1")[0] == "primary"
    monkeypatch.setattr(shop.app.extensions[REPLICA], "_left_alone_until", 0.0)
    assert shop.where("/api/products/1")[0] == "replica"


def test_a_database_that_follows_nobody_serves_nothing(addresses, tmp_path):
    settings = settings_of(addresses[0], tmp_path) | {"DATABASE_REPLICA_URL": addresses[0]}
    app = create_app(settings)
    with app.app_context():
        prepare_database()
    shop = Replicated(app, None, addresses[0])
    assert [shop.where(path)[0] for path in ("/api/categories", "/api/products")] == ["primary"] * 2
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def test_what_one_node_changes_the_next_read_at_another_shows(addresses, standby, tmp_path):
    primary, copy = addresses
    with LiveShop(primary, tmp_path) as one, LiveShop(primary, tmp_path) as other:
        for live in (one, other):
            live.environment |= {"CATALOGUE_KEPT_BYTES": "1000000", "DATABASE_REPLICA_URL": copy}
        one.prepare()
        one.start(workers=1)
        other.start(workers=2)
        one.make_product(price=1)
        reads = "SELECT tup_fetched FROM pg_stat_database WHERE datname = current_database()"
        here = Standby.reading(copy)
        before = here(reads)
        for cents in range(100, 160):
            made(other.get("/api/products/1"))
            made(one.patch("/api/products/1", one.admin, json={"price": cents / 100}))
            assert made(other.get("/api/products/1"))["price"] == cents / 100
            assert made(other.get("/api/products"))[0]["price"] == cents / 100
        standby.catch_up(primary)
        for number in range(1, 60):
            made(other.get(f"/api/products?limit={number}"))
        eventually(lambda: here(reads) > before + 59, "the replica served nothing")
