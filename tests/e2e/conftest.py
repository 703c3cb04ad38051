"""A demo shop with the example page beside it, and a Chromium that has opened the page."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

from app import create_app
from models import db
from services.demo_service import DemoService
from tests.e2e.chromium import chromium, served
from tests.e2e.example_page import NARROW, WIDE, is_complaint, origin
from tests.e2e.npm import npm
from tests.live_shop import LiveShop

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def page_address(tmp_path_factory):
    """Where the page is; `demo_shop` builds it."""
    folder = tmp_path_factory.mktemp("page")
    with served(folder) as address:
        yield address, folder


@pytest.fixture(scope="session")
def demo_shop(new_database, tmp_path_factory, page_address):
    where, page_folder = page_address
    with LiveShop(new_database("postgresql"), tmp_path_factory.mktemp("shop")) as shop:
        shop.environment |= {"CORS_ORIGINS": where}
        shop.prepare()
        app = create_app(shop.environment)
        with app.app_context():
            DemoService.fill(lambda _line: None)
        with app.app_context():  # The session above has given its connection back.
            db.engine.dispose()
        shop.start()
        npm("run", "build", "--workspace", "typescript")
        build = ("run", "build", "--workspace", "example", "--", "--emptyOutDir", "--outDir")
        npm(*build, str(page_folder), environment={"VITE_SHOP_URL": origin(shop)})
        yield shop
        assert shop.findings() == []


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "390"])
def size(request):
    return request.param


@pytest.fixture
def page(browser, demo_shop, page_address, size):
    """The page, just opened; whatever it complains of fails the test."""
    context = browser.new_context(viewport=size)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if is_complaint(line) else None)
    page.goto(page_address[0])
    expect(page.locator(".product").first).to_be_visible()
    yield page
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    context.close()


@pytest.fixture
def product(demo_shop):
    return demo_shop.make_product(name=f"Novelty {uuid.uuid4()}", price=40, stock=20)
