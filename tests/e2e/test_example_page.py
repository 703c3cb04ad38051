"""Buying on the example page, clicked through in Chromium against a demo shop that runs."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.example_page import NARROW, card, open_account, orders, put_into_cart
from tests.shop_driver import made


def test_a_purchase(page, demo_shop, product):
    name = put_into_cart(page, product)
    cart = page.get_by_role("dialog")
    cart.get_by_role("button", name=f"One more: {product['name']}").click()
    expect(cart.locator("#total")).to_have_text("€80.00")

    cart.get_by_role("button", name="Pay €80.00").click()

    expect(cart.get_by_role("heading", name="Thank you!")).to_be_visible()
    (order,) = orders(demo_shop, name)
    expect(cart.get_by_text(f"order number {order['id']} is placed")).to_be_visible()
    expect(cart.locator(".receipt")).to_contain_text(f"2 × {product['name']}")
    assert (order["total_price"], order["items"][0]["quantity"]) == (80.0, 2)
    expect(page.locator("#cart-count")).to_be_hidden()
    cart.get_by_role("button", name="Go on shopping").click()
    expect(cart).to_be_hidden()


def test_a_moved_price(page, demo_shop, product):
    name = put_into_cart(page, product)
    made(demo_shop.patch(f"/api/products/{product['id']}", demo_shop.admin, json={"price": 44.5}))
    cart = page.get_by_role("dialog")

    cart.get_by_role("button", name="Pay €40.00").click()

    expect(cart.get_by_role("heading", name="The price has changed")).to_be_visible()
    expect(cart).to_contain_text("Nothing was bought.")
    line = cart.locator(".changes li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text(product["name"])
    expect(line.locator(".moved")).to_have_text("was €40.00 → is now €44.50")
    expect(line.locator(".cause")).to_have_text(
        re.compile(r"^The price was changed at \d\d:\d\d:\d\d\.$")
    )
    assert orders(demo_shop, name) == []

    cart.get_by_role("button", name="Agree and pay €44.50").click()

    expect(cart.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert [order["total_price"] for order in orders(demo_shop, name)] == [44.5]


# Once only: it takes as long as the offer runs.
@pytest.mark.parametrize("size", [NARROW], ids=["390"], indirect=True)
def test_an_offers_end(page, demo_shop, product):
    put_by = datetime.now(UTC) + timedelta(seconds=30)
    offer = demo_shop.make_offer(20, end_time=put_by.isoformat())
    demo_shop.apply(offer, product)
    name = f"buyer-{uuid.uuid4()}"
    found = card(page, product)
    expect(found.locator(".prices")).to_contain_text("Now €32.00")
    expect(found.locator(".until")).to_have_text(re.compile(r"^Ends in 00:00:\d\d$"))
    found.get_by_role("button", name="Add to cart").click()
    open_account(page, name)
    page.get_by_role("button", name="Cart, 1 item").click()
    cart = page.get_by_role("dialog")
    expect(cart).to_contain_text(offer["name"])
    pay = cart.get_by_role("button", name="Pay €32.00")
    expect(pay).to_be_visible()

    expect(page.locator("#toast")).to_have_text(
        f"The offer has ended: {product['name']} costs €40.00 again.", timeout=60_000
    )
    assert datetime.now(UTC) >= put_by
    expect(found.locator(".prices")).to_have_text("€40.00")
    expect(found.locator(".countdown")).to_have_count(0)
    pay.click()

    line = cart.locator(".changes li")
    expect(line.locator(".moved")).to_have_text("was €32.00 → is now €40.00")
    expect(line.locator(".cause")).to_have_text(re.compile(r"^The offer ended at "))
    assert orders(demo_shop, name) == []
    cart.get_by_role("button", name="Agree and pay €40.00").click()
    expect(cart.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert [order["total_price"] for order in orders(demo_shop, name)] == [40.0]


def test_a_purchase_whose_answer_was_lost_is_made_once(page, demo_shop, product):
    name = put_into_cart(page, product)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/api/checkout", lose, times=1)
    pay = page.get_by_role("dialog").get_by_role("button", name="Pay €40.00")
    pay.click()
    expect(page.locator("#toast")).to_have_text("The shop can't be reached. Are you online?")

    pay.click()

    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert [order["total_price"] for order in orders(demo_shop, name)] == [40.0]


def test_what_somebody_else_has_bought_is_said(page, demo_shop, product):
    name = put_into_cart(page, product)
    made(demo_shop.patch(f"/api/products/{product['id']}", demo_shop.admin, json={"stock": 0}))
    cart = page.get_by_role("dialog")

    cart.get_by_role("button", name="Pay €40.00").click()

    expect(cart.locator(".lines .problem")).to_contain_text("Sold out meanwhile.")
    expect(page.locator("#toast")).to_have_text(f"Stock for {product['name']} ran out")
    assert orders(demo_shop, name) == []
    cart.get_by_role("button", name=f"Remove: {product['name']}").click()
    expect(cart).to_contain_text("Nothing in it yet.")
