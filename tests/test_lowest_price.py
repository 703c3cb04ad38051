"""The lowest earlier price that a process keeps is always the one that the history tells."""

from datetime import UTC, datetime, timedelta

import pytest

from services import lowest_price
from tests.shop_driver import made

START = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def weekly(shop, moved_clock):
    """Two products of 100.00, an offer of 10 % from now on and one of 20 % every week."""
    moved_clock.to(START)
    shop.forget_admin()
    for _ in range(2):
        shop.make_product(price=100)
    times = {"start_time": START.isoformat(), "end_time": (START + timedelta(days=90)).isoformat()}
    shop.apply(shop.make_offer(10, **times), shop.product(1))
    first = START + timedelta(days=1)
    times = {
        "start_time": first.isoformat(),
        "end_time": (first + timedelta(hours=6)).isoformat(),
        "recurrence": "FREQ=WEEKLY;COUNT=8",
    }
    for product in (1, 2):
        shop.apply(shop.make_offer(20, **times), shop.product(product))
    return shop


def told(shop, **headers: str) -> list[tuple]:
    """Return what a list says, after asking anew without what was kept says the same."""
    kept = made(shop.get("/api/products", shop.admin, headers=headers))
    shop.app.extensions.pop("lowest_prices", None)
    assert made(shop.get("/api/products", shop.admin, headers=headers)) == kept
    return [(one["current_price"], one["lowest_price_30d"]) for one in kept]


def test_it_follows_every_change_and_every_run(weekly, moved_clock):
    week = timedelta(days=7)
    steps = [
        (timedelta(), lambda: None, [(100, None), (90, None)]),
        (timedelta(days=1), lambda: None, [(80, 100), (80, None)]),
        (timedelta(hours=6), lambda: None, [(100, None), (90, None)]),
        (week - timedelta(hours=6), lambda: None, [(80, 80), (80, None)]),
        (timedelta(hours=1), lambda: patch(weekly, 2, price=50), [(40, 80), (80, None)]),
        (timedelta(hours=5), lambda: patch(weekly, 2, price=60), [(60, None), (90, None)]),
        (week - timedelta(hours=6), lambda: None, [(48, 40), (80, None)]),
        (timedelta(hours=1), lambda: take_off(weekly, 2), [(48, 40), (90, None)]),
    ]
    for delta, change, expected in steps:
        moved_clock.instant += delta
        weekly.forget_admin()
        change()
        assert told(weekly) == expected

    preview = {"X-Shop-Now": (START + 4 * week + timedelta(days=1)).isoformat()}
    assert told(weekly, **preview) == [(48, 40), (90, None)]
    moved_clock.move(hours=8)  # No run is on, or the answer of the change would be kept instead.
    weekly.forget_admin()
    patch(weekly, 2, price=30)
    assert told(weekly, **preview) == [(24, 24), (90, None)]


def patch(shop, product: int, **values) -> None:
    made(shop.patch(f"/api/products/{product}", shop.admin, json=values))


def take_off(shop, offer: int) -> None:
    made(shop.delete(f"/api/offers/{offer}/apply/1", shop.admin))


def test_a_page_read_again_reads_no_history(weekly, moved_clock, monkeypatch):
    moved_clock.move(days=1)
    weekly.forget_admin()
    first = told(weekly)
    made(weekly.get("/api/products"))
    asked = []
    monkeypatch.setattr(lowest_price, "histories", asked.append)

    assert [
        (one["current_price"], one["lowest_price_30d"]) for one in made(weekly.get("/api/products"))
    ] == first
    assert asked == []


def test_what_is_kept_is_bounded(weekly, moved_clock, monkeypatch):
    moved_clock.move(days=1)
    monkeypatch.setattr(lowest_price, "MOST_KEPT", 1)
    for product in (1, 2, 1):
        weekly.product(product)
        assert len(weekly.app.extensions["lowest_prices"]) == 1
