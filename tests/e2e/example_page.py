"""What people do on the example page, in their words."""

from __future__ import annotations

import uuid

from playwright.sync_api import expect

from tests.shop_driver import PASSWORD, made

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def origin(shop):
    return f"http://127.0.0.1:{shop.port}"


def is_complaint(line):
    """Say whether a line of the console is one; that a refusal was answered is none."""
    return line.type in ("error", "warning") and "Failed to load resource" not in line.text


def card(page, product):
    """Search a product and return its card."""
    page.get_by_role("searchbox", name="Search products").fill(product["name"])
    found = page.locator(f".product[data-id='{product['id']}']")
    expect(page.locator(".product")).to_have_count(1)
    expect(found).to_be_visible()
    return found


def open_account(page, name):
    """Open an account in the dialog that asks for one, and sign in."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="I am new here").click()
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()


def put_into_cart(page, product):
    """As a newcomer put a product into the cart, open the cart, and return the name."""
    name = f"buyer-{uuid.uuid4()}"
    card(page, product).get_by_role("button", name="Add to cart").click()
    open_account(page, name)
    expect(page.locator("#cart-count")).to_have_text("1")
    page.get_by_role("button", name="Cart, 1 item").click()
    expect(page.get_by_role("dialog", name="Your cart")).to_be_visible()
    return name


def orders(shop, name):
    return made(shop.get("/api/orders", shop.sign_in(name)["access_token"]))


def tab_to(page, words):
    """Go on by the Tab key to the button that says `words`."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == words:
            return
    raise AssertionError(f"no way leads to {words}")
