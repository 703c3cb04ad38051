"""Carts and orders of an original database as today's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from migrations.adoption import reading
from migrations.adoption.report import Report, Row

LARGEST_QUANTITY = 10_000_000


# --- Carts ------------------------------------------------------------------------------------


def adopt_cart_items(
    original: Sequence[Row], users: Collection[int], products: Collection[int], report: Report
) -> list[Row]:
    """Keep what a user could still buy, one line a product."""
    kept: dict[tuple[int, int], Row] = {}
    for row in original:
        if row["user_id"] not in users or row["product_id"] not in products:
            report.note("cart_item: dropped, its user or product is gone", cart_line(row))
            continue
        quantity = known_quantity(row, "cart_item", report)
        if quantity < 1:
            report.note("cart_item: dropped, quantity below 1", cart_line(row))
            continue
        join_cart_line(kept, row, quantity, report)
    return list(kept.values())


def join_cart_line(
    kept: dict[tuple[int, int], Row], row: Row, quantity: int, report: Report
) -> None:
    """Add a line to those kept of its user, or its quantity to the older one of its product."""
    user_id, product_id = row["user_id"], row["product_id"]
    line = kept.setdefault(
        (user_id, product_id),
        {"id": row["id"], "user_id": user_id, "product_id": product_id, "quantity": 0},
    )
    if line["id"] != row["id"]:
        joined = f"{cart_line(row)} into {line['id']}"
        report.note("cart_item: joined with an older line of the same product", joined)
    total = line["quantity"] + quantity
    line["quantity"] = min(total, LARGEST_QUANTITY)
    if total > LARGEST_QUANTITY:
        report.note(f"cart_item: quantity cut to {LARGEST_QUANTITY}", f"{line['id']} was {total}")


def cart_line(row: Row) -> str:
    """Say what a cart line was."""
    owner = f"user {row['user_id']}, product {row['product_id']}"
    return f"{row['id']} ({owner}, quantity {row['quantity']})"


def known_quantity(row: Row, table: str, report: Report) -> int:
    """Return a line's quantity, 1 when it is unknown."""
    quantity = reading.whole(row["quantity"])
    if quantity is None:
        report.note(f"{table}: quantity unknown, now 1", str(row["id"]))
    return 1 if quantity is None else quantity


# --- Orders -----------------------------------------------------------------------------------


def adopt_order_items(
    original: Sequence[Row], orders: Collection[int], products: Sequence[Row], report: Report
) -> list[Row]:
    """Keep every line whose order is there, with the name its product has today."""
    names = {row["id"]: row["name"] for row in products}
    lines = []
    for row in original:
        if row["order_id"] in orders:
            lines.append(adopt_order_item(row, names, report))
        else:
            report.note("order_item: dropped, its order is gone", order_line(row))
    return lines


def adopt_order_item(row: Row, names: dict[int, str], report: Report) -> Row:
    """Keep a line; one whose product is gone names it by its id."""
    product_id = row["product_id"]
    if product_id not in names:
        report.note("order_item: product gone, line kept", order_line(row))
    cents = reading.hundredths(row["price_at_purchase"])
    if cents is None:
        report.note("order_item: price unknown, now 0.00", order_line(row))
    return {
        "id": row["id"],
        "order_id": row["order_id"],
        "product_id": product_id if product_id in names else None,
        "name": names.get(product_id, f"Product {product_id}"),
        "quantity": known_quantity(row, "order_item", report),
        "price_cents": cents or 0,
    }


def adopt_orders(
    original: Sequence[Row], lines: Sequence[Row], users: Collection[int], report: Report
) -> list[Row]:
    """Keep every order, as delivered: the original program knew neither shipping nor cancelling."""
    sums: Counter[int] = Counter()
    for line in lines:
        sums[line["order_id"]] += line["price_cents"] * line["quantity"]
    orders = []
    for row in original:
        user_id = row["user_id"]
        if user_id is not None and user_id not in users:
            report.note("order: user gone, order kept", f"{row['id']} of user {user_id}")
            user_id = None
        orders.append(
            {
                "id": row["id"],
                "user_id": user_id,
                "status": "delivered",
                "total_cents": known_total(row, sums[row["id"]], report),
                "created_at": None,
            }
        )
    return orders


def known_total(row: Row, lines_cents: int, report: Report) -> int:
    """Return what was paid for an order, the sum of its lines when that is unknown."""
    cents = reading.hundredths(row["total_price"])
    of_lines = f"lines {reading.money(lines_cents)}"
    if cents is None:
        report.note("order: total unknown, now the sum of its lines", f"{row['id']} ({of_lines})")
        return lines_cents
    if cents != lines_cents:
        differing = f"{row['id']} (total {reading.money(cents)}, {of_lines})"
        report.note("order: total differs from its lines, kept", differing)
    return cents


def order_line(row: Row) -> str:
    """Say what an order line was."""
    bought = f"order {row['order_id']}, product {row['product_id']}, quantity {row['quantity']}"
    return f"{row['id']} ({bought}, price {row['price_at_purchase']})"
