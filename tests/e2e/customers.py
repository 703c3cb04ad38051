"""Clients of a day in the shop: each call is made once more where the first got no answer.

They note every answer, so that it can be held against what the shop has counted.
"""

from __future__ import annotations

import http.client
import random
import time
import uuid
from collections import Counter
from typing import Any

from tests.shop_driver import PASSWORD

NO_ANSWER = (502, 503, 504)
LISTS = (
    "/api/products?limit=20",
    "/api/products?sort=price&limit=20",
    "/api/products?on_offer=true",
    "/api/offers/active",
    "/api/categories",
)
WORDS = ("lamp", "book", "chair", "cup")


class Caller:
    """Somebody who calls the shop through nginx, over a connection of their own."""

    def __init__(self, front: Any, name: str) -> None:
        self.front, self.name = front, name
        self.random = random.Random(f"a day in the shop, {name}")
        self.token: str | None = None
        self.answers: Counter[tuple[str, str, int, str]] = Counter()
        self.again = 0
        self.lost: list[str] = []
        self.wrong: list[str] = []

    def call(self, method: str, path: str, **what: Any) -> Any:
        """Call, once more where there was no answer, and note what came; None if nothing did."""
        answer = self._try(method, path, **what)
        if answer is None or answer.status_code in NO_ANSWER:
            self.again += 1
            time.sleep(1 if answer is not None and "Retry-After" in answer.headers else 0.2)
            answer = self._try(method, path, **what)
            if answer is None or answer.status_code in NO_ANSWER:
                self.lost.append(f"{self.name}: {method} {path} {answer and answer.data!r}")
        return answer

    def _try(self, method: str, path: str, **what: Any) -> Any:
        try:
            answer = self.front.call(method, path, **what)
        except (OSError, http.client.HTTPException):
            return None
        kept = answer.headers.get("X-Cache", "")
        self.answers[method, path.partition("?")[0], answer.status_code, kept] += 1
        return answer

    def expect(self, answer: Any, *statuses: int) -> Any:
        """Return the body of an answer that is one of these, None of any other."""
        if answer is not None and answer.status_code in statuses:
            return answer.json
        if answer is not None and answer.status_code not in NO_ANSWER:
            self.wrong.append(f"{self.name}: {answer.status_code} {answer.data[:300]!r}")
        return None


class Customer(Caller):
    """Looks around as a browser does, with ETags, and buys."""

    def __init__(self, front: Any, name: str) -> None:
        super().__init__(front, name)
        self.etags: dict[str, str] = {}
        self.orders: list[int] = []
        self.paid: dict[int, float] = {}
        self.refused: Counter[str] = Counter()

    def arrive(self) -> None:
        """Open an account and sign in."""
        body = {"username": self.name, "password": PASSWORD}
        self.expect(self.call("POST", "/api/register", json=body), 201)
        self.token = self.expect(self.call("POST", "/api/login", json=body), 200)["access_token"]
        self.front.hang_up()

    def shop_for(self, orders: int, products: list[int]) -> None:
        """Go on until so many orders more are placed, or something is wrong."""
        wanted = len(self.orders) + orders
        try:
            while len(self.orders) < wanted and not self.lost and not self.wrong:
                self.look_around(products)
                if self.fill_cart(products):
                    self.check_out()
        finally:
            self.front.hang_up()

    def look_around(self, products: list[int]) -> None:
        """Read lists, search, and look at a product and its picture."""
        self.read(self.random.choice(LISTS))
        word = self.random.choice(WORDS)
        if self.random.random() < 0.4:
            self.read(f"/api/products/suggest?q={word[:2]}")
            self.read(f"/api/products?q={word}&limit=20")
        if self.random.random() < 0.2:
            self.read("/api/products/facets?category_id=1")
        product = self.read(f"/api/products/{self.random.choice(products)}")
        if product and product["image_url"] and self.random.random() < 0.3:
            self.look_at(product)

    def look_at(self, product: dict[str, Any]) -> None:
        """Load a product's picture, which is gone only where another has taken its place since."""
        address, now = product["image_url"], product
        picture = self.call("GET", address)
        if picture is not None and picture.status_code == 404:  # What nginx kept is of before.
            path = f"/api/products/{product['id']}"
            now = self.expect(self.call("GET", path, token=self.token), 200) or product
        if picture is not None and picture.mimetype != "image/png" and now["image_url"] == address:
            self.wrong.append(f"{address}: {picture.status_code}")

    def read(self, path: str) -> Any:
        """Read with the ETag of last time; None where nothing has changed."""
        known = {"If-None-Match": self.etags[path]} if path in self.etags else {}
        answer = self.call("GET", path, headers=known)
        body = self.expect(answer, 200, 304)
        if body is not None:
            self.etags[path] = answer.headers["ETag"]
        return body

    def fill_cart(self, products: list[int]) -> bool:
        """Put one or two products in. Twice, where the first answer was lost: the cart shows it."""
        filled = False
        for product in self.random.sample(products, self.random.choice((1, 1, 2))):
            body = {"product_id": product, "quantity": self.random.choice((1, 1, 2))}
            answer = self.call("POST", "/api/cart", token=self.token, json=body)
            filled |= self.expect(answer, 201, 400) is not None and answer.status_code == 201
        return filled

    def check_out(self) -> None:
        """Buy at the total that the cart shows, or at the one that the refusal tells."""
        cart = self.expect(self.call("GET", "/api/cart", token=self.token), 200)
        total = cart and cart["grand_total"]
        while cart:
            agreed = {"expected_total": total, "priced_at": cart["priced_at"]}
            answer = self.buy(agreed)
            body = self.expect(answer, 200, 400, 409)
            if body is None or answer.status_code == 200:
                self.note_order(body, total)
                return
            self.refused[body["type"]] += 1
            if answer.status_code == 400:  # Sold out: begin again.
                self.call("DELETE", "/api/cart", token=self.token)
                return
            cart, total = body, body.get("now_total")

    def buy(self, agreed: dict[str, Any]) -> Any:
        """Check out with a key; wait for the twin of a call whose answer was lost."""
        headers = {"Idempotency-Key": str(uuid.UUID(int=self.random.getrandbits(128)))}
        while True:
            what = {"token": self.token, "json": agreed, "headers": headers}
            answer = self.call("POST", "/api/checkout", **what)
            if answer is None or not answer.is_json or answer.status_code != 409:
                return answer
            if answer.json["type"] != "/problems/idempotency-key-in-use":
                return answer
            time.sleep(1)

    def note_order(self, body: dict[str, Any] | None, total: float) -> None:
        """Note an order, which costs what was agreed."""
        if body is not None:
            self.orders.append(body["order"]["id"])
            self.paid[body["order"]["id"]] = body["total_paid"]
            if body["total_paid"] != total:
                self.wrong.append(f"{self.name}: paid {body['total_paid']}, not {total}")
