"""The shop behind PgBouncer: what a transaction leaves on a connection is for anybody to find."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text

from app import create_app
from models import db
from services.transaction import transactional
from tests.conftest import test_settings as settings_of
from tests.e2e.pgbouncer_server import PgBouncer
from tests.live_shop import LiveShop
from tests.shop_driver import made

CONNECTIONS = 3
LISTS = (
    "", "?sort=price", "?sort=-price&on_offer=true", "?q=product", "?sort=discount&count=true",
    "/facets?q=product", "/suggest?q=pro",
)  # fmt: skip


@pytest.fixture
def database(new_database):
    """A database whose own settings are not the shop's."""
    address = new_database("postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET timezone TO 'Asia/Tokyo'")
    return address


@pytest.fixture
def pgbouncer(database, tmp_path):
    with PgBouncer(database, tmp_path, CONNECTIONS) as server:
        yield server


@pytest.fixture
def live(pgbouncer, tmp_path):
    """Two workers with more threads than PgBouncer has connections."""
    with LiveShop(pgbouncer.url, tmp_path) as shop:
        shop.environment["DATABASE_PGBOUNCER"] = "true"
        shop.prepare()
        shop.start()
        yield shop


def test_a_day_of_browsing_and_buying_goes_through_it(live, database):
    products = [live.make_product(stock=30, price=20 + number) for number in range(6)]
    for product in products[:3]:
        live.apply(live.make_offer(10), product)
    buyers = live.buyers(12)

    def day(number: int) -> int:
        token, bought = buyers[number], 0
        for step in range(5):
            for path in LISTS:
                made(live.get(f"/api/products{path}"))
            live.add_to_cart(token, products[(number + step) % 6])
            bought += made(live.post("/api/checkout", token))["order"]["items"][0]["quantity"]
            made(live.get("/api/orders", token))
        live.hang_up()
        return bought

    with ThreadPoolExecutor(len(buyers)) as pool:
        assert sum(pool.map(day, range(len(buyers)))) == 60
    assert sum(live.product(one["id"])["stock"] for one in products) == 180 - 60
    assert live.findings() == []
    with psycopg.connect(database) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        assert connection.execute(asked).fetchone()[0] <= CONNECTIONS + 1


def test_the_last_ones_are_sold_once_through_it(live):
    product = live.make_product(stock=4)
    buyers = live.buyers(10)
    for token in buyers:
        live.add_to_cart(token, product)
    answers = live.at_once([lambda token=one: live.post("/api/checkout", token) for one in buyers])
    assert sorted(one.status_code for one in answers) == [200] * 4 + [400] * 6
    assert live.findings() == []


def test_it_may_be_started_again_while_the_shop_runs(live, pgbouncer):
    product = live.make_product(stock=1)
    pgbouncer.kill()
    assert live.get("/health/ready").status_code == 503
    pgbouncer.start()
    # Each of a worker's connections may be found broken once.
    statuses = [live.get(f"/api/products/{product['id']}").status_code for _ in range(40)]
    assert statuses[-10:] == [200] * 10
    assert set(statuses) <= {200, 503}


@transactional
def settings_in_a_transaction() -> tuple[str, str]:
    shown = [db.session.execute(text(f"SHOW {name}")).scalar_one() for name in SHOWN]
    db.session.commit()
    return tuple(shown)


SHOWN = ("lock_timeout", "timezone")


def test_its_connections_know_the_zone_and_a_bound_only_in_a_transaction(
    database, pgbouncer, tmp_path
):
    settings = {**settings_of(pgbouncer.url, tmp_path), "DATABASE_PGBOUNCER": "true"}
    app = create_app(settings)
    with app.app_context():
        assert settings_in_a_transaction() == ("5s", "UTC")
        shown = tuple(db.session.execute(text(f"SHOW {name}")).scalar_one() for name in SHOWN)
        assert shown == ("0", "UTC")
        prepared = db.session.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        assert prepared.scalar_one() == 0
        db.session.remove()
        db.engine.dispose()
    with psycopg.connect(pgbouncer.url, autocommit=True) as stranger:
        assert stranger.execute("SHOW timezone").fetchone() == ("Asia/Tokyo",)


def test_without_the_setting_nobody_gets_in(pgbouncer, tmp_path):
    """The control: it really is the setting that lets the shop in."""
    app = create_app(settings_of(pgbouncer.url, tmp_path))
    assert app.test_client().get("/health/ready").status_code == 503
    with app.app_context():
        db.engine.dispose()
    assert "unsupported startup parameter" in pgbouncer.log()
