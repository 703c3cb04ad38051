"""Answers in caches: kept no longer than they are true, by the shop's own clock."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from services import clock
from tests.shop_driver import Shop, made

CATALOGUE = (
    "/api/products",
    "/api/products?on_offer=true",
    "/api/products/1",
    "/api/products/1/image",
    "/api/products/1/price",
    "/api/categories/1/products",
    "/api/offers/active",
)
UNPLANNED = (
    "/api/categories",
    "/api/categories/1",
    "/api/products/1/price?at=2999-01-01T00:00:00Z",
    "/api/products/1/prices?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z",
)


def control(seconds: int) -> str:
    return f"public, max-age={seconds}, must-revalidate"


def plan(shop, moved_clock, percent: float, start: float, end: float, product=None) -> dict:
    """Plan an offer from and until so many seconds from now, on a product if given."""
    times = [(moved_clock.instant + timedelta(seconds=at)).isoformat() for at in (start, end)]
    offer = shop.make_offer(percent, start_time=times[0], end_time=times[1])
    if product:
        shop.apply(offer, product)
    return offer


@pytest.fixture
def sale(shop, moved_clock, monkeypatch) -> Shop:
    """A product on offer for a hundred seconds; another offer follows from 10 until 20."""
    monkeypatch.setitem(shop.app.config, "CATALOGUE_MAX_AGE", 60)
    product = shop.make_product(price=100)
    plan(shop, moved_clock, 5, 0, 100, product)
    plan(shop, moved_clock, 20, 10, 20, product)
    return shop


@pytest.mark.parametrize("path", CATALOGUE)
def test_an_answer_is_kept_until_a_second_before_the_next_start_or_end(sale, moved_clock, path):
    kept = {}
    begun = moved_clock.instant
    for after in (0, 1, 8.9, 9, 9.999999, 10, 10.5, 18, 19.5, 20, 97.5, 99.1):
        moved_clock.instant = begun + timedelta(seconds=after)
        kept[after] = sale.get(path).headers["Cache-Control"]

    seconds = {0: 9, 1: 8, 8.9: 0, 9: 0, 9.999999: 0, 10: 9, 10.5: 8, 18: 1, 19.5: 0}
    seconds |= {20: 60, 97.5: 1, 99.1: 0}
    assert kept == {after: control(left) for after, left in seconds.items()}


@pytest.mark.parametrize("path", UNPLANNED)
def test_what_has_no_boundary_is_kept_as_long_as_the_setting_says(sale, monkeypatch, path):
    for setting in (60, 5, 0):
        monkeypatch.setitem(sale.app.config, "CATALOGUE_MAX_AGE", setting)
        assert sale.get(path).headers["Cache-Control"] == control(setting)


@pytest.mark.parametrize("path", CATALOGUE[:3])
def test_whatever_a_cache_may_keep_is_what_the_shop_says_then(sale, moved_clock, path):
    """A cache that counts from `Date` never tells another price than the shop."""
    told = []
    for _ in range(260):
        answer = sale.get(path)
        keep = int(answer.headers["Cache-Control"].split("=")[1].partition(",")[0])
        until = parsedate_to_datetime(answer.headers["Date"]) + timedelta(seconds=keep)
        told.append((moved_clock.instant, until, answer.data))
        moved_clock.move(seconds=0.4)

    assert len({body for _, _, body in told}) == 3
    for at, until, body in told:
        # A cache may count the second it got the answer in as none.
        kept = [other for then, _, other in told if at <= then < until + timedelta(seconds=1)]
        assert set(kept) == {body}


@pytest.mark.parametrize("path", CATALOGUE[:3])
def test_nginx_is_told_the_last_second_before_the_price_changes(sale, moved_clock, path):
    begun = moved_clock.instant
    told = {}
    for after in (0, 0.9, 8.5, 9.5, 10, 97.5):
        moved_clock.instant = begun + timedelta(seconds=after)
        told[after] = sale.get(path).headers["X-Accel-Expires"]

    # It uses an answer to the end of that second, and one that says 0 for nobody else.
    last = {0: 9, 0.9: 8, 10: 19, 97.5: 98}
    expected = {after: f"@{int(begun.timestamp()) + second}" for after, second in last.items()}
    assert told == {**expected, 8.5: "0", 9.5: "0"}


def test_an_offer_that_nobody_holds_yet_bounds_the_answers_too(shop, moved_clock, monkeypatch):
    monkeypatch.setitem(shop.app.config, "CATALOGUE_MAX_AGE", 60)
    shop.make_product()
    assert shop.get("/api/products").headers["Cache-Control"] == control(60)
    plan(shop, moved_clock, 5, 30, 40)
    assert shop.get("/api/products").headers["Cache-Control"] == control(29)


def test_a_list_on_which_an_offer_may_put_products_is_asked_for_each_time(shop, moved_clock):
    product = shop.make_product()
    plan(shop, moved_clock, 5, 2, 4, product)
    for path in ("/api/offers/active", "/api/products?on_offer=true", "/api/products?max_price=1"):
        answer = shop.get(path)
        assert (made(answer), answer.headers["Cache-Control"]) == ([], control(0))


def test_a_page_of_an_earlier_instant_is_asked_for_each_time(sale):
    sale.make_product()
    first = sale.get("/api/products?limit=1")
    assert first.headers["Cache-Control"] == control(9)
    following = sale.get(first.headers["Link"].partition(">")[0][1:])
    assert made(following)[0]["id"] == 1
    assert following.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", CATALOGUE)
def test_an_etag_stops_to_fit_at_the_boundary_and_not_before(sale, moved_clock, path):
    begun = moved_clock.instant
    sale.get(path)
    for boundary in (10, 20, 100):
        before = sale.get(path)
        seen = {"If-None-Match": before.headers["ETag"]}
        if "price" not in path.rpartition("/")[2]:  # A price names its own instant.
            moved_clock.instant = begun + timedelta(seconds=boundary, microseconds=-1)
            again = sale.get(path, headers=seen)
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["Cache-Control"] == control(0)
            assert again.headers["Date"] == http_date(moved_clock.instant)
            assert again.headers["Vary"] == "X-Shop-Now"
        moved_clock.instant = begun + timedelta(seconds=boundary)
        after = sale.get(path, headers=seen)
        assert after.status_code == 200
        assert after.headers["ETag"] != before.headers["ETag"]


def http_date(instant: datetime) -> str:
    return f"{instant:%a, %d %b %Y %H:%M:%S} GMT"


def test_date_is_the_instant_of_the_prices(sale, moved_clock):
    token = sale.make_user()
    moved_clock.instant = datetime(2026, 11, 27, 18, 14, 59, 999_999, UTC)
    cart = sale.get("/api/cart", sale.sign_in("admin", "admin123")["access_token"])

    assert made(cart)["priced_at"] == "2026-11-27T18:14:59.999999+00:00"
    assert cart.headers.getlist("Date") == ["Fri, 27 Nov 2026 18:14:59 GMT"]
    for answer in (sale.get("/api/products/1"), sale.get("/api/nothing"), sale.get("/api/cart")):
        assert answer.headers.getlist("Date") == ["Fri, 27 Nov 2026 18:14:59 GMT"]
    assert sale.post("/api/checkout", token).headers["Date"] == "Fri, 27 Nov 2026 18:14:59 GMT"


def test_a_checkout_is_dated_by_the_instant_it_sold_at(sale, monkeypatch):
    token = sale.make_user()
    sale.add_to_cart(token, sale.product(1))
    start = clock.read()
    ticks = iter(range(1000))
    monkeypatch.setattr(clock, "read", lambda: start + timedelta(seconds=next(ticks)))

    answer = sale.post("/api/checkout", token)

    sold_at = datetime.fromisoformat(made(answer)["order"]["created_at"])
    assert sold_at > start
    assert answer.headers["Date"] == http_date(sold_at)


def test_a_preview_is_in_no_cache_and_dated_by_the_true_time(sale, moved_clock):
    then = moved_clock.instant + timedelta(seconds=15)
    answer = sale.get("/api/products/1", sale.admin, headers={"X-Shop-Now": then.isoformat()})

    assert made(answer)["current_price"] == 80
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "X-Accel-Expires" not in answer.headers
    assert answer.headers["Date"] == http_date(moved_clock.instant)
    # A cache that has kept the shop of now must not answer a preview with it.
    assert sale.get("/api/products/1").headers["Vary"] == "X-Shop-Now"


def test_private_answers_and_refusals_are_kept_by_nobody(sale):
    for path in ("/api/cart", "/api/orders", "/api/offers", "/api/user", "/api/products/99"):
        headers = sale.get(path, sale.admin).headers
        assert headers["Cache-Control"] == "no-store"
        assert "X-Accel-Expires" not in headers


def test_a_run_of_a_recurring_offer_is_a_boundary_too(shop, moved_clock, monkeypatch):
    monkeypatch.setitem(shop.app.config, "CATALOGUE_MAX_AGE", 60)
    shop.make_product()
    now = moved_clock.instant
    first = {"start_time": now.isoformat(), "end_time": (now + timedelta(seconds=10)).isoformat()}
    shop.make_offer(20, **first, recurrence="FREQ=DAILY;COUNT=3")
    kept = []
    for seconds in (5, 10, 86_380, 86_400, 172_805):
        moved_clock.instant = now + timedelta(seconds=seconds)
        kept.append(shop.get("/api/products").headers["Cache-Control"])

    assert kept == [control(seconds) for seconds in (4, 60, 19, 9, 4)]
