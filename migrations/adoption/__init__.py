"""Adoption: the rows of the shop's original tables, whatever dirt they hold, as today's rows.

Pure: `adopt` takes rows and one instant, and returns rows and a report on every
row that could not stay as it was. Contents:

- `reading`: values that may be anything, read strictly
- `report`: what could not stay as it was, in words
- `accounts`, `catalogue`, `purchases`: the rules, area by area
- `restoration`: the way back, for a downgrade
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from migrations.adoption.accounts import adopt_users
from migrations.adoption.catalogue import (
    adopt_categories,
    adopt_offers,
    adopt_product,
    first_prices,
    first_stock,
    link_products,
    offers_held,
)
from migrations.adoption.purchases import adopt_cart_items, adopt_order_items, adopt_orders
from migrations.adoption.report import Report, Row, ids


def adopt(
    original: Mapping[str, Sequence[Row]], instant: datetime
) -> tuple[dict[str, list[Row]], Report]:
    """Return today's rows by table, parents first, and the report.

    The original rows come by table, in the order of their ids.
    """
    report = Report.of(original)
    users = adopt_users(original["user"], instant, report)
    categories = adopt_categories(original["category"], original["product"])
    offers = adopt_offers(original["offer"], instant, report)
    linked = link_products(original["product"], categories, offers, report)
    products = [adopt_product(row, instant, report) for row in linked]
    lines = adopt_order_items(original["order_item"], ids(original["order"]), products, report)
    rows = {
        "user": users,
        "category": categories,
        "offer": offers,
        "product": products,
        "price_point": first_prices(products),
        "offer_application": offers_held(linked, instant),
        "stock_movement": first_stock(products),
        "cart_item": adopt_cart_items(original["cart_item"], ids(users), ids(products), report),
        "order": adopt_orders(original["order"], lines, ids(users), report),
        "order_item": lines,
    }
    return rows, report
