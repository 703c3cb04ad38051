"""/metrics: right in one process and over several, and only for whom it is meant."""

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from services.metrics import LONGEST_WAIT, MOST_WAITING
from tests.live_shop import PATIENCE, LiveShop
from tests.shop_driver import made, refused

ROOT = Path(__file__).parent.parent
TOKEN = "a token of tests for figures, long enough"


@pytest.fixture
def measured(shop_with):
    return shop_with(METRICS_TOKEN=TOKEN)


def figures(shop, **labels):
    """Return what /metrics says: {name: sum over all series with these labels}."""
    response = shop.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200, response.get_data(as_text=True)
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(response.get_data(as_text=True)):
        for sample in family.samples:
            if labels.items() <= sample.labels.items() and not sample.name.endswith("_bucket"):
                sums[sample.name] = sums.get(sample.name, 0) + sample.value
    return sums


def test_requests_are_counted_by_route_and_status(measured):
    for _ in range(3):
        made(measured.get("/api/categories"))
    refused(measured.get("/api/categories/99"), 404, "category-not-found")
    refused(measured.get("/api/nothing"), 404, "not-found")
    refused(measured.get("/api/nothing/else"), 404, "not-found")

    assert figures(measured, route="/api/categories", status="200")["shop_requests_total"] == 3
    assert figures(measured, status="404")["shop_requests_total"] == 3
    assert figures(measured, route="(none)", status="404")["shop_requests_total"] == 2
    assert figures(measured, route="/api/categories")["shop_request_seconds_count"] == 3
    assert figures(measured, route="/api/categories")["shop_sql_statements_total"] >= 3
    assert figures(measured, route="/api/categories")["shop_request_cpu_seconds_total"] > 0
    assert figures(measured, type="not-found")["shop_refusals_total"] == 2
    assert figures(measured, type="category-not-found")["shop_refusals_total"] == 1


def test_invented_methods_make_one_series(measured):
    for method in ("BREW", "WHEN", "PROPFIND"):
        measured.call(method, "/api/categories")

    assert figures(measured, method="OTHER")["shop_requests_total"] == 3
    assert "shop_requests_total" not in figures(measured, method="BREW")


def test_what_happens_in_the_shop_is_counted_once(measured):
    token, product = measured.make_user("ada"), measured.make_product(stock=3)
    measured.add_to_cart(token, product)
    key = {"Idempotency-Key": "one"}
    for _ in range(3):  # One order, however often it is asked for.
        made(measured.post("/api/checkout", token, headers=key))
    measured.buy(token, product)
    other = measured.make_user()
    measured.add_to_cart(other, product)
    measured.buy(token, product)
    for _ in range(2):  # The second is the first one's answer again.
        answer = measured.post("/api/checkout", other, headers={"Idempotency-Key": "two"})
        assert (answer.status_code, answer.json["type"]) == (400, "/problems/out-of-stock")
    for password in ("wrong", "wrong too"):
        measured.post("/api/login", json={"username": "ada", "password": password})

    told = figures(measured)
    assert told["shop_checkouts_total"] == 3
    assert told["shop_stock_outs_total"] == 1
    assert told["shop_logins_failed_total"] == 2
    assert figures(measured, type="out-of-stock")["shop_refusals_total"] == 1


def test_the_parts_and_the_clock_are_told(measured):
    assert figures(measured, check="database")["shop_check_up"] == 1
    assert figures(measured)["shop_check_up"] == 3
    assert figures(measured)["shop_clock_seconds"] > 1.7e9


def test_only_the_token_and_admins_open_it(measured, shop_with):
    user = measured.make_user()
    for sent in ("", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer \xe9"):
        assert measured.get("/metrics", headers={"Authorization": sent}).status_code == 401
    refused(measured.get("/metrics", user), 403, "forbidden")
    assert measured.get("/metrics", measured.admin).status_code == 200
    for scheme in ("Bearer", "bearer"):
        response = measured.get("/metrics", headers={"Authorization": f"{scheme} {TOKEN}"})
        assert response.status_code == 200
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"

    without = shop_with(METRICS_TOKEN="")
    for sent in ("Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        assert without.get("/metrics", headers={"Authorization": sent}).status_code == 401


def test_two_servers_of_two_processes_add_up(new_database, tmp_path):
    database = new_database("postgresql")
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with LiveShop(database, folders[0]) as one, LiveShop(database, folders[1]) as two:
        for shop in (one, two):
            shop.environment["METRICS_TOKEN"] = TOKEN
        one.prepare()
        calls = 0
        for shop, times in ((one, 40), (two, 25)):
            shop.start(workers=2)
            # A connection each, so that both workers of the server have their share.
            statuses = shop.at_once([lambda to=shop: _categories(to)] * times)
            calls += len(statuses)
            assert set(statuses) == {200}

        of_one, of_two = _requests(one, 40), _requests(two, 25)
        assert of_one == 40
        assert of_one + of_two == calls == 65
        assert len(_workers(one)) == 2
        assert figures(one)["shop_worker_resident_bytes"] > 2 * 20e6

        (folder,) = (folders[0] / "instance" / "metrics").iterdir()
        one.stop()
        one.start(workers=1)
        # Another server, that counts anew; the files of the one that is gone go with it.
        assert "shop_requests_total" not in figures(one, route="/api/categories")
        assert len(_workers(one)) == 1
        assert not folder.exists()


def test_a_worker_that_dies_takes_no_figure_with_it(new_database, tmp_path):
    with LiveShop(new_database("sqlite"), tmp_path) as shop:
        shop.environment["METRICS_TOKEN"] = TOKEN
        shop.prepare()
        shop.start("app:create_app", 2, "--respawn-failed-workers")
        assert set(shop.at_once([lambda: _categories(shop)] * 20)) == {200}
        before = _workers(shop)
        assert _requests(shop, 20) == 20

        os.kill(before[0], signal.SIGKILL)
        deadline, after = time.monotonic() + PATIENCE, before
        while len(after) < 2 or before[0] in after:
            assert time.monotonic() < deadline
            time.sleep(0.1)
            with suppress(OSError, HTTPException):  # Its connections died with it.
                after = _workers(shop)

        assert set(shop.at_once([lambda: _categories(shop)] * 20)) == {200}
        assert _requests(shop, 40) == 40


def test_what_waits_to_be_counted_is_counted_when_the_server_ends(new_database, tmp_path):
    with LiveShop(new_database("sqlite"), tmp_path) as shop:
        # Nobody counts before the end: neither the clock nor the crowd.
        shop.environment["PYTHONPATH"] = str(tmp_path)
        (tmp_path / "patient.py").write_text(
            "from services import metrics\n"
            "metrics.LONGEST_WAIT, metrics.MOST_WAITING = 3600, 1_000_000\n"
            "from app import create_app\n"
        )
        shop.prepare()
        shop.start("patient:create_app", 2)
        assert set(shop.at_once([lambda: _categories(shop)] * 20)) == {200}
        (folder,) = (tmp_path / "instance" / "metrics").iterdir()
        assert _in_files(folder) == 0
        assert shop.stop() == 0

        assert _in_files(folder) == 20


def test_a_crowd_is_counted_whole(measured):
    shop = measured
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: shop.get("/api/categories"), range(3 * MOST_WAITING)))
    assert {answer.status_code for answer in answers} == {200}

    told = figures(shop, route="/api/categories")
    assert told["shop_requests_total"] == 3 * MOST_WAITING
    assert told["shop_request_seconds_count"] == 3 * MOST_WAITING
    assert told["shop_sql_statements_total"] >= 3 * MOST_WAITING


def _requests(shop, number):
    """Return how many requests of `_categories` are counted; wait until it is this number."""
    deadline = time.monotonic() + PATIENCE
    while True:
        counted = figures(shop, route="/api/categories")["shop_requests_total"]
        if counted == number or time.monotonic() > deadline:
            return counted
        time.sleep(LONGEST_WAIT)


def _in_files(folder):
    """Return how many requests of `_categories` the files of a server tell."""
    told = MultiProcessCollector(None, str(folder)).collect()
    return sum(
        sample.value
        for metric in told
        for sample in metric.samples
        if sample.name == "shop_requests_total" and sample.labels["route"] == "/api/categories"
    )


def _categories(shop):
    return shop.get("/api/categories").status_code


def _workers(shop):
    """Return the numbers of the processes that count."""
    text = shop.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    told = text.get_data(as_text=True)
    return [
        int(pid) for pid in re.findall(r'^shop_worker_resident_bytes{worker="(\d+)"', told, re.M)
    ]


@pytest.mark.parametrize("file", ["grafana-dashboard.json", "prometheus-rules.yaml"])
def test_dashboard_and_rules_ask_only_for_figures_that_there_are(measured, file):
    measured.call("GET", "/api/categories")
    measured.call("GET", "/api/nothing")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    told = measured.get("/metrics", headers=headers).get_data(as_text=True)
    there = set(re.findall(r"^(shop_\w+)", told, re.M))
    # Told once there is one.
    there.add("shop_slow_statements_total")
    asked = set(re.findall(r"\bshop_\w+", (ROOT / "deploy" / file).read_text(encoding="utf-8")))

    assert len(asked) >= 8
    assert asked <= there


def test_the_page_on_watching_tells_of_every_figure(measured):
    measured.call("GET", "/api/nothing")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    told = measured.get("/metrics", headers=headers).get_data(as_text=True)
    there = set(re.findall(r"^# HELP (shop_\w+)", told, re.M)) | {"shop_slow_statements_total"}
    page = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`(shop_\w+)", page)) == there
