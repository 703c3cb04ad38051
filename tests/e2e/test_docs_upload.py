"""On the page at /api/docs one chooses a file and uploads it, in a real Chromium."""

from __future__ import annotations

import pytest

from tests.e2e.chromium import chromium
from tests.live_shop import LiveShop
from tests.shop_driver import made, picture

PATIENCE = 60_000  # milliseconds: the page is large, and the machine may be busy


@pytest.fixture(scope="module")
def live(new_database, tmp_path_factory):
    """A shop with one product, served."""
    with LiveShop(new_database("sqlite"), tmp_path_factory.mktemp("live")) as shop:
        shop.prepare()
        shop.start()
        shop.make_product()
        yield shop


@pytest.fixture
def docs(live):
    """The page of the docs in Chromium, with the admin's token; what it complains of fails."""
    complaints = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{live.port}/api/docs")
        page.click("button.authorize")
        dialog = page.locator(".auth-container", has_text="accessToken")
        dialog.locator("input").fill(live.admin)
        dialog.locator("button.authorize").click()
        dialog.locator("button.btn-done").click()
        yield page
    assert complaints == []


def upload(page, operation: str, content: bytes, product_id: int | None = None) -> str:
    """Choose a file in the field of an operation, send it, and return the status it shows."""
    block = page.locator(f"#operations-{operation}")
    block.locator(".opblock-summary-control").click()
    if product_id is not None:
        block.locator('tr[data-param-name="product_id"] input').fill(str(product_id))
    field = block.locator('input[type="file"]')
    field.set_input_files({"name": "lamp.png", "mimeType": "image/png", "buffer": content})
    block.locator("button.execute").click()
    return block.locator(".live-responses-table .response-col_status").last.inner_text().strip()


def test_the_first_picture_of_a_product_is_uploaded_from_the_docs(live, docs):
    assert upload(docs, "Products-setProductImage", picture("PNG", (90, 60)), 1) == "200"

    product = live.product(1)
    assert (product["image"]["width"], product["image"]["height"]) == (90, 60)
    assert product["image_url"] in docs.locator("#operations-Products-setProductImage").inner_text()


def test_one_picture_more_is_uploaded_from_the_docs(live, docs):
    assert upload(docs, "Images-addImage", picture("PNG", (70, 60)), 1) == "201"

    assert made(live.get("/api/products/1/images"))[-1]["width"] == 70


def test_my_picture_is_uploaded_from_the_docs(live, docs):
    assert upload(docs, "User-setProfileImage", picture("PNG", (50, 60))) == "200"

    assert made(live.get("/api/user", live.admin))["image"]["width"] == 50


def test_a_file_that_is_no_picture_is_refused_with_words_on_the_docs(live, docs):
    assert upload(docs, "User-setProfileImage", b"<html>") == "400"

    shown = docs.locator("#operations-User-setProfileImage .live-responses-table").inner_text()
    assert "/problems/image-invalid" in shown
