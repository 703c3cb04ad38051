"""The floor of a catalogue answer: one statement written by hand, orjson, nothing in between.

One WSGI function without framework, ORM or schemas; a kept connection a thread, in
AUTOCOMMIT, with its statements prepared. Granian serves it like the shop, and its
answers are the shop's to the byte, so what the shop costs beyond this is its own. The
lowest price before a reduction is read once and kept, since it can't change any more;
that of a recurring offer is not worked out here, and no such offer is in the rows.
Setting: FLOOR_DATABASE_URL (postgresql:// or sqlite:///).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import psycopg

ADDRESS = os.environ.get("FLOOR_DATABASE_URL", "")
ON_SQLITE = ADDRESS.startswith("sqlite")
# What differs: the smaller and larger of two, a list as JSON, parameters, and that an instant
# is text already, of the same form, which sorts by time.
WORDS = (
    {"LEAST": "min", "GREATEST": "max", "LIST": "json_group_array", "ROW": "json_array",
     "to_char": "", ", TEXT": "", "$now": ":now", "$id": ":id"}
    if ON_SQLITE else
    {"LIST": "json_agg", "ROW": "json_build_array", "TEXT": "'YYYY-MM-DD HH24:MI:SS.US'",
     "$now": "%(now)s", "$id": "%(id)s"}
)  # fmt: skip
STATEMENT = """
SELECT p.id, p.name, p.description, p.price_cents, p.stock, p.category_id, c.name,
  o.id, o.name, o.basis_points, p.image, p.image_details, p.created_at, p.updated_at
FROM product p JOIN category c ON c.id = p.category_id
LEFT JOIN offer o ON o.id = (
  SELECT r.id FROM offer_application a JOIN offer r ON r.id = a.offer_id
  WHERE a.product_id = p.id AND a.applied_at <= $now
    AND (a.removed_at IS NULL OR a.removed_at > $now) AND r.starts_at <= $now AND r.ends_at > $now
    AND (r.recurrence IS NULL OR EXISTS (
      SELECT 1 FROM offer_run n
      WHERE n.offer_id = r.id AND n.starts_at <= $now AND n.ends_at > $now))
  ORDER BY r.basis_points DESC, r.id LIMIT 1)
WHERE p.withdrawn_at IS NULL """
HISTORY = """
SELECT
  (SELECT LIST(ROW(to_char(e.since, TEXT), e.price_cents)) FROM price_point e
   WHERE e.product_id = $id),
  (SELECT LIST(ROW(
     to_char(GREATEST(h.starts_at, a.applied_at), TEXT),
     to_char(LEAST(h.ends_at, coalesce(a.removed_at, h.ends_at)), TEXT), h.basis_points))
   FROM offer_application a JOIN offer h ON h.id = a.offer_id WHERE a.product_id = $id)"""
for word, meaning in WORDS.items():
    STATEMENT, HISTORY = (one.replace(word, meaning) for one in (STATEMENT, HISTORY))
PAGE = f"{STATEMENT} ORDER BY p.id DESC LIMIT 20"
ONE = f"{STATEMENT} AND p.id = {WORDS['$id']}"
PRODUCTS = "/api/products"
WINDOW = timedelta(days=30)
JSON = "application/json"
kept = threading.local()
lowest_prices: dict[tuple[int, int, Any], int] = {}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer GET /api/products and GET /api/products/<id>."""
    path = environ["PATH_INFO"]
    now = datetime.now(UTC)
    text = now.strftime("%Y-%m-%d %H:%M:%S.%f")
    asked = {"now": text if ON_SQLITE else now}
    if path == PRODUCTS:
        rows = _connection().execute(PAGE, asked).fetchall()
        body = orjson.dumps([_product(row, text) for row in rows])
    else:
        asked["id"] = int(path.rpartition("/")[2])
        row = _connection().execute(ONE, asked).fetchone()
        body = orjson.dumps(_product(row, text))
    start_response("200 OK", [("Content-Type", JSON), ("Content-Length", str(len(body)))])
    return [body]


def _product(row: Sequence[Any], now: str) -> dict[str, Any]:
    """Return a product as clients see it."""
    (
        product_id, name, description, cents, stock, category_id, category,
        offer_id, offer, basis_points, image, details, created_at, updated_at,
    ) = row  # fmt: skip
    current, lowest, percent_off = cents, None, None
    if offer_id is not None:
        current = (cents * (10_000 - basis_points) + 5_000) // 10_000
        lowest = lowest_prices.get((product_id, offer_id, updated_at))
        if lowest is None:
            lowest = _lowest_price(product_id, now)
            lowest_prices[product_id, offer_id, updated_at] = lowest
        percent_off = max((lowest - current) * 10_000 // lowest, 0) / 100
    return {
        "id": product_id,
        "name": name,
        "description": description,
        "price": cents / 100,
        "stock": stock,
        "category_id": category_id,
        "category": {"name": category},
        "offer_id": offer_id,
        "offer": None
        if offer_id is None
        else {"name": offer, "discount_percent": basis_points / 100},
        "current_price": current / 100,
        "is_on_offer": offer_id is not None,
        "discount_amount": (cents - current) / 100,
        "image_url": None if image is None else f"/static/products/{image}",
        "image": None if details is None else _details(details),
        "lowest_price_30d": None if lowest is None else lowest / 100,
        "percent_off_lowest": percent_off,
        "created_at": _instant(created_at),
        "updated_at": _instant(updated_at),
    }


def _details(kept: str) -> orjson.Fragment:
    """Return what is kept of a picture, with addresses where the names of its files stand."""
    return orjson.Fragment(kept.replace('"url":"', '"url":"/static/products/'))


def _lowest_price(product_id: int, now: str) -> int:
    """Return the lowest price in the 30 days before the running reduction began."""
    row = _connection().execute(HISTORY, {"id": product_id}).fetchone()
    points, held = (orjson.loads(one) if ON_SQLITE else one for one in row)
    began, end = "", ""
    for start, stop, _basis_points in sorted(held):
        if start <= now and start < stop:
            if start > end:
                began = start
            end = max(end, stop)
    first = (datetime.fromisoformat(began) - WINDOW).isoformat(" ", "microseconds")
    changes = [one for row in (*points, *held) for one in row[:-1] if first < one < began]
    prices = []
    for instant in (first, *changes):
        base = max((point for point in points if point[0] <= instant), default=None)
        if base is not None:
            best = max((one[2] for one in held if one[0] <= instant < one[1]), default=0)
            prices.append((base[1] * (10_000 - best) + 5_000) // 10_000)
    return min(prices)


def _instant(value: Any) -> Any:
    """Return an instant as orjson writes it."""
    if ON_SQLITE:
        return f"{value[:10]}T{value[11:].removesuffix('.000000')}+00:00"
    return value


def _connection() -> Any:
    """Return this thread's connection."""
    if not hasattr(kept, "connection"):
        if ON_SQLITE:
            kept.connection = sqlite3.connect(
                ADDRESS.removeprefix("sqlite:///"), isolation_level=None
            )
        else:
            kept.connection = psycopg.connect(
                ADDRESS, autocommit=True, prepare_threshold=1, options="-c timezone=UTC"
            )
    return kept.connection
