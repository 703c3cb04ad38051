"""Limits across server processes: shared by Redis, kept up without it, never got round."""

from __future__ import annotations

import os
import threading
from collections import Counter

import pytest

from tests.e2e.redis_server import RedisServer
from tests.live_shop import LiveShop, WaitressShop
from tests.shop_driver import made
from tests.waiting import eventually

PROXY = {"TRUSTED_PROXIES": "127.0.0.1/32"}


@pytest.fixture
def redis(tmp_path):
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def shops(new_database, tmp_path):
    """Start so many servers on one database, each in one process; all are closed at the end."""
    started: list[LiveShop] = []
    database = new_database("postgresql")

    def start(number: int, kind: type[LiveShop] = LiveShop, **environment: str) -> list[LiveShop]:
        for index in range(number):
            folder = tmp_path / f"shop-{index}"
            folder.mkdir()
            shop = kind(database, folder)
            shop.environment |= {"RATELIMIT_ENABLED": "true", **environment}
            started.append(shop)
            if index == 0:
                shop.prepare()
            if kind is LiveShop:
                shop.start(workers=1)
            else:
                shop.start()
        return started

    yield start
    for shop in started:
        shop.__exit__()


def sign_in(shop: LiveShop, name: str, **headers: str) -> int:
    body = {"username": name, "password": "wrong one"}
    return shop.post("/api/login", json=body, headers=headers).status_code


def tries(shop: LiveShop, name: str, times: int) -> Counter[int]:
    return Counter(sign_in(shop, name) for _ in range(times))


@pytest.mark.security(35)
def test_two_processes_share_one_limit(shops, redis):
    one, two = shops(2, REDIS_URL=redis.url)

    assert tries(one, "ada", 5) + tries(two, "ada", 5) == {401: 10}
    assert tries(one, "ada", 1) + tries(two, "ada", 1) == {429: 2}
    assert tries(two, "eve", 12) == {401: 10, 429: 2}
    assert tries(one, "eve", 1) == {429: 1}


def test_control_without_redis_each_process_counts_alone(shops):
    one, two = shops(2)

    assert tries(one, "ada", 12) == {401: 10, 429: 2}
    assert tries(two, "ada", 12) == {401: 10, 429: 2}


@pytest.mark.security(35)
def test_redis_killed_in_the_middle_breaks_nothing_and_opens_nothing(shops, redis):
    one, two = shops(2, REDIS_URL=redis.url)
    assert tries(one, "ada", 12) == {401: 10, 429: 2}
    statuses: Counter[int] = Counter()
    over = threading.Event()

    def go_on(number: int) -> None:
        shop = (one, two)[number % 2]
        while not over.is_set():
            statuses[shop.get("/api/categories").status_code] += 1
            statuses[sign_in(shop, f"name {number}")] += 1
        shop.hang_up()

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    eventually(lambda: statuses[200] > 20, "nobody was served")
    redis.kill()
    seen = statuses[200]
    eventually(lambda: statuses[200] > seen + 100, "without Redis nobody was served")
    over.set()
    for thread in threads:
        thread.join()

    assert set(statuses) == {200, 401, 429}
    assert tries(one, "ada", 3) == {429: 3}  # What was counted is not forgotten.
    assert tries(two, "eve", 12) == {401: 10, 429: 2}

    redis.start()
    # Redis begins anew and is asked again after a pause: then both count together.
    numbers = iter(range(1000))

    def is_shared() -> bool:
        name = f"new {next(numbers)}"
        return tries(one, name, 5) + tries(two, name, 6) == {401: 10, 429: 1}

    eventually(is_shared, "the servers do not count together again", pause=2)


def test_redis_that_hangs_breaks_nothing(shops, redis):
    (shop,) = shops(1, REDIS_URL=redis.url)
    assert tries(shop, "ada", 3) == {401: 3}

    redis.freeze()
    try:
        assert tries(shop, "ada", 9) == {401: 7, 429: 2}
        made(shop.get("/api/products"))
    finally:
        redis.thaw()


def test_redis_that_is_not_there_from_the_start_breaks_nothing(shops, redis):
    redis.kill()
    (shop,) = shops(1, REDIS_URL=redis.url)

    assert tries(shop, "ada", 12) == {401: 10, 429: 2}


@pytest.mark.parametrize("server", [LiveShop, WaitressShop])
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_row_19_an_address_named_by_anybody_changes_nothing(shops, server, header):
    (shop,) = shops(1, server)
    statuses = [sign_in(shop, "ada", **{header: f"203.0.113.{n}"}) for n in range(12)]

    assert statuses == [401] * 10 + [429] * 2


@pytest.mark.parametrize("server", [LiveShop, WaitressShop])
def test_row_19_an_address_named_by_a_trusted_proxy_counts(shops, server):
    (shop,) = shops(1, server, **PROXY)
    chain = "203.0.113.{}, 192.0.2.7"
    statuses = [sign_in(shop, "ada", **{"X-Forwarded-For": chain.format(n)}) for n in range(12)]

    assert statuses == [401] * 10 + [429] * 2
    assert sign_in(shop, "ada", **{"X-Forwarded-For": "192.0.2.8"}) == 401
    answer = shop.get("/health/live", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_servers_run_in_processes_of_their_own(shops):
    one, two = shops(2)

    assert len({os.getpid(), one._server.pid, two._server.pid}) == 3


def test_redis_is_among_the_checks_and_the_shop_is_ready_without_it(shops, redis):
    (shop,) = shops(1, REDIS_URL=redis.url)
    assert made(shop.get("/health/ready"))["checks"]["redis"] == "ok"

    redis.freeze()
    try:
        frozen = made(shop.get("/health/ready"))
    finally:
        redis.thaw()
    assert made(shop.get("/health/ready"))["checks"]["redis"] == "ok"
    redis.kill()
    gone = made(shop.get("/health/ready"))

    for answer in (frozen, gone):
        assert answer["status"] == "ok"
        assert answer["checks"] == {
            "database": "ok",
            "migrations": "ok",
            "storage": "ok",
            "redis": "failed",
        }
