"""The shop as tests see it: calls over HTTP, and short ways to make what a test needs."""

from __future__ import annotations

import io
import itertools
import json
import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

PASSWORD = "correct horse"
ADMIN_PASSWORD = "admin123"


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4), colour: str = "teal") -> bytes:
    """Return the bytes of a small picture."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def noise(kind: str, size: int = 200) -> bytes:
    """Return the bytes of a picture that does not compress."""
    stream = io.BytesIO()
    pixels = random.Random(1).randbytes(size * size * 3)
    Image.frombytes("RGB", (size, size), pixels).save(stream, kind)
    return stream.getvalue()


class Shop:
    """A running shop on one database."""

    def __init__(self, app: Flask, database: str) -> None:
        self.app = app
        self.database = database
        self.numbers = itertools.count(1)
        self._admin: str | None = None

    def call(self, method: str, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if "json" in kwargs:  # Not by the shop's own JSON, which refuses what tests must send.
            kwargs |= {"data": json.dumps(kwargs.pop("json")), "content_type": "application/json"}
        client = self.app.test_client()
        return client.open(path, method=method, headers=headers, buffered=True, **kwargs)

    def get(self, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        return self.call("GET", path, token, **kwargs)

    def post(self, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        return self.call("POST", path, token, **kwargs)

    def put(self, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        return self.call("PUT", path, token, **kwargs)

    def patch(self, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        return self.call("PATCH", path, token, **kwargs)

    def delete(self, path: str, token: str | None = None, **kwargs: Any) -> TestResponse:
        return self.call("DELETE", path, token, **kwargs)

    def upload(
        self, path: str, token: str | None, content: bytes, name: str = "picture.png"
    ) -> TestResponse:
        file = FileStorage(io.BytesIO(content), name)
        # In memory: the client would leave a large body's temporary file open.
        body, _, boundary = stream_encode_multipart({"image": file}, use_tempfile=False)
        kind = f"multipart/form-data; boundary={boundary}"
        return self.post(path, token, data=body.read(), headers={"Content-Type": kind})

    @property
    def admin(self) -> str:
        """The access token of the seeded admin."""
        if self._admin is None:
            self._admin = self.sign_in("admin", ADMIN_PASSWORD)["access_token"]
        return self._admin

    def forget_admin(self) -> None:
        """Sign the admin in again when next asked: the test may have ended the sign-in."""
        self._admin = None

    def sign_in(self, username: str, password: str = PASSWORD) -> dict[str, str]:
        return made(self.post("/api/login", json={"username": username, "password": password}))

    def make_user(self, username: str | None = None) -> str:
        """Register a user and return an access token of theirs."""
        name = username or f"user-{next(self.numbers)}"
        made(self.post("/api/register", json={"username": name, "password": PASSWORD}))
        return self.sign_in(name)["access_token"]

    def make_product(self, **values: Any) -> dict[str, Any]:
        number = next(self.numbers)
        body = {"name": f"Product {number}", "price": 10.0, "category_id": 1, "stock": 10, **values}
        return made(self.post("/api/products", self.admin, json=body))

    def make_offer(self, percent: float = 10, **values: Any) -> dict[str, Any]:
        """Plan an offer that runs from an hour ago until in an hour, or as `values` say."""
        now = datetime.now(UTC)
        body = {
            "name": f"Offer {next(self.numbers)}",
            "discount_percent": percent,
            "start_time": (now - timedelta(hours=1)).isoformat(),
            "end_time": (now + timedelta(hours=1)).isoformat(),
            **values,
        }
        return made(self.post("/api/offers", self.admin, json=body))

    def apply(self, offer: dict[str, Any], product: dict[str, Any]) -> None:
        made(self.post(f"/api/offers/{offer['id']}/apply/{product['id']}", self.admin))

    def product(self, product_id: int) -> dict[str, Any]:
        return made(self.get(f"/api/products/{product_id}"))

    def add_to_cart(self, token: str, product: dict[str, Any], quantity: int = 1) -> None:
        body = {"product_id": product["id"], "quantity": quantity}
        made(self.post("/api/cart", token, json=body))

    def buy(self, token: str, product: dict[str, Any], quantity: int = 1) -> dict[str, Any]:
        self.add_to_cart(token, product, quantity)
        return made(self.post("/api/checkout", token))["order"]


def made(response: TestResponse) -> Any:
    """Return the body of a call that must succeed."""
    assert response.status_code in (200, 201), response.get_data(as_text=True)
    return response.json


def beside(response: Any, relation: str) -> str | None:
    """Return the address of the "next" or "prev" page that a page's `Link` names, if any."""
    found = re.findall(r'<([^>]*)>; rel="([a-z]+)"', response.headers.get("Link", ""))
    return {name: address for address, name in found}.get(relation)


def refused(response: TestResponse, status: int, slug: str) -> dict[str, Any]:
    """Return the body of a call that must be refused, in the one error shape."""
    body = response.json
    assert (response.status_code, body.get("type")) == (status, f"/problems/{slug}"), body
    assert response.mimetype == "application/problem+json"
    assert body["status"] == status
    assert body["error"] == body["detail"] != ""
    assert body["title"]
    assert body["request_id"] == response.headers["X-Request-ID"]
    return body
