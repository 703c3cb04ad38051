"""What a read may cost: statements are counted, whatever the page."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Select

from models import db
from schemas import ProductSchema
from services import prepared
from services.product_query import ProductQuery
from tests.shop_driver import beside, made, refused

FILTERS = (
    "", "q=cup", "category_id=1", "min_price=5", "max_price=50", "on_offer=true",
    "on_offer=false", "in_stock=true", "in_stock=false",
    "q=cup&category_id=1&min_price=5&on_offer=true",
)  # fmt: skip
SORTS = ("newest", "name", "price", "-price", "discount", "relevance")


@contextmanager
def statements(shop, monkeypatch) -> Iterator[list[str]]:
    """Count what goes to the database, by whichever way."""
    told: list[str] = []
    run = prepared._run

    def counted(connection, text, parameters):
        told.append(text)
        return run(connection, text, parameters)

    def before(_connection, _cursor, text, *_more):
        told.append(text)

    monkeypatch.setattr(prepared, "_run", counted)
    with shop.app.app_context():
        engine = db.engine
    db.event.listen(engine, "before_cursor_execute", before)
    yield told
    db.event.remove(engine, "before_cursor_execute", before)


@pytest.fixture
def stocked(shop):
    """Five cups, of which two have a reduced price and a history."""
    offer = shop.make_offer(10)
    for number in range(5):
        product = shop.make_product(name=f"Cup {number}", price=10 + number, stock=number)
        if number % 2:
            made(shop.patch(f"/api/products/{product['id']}", shop.admin, json={"price": 9}))
            shop.apply(offer, product)
    return shop


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", FILTERS)
def test_a_page_takes_at_most_two_statements(stocked, monkeypatch, query, sort):
    most = 3 if "q=" in query else 2  # A search asks first how common its words are.
    # The lowest earlier price of a reduction is worked out once, by one statement more.
    for product_id in (2, 4):
        stocked.product(product_id)
    with statements(stocked, monkeypatch) as told:
        page = stocked.get(f"/api/products?limit=2&sort={sort}&{query}")
        assert len(told) <= most, told
        if (following := beside(page, "next")) is not None:
            told.clear()
            made(stocked.get(following))
            assert len(told) <= most, told


@pytest.mark.parametrize(
    "path", ["/api/products/2", "/api/products/2/image", "/api/categories/1/products",
             "/api/offers/active", "/api/categories"],
)  # fmt: skip
def test_other_public_reads_take_at_most_two_statements(stocked, monkeypatch, path):
    for product_id in (2, 4):
        stocked.product(product_id)
    with statements(stocked, monkeypatch) as told:
        made(stocked.get(path))
    assert 1 <= len(told) <= 2, told


def test_the_compiled_schema_says_what_marshmallow_says(stocked):
    with stocked.app.app_context():
        views = [ProductQuery.one(number) for number in (1, 2)]
    whole = [ProductSchema().dump(view) for view in views]

    assert [made(stocked.get(f"/api/products/{number}")) for number in (1, 2)] == whole
    assert whole[1]["offer"]["discount_percent"] == 10


def test_writing_a_statement_leaves_only_its_text(stocked):
    """Nothing waits for a collector that looks at old objects once in many thousand."""

    def selects():
        return sum(isinstance(one, Select) for one in gc.get_objects())

    def read(limit):
        for sort in SORTS:
            made(stocked.get(f"/api/products?sort={sort}&min_price=1&limit={limit}"))

    read(2)
    gc.collect()
    before = selects()
    for limit in (3, 4, 5):
        read(limit)
    assert selects() == before


def test_a_lost_connection_is_a_503_and_the_next_read_works(running_shops):
    """As after a restart of PostgreSQL: the connections of the pool are dead."""
    shop = running_shops("postgresql")
    with shop.app.app_context():
        db.engine.dispose()  # So that the pool has the one that the next read takes.
    made(shop.get("/api/categories"))
    with shop.app.app_context():
        connection = db.engine.raw_connection()
        connection.dbapi_connection.close()
        connection.close()

    refused(shop.get("/api/products?sort=name"), 503, "unavailable")
    made(shop.get("/api/products?sort=name"))
