"""Restoration: today's rows as the shop's original program kept them, as far as they fit.

Left behind are what it had no place for: sign-ins, histories, withdrawn
products' stock, order states, and order lines whose product is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from typing import Any

from migrations.adoption import reading
from migrations.adoption.report import Row

LONGEST_NAME = 100


def restore(todays: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Return the original rows by table, parents first."""
    held: dict[int, int] = {}
    for row in todays["offer_application"]:
        if row["removed_at"] is None:
            held.setdefault(row["product_id"], row["offer_id"])
    return {
        "user": [restore_user(row) for row in todays["user"]],
        "category": [{"id": row["id"], "name": row["name"]} for row in todays["category"]],
        "offer": [restore_offer(row) for row in todays["offer"]],
        "product": [restore_product(row, held.get(row["id"])) for row in todays["product"]],
        "cart_item": [dict(row) for row in todays["cart_item"]],
        "order": [restore_order(row) for row in todays["order"]],
        "order_item": [
            restore_order_item(row) for row in todays["order_item"] if row["product_id"] is not None
        ],
    }


def restore_user(row: Row) -> Row:
    """Return an account as it was kept; a password changed since then opens it no more."""
    kept = {column: row[column] for column in ("id", "username", "password")}
    return {**kept, "is_admin": bool(row["is_admin"]), "profile_image": row["image"]}


def restore_offer(row: Row) -> Row:
    """Return an offer with a percentage and naive times in UTC."""
    return {
        "id": row["id"],
        "name": row["name"][:LONGEST_NAME],
        "discount_percent": row["basis_points"] / 100,
        "start_time": naive(row["starts_at"]),
        "end_time": naive(row["ends_at"]),
    }


def restore_product(row: Row, offer_id: int | None) -> Row:
    """Return a product with at most one offer; a withdrawn one without stock, so nobody buys it."""
    return {
        "id": row["id"],
        "name": row["name"][:LONGEST_NAME],
        "price": row["price_cents"] / 100,
        "stock": row["stock"] if row["withdrawn_at"] is None else 0,
        "category_id": row["category_id"],
        "offer_id": offer_id,
        "image": row["image"],
    }


def restore_order(row: Row) -> Row:
    """Return an order without its state and instant."""
    kept = {column: row[column] for column in ("id", "user_id")}
    return {**kept, "total_price": row["total_cents"] / 100}


def restore_order_item(row: Row) -> Row:
    """Return an order line without the name it had."""
    kept = {column: row[column] for column in ("id", "order_id", "product_id", "quantity")}
    return {**kept, "price_at_purchase": Decimal(row["price_cents"]).scaleb(-2)}


def naive(value: Any) -> Any:
    """Return an instant as the original program wrote it, in UTC without saying so."""
    read = reading.instant(value)
    return read.astimezone(UTC).replace(tzinfo=None) if read else None
