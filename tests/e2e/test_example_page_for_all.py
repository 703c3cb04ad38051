"""The example page for everybody: by the keyboard, in any size, while pictures are on their way."""

from __future__ import annotations

import uuid

from playwright.sync_api import expect

from tests.e2e.example_page import card, orders, origin, tab_to
from tests.shop_driver import PASSWORD


def test_pictures_come_in_the_size_that_fits(page, demo_shop, size):
    product = first_of(page, "Software")
    shown = product.locator("img")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    address = shown.evaluate("image => image.currentSrc").removeprefix(origin(demo_shop))

    image = demo_shop.product(int(product.get_attribute("data-id")))["image"]
    frame = shown.evaluate("image => image.clientWidth")
    fitting = [one for one in image["renditions"] if one["width"] >= frame]
    assert address == min(fitting, key=lambda one: one["width"])["url"]
    colour = shown.evaluate("image => getComputedStyle(image.parentElement).backgroundColor")
    red, green, blue = bytes.fromhex(image["color"].removeprefix("#"))
    assert colour == f"rgb({red}, {green}, {blue})"


def test_until_a_picture_has_come_its_placeholder_is_shown(browser, demo_shop, page_address, size):
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.route("**/static/**", lambda route: None)  # They never come.
    page.goto(page_address[0])
    product = first_of(page, "Software")

    image = demo_shop.product(int(product.get_attribute("data-id")))["image"]
    assert image["placeholder"].startswith("data:image/")
    shown = f'url("{image["placeholder"]}")'
    expect(product.locator(".picture")).to_have_css("background-image", shown)
    context.close()


def first_of(page, category):
    """Choose a category of the demo and return its first product, which has a picture."""
    page.get_by_role("button", name=category, exact=True).click()
    expect(page.locator(".product")).to_have_count(3)
    return page.locator(".product").first


def test_the_keyboard_alone_buys(page, demo_shop, product):
    name = f"buyer-{uuid.uuid4()}"
    card(page, product)
    page.keyboard.press("Enter")  # From the search to its results, and to the first button there.
    expect(page.locator("#products")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Sign in")).to_be_visible()
    tab_to(page, "I am new here")
    page.keyboard.press("Enter")  # Goes to the name.
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#cart-count")).to_have_text("1")
    page.locator("#open-cart").focus()
    page.keyboard.press("Enter")
    cart = page.get_by_role("dialog", name="Your cart")
    expect(cart).to_be_visible()
    page.keyboard.press("Escape")
    expect(cart).to_be_hidden()
    expect(page.locator("#open-cart")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cart).to_be_visible()

    tab_to(page, "Pay €40.00")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Thank you!")).to_be_focused()
    assert [order["total_price"] for order in orders(demo_shop, name)] == [40.0]


def test_what_is_wrong_stands_beside_the_fields(page, product):
    card(page, product).get_by_role("button", name="Add to cart").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("nobody at all")
    dialog.get_by_label("Password").fill("wrong one")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_have_text("Invalid credentials")

    dialog.get_by_role("button", name="I am new here").click()
    dialog.get_by_label("Name").fill("ab")
    dialog.get_by_label("Password").fill("short")
    dialog.locator("button[type=submit]").click()

    alert = dialog.get_by_role("alert")
    expect(alert).to_contain_text("Name: ")
    expect(alert).to_contain_text("Password: ")
    page.keyboard.press("Escape")
    expect(page.locator("#cart-count")).to_be_hidden()
