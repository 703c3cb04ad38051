"""The floor of a checkout: the same rows as the shop writes, by hand, with nothing in between.

One WSGI function and psycopg: no framework, no ORM, no schemas, a kept connection a
thread. Granian serves it like the shop, so what the shop costs beyond this is its own.
A refusal rolls back and says its name. Settings: FLOOR_DATABASE_URL, JWT_SECRET_KEY.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import jwt
import orjson
import psycopg

WHO = """
SELECT u.id, u.is_admin FROM "user" u JOIN user_session s ON s.user_id = u.id
WHERE u.id = %s AND s.id = %s AND s.ended_at IS NULL AND s.expires_at > %s"""
CLAIM = "DELETE FROM cart_item WHERE user_id = %s RETURNING product_id, quantity"
TAKE = """
UPDATE product SET stock = stock - %s WHERE id = %s AND stock >= %s AND withdrawn_at IS NULL"""
PRICES = """
SELECT p.id, p.name,
  (CASE WHEN p.price_since <= %(now)s THEN p.price_cents ELSE (
     SELECT e.price_cents FROM price_point e WHERE e.product_id = p.id AND e.since <= %(now)s
     ORDER BY e.since DESC LIMIT 1) END
   * (10000 - coalesce(best.basis_points, 0)) + 5000) / 10000
FROM product p LEFT JOIN LATERAL (
  SELECT o.basis_points FROM offer o JOIN offer_application a ON a.offer_id = o.id
  WHERE a.product_id = p.id AND a.applied_at <= %(now)s
    AND (a.removed_at IS NULL OR a.removed_at > %(now)s)
    AND o.starts_at <= %(now)s AND o.ends_at > %(now)s
  ORDER BY o.basis_points DESC, o.id LIMIT 1) best ON true
WHERE p.id = ANY(%(ids)s)"""
ORDER = """
INSERT INTO "order" (user_id, status, total_cents, created_at)
VALUES (%s, 'placed', %s, %s) RETURNING id"""
ITEMS = """
INSERT INTO order_item (order_id, product_id, name, quantity, price_cents)
SELECT %s, * FROM unnest(%s::int[], %s::text[], %s::int[], %s::bigint[])"""
MOVEMENTS = """
INSERT INTO stock_movement (product_id, delta, reason, order_id, created_at)
SELECT product_id, -quantity, 'sale', %s, %s
FROM unnest(%s::int[], %s::int[]) AS line (product_id, quantity)"""

# By itself PostgreSQL plans `= ANY` anew for every list, which takes longer than to run it.
OPTIONS = "-c timezone=UTC -c plan_cache_mode=force_generic_plan"
JSON = "application/json"
kept = threading.local()


class RefusedError(Exception):
    """A checkout that may not be; everything is rolled back."""


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer POST /api/checkout."""
    if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", "/api/checkout"):
        start_response("404 Not Found", [("Content-Length", "0")])
        return [b""]
    status, connection = "200 OK", _connection()
    try:
        order = _place(connection, environ.get("HTTP_AUTHORIZATION", ""))
        connection.commit()
        answer = {"message": "Checkout successful", "total_paid": order["total_price"]}
        answer["order"] = order
    except (RefusedError, jwt.InvalidTokenError, psycopg.Error) as refusal:
        connection.rollback()
        status, answer = "400 Bad Request", {"error": str(refusal)}
    body = orjson.dumps(answer)
    start_response(status, [("Content-Type", JSON), ("Content-Length", str(len(body)))])
    return [body]


def _place(connection: psycopg.Connection, authorization: str) -> dict[str, Any]:
    """Do every statement of a checkout but the commit."""
    claims = jwt.decode(
        authorization.removeprefix("Bearer "),
        os.environ["JWT_SECRET_KEY"],
        algorithms=["HS256"],
        issuer="shop",
    )
    cursor = connection.cursor()
    who = (int(claims["sub"]), claims["sid"], datetime.now(UTC))
    user = cursor.execute(WHO, who).fetchone()
    if user is None:
        raise RefusedError("Token revoked")
    lines = sorted(cursor.execute(CLAIM, user[:1]).fetchall())
    if not lines:
        raise RefusedError("Cart is empty")
    for product_id, quantity in lines:  # In id order, so that no two wait in a ring.
        if cursor.execute(TAKE, (quantity, product_id, quantity)).rowcount != 1:
            raise RefusedError(f"Stock for product {product_id} ran out")
    return _write_order(cursor, user[0], lines)


def _write_order(
    cursor: psycopg.Cursor, user_id: int, lines: list[tuple[int, int]]
) -> dict[str, Any]:
    """Add the order with its lines and stock movements, priced under the locks held."""
    instant = datetime.now(UTC)
    ids, quantities = [line[0] for line in lines], [line[1] for line in lines]
    rows = cursor.execute(PRICES, {"now": instant, "ids": ids}).fetchall()
    found = {product_id: (name, cents) for product_id, name, cents in rows}
    names, prices = [found[one][0] for one in ids], [found[one][1] for one in ids]
    total = sum(cents * units for cents, units in zip(prices, quantities, strict=True))
    order_id = cursor.execute(ORDER, (user_id, total, instant)).fetchone()[0]
    cursor.execute(ITEMS, (order_id, ids, names, quantities, prices))
    cursor.execute(MOVEMENTS, (order_id, instant, ids, quantities))
    return {
        "id": order_id,
        "user_id": user_id,
        "status": "placed",
        "total_price": total / 100,
        "created_at": instant,
        "items": [
            {
                "product_id": product_id,
                "name": name,
                "quantity": units,
                "price_at_purchase": cents / 100,
                "line_total": cents * units / 100,
            }
            for product_id, name, units, cents in zip(ids, names, quantities, prices, strict=True)
        ],
    }


def _connection() -> psycopg.Connection:
    """Return this thread's connection."""
    if not hasattr(kept, "connection"):
        kept.connection = psycopg.connect(
            os.environ["FLOOR_DATABASE_URL"], options=OPTIONS, prepare_threshold=1
        )
    return kept.connection
