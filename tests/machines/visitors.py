"""Whoever visits a shop on a machine: one who buys, and one who reads all the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.e2e.customers import Caller
from tests.live_shop import LiveShop
from tests.shop_driver import made


def buy_one(shop: LiveShop) -> dict[str, Any]:
    """Let somebody new buy a new product, and return the order."""
    product = shop.make_product(stock=3)
    body = {"username": f"customer-{product['id']}", "password": "as long as a machine wants it"}
    made(shop.post("/api/register", json=body))
    token = shop.sign_in(*body.values())["access_token"]
    order = shop.buy(token, product, 2)
    assert shop.product(product["id"])["stock"] == 1
    return order


@contextmanager
def reading(front: Any) -> Iterator[Caller]:
    """Somebody who reads all the time, and repeats once what got no answer."""
    reader, closed = Caller(front, "reader"), threading.Event()

    def read() -> None:
        while not closed.is_set():
            for path in ("/health/ready", "/api/products?limit=20"):
                reader.expect(reader.call("GET", path), 200)
        reader.front.hang_up()

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield reader
    finally:
        closed.set()
        thread.join()
