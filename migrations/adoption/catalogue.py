"""Categories, offers and products of an original database as today's, with their histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import isclose

from migrations.adoption import reading
from migrations.adoption.accounts import kept_image
from migrations.adoption.report import Report, Row, ids, named

FALLBACK_CATEGORY = "Uncategorised"


# --- Categories and offers --------------------------------------------------------------------


def adopt_categories(original: Sequence[Row], products: Sequence[Row]) -> list[Row]:
    """Keep every category, and add one for the products whose own is gone."""
    categories = [{"id": row["id"], "name": row["name"]} for row in original]
    known = ids(categories)
    lost = any(row["category_id"] not in known for row in products)
    if lost and FALLBACK_CATEGORY not in (row["name"] for row in categories):
        categories.append({"id": max(known, default=0) + 1, "name": FALLBACK_CATEGORY})
    return categories


def adopt_offers(original: Sequence[Row], instant: datetime, report: Report) -> list[Row]:
    """Keep every offer whose times can be read."""
    adopted = (adopt_offer(row, instant, report) for row in original)
    return [offer for offer in adopted if offer]


def adopt_offer(row: Row, instant: datetime, report: Report) -> Row | None:
    """Keep an offer, its discount within 0 and 100 % and its end not before its start."""
    starts_at, ends_at = reading.instant(row["start_time"]), reading.instant(row["end_time"])
    times = f"{row['start_time']} to {row['end_time']}"
    if starts_at is None or ends_at is None:
        lost = f"{named(row)} {row['discount_percent']} %, {times}"
        report.note("offer: dropped, its times can't be read", lost)
        return None
    if ends_at < starts_at:
        report.note("offer: ended before it began, now ends as it begins", f"{named(row)} {times}")
    return {
        "id": row["id"],
        "name": row["name"],
        "basis_points": discount(row, report),
        "starts_at": starts_at,
        "ends_at": max(starts_at, ends_at),
        "created_at": instant,
    }


def discount(row: Row, report: Report) -> int:
    """Return an offer's discount in basis points, 0 when it can't be read."""
    percent = row["discount_percent"]
    points = min(max(reading.hundredths(percent) or 0, 0), 10_000)
    read = reading.number(percent)
    if read is None or not isclose(read, points / 100):
        report.note("offer: discount changed", f"{named(row)} {percent} % to {points / 100:g} %")
    return points


# --- Products ---------------------------------------------------------------------------------


def link_products(
    original: Sequence[Row], categories: Sequence[Row], offers: Sequence[Row], report: Report
) -> list[Row]:
    """Return the products, each in a category that exists and with an offer that does, or none."""
    known, held = ids(categories), ids(offers)
    fallback = next((row["id"] for row in categories if row["name"] == FALLBACK_CATEGORY), None)
    linked = []
    for row in original:
        category_id, offer_id = row["category_id"], row.get("offer_id")
        if category_id not in known:
            moved = f"{named(row)} from category {category_id}"
            report.note(f"product: category gone, now in {FALLBACK_CATEGORY}", moved)
            category_id = fallback
        if offer_id is not None and offer_id not in held:
            report.note("product: offer gone, now without", f"{named(row)} had offer {offer_id}")
            offer_id = None
        linked.append({**row, "category_id": category_id, "offer_id": offer_id})
    return linked


def adopt_product(row: Row, instant: datetime, report: Report) -> Row:
    """Keep a product; one without a usable price is withdrawn."""
    name = row["name"] or f"Product {row['id']}"
    if not row["name"]:
        report.note("product: had no name", f'{row["id"]} now "{name}"')
    cents = usable_price(row, report)
    return {
        "id": row["id"],
        "name": name,
        "description": None,
        "search_name": reading.searchable(name),
        "search_text": reading.searchable(name),
        "price_cents": cents or 0,
        "price_since": instant,
        "stock": known_stock(row, report),
        "category_id": row["category_id"],
        "image": kept_image(row, "product", "image", report),
        "created_at": instant,
        "updated_at": instant,
        "withdrawn_at": instant if cents is None else None,
    }


def usable_price(row: Row, report: Report) -> int | None:
    """Return a product's price in cents, None when nobody could be asked to pay it."""
    price = row["price"]
    cents = reading.hundredths(price)
    if cents is None or cents < 0:
        report.note("product: no usable price, now 0.00 and withdrawn", f"{named(row)} {price}")
        return None
    # What only arithmetic left behind, as in 0.30000000000000004, nobody would miss.
    if not isclose(float(price), cents / 100):
        rounded = f"{named(row)} {price} to {reading.money(cents)}"
        report.note("product: price rounded to whole cents", rounded)
    return cents


def known_stock(row: Row, report: Report) -> int:
    """Return a product's stock, 0 when it is unknown or negative."""
    stock = max(reading.whole(row["stock"]) or 0, 0)
    if row["stock"] != stock:
        report.note("product: stock changed", f"{named(row)} {row['stock']} to {stock}")
    return stock


# --- Histories --------------------------------------------------------------------------------


def first_prices(products: Sequence[Row]) -> list[Row]:
    """Begin each product's price history."""
    return [
        {"product_id": row["id"], "price_cents": row["price_cents"], "since": row["price_since"]}
        for row in products
    ]


def first_stock(products: Sequence[Row]) -> list[Row]:
    """Begin the stock ledger of each product that has any."""
    return [
        {
            "product_id": row["id"],
            "delta": row["stock"],
            "reason": "adopted",
            "created_at": row["created_at"],
        }
        for row in products
        if row["stock"]
    ]


def offers_held(linked: Sequence[Row], instant: datetime) -> list[Row]:
    """Begin the history of the offer that each product holds."""
    return [
        {"offer_id": row["offer_id"], "product_id": row["id"], "applied_at": instant}
        for row in linked
        if row["offer_id"] is not None
    ]
