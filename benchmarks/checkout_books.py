"""After the checkout benchmark: is every order there, and every unit accounted for?"""

from __future__ import annotations

import psycopg

from benchmarks.checkout_shop import PAST_ORDERS, STOCK

ORDERS = f"""
SELECT count(*), coalesce(sum(total_cents), 0)::bigint FROM "order" WHERE id > {PAST_ORDERS}"""
LEFT_IN_CARTS = """
SELECT count(*) FROM cart_item c JOIN "user" u ON u.id = c.user_id
WHERE u.username LIKE 'buyer %'"""
WRONG_STOCK = f"""
SELECT count(*) FROM product p
LEFT JOIN (
  SELECT product_id, sum(quantity) AS units FROM order_item WHERE order_id > {PAST_ORDERS}
  GROUP BY product_id) sold ON sold.product_id = p.id
LEFT JOIN (SELECT product_id, sum(delta) AS units FROM stock_movement GROUP BY product_id) moved
  ON moved.product_id = p.id
WHERE p.stock <> {STOCK} - coalesce(sold.units, 0) OR p.stock <> moved.units"""
WRONG_TOTAL = """
SELECT count(*) FROM "order" o JOIN (
  SELECT order_id, sum(quantity * price_cents) AS cents FROM order_item GROUP BY order_id
) lines ON lines.order_id = o.id WHERE o.total_cents <> lines.cents"""
UNITS = f"""
SELECT coalesce(sum(quantity), 0)::bigint FROM order_item WHERE order_id > {PAST_ORDERS}"""


def books(name: str, connection: psycopg.Connection, succeeded: int) -> tuple[str, list[str]]:
    """Return a line about a server's books and what is wrong with them."""

    def one(statement: str) -> int:
        return connection.execute(statement).fetchone()[0]

    orders, cents = connection.execute(ORDERS).fetchone()
    checks = {
        f"{orders} orders, {succeeded} answers of success": orders == succeeded,
        "carts not emptied": one(LEFT_IN_CARTS) == 0,
        "stock is not initial less sold, or not the sum of its movements": one(WRONG_STOCK) == 0,
        "a total is not the sum of its lines": one(WRONG_TOTAL) == 0,
    }
    faults = [f"{name}: {fault}" for fault, passed in checks.items() if not passed]
    line = f"{name}: {orders} orders, {succeeded} successes, {one(UNITS)} units, {cents} cents"
    return f"{line}; {'WRONG' if faults else 'stock = initial - sold for every product'}", faults
