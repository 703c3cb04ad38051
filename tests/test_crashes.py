"""Every process of the server is killed while customers buy: nothing acknowledged is lost,
nothing is half done, and a click that got no answer is settled by repeating its key.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import refused

ROUNDS = int(os.environ.get("SHOP_CRASH_ROUNDS", "2"))
MOMENT = (0.3, 1.2)  # seconds after the first sale, from and to
CUSTOMERS = 8
UNITS = 1_000_000
PATIENCE = 20  # seconds to wait for a first sale, or for a key in use
TRIES = 5


@dataclass
class Click:
    """A press on "buy", with the answer if there was one."""

    key: str
    answer: bytes | None = None

    @property
    def order(self) -> dict:
        return json.loads(self.answer)["order"]


@dataclass
class Customer:
    """Somebody who buys, again and again."""

    token: str
    clicks: list[Click] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    settled: int = 0

    def buy_until_the_line_is_dead(
        self, shop: LiveShop, products: list[dict], sold: threading.Event
    ) -> None:
        """Fill the cart and check out; stop at the first call without an answer."""
        try:
            while not self.surprises:
                for product in random.sample(products, random.randint(1, len(products))):
                    body = {"product_id": product["id"], "quantity": random.randint(1, 3)}
                    self._expect(201, shop.post("/api/cart", self.token, json=body))
                click = Click(str(uuid.uuid4()))
                self.clicks.append(click)
                answer = press(shop, self, click)
                self._expect(200, answer)
                click.answer = answer.data
                sold.set()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            shop.hang_up()

    def _expect(self, status: int, answer) -> None:
        if answer.status_code != status:
            self.surprises.append(answer.get_data(as_text=True))


def press(shop: LiveShop, customer: Customer, click: Click):
    return shop.post("/api/checkout", customer.token, headers={"Idempotency-Key": click.key})


def settle(shop: LiveShop, customer: Customer, click: Click):
    """Repeat a click as a client should: again after each "in use"."""
    deadline = time.monotonic() + PATIENCE
    answer = press(shop, customer, click)
    while answer.status_code == 409 and time.monotonic() < deadline:
        refused(answer, 409, "idempotency-key-in-use")
        time.sleep(int(answer.headers["Retry-After"]))
        answer = press(shop, customer, click)
    assert answer.status_code == 200, answer.data
    return answer


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request, new_database, tmp_path):
    """A prepared shop that is not served yet."""
    with LiveShop(new_database(request.param), tmp_path) as shop:
        shop.prepare()
        yield shop


def crash_while_buying(shop: LiveShop, shopping) -> None:
    """Let everybody buy and kill the server at some moment after the first sale."""
    sold = threading.Event()
    with ThreadPoolExecutor(CUSTOMERS) as pool:
        running = [pool.submit(each, sold) for each in shopping]
        sold.wait(PATIENCE)
        time.sleep(random.uniform(*MOMENT))
        shop.kill()
        for each in running:
            each.result()


def settle_all(shop: LiveShop, customers: list[Customer]) -> int:
    """Repeat every click since the last crash; return how many had an answer before it.

    Those had an order before it, and get the same answer again.
    """
    orders = {order["id"]: order for order in shop.all_orders()}
    acknowledged = 0
    for customer in customers:
        for click in customer.clicks[customer.settled :]:
            again = settle(shop, customer, click)
            if click.answer is not None:
                assert again.data == click.answer
                assert again.headers["Idempotent-Replayed"] == "true"
                assert orders[click.order["id"]] == click.order
                acknowledged += 1
            click.answer = again.data
        customer.settled = len(customer.clicks)
    return acknowledged


@pytest.mark.security(12, 65)
def test_a_crash_loses_no_order_halves_none_and_doubles_none(bare):
    bare.start()
    customers = [Customer(token) for token in bare.buyers(CUSTOMERS)]
    products = [bare.make_product(stock=UNITS) for _ in range(3)]
    shopping = [partial(one.buy_until_the_line_is_dead, bare, products) for one in customers]
    for _ in range(ROUNDS):
        crash_while_buying(bare, shopping)
        bare.start()

        assert [one.surprises for one in customers] == [[]] * CUSTOMERS
        books = bare.flask("verify")
        assert books.returncode == 0, books.stdout + books.stderr
        assert settle_all(bare, customers) > 0
        clicked = [click.order for one in customers for click in one.clicks]
        assert bare.all_orders() == sorted(clicked, key=lambda order: -order["id"])
        assert bare.findings() == []


def test_control_without_transactions_a_crash_halves_an_order(bare):
    """Stock that is taken before a crash and booked after it is gone for good."""
    bare.start("tests.unguarded:without_transactions")
    tokens = bare.buyers(CUSTOMERS)
    product = bare.make_product(stock=UNITS)

    def buy(token: str, sold: threading.Event) -> None:
        try:
            while True:
                bare.buy(token, product)
                sold.set()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            bare.hang_up()

    for _ in range(TRIES):
        crash_while_buying(bare, [partial(buy, token) for token in tokens])
        if bare.flask("verify").returncode == 1:
            return
        bare.start("tests.unguarded:without_transactions")
    pytest.fail("the books are right whatever happens")
