"""A deployment on one machine, a day long: what clients see, what the books and figures say.

nginx with deploy/nginx.conf, two nodes by deploy/serve in production, PostgreSQL, Redis, a bucket.
Fifty customers buy 2,000 times while the admin changes all there is. One node is killed and
started again; then both are replaced, one after the other, by a release with a migration more.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import psycopg
import pytest

from app import create_app
from routes.kept_answers import LIFETIME
from tests.conftest import test_settings as settings_of
from tests.e2e.customers import Customer
from tests.e2e.day import CUSTOMERS, Day, release
from tests.e2e.nginx_server import DeployedNginx
from tests.e2e.node import Node
from tests.e2e.redis_server import RedisServer
from tests.kept_files import s3_settings
from tests.live_shop import PATIENCE
from tests.shop_driver import beside, made

CALM, STORMY, CALM_AGAIN = 8, 24, 8  # orders a customer: 2,000 in all


@pytest.fixture
def shop_of_the_test(tmp_path):
    """The shop's addresses, and the newest migration that it knows."""
    return create_app(settings_of(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path / "unused"))


@pytest.fixture
def day(new_database, tmp_path, s3_endpoint) -> Iterator[Day]:
    client = boto3.client("s3", endpoint_url=s3_endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="a-day")
    database = new_database("postgresql")
    with RedisServer(tmp_path) as redis:
        settings = {
            **s3_settings(s3_endpoint, "a-day"),
            "REDIS_URL": redis.url,
            # A hundred hashes are not what is asked here.
            "BCRYPT_LOG_ROUNDS": "4",
        }
        with (
            Node(database, tmp_path / "one", **settings) as one,
            Node(database, tmp_path / "two", **settings) as two,
        ):
            assert one.flask("setup").returncode == 0
            one.start()
            two.start()
            (tmp_path / "nginx").mkdir()
            store = s3_endpoint.removeprefix("http://")
            ports = (one.port, two.port)
            with DeployedNginx(tmp_path / "nginx", ports, store) as nginx:
                day = Day([one, two], nginx)
                yield day
                for caller in day.callers:
                    caller.front.hang_up()


def passed_on(app: Any, noted: Counter[tuple[str, str, int, str]]) -> Counter[tuple[str, str, str]]:
    """Return what of the answers that callers noted came from a node, as a node counts it."""
    addresses = app.url_map.bind("shop")
    counted: Counter[tuple[str, str, str]] = Counter()
    for (method, path, status, kept), number in noted.items():
        rule = addresses.match(path, method, return_rule=True)[0].rule
        if rule.startswith("/static/"):
            status = 302  # nginx followed it, and may have kept what is there.
        elif kept == "HIT":
            continue
        elif status == 304:
            status = 200  # nginx asks for the whole, and leaves out what its client has.
        counted[method, rule, str(status)] += number
    return counted


def assert_counted(app: Any, day: Day, orders: int) -> int:
    """Let the day go on without trouble; both nodes together count what callers noted."""
    noted, figures = day.noted(), day.figures_at_rest()
    again = sum(one.again for one in day.callers)
    day.go_on(orders)
    assert sum(one.again for one in day.callers) == again
    expected = passed_on(app, day.noted() - noted)
    deadline = time.monotonic() + PATIENCE
    while (counted := day.figures() - figures) != expected and time.monotonic() < deadline:
        time.sleep(0.1)  # A request is counted when its answer is sent: a moment after.
    assert counted == expected
    return sum(counted.values())


def all_orders(day: Day) -> list[dict[str, Any]]:
    """Return every order, as an admin reads them through nginx."""
    front, found, path = day.admin.front, [], "/api/orders?limit=100"
    while path:
        answer = front.get(path, day.admin.token)
        found += made(answer)
        path = beside(answer, "next")
    return found


def kill_and_start(day: Day) -> None:
    """Kill the second node in the middle of its work, and start it again."""
    begun = day.orders
    day.wait_for_orders(begun + 100)
    day.nodes[1].kill()
    day.wait_for_orders(begun + 300)
    day.nodes[1].start()


def replace_both(day: Day, folder: Path) -> None:
    """Replace one node after the other by the next release, as the units do."""
    for node in day.nodes:
        assert node.stop() == 0, node.log()
        node.root = folder
        run = node.flask("setup")
        assert run.returncode == 0, run.stderr
        node.start()


def test_a_day_in_the_shop(day, shop_of_the_test, tmp_path, capsys):
    begun = time.monotonic()
    newest = shop_of_the_test.extensions["migrate"].newest
    following = release(tmp_path / "release", newest)
    day.admin.open()
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(Customer.arrive, day.customers))

    calm = assert_counted(shop_of_the_test, day, CALM)

    def trouble() -> None:
        kill_and_start(day)
        day.wait_for_orders(CUSTOMERS * CALM + 500)
        replace_both(day, following)

    day.go_on(STORMY, trouble)
    calm += assert_counted(shop_of_the_test, day, CALM_AGAIN)

    orders = all_orders(day)
    total = CUSTOMERS * (CALM + STORMY + CALM_AGAIN)
    paid = {number: sum_ for one in day.customers for number, sum_ in one.paid.items()}
    assert day.orders == len(paid) == len(orders) == total == 2000
    assert {order["id"]: order["total_price"] for order in orders} == paid
    time.sleep(LIFETIME)  # By so much `stock` may lag.
    sold = Counter()
    for order in orders:
        for line in order["items"]:
            sold[line["product_id"]] += line["quantity"]
    pictures = 0
    for number, stock in day.admin.stock.items():
        product = made(day.admin.front.get(f"/api/products/{number}", day.admin.token))
        assert product["stock"] == stock - sold[number], product["name"]
        if product["image"] is None:
            continue
        renditions = product["image"]["renditions"]
        for address in (product["image_url"], *(one["url"] for one in renditions)):
            assert day.admin.front.get(address).status_code == 200, address
            pictures += 1
    verified = day.nodes[0].flask("verify")
    assert verified.returncode == 0, verified.stdout
    with psycopg.connect(day.nodes[0].environment["DATABASE_URL"]) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    assert version == f"{int(newest) + 1:04d}"
    answers = day.noted()
    hits = sum(number for key, number in answers.items() if key[3] == "HIT")
    again = sum(one.again for one in day.callers)
    refused = sum((one.refused for one in day.customers), Counter())
    with capsys.disabled():
        print(
            f"\na day in the shop: {total} orders, {sum(answers.values())} answers, {hits} kept by"
            f" nginx, {again} repeated once, refused {dict(refused)}, {day.admin.offers} offers,"
            f" {pictures} pictures, {calm} requests counted alike, {time.monotonic() - begun:.0f} s"
        )
