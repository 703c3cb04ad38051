"""Sales reports: what the orders say, by day, category, offer and product; for spreadsheets too."""

import csv
import io
import random
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from sqlalchemy import update

from models import Order, db
from tests.shop_driver import made, refused

REPORT = "/api/admin/reports/sales"


def report(shop, **query):
    if "from_" in query:
        query["from"] = query.pop("from_")
    return made(shop.get(REPORT, shop.admin, query_string=query))


def figures(row):
    return {name: row[name] for name in ("orders", "units", "revenue", "discounts", "cancelled")}


def told(orders, units, revenue, discounts=0, cancelled=0):
    names = ("orders", "units", "revenue", "discounts", "cancelled")
    return dict(zip(names, (orders, units, revenue, discounts, cancelled), strict=True))


def place_at(shop, order, instant):
    """Move an order in time: what it was sold at was the price all along."""
    with shop.app.app_context():
        db.session.execute(update(Order).filter_by(id=order["id"]).values(created_at=instant))
        db.session.commit()


def test_sales_are_told_by_what_ran_and_what_was_bought(shop):
    token = shop.make_user()
    plain = shop.make_product(name="Plain", price=10, category_id=1)
    reduced = shop.make_product(name="=Reduced", price=19.99, category_id=2)
    offer = shop.make_offer(12.5, name="Spring")
    shop.apply(offer, reduced)
    shop.add_to_cart(token, plain, 2)
    shop.buy(token, reduced, 3)
    shop.buy(token, plain, 1)

    by_offer, by_product = report(shop, by="offer"), report(shop, by="product")

    # 19.99 less 12.5 % is 17.49: 2.50 a unit.
    assert [(row["id"], row["name"], figures(row)) for row in by_offer["rows"]] == [
        (offer["id"], "Spring", told(1, 3, 52.47, 7.5)),
        (None, "No offer", told(2, 3, 30)),
    ]
    assert [(row["id"], row["revenue"]) for row in by_product["rows"]] == [
        (reduced["id"], 52.47),
        (plain["id"], 30.0),
    ]
    assert [row["name"] for row in report(shop, by="category")["rows"]] == [
        "Fashion",
        "Electronics",
    ]
    assert figures(by_offer["total"]) == {
        "orders": 2, "units": 6, "revenue": 82.47, "discounts": 7.5, "cancelled": 0,
    }  # fmt: skip


def test_what_was_cancelled_stands_apart(shop):
    token, product = shop.make_user(), shop.make_product(price=10)
    shop.buy(token, product, 1)
    order = shop.buy(token, product, 4)
    made(shop.post(f"/api/orders/{order['id']}/cancel", token))

    total = report(shop)["total"]

    assert figures(total) == told(1, 1, 10, cancelled=40)


def test_a_price_that_changes_later_changes_no_report(shop):
    token, product = shop.make_user(), shop.make_product(price=10)
    shop.apply(shop.make_offer(20), product)
    shop.buy(token, product)
    before = report(shop, by="product")

    made(shop.patch(f"/api/products/{product['id']}", shop.admin, json={"price": 99}))

    assert report(shop, by="product")["rows"] == before["rows"]
    assert before["total"]["discounts"] == 2


@pytest.mark.parametrize(
    ("timezone", "instants", "days"),
    [
        # The day on which Berlin's clock goes forward has 23 hours, the one it goes back on 25.
        (
            "Europe/Berlin",
            ["2026-03-28T22:59:59+00:00", "2026-03-28T23:00:00+00:00", "2026-03-29T21:59:59+00:00",
             "2026-03-29T22:00:00+00:00"],
            {"2026-03-28": 1, "2026-03-29": 2, "2026-03-30": 1},
        ),
        ("Asia/Kathmandu", ["2026-05-01T18:14:59+00:00", "2026-05-01T18:15:00+00:00"],
         {"2026-05-01": 1, "2026-05-02": 1}),
        # The 30th of December 2011 never was in Apia.
        ("Pacific/Apia", ["2011-12-30T09:59:59+00:00", "2011-12-30T10:00:00+00:00"],
         {"2011-12-29": 1, "2011-12-31": 1}),
        ("UTC", ["2026-05-01T23:59:59.999999+00:00", "2026-05-02T00:00:00+00:00"],
         {"2026-05-01": 1, "2026-05-02": 1}),
    ],
)  # fmt: skip
def test_days_are_those_of_the_time_zone(shop, timezone, instants, days):
    token, product = shop.make_user(), shop.make_product(price=10)
    for instant in instants:
        place_at(shop, shop.buy(token, product), datetime.fromisoformat(instant))
    first, last = (datetime.fromisoformat(instants[at]) for at in (0, -1))
    window = {"from_": first - timedelta(hours=1), "to": last + timedelta(hours=1)}

    answer = report(
        shop, timezone=timezone, **{name: at.isoformat() for name, at in window.items()}
    )

    assert {row["name"]: row["orders"] for row in answer["rows"]} == days


def test_days_without_sales_are_there_and_the_window_is_half_open(shop):
    token, product = shop.make_user(), shop.make_product(price=10)
    start = datetime(2026, 5, 1, tzinfo=UTC)
    for instant in (start - timedelta(microseconds=1), start, start + timedelta(days=3)):
        place_at(shop, shop.buy(token, product), instant)

    told = report(shop, from_="2026-05-01T00:00:00", to="2026-05-04T00:00:00")

    assert [(row["name"], row["units"]) for row in told["rows"]] == [
        ("2026-05-01", 1),
        ("2026-05-02", 0),
        ("2026-05-03", 0),
    ]
    assert told["total"]["units"] == 1


def test_every_kind_of_report_adds_up_to_the_orders(shop):
    """A shop of chance: whatever it is told by, nothing is counted twice or lost."""
    chance = random.Random(7)
    token = shop.make_user()

    def price():
        return chance.randint(1, 5000) / 100

    products = [
        shop.make_product(
            price=chance.randint(1, 5000) / 100, category_id=chance.randint(1, 4), stock=500
        )
        for _ in range(8)
    ]
    for _ in range(5):
        offer = shop.make_offer(chance.randint(1, 2000) / 100)
        for product in chance.sample(products, 4):
            shop.apply(offer, product)
    orders = []
    for _ in range(12):
        for product in chance.sample(products, 2):
            shop.add_to_cart(token, product, chance.randint(1, 4))
        orders.append(made(shop.post("/api/checkout", token))["order"])
        if chance.random() < 0.2:
            made(shop.post(f"/api/orders/{orders.pop()['id']}/cancel", token))
        if chance.random() < 0.5:
            changed = chance.choice(products)["id"]
            made(
                shop.patch(
                    f"/api/products/{changed}",
                    shop.admin,
                    json={"price": price()},
                )
            )
    revenue = round(sum(order["total_price"] for order in orders), 2)
    units = sum(item["quantity"] for order in orders for item in order["items"])

    for kind in ("day", "category", "offer", "product"):
        told = report(shop, by=kind)
        assert (told["total"]["revenue"], told["total"]["units"]) == (revenue, units), kind
        assert told["total"]["orders"] == len(orders)
        for name in ("units", "revenue", "discounts", "cancelled"):
            assert round(sum(row[name] for row in told["rows"]), 2) == told["total"][name], kind


def test_a_file_for_spreadsheets_holds_no_formula(shop):
    product = shop.make_product(name="=HYPERLINK(1)", price=10)
    shop.buy(shop.make_user(), product, 2)

    answer = shop.get(f"{REPORT}?by=product", shop.admin, headers={"Accept": "text/csv"})

    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sales-product.csv"'
    assert list(csv.reader(io.StringIO(answer.text))) == [
        ["id", "name", "orders", "units", "revenue", "discounts", "cancelled"],
        [str(product["id"]), "'=HYPERLINK(1)", "1", "2", "20.00", "0.00", "0.00"],
    ]


@pytest.mark.parametrize("kind", ["day", "category", "offer", "product"])
def test_a_chart_is_a_picture_with_words_for_who_can_not_see_it(shop, kind):
    shop.buy(shop.make_user(), shop.make_product(name="<b>\x01 & co", price=10), 2)

    answer = shop.get(f"{REPORT}?by={kind}&format=svg", shop.admin)

    assert answer.mimetype == "image/svg+xml"
    drawn = ElementTree.fromstring(answer.text)
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert texts[0].startswith(f"Sales by {kind}, ")
    assert any("20.00, 2 units in 1 orders" in text for text in texts)
    assert "script" not in answer.text


def test_a_chart_of_nothing_is_a_picture_too(shop):
    answer = shop.get(f"{REPORT}?by=offer&format=svg", shop.admin)

    ElementTree.fromstring(answer.text)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ({"from": "2026-05-02T00:00:00", "to": "2026-05-01T00:00:00"}, "window-invalid"),
        ({"from": "2024-05-02T00:00:00", "to": "2026-05-01T00:00:00"}, "window-invalid"),
        ({"by": "colour"}, "validation-failed"),
        ({"timezone": "Europe/Atlantis"}, "validation-failed"),
        ({"timezone": "Europe/Berlin", "from": "2026-03-29T02:30:00"}, "validation-failed"),
        ({"format": "pdf"}, "validation-failed"),
        ({"until": "x"}, "validation-failed"),
    ],
)
def test_a_report_that_can_not_be_told_is_refused(shop, query, slug):
    refused(shop.get(REPORT, shop.admin, query_string=query), 400, slug)


def test_the_first_and_the_last_days_of_time_are_refused_or_told(shop):
    for query in (
        {"to": "0001-01-01T00:00:00"},
        {"to": "9999-12-31T23:59:59", "timezone": "Asia/Tokyo"},
    ):
        assert shop.get(REPORT, shop.admin, query_string=query).status_code in (200, 400)
