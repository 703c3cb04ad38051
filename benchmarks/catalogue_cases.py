"""What the catalogue benchmark asks for: each case a list of addresses that are read in turn."""

from __future__ import annotations

import http.client
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, quote, urlsplit

import orjson
from flask import Flask

from benchmarks.catalogue_rows import Plan
from benchmarks.catalogue_words import COMMON_WORDS, RARE_WORD
from services import paging

FLOOR, OURS, KEPT, PLAIN = "floor", "ours", "ours, kept", "FastAPI"
PRODUCTS = "/api/products"
CONNECTIONS = 16
LONGEST_WAIT = 600
JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Target:
    """A server, what its database holds, and an application with the shop's secrets."""

    port: int
    plan: Plan
    app: Flask

    def fetch(
        self, address: str, headers: Mapping[str, str] = JSON
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_WAIT)
        connection.request("GET", address, headers=dict(headers))
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found


Addresses = Callable[[Target], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """A kind of read, and which servers are asked."""

    name: str
    addresses: Addresses
    sides: Sequence[str] = (OURS,)
    connections: int = CONNECTIONS
    headers: Callable[[Target], Mapping[str, str]] = field(default=lambda _target: {})
    status: int = 200


def of(*addresses: str) -> Addresses:
    """Read the same addresses of every server."""
    return lambda _target: addresses


def search(query: str, more: str = "&sort=relevance") -> Addresses:
    """Search for words."""
    return of(f"{PRODUCTS}?q={quote(query)}{more}")


def single_products(target: Target) -> Sequence[str]:
    """Read 200 products from all over the shop, or all."""
    ids = range(1, target.plan.products + 1)
    chosen = random.Random("ids").sample(ids, min(200, target.plan.products))
    return [f"{PRODUCTS}/{one}" for one in chosen]


def few_products(target: Target) -> Sequence[str]:
    """Read so few that in a round nearly all are kept: of 200, one in ten would be read anew."""
    return single_products(target)[:20]


def deep_page(target: Target) -> Sequence[str]:
    """Read the page in the middle of all products: 500,000 deep in a million.

    To walk there would take long, so the cursor of the first page is signed anew
    with the id of the middle in place of its own, by the shop's own signer.
    """
    first = _second_page(target, f"{PRODUCTS}?limit=20")
    with target.app.app_context():
        _version, listing, _made_at, instant, backward, *after = paging._opened(first)
        own, middle = target.plan.products - 19, target.plan.products // 2
        behind = [middle if one == own else one for one in after]
        cursor = paging._sealed(listing, datetime.fromisoformat(instant), backward, behind)
        return [f"{PRODUCTS}?limit=20&cursor={cursor}"]


def _second_page(target: Target, address: str) -> str:
    link = target.fetch(address)[1]["Link"]
    return parse_qs(urlsplit(link[1:].partition(">")[0]).query)["cursor"][0]


def known_version(target: Target) -> Mapping[str, str]:
    """Say which version of the first page the client has."""
    return {"If-None-Match": target.fetch(PRODUCTS)[1].get("ETag", '"none"')}


def different_answers(floor: Target, ours: Target) -> list[str]:
    """Return where the two don't answer the same bytes; of many, two."""
    asked = [PRODUCTS, *single_products(ours)]
    faults = []
    for address in asked:
        bodies = [target.fetch(address)[2] for target in (floor, ours)]
        if bodies[0] != bodies[1]:
            faults.append(f"{address}:\n  floor {bodies[0][:700]!r}\n  ours  {bodies[1][:700]!r}")
    return faults[:2]


def same_products(plain: Target, ours: Target) -> bool:
    """Say whether the alternative shows the same products at the same prices."""
    pages = [orjson.loads(target.fetch(PRODUCTS)[2]) for target in (plain, ours)]
    shown = [[(one["id"], one["current_price"], one["offer"]) for one in page] for page in pages]
    return shown[0] == shown[1]


EVERYBODY = (FLOOR, OURS, PLAIN)
CASES = (
    Case("first page", of(PRODUCTS), EVERYBODY),
    Case("single product", single_products, EVERYBODY),
    Case("first page, counted", of(f"{PRODUCTS}?count=true"), connections=1),
    Case("middle page", deep_page),
    Case("category page", of("/api/categories/3/products")),
    Case("small category page", of("/api/categories/25/products")),
    Case("price, up", of(f"{PRODUCTS}?sort=price")),
    Case("price, down", of(f"{PRODUCTS}?sort=-price")),
    Case("on offer", of(f"{PRODUCTS}?on_offer=true")),
    Case("in stock", of(f"{PRODUCTS}?in_stock=true")),
    Case("min and max price", of(f"{PRODUCTS}?min_price=50&max_price=60")),
    Case("min and max price, up", of(f"{PRODUCTS}?min_price=50&max_price=60&sort=price")),
    Case("on offer in a category, up", of(f"{PRODUCTS}?on_offer=true&category_id=3&sort=price")),
    Case("name", of(f"{PRODUCTS}?sort=name")),
    Case("discount", of(f"{PRODUCTS}?sort=discount")),
    Case("search: rare word", search(RARE_WORD), connections=1),
    Case("search: word in 30 %", search(COMMON_WORDS[0]), connections=1),
    Case("search: word in 30 %, newest", search(COMMON_WORDS[0], ""), connections=1),
    Case("search: two words", search("bamboo lamp"), connections=1),
    Case("search: two common words", search(" ".join(COMMON_WORDS)), connections=1),
    Case("search: beginning of a word", search(RARE_WORD[:5]), connections=1),
    Case("search: one letter", search("b"), connections=1),
    Case("search: no hit", search("xylophagous"), connections=1),
    Case("suggest", of(*(f"{PRODUCTS}/suggest?q={one}" for one in ("bam", "lam", "cre")))),
    Case("facets", of(f"{PRODUCTS}/facets"), connections=1),
    Case("facets of a search", of(f"{PRODUCTS}/facets?q={COMMON_WORDS[0]}"), connections=1),
    Case("categories", of("/api/categories")),
    Case("offers/active", of("/api/offers/active")),
    Case("304", of(PRODUCTS), (FLOOR, KEPT), headers=known_version, status=304),
    Case("first page, kept", of(PRODUCTS), (FLOOR, KEPT)),
    Case("single product, kept", few_products, (FLOOR, KEPT)),
)
