"""Counts of products: of now at once, of another instant exactly."""

from datetime import UTC, datetime

from tests.shop_driver import Shop, made


def counts(shop: Shop, **headers: str) -> list[int]:
    """The counts of the first two categories, and of all, which must say the same."""
    whole = made(shop.get("/api/categories", shop.admin, headers=headers))
    each = [
        made(shop.get(f"/api/categories/{number}", shop.admin, headers=headers))["product_count"]
        for number in (1, 2)
    ]
    assert each == [one["product_count"] for one in whole[:2]]
    assert sum(one["product_count"] for one in whole) == sum(each)
    return each


def test_categories_count_what_is_on_sale_at_the_instant(shop):
    assert counts(shop) == [0, 0]
    empty = datetime.now(UTC).isoformat()
    for category_id in (1, 1, 2):
        shop.make_product(category_id=category_id)
    full = datetime.now(UTC).isoformat()
    made(shop.delete("/api/products/1", shop.admin))
    made(shop.patch("/api/products/3", shop.admin, json={"category_id": 1}))

    assert counts(shop) == [2, 0]
    assert counts(shop, **{"X-Shop-Now": "2999-01-01T00:00:00Z"}) == [2, 0]
    assert counts(shop, **{"X-Shop-Now": full}) == [3, 0]
    assert counts(shop, **{"X-Shop-Now": empty}) == [0, 0]
