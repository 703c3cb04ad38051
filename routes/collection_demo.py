"""What the collections for API clients are made of, and what they know of the demo shop.

Texts name variables as `{{ name }}`, which are taken from `SETTINGS` or, where `ANSWERS` has
the name, out of the last answer to a request. `{{ now }}` is another number at each sending.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

SETTINGS = {
    "base_url": "http://127.0.0.1:5000",
    "customer_username": "ada",
    "customer_password": "demo1234",
    "admin_username": "admin",
    "admin_password": "admin123",
    "newcomer_password": "correct horse",
}
"""What a person changes to use another shop."""

NUMBERS = re.compile(r'"(\{\{ (?:found_id|cart_total) \}\})"')

IF_EXPIRED, IF_NEVER, ALWAYS = "if expired", "if never", "always"


@dataclass(frozen=True)
class Answer:
    """A value out of the last answer to a request, which is sent first when `again` says so."""

    request: str
    path: Sequence[str | int]
    again: str = IF_NEVER


ANSWERS = {
    "customer_token": Answer("signInCustomer", ["access_token"], IF_EXPIRED),
    "refresh_token": Answer("signInCustomer", ["refresh_token"], IF_EXPIRED),
    "admin_token": Answer("signInAdmin", ["access_token"], IF_EXPIRED),
    "newcomer_username": Answer("signUpNewcomer", ["user", "username"], ALWAYS),
    "newcomer_token": Answer("signInNewcomer", ["access_token"], ALWAYS),
    "category_made": Answer("listCategories", [-1, "id"], ALWAYS),
    "product_made": Answer("createProduct", ["id"]),
    "offer_made": Answer("createOffer", ["id"]),
    "image_id": Answer("listImages", [-1, "id"], ALWAYS),
    "cart_item_id": Answer("getCart", ["items", 0, "id"], ALWAYS),
    "order_id": Answer("listOrders", [0, "id"], ALWAYS),
    "session_id": Answer("listSignIns", [-1, "id"], ALWAYS),
    "picture_address": Answer("getProduct", ["image_url"], ALWAYS),
    "buyer_username": Answer("buyRegister", ["user", "username"]),
    "buyer_token": Answer("buySignIn", ["access_token"], IF_EXPIRED),
    "found_id": Answer("buyFind", [0, "id"]),
    "cart_total": Answer("buyCart", ["grand_total"], ALWAYS),
    "cart_priced_at": Answer("buyCart", ["priced_at"], ALWAYS),
    "bought_id": Answer("buyOrders", [0, "id"], ALWAYS),
}


@dataclass(frozen=True)
class Body:
    """What is sent: a text of a media type, or a file in the member `file` of a form."""

    kind: str
    text: str = ""
    file: str | None = None


@dataclass(frozen=True)
class Request:
    """One call. `key` names it for good; `path` has its values in place of its parameters."""

    key: str
    name: str
    method: str
    path: str
    query: Sequence[tuple[str, str, bool]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    token: str | None = None
    body: Body | None = None
    status: int = 200


@dataclass(frozen=True)
class Folder:
    """Requests that work from top to bottom."""

    name: str
    description: str
    requests: Sequence[Request]


@dataclass(frozen=True)
class Collection:
    """All folders, and what the API says of itself."""

    title: str
    description: str
    folders: Sequence[Folder]


NEWCOMER = {"username": "{{ newcomer_username }}", "password": "{{ newcomer_password }}"}
BUYER = {"username": "{{ buyer_username }}", "password": "{{ newcomer_password }}"}
REGISTERING = {"username": "customer-{{ now }}", "password": "{{ newcomer_password }}"}
CUSTOMER = {"username": "{{ customer_username }}", "password": "{{ customer_password }}"}
ONCE = {"Idempotency-Key": "first-purchase-{{ buyer_username }}"}
ADMIN = {"username": "{{ admin_username }}", "password": "{{ admin_password }}"}

VALUES = {
    "slug": "out-of-stock",
    "order_id": "{{ order_id }}",
    "image_id": "{{ image_id }}",
}
"""What stands for a path parameter that is not 1."""

OWN_VALUES = {
    # What a request above has made, so that the demo's own things stay.
    "deleteCategory": {"category_id": "{{ category_made }}"},
    "withdrawProduct": {"product_id": "{{ product_made }}"},
    "changeOffer": {"offer_id": "{{ offer_made }}"},
    "deleteOffer": {"offer_id": "{{ offer_made }}"},
    "changeCartItem": {"item_id": "{{ cart_item_id }}"},
    "removeCartItem": {"item_id": "{{ cart_item_id }}"},
    "endSignIn": {"session_id": "{{ session_id }}"},
    # A customer of the demo who is nobody else here.
    "changeAccount": {"user_id": "3"},
    "endSignInsOfUser": {"user_id": "3"},
    # The customer cancels the last order; this is another one.
    "changeOrder": {"order_id": "1"},
    # The picture of product 1 is there to be looked at.
    "setProductImage": {"product_id": "2"},
    "deleteProductImage": {"product_id": "2"},
    "listImages": {"product_id": "3"},
    "addImage": {"product_id": "3"},
    "changeImage": {"product_id": "3"},
    "deleteImage": {"product_id": "3"},
}
"""The same for single operations."""

BODIES = {
    "register": REGISTERING,
    "login": CUSTOMER,
    "changeUser": {"username": "{{ customer_username }}"},
    "changePassword": {
        "current_password": "{{ newcomer_password }}",
        "new_password": "{{ newcomer_password }}",
    },
    "deleteUser": {"password": "{{ newcomer_password }}"},
}
"""Bodies that differ from the document's examples, by operation."""

LEAVING = ("logout", "deleteUser", "changePassword")
"""What would end the sign-in that all others use: a newcomer does it."""


def sign_ins() -> Folder:
    """Sign in whoever the other requests need."""

    def signing_in(who: str, key: str, credentials: Mapping[str, str]) -> Request:
        return _post(key, f"Sign in as {who}", "/api/login", credentials)

    registers = _post("signUpNewcomer", "Register a newcomer", "/api/register", REGISTERING)
    return Folder(
        "Sign in",
        "Every other request takes its token from these by itself.",
        [
            signing_in("the customer elsewhere", "signInElsewhere", CUSTOMER),
            signing_in("the customer", "signInCustomer", CUSTOMER),
            signing_in("the admin", "signInAdmin", ADMIN),
            replace(registers, status=201),
            signing_in("the newcomer", "signInNewcomer", NEWCOMER),
        ],
    )


def first_purchase() -> Folder:
    """From nobody to an order, in nine calls."""
    token = "buyer_token"
    agreed = {"expected_total": "{{ cart_total }}", "priced_at": "{{ cart_priced_at }}"}
    query = [("in_stock", "true", True), ("sort", "price", True), ("limit", "5", True)]
    registers = _post("buyRegister", "1 Register", "/api/register", REGISTERING)
    adds = _post("buyAdd", "5 Put it into the cart", "/api/cart", {"product_id": "{{ found_id }}"})
    lists = Request("buyOrders", "8 List my orders", "GET", "/api/orders", token=token)
    reads = Request("buyOrder", "9 Read the order", "GET", "/api/orders/{{ bought_id }}")
    buys = _post("buyCheckout", "7 Buy at the total shown", "/api/checkout", agreed)
    return Folder(
        "First purchase",
        "A newcomer buys something: send these from top to bottom.",
        [
            replace(registers, status=201),
            _post("buySignIn", "2 Sign in", "/api/login", BUYER),
            Request("buyFind", "3 Find something", "GET", "/api/products", query),
            Request("buyPrice", "4 Why this price?", "GET", "/api/products/{{ found_id }}/price",
                    [("explain", "true", True)]),
            replace(adds, token=token, status=201),
            Request("buyCart", "6 Look into the cart", "GET", "/api/cart", token=token),
            replace(buys, token=token, headers={**buys.headers, **ONCE}),
            lists,
            replace(reads, token=token),
        ],
    )  # fmt: skip


def _post(key: str, name: str, path: str, body: Mapping[str, Any]) -> Request:
    headers = {"Content-Type": "application/json"}
    return Request(
        key, name, "POST", path, headers=headers, body=Body("application/json", as_json(body))
    )


def as_json(value: Mapping[str, Any]) -> str:
    """Write a body; what stands for a number stands without quotes."""
    return NUMBERS.sub(r"\1", json.dumps(value, indent=2, ensure_ascii=False))
