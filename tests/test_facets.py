"""Facets: counts under the same filters as the list, whatever the instant."""

from bisect import bisect
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import facet_query, product_counts
from services.product_query import ProductQuery
from tests.shop_driver import Shop, made, refused
from tests.test_walk import filters, keep, naive, offers, products

BANDS = (90, 98, 101, 105)
"""Edges among the prices of `tests/test_walk.py`, in cents."""


def facets(shop: Shop, query: str = "", **headers: str):
    return made(shop.get(f"/api/products/facets?{query}", shop.admin, headers=headers))


@pytest.fixture
def stocked(shop):
    """Six products on the edges of the bands, two of them reduced."""
    offer = shop.make_offer(20)
    for number, price in enumerate((9.99, 10, 12.5, 24.99, 1000, 5000)):
        product = shop.make_product(
            name=f"Cup {price}", price=price, category_id=1 + number % 2, stock=number
        )
        if price in (12.5, 5000):
            shop.apply(offer, product)
    return shop


def test_an_empty_shop_counts_nothing(shop):
    assert facets(shop) == {
        "total": 0, "categories": [], "price_bands": [], "on_offer": 0, "in_stock": 0
    }  # fmt: skip


def test_products_are_counted_by_what_they_cost_now(stocked):
    assert facets(stocked) == {
        "total": 6,
        "categories": [
            {"id": 1, "name": "Electronics", "count": 3},
            {"id": 2, "name": "Fashion", "count": 3},
        ],
        "price_bands": [
            {"from": 0.0, "to": 10.0, "count": 1},
            {"from": 10.0, "to": 25.0, "count": 3},
            {"from": 1000.0, "to": None, "count": 2},
        ],
        "on_offer": 2,
        "in_stock": 5,
    }


@pytest.mark.parametrize(
    "query",
    ["category_id=1", "min_price=10", "max_price=10", "min_price=10&max_price=10", "on_offer=true",
     "on_offer=false", "in_stock=true", "in_stock=false", "q=cup", "q=cup+12",
     "on_offer=true&category_id=1"],
)  # fmt: skip
def test_they_count_what_the_list_holds(stocked, query):
    listed = made(stocked.get(f"/api/products?{query}"))
    counted = facets(stocked, query)

    assert counted["total"] == len(listed) > 0
    assert sum(one["count"] for one in counted["categories"]) == len(listed)
    assert sum(one["count"] for one in counted["price_bands"]) == len(listed)
    assert counted["on_offer"] == sum(one["is_on_offer"] for one in listed)
    assert counted["in_stock"] == sum(one["stock"] > 0 for one in listed)


def test_a_preview_counts_its_own_instant(stocked):
    before = datetime.now(UTC).isoformat()
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    made(stocked.delete("/api/products/1", stocked.admin))
    made(stocked.patch("/api/products/2", stocked.admin, json={"price": 30}))

    assert facets(stocked)["total"] == 5
    assert facets(stocked, **{"X-Shop-Now": before})["total"] == 6
    assert [one["count"] for one in facets(stocked, **{"X-Shop-Now": before})["price_bands"]] == [
        1, 3, 2
    ]  # fmt: skip
    assert facets(stocked, **{"X-Shop-Now": later})["on_offer"] == 0
    assert [one["count"] for one in facets(stocked)["price_bands"]] == [2, 1, 2]


def test_pages_and_sorts_mean_nothing_to_counts(shop):
    for query in ("limit=1", "sort=price", "cursor=x"):
        refused(shop.get(f"/api/products/facets?{query}"), 400, "validation-failed")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("worth", [0, 10**6], ids=["by index", "by row"])
def test_whatever_the_catalogue_each_group_holds_what_its_products_say(
    running_shops, monkeypatch, kind, worth
):
    @settings(
        max_examples=25,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        st.lists(products, min_size=1, max_size=12),
        st.lists(offers, min_size=4, max_size=4),
        filters,
    )
    def count(rows, plans, asked):
        with shop.app.app_context():
            keep(rows, plans)
            expected = naive(len(rows), asked, "newest")
            by_hand = count_by_hand(expected)
        assert made(shop.get(f"/api/products/facets?{urlencode(asked)}")) == by_hand
        counted = shop.get(f"/api/products?{urlencode({**asked, 'count': 'true'})}")
        assert int(counted.headers["X-Total-Count"]) == len(expected)

    monkeypatch.setattr(product_counts, "WORTH", worth)
    monkeypatch.setattr(facet_query, "BANDS", (0, *BANDS))
    shop = running_shops(kind)
    count()


def count_by_hand(ids: list[int]):
    """Count these products as the facets do."""
    views = [ProductQuery.one(number) for number in ids]
    categories = Counter((one.category_id, one.category_name) for one in views)
    bands = Counter(bisect(BANDS, one.current_price_cents) for one in views)
    edges = [0, *(cents / 100 for cents in BANDS), None]
    return {
        "total": len(views),
        "categories": [
            {"id": number, "name": name, "count": count}
            for (number, name), count in sorted(categories.items())
        ],
        "price_bands": [
            {"from": edges[band], "to": edges[band + 1], "count": count}
            for band, count in sorted(bands.items())
        ],
        "on_offer": sum(one.is_on_offer for one in views),
        "in_stock": sum(one.stock > 0 for one in views),
    }
