"""The admin of a day in the shop: pictures, offers that start and end, prices, new stock."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from services.limits import UPLOAD
from tests.e2e.customers import NO_ANSWER, WORDS, Caller
from tests.e2e.node import ADMIN_PASSWORD
from tests.shop_driver import picture
from tests.test_uploads import KIND

HEAD = b'--b\r\nContent-Disposition: form-data; name="image"; filename="x.png"\r\n\r\n'
PRODUCTS = 40
STOCK = 400
PAUSE = 0.25  # seconds
# An account may upload so many in a minute; ten are left for those that are repeated.
PICTURES = UPLOAD.windows[0].amount - 10
COLOURS = ("teal", "plum", "gold", "navy")


class Shopkeeper(Caller):
    """Works through nginx, too. What can't be repeated blindly is looked for first."""

    def __init__(self, front: Any) -> None:
        super().__init__(front, "admin")
        self.stock: dict[int, int] = {}
        self.offers = self.pictures = 0
        self.done = 0

    def open(self) -> None:
        """Sign in and fill the shelves."""
        body = {"username": "admin", "password": ADMIN_PASSWORD}
        self.token = self.expect(self.call("POST", "/api/login", json=body), 200)["access_token"]
        for number in range(PRODUCTS):
            product = {
                "name": f"{WORDS[number % len(WORDS)].title()} {number}",
                "price": 5 + number,
                "category_id": number % 4 + 1,
                "stock": STOCK,
            }
            answer = self.call("POST", "/api/products", token=self.token, json=product)
            self.stock[self.expect(answer, 201)["id"]] = STOCK
            if number % 2:
                self.show_picture(list(self.stock)[-1])

    def work_until(self, closed: threading.Event) -> None:
        """Do one thing after another until the shop closes."""
        things = (self.plan_offer, self.show_picture, self.change_price, self.restock)
        while not closed.wait(PAUSE) and not self.lost and not self.wrong:
            things[self.done % len(things)](self.random.choice(list(self.stock)))
            self.done += 1
        self.front.hang_up()

    def plan_offer(self, product: int) -> None:
        """Let an offer start in a second, and end after three more."""
        begins = datetime.now(UTC) + timedelta(seconds=1)
        self.offers += 1
        name = f"Offer {self.offers}"
        body = {
            "name": name,
            "discount_percent": self.random.choice((5, 10, 20)),
            "start_time": begins.isoformat(),
            "end_time": (begins + timedelta(seconds=3)).isoformat(),
        }
        # One that was made twice, as the first answer was lost, is one that nobody holds.
        offer = self.expect(self.call("POST", "/api/offers", token=self.token, json=body), 201)
        for one in {product, *self.random.sample(list(self.stock), 5)} if offer else ():
            path = f"/api/offers/{offer['id']}/apply/{one}"
            self.expect(self.call("POST", path, token=self.token), 200)

    def show_picture(self, product: int) -> None:
        """Upload a picture in place of the old one, while the limit allows it; twice is no harm."""
        if self.pictures == PICTURES:
            return
        self.pictures += 1
        colour = self.random.choice(COLOURS)
        data = HEAD + picture(size=(60, 40), colour=colour) + b"\r\n--b--\r\n"
        path, headers = f"/api/products/{product}/image", {"Content-Type": KIND}
        self.expect(self.call("POST", path, token=self.token, data=data, headers=headers), 200)

    def change_price(self, product: int) -> None:
        """Change a price, guarded by the tag; one that was changed already says 412."""
        path = f"/api/products/{product}"
        answer = self.call("GET", path, token=self.token)
        body = self.expect(answer, 200)
        if body is not None:
            headers = {"If-Match": answer.headers["ETag"]}
            change = {"price": round(body["price"] * self.random.choice((0.9, 1.1)), 2)}
            what = {"token": self.token, "json": change, "headers": headers}
            self.expect(self.call("PATCH", path, **what), 200, 412)

    def restock(self, product: int) -> None:
        """Book new units; where the answer was lost, look whether they are booked already."""
        delta, path = 20 + self.done, f"/api/products/{product}/stock"
        body = {"delta": delta, "reason": "received"}
        answer = self._try("POST", path, token=self.token, json=body)
        if answer is None or answer.status_code in NO_ANSWER:
            self.again += 1
            booked = self.expect(self.call("GET", path, token=self.token), 200)
            if booked is not None and delta not in [one["delta"] for one in booked]:
                answer = self._try("POST", path, token=self.token, json=body)
                if answer is None or answer.status_code in NO_ANSWER:
                    self.lost.append(f"admin: POST {path}")
                self.expect(answer, 200)
        else:
            self.expect(answer, 200)
        self.stock[product] += delta
