"""A server that is asked to end lets nobody in, and ends what it has begun."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from tests.live_shop import HOST, PATIENCE, LiveShop, WaitressShop
from tests.shop_driver import made
from tests.waiting import eventually

WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
BUYERS = 3


@pytest.fixture(params=[LiveShop, WaitressShop], ids=["granian", "waitress"])
def live(request, new_database, tmp_path) -> Iterator[LiveShop]:
    with request.param(new_database("postgresql"), tmp_path) as shop:
        shop.prepare()
        shop.start()
        yield shop


@contextmanager
def locked(address: str, product: dict) -> Iterator[psycopg.Connection]:
    """Keep a product's row from everyone, so that its checkouts wait."""
    with psycopg.connect(address) as holder:
        holder.execute("SELECT 1 FROM product WHERE id = %s FOR UPDATE", [product["id"]])
        yield holder


def refuses(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return False


def test_checkouts_in_flight_end_and_nobody_new_is_let_in(live):
    product = live.make_product(stock=10)
    buyers = live.buyers(BUYERS)
    for token in buyers:
        live.add_to_cart(token, product)
    address = live.environment["DATABASE_URL"]

    def checkout(token: str):
        answer = live.post("/api/checkout", token)
        live.hang_up()
        return answer

    with ThreadPoolExecutor(BUYERS) as pool:
        with locked(address, product), psycopg.connect(address, autocommit=True) as watch:
            answers = [pool.submit(checkout, token) for token in buyers]
            all_wait = lambda: watch.execute(WAITING).fetchone()[0] == BUYERS  # noqa: E731
            eventually(all_wait, "the checkouts did not reach the product")
            live._server.terminate()
            eventually(lambda: refuses(live.port), "a server that ends still lets callers in")
            assert watch.execute(WAITING).fetchone()[0] == BUYERS
            assert live._server.poll() is None
        assert [made(one.result())["order"]["status"] for one in answers] == ["placed"] * BUYERS
    assert live._server.wait(PATIENCE) == 0, live.log()
    live.kill()
    live.start()
    assert live.product(product["id"])["stock"] == 10 - BUYERS
    assert live.findings() == []


def test_callers_who_ask_for_nothing_keep_no_server_up(live):
    """granian waits for half a request as for a whole one, until `make serve` has it killed."""
    live.kill()
    live.environment["GRANIAN_WORKERS_KILL_TIMEOUT"] = "1"
    live.start()
    made(live.get("/api/products"))
    with socket.create_connection((HOST, live.port)) as silent:
        silent.sendall(b"POST /api/login HTTP/1.1\r\nHost: shop\r\nContent-Length: 50\r\n\r\n{")
        assert live.get("/health/live").status_code == 200  # This connection stays open, too.
        live._server.terminate()
        assert live._server.wait(PATIENCE) == 0, live.log()


def test_a_second_signal_ends_it_at_once(new_database, tmp_path):
    with WaitressShop(new_database("postgresql"), tmp_path) as live:
        live.prepare()
        live.start()
        product = live.make_product(stock=1)
        buyer = live.buyers(1)[0]
        live.add_to_cart(buyer, product)
        address = live.environment["DATABASE_URL"]
        with ThreadPoolExecutor(1) as pool, locked(address, product):
            answer = pool.submit(live.post, "/api/checkout", buyer)
            with psycopg.connect(address, autocommit=True) as watch:
                asked = lambda: watch.execute(WAITING).fetchone()[0] == 1  # noqa: E731
                eventually(asked, "the checkout did not reach the product")
            live._server.terminate()
            eventually(lambda: refuses(live.port), "a server that ends still lets callers in")
            live._server.terminate()
            assert live._server.wait(PATIENCE) == 0
            assert isinstance(answer.exception(PATIENCE), OSError | http.client.HTTPException)
