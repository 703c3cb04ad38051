"""Imports among customers, other imports and crashes: all of a file counts, or nothing of it."""

from __future__ import annotations

import http.client
import threading
from functools import partial

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import made
from tests.slow_imports import MARK
from tests.waiting import eventually

SHOPS = ("sqlite", "postgresql", "postgresql-serializable")
LINES = 2500
PRODUCTS = 200
BUYERS = 8
ROUNDS = 5


def new_shop(kind, new_database, folder) -> LiveShop:
    database, _, level = kind.partition("-")
    return LiveShop(new_database(database), folder, level.upper() or None)


@pytest.fixture(scope="module", params=SHOPS)
def live(request, new_database, tmp_path_factory):
    """A shop served by two processes, with four threads each."""
    with new_shop(request.param, new_database, tmp_path_factory.mktemp("live")) as shop:
        shop.prepare()
        shop.start()
        yield shop
        assert shop.stop() == 0


@pytest.fixture(params=SHOPS[:2])
def bare(request, new_database, tmp_path):
    """A prepared shop that is not served yet."""
    with new_shop(request.param, new_database, tmp_path) as shop:
        shop.prepare()
        yield shop


def send(shop: LiveShop, content: str):
    headers = {"Content-Type": "text/csv"}
    return shop.post("/api/products/import", shop.admin, headers=headers, data=content.encode())


def changes(products: list[int], price: int, stock: int) -> str:
    return "id,price,stock\n" + "".join(f"{one},{price},{stock}\n" for one in products)


def test_imports_of_the_same_products_wait_for_one_another(live):
    """Each goes through its file in its own order, and locks in the order of ids."""
    first = live.make_product()["id"]
    made(send(live, "name,price,category\n" + PRODUCTS * "Lamp,5,Home\n"))
    ids = list(range(first, first + PRODUCTS + 1))
    files = [changes(ids[:: 1 if number % 2 else -1], 10 + number, number) for number in range(4)]

    answers = live.at_once([partial(send, live, file) for file in files])

    assert [answer.status_code for answer in answers] == [200] * 4
    left = {(one["price"], one["stock"]) for one in map(live.product, ids)}
    assert len(left) == 1
    assert live.findings() == []


def test_customers_who_buy_during_imports_pay_what_the_books_say(live):
    products = [live.make_product(stock=1000) for _ in range(3)]
    ids = [one["id"] for one in products]
    live.admin  # noqa: B018 Signed in before the threads are started.

    def keep_importing() -> list[int]:
        files = [changes(ids, price, 1000) for price in range(1, 4 * ROUNDS)]
        return [send(live, file).status_code for file in files]

    def keep_buying(token: str) -> list[int]:
        bought = []
        for number in range(ROUNDS):
            live.add_to_cart(token, products[number % 3])
            bought.append(live.post("/api/checkout", token).status_code)
        return bought

    calls = [keep_importing, *(partial(keep_buying, token) for token in live.buyers(BUYERS))]
    imported, *bought = live.at_once(calls)

    assert imported == [200] * (4 * ROUNDS - 1)
    assert bought == [[200] * ROUNDS] * BUYERS
    assert live.findings() == []


def kill_in_the_middle(shop: LiveShop, content: str) -> None:
    """Send a file, and end every process of the server when its first thousand is written."""
    cut_off = threading.Event()

    def call() -> None:
        try:
            send(shop, content)
        except (OSError, http.client.HTTPException):
            cut_off.set()
        finally:
            shop.hang_up()

    shop.admin  # noqa: B018 Signed in before the thread is started.
    caller = threading.Thread(target=call)
    caller.start()
    mark = shop.folder / "instance" / MARK
    eventually(mark.exists, shop.log)
    shop.kill()
    caller.join()
    assert cut_off.is_set()


def test_a_crash_in_the_middle_of_an_import_leaves_nothing_of_it(bare):
    bare.start("tests.slow_imports:create_slow_app")
    product = bare.make_product(price=10)
    content = f"id,name,price,category\n{product['id']},,11,\n" + LINES * ",Lamp,5,Home\n"

    kill_in_the_middle(bare, content)

    bare.start()
    assert made(bare.get("/api/products")) == [product]
    assert bare.findings() == []
    assert made(send(bare, content))["created"] == LINES
    assert bare.findings() == []


def test_control_without_transactions_a_crash_halves_an_import(bare):
    bare.start("tests.slow_imports:create_slow_app_without_transactions")

    kill_in_the_middle(bare, "name,price,category\n" + LINES * "Lamp,5,Home\n")

    bare.start()
    assert len(made(bare.get("/api/products"))) == 20
