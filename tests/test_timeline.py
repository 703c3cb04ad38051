"""Prices through time: past and planned, told exactly and explained."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from services import timeline
from services.pricing import price_at
from tests.shop_driver import Shop, beside, made, refused
from tests.test_pricing import (
    TICK,
    at,
    bases,
    discounts,
    history_of,
    minutes,
    naive_price,
    probes,
    st,
)


@given(bases, st.lists(discounts, max_size=8), minutes, minutes)
def test_segments_are_gapless_merged_and_true(base, offers, one, other):
    start, end = at(min(one, other)), at(max(one, other) + 1)
    history = history_of(base, offers)
    found = timeline.segments(history, start, end)

    assert found == [] or found[-1].end == end
    for segment in found:
        middle = segment.start + (segment.end - segment.start) / 2
        for instant in (segment.start, middle, segment.end - TICK):
            assert segment.price.cents == naive_price(base, offers, instant)
    for before, after in pairwise(found):
        assert before.end == after.start
        assert asked(before.price) != asked(after.price)
    known = [instant for instant in probes(base, offers) if start <= instant < end]
    if not found:
        assert all(naive_price(base, offers, instant) is None for instant in known)


def asked(price):
    """Return what a segment shows of a price."""
    return price.cents, price.discount and price.discount.offer_id


def test_two_prices_that_round_to_one_are_one_segment():
    """0.12 and 0.13 less a fifth are 0.10 both; that the price behind it changed is told, too."""
    history = history_of([(0, 12), (10, 13)], [(2000, 0, 60, 0, None)])

    [segment] = timeline.segments(history, at(0), at(20))
    assert (segment.start, segment.end, segment.price.cents) == (at(0), at(20), 10)
    assert timeline.next_change(history, at(0)) == at(10)


@given(bases, st.lists(discounts, max_size=8), minutes)
def test_the_next_change_is_the_first_other_price_or_offer(base, offers, minute):
    history, now = history_of(base, offers), at(minute)
    change = timeline.next_change(history, now)
    present = price_at(history, now)

    def shown(price):
        return price and (price.cents, price.base_cents, price.discount and price.discount.offer_id)

    later = [at(one) for one in range(minute + 1, 62)]
    other = [one for one in later if shown(price_at(history, one)) != shown(present)]
    assert change == (other[0] if other else None)


@given(bases.filter(bool), st.lists(discounts, max_size=8), minutes)
def test_of_all_offers_looked_at_exactly_the_one_that_counts_has_won(base, offers, minute):
    history, now = history_of(base, offers), at(minute)
    price = price_at(history, now)
    looked_at = list(timeline.verdicts(history, now))

    assert len(looked_at) == len(history.discounts)
    winners = [one.discount for one in looked_at if one.won]
    assert winners == ([price.discount] if price and price.discount else [])
    assert all(one.reason.endswith(".") for one in looked_at)


@pytest.fixture
def sale(shop, moved_clock) -> Shop:
    """A lamp at 19.99 with six offers: one wins, the others lose, each for its own reason."""
    lamp = shop.make_product(price=19.99)
    now = moved_clock.instant

    def plan(name, percent, start, end):
        times = [(now + timedelta(hours=hours)).isoformat() for hours in (start, end)]
        body = {"name": name, "start_time": times[0], "end_time": times[1]}
        offer = shop.make_offer(percent, **body)
        shop.apply(offer, lamp)
        return offer

    plan("Smaller", 5, -1, 5)
    plan("Winner", 12.5, -1, 5)
    plan("As much, but younger", 12.5, -1, 5)
    plan("Not begun", 20, 2, 3)
    plan("Over", 20, -5, -4)
    taken = plan("Taken off", 20, -1, 5)
    made(shop.delete(f"/api/offers/{taken['id']}/apply/1", shop.admin))
    return shop


def instant(moved_clock, **delta: float) -> str:
    return (moved_clock.instant + timedelta(**delta)).isoformat().replace("+00:00", "Z")


def test_a_price_is_told_at_any_instant(sale, moved_clock):
    now = made(sale.get("/api/products/1/price"))
    assert now == {
        "at": moved_clock.instant.isoformat(),
        "price": 19.99,
        "current_price": 17.49,
        "offer": {"id": 2, "name": "Winner", "discount_percent": 12.5},
        "is_on_offer": True,
        "next_change_at": (moved_clock.instant + timedelta(hours=2)).isoformat(),
    }
    planned = made(sale.get(f"/api/products/1/price?at={instant(moved_clock, hours=2)}"))
    assert (planned["current_price"], planned["offer"]["name"]) == (15.99, "Not begun")
    after = made(sale.get(f"/api/products/1/price?at={instant(moved_clock, hours=6)}"))
    assert (after["current_price"], after["offer"], after["next_change_at"]) == (19.99, None, None)
    refused(
        sale.get(f"/api/products/1/price?at={instant(moved_clock, hours=-1)}"), 404, "price-unknown"
    )


def test_a_person_can_read_why_the_price_is_what_it_is(sale):
    answer = made(sale.get("/api/products/1/price?explain=true"))

    reasons = {one["offer"]["name"]: one["reason"] for one in answer["considered"]}
    assert reasons["Winner"] == "The largest discount that runs."
    assert reasons["Smaller"] == "A larger discount runs; discounts never add up."
    assert reasons["As much, but younger"] == "Offer 2 gives as much and is older."
    assert reasons["Not begun"].startswith("It begins only at ")
    assert reasons["Over"].startswith("It ended at ")
    assert reasons["Taken off"].startswith("It was taken off the product at ")
    assert [one["offer"]["name"] for one in answer["considered"] if one["won"]] == ["Winner"]
    assert answer["rounding"] == "19.99 * 87.50 % = 17.49125, half-up to whole cents: 17.49."


def test_past_prices_stay_as_they_were_whatever_is_done(sale, moved_clock):
    asked = f"/api/products/1/price?at={instant(moved_clock)}"
    before = made(sale.get(asked))["current_price"]
    moved_clock.move(hours=1)
    later = {"end_time": (moved_clock.instant + timedelta(minutes=1)).isoformat()}
    made(sale.patch("/api/offers/2", sale.admin, json=later))
    made(sale.delete("/api/offers/1/apply/1", sale.admin))
    made(sale.patch("/api/products/1", sale.admin, json={"price": 99, "name": "Torch"}))
    moved_clock.move(hours=1)
    made(sale.delete("/api/products/1", sale.admin))

    assert made(sale.get(asked))["current_price"] == before == 17.49
    refused(sale.get("/api/products/1/price"), 404, "product-not-found")


def test_a_window_is_told_as_segments(sale, moved_clock):
    window = f"from={instant(moved_clock, hours=-1)}&to={instant(moved_clock, hours=9)}"
    told = made(sale.get(f"/api/products/1/prices?{window}"))

    assert [(one["price"], one["offer"] and one["offer"]["name"]) for one in told] == [
        (17.49, "Winner"),
        (15.99, "Not begun"),
        (17.49, "Winner"),
        (19.99, None),
    ]
    assert told[0]["from"] == moved_clock.instant.isoformat()
    assert [one["to"] for one in told[:-1]] == [one["from"] for one in told[1:]]


@pytest.mark.parametrize("days", [0, -1, 401])
def test_a_window_has_a_length_and_at_most_400_days(sale, moved_clock, days):
    window = f"from={instant(moved_clock)}&to={instant(moved_clock, days=days)}"
    refused(sale.get(f"/api/products/1/prices?{window}"), 400, "window-invalid")


def test_an_admin_previews_the_shop_of_another_instant(sale, moved_clock):
    then = {"X-Shop-Now": instant(moved_clock, hours=2)}
    sale.add_to_cart(sale.admin, sale.product(1))

    product = sale.get("/api/products/1", sale.admin, headers=then)
    assert made(product)["current_price"] == 15.99
    assert product.headers["Cache-Control"] == "private, no-store"
    listed = made(sale.get("/api/products?max_price=16", sale.admin, headers=then))
    assert [one["current_price"] for one in listed] == [15.99]
    cart = made(sale.get("/api/cart", sale.admin, headers=then))
    assert (cart["grand_total"], cart["priced_at"]) == (
        15.99,
        then["X-Shop-Now"].replace("Z", "+00:00"),
    )
    assert made(sale.get("/api/offers/4", sale.admin, headers=then))["state"] == "running"
    past = {"X-Shop-Now": instant(moved_clock, hours=-1)}
    assert made(sale.get("/api/products", sale.admin, headers=past)) == []
    far = {"X-Shop-Now": instant(moved_clock, days=365)}
    assert made(sale.get("/api/cart", sale.admin, headers=far))["grand_total"] == 19.99


def test_a_preview_is_walked_by_who_previews_alone(sale, moved_clock):
    """A cursor goes on at the instant of its first page, which nobody else is to see."""
    sale.make_product(price=5)
    then = {"X-Shop-Now": instant(moved_clock, hours=2)}
    other = {"X-Shop-Now": instant(moved_clock, hours=3)}
    walk = "/api/products?limit=1&sort=price"
    planned = beside(sale.get(walk, sale.admin, headers=then), "next")
    ordinary = beside(sale.get(walk), "next")

    (second,) = made(sale.get(planned, sale.admin, headers=then))
    assert second["current_price"] == 15.99
    for path, headers in ((planned, {}), (planned, other), (ordinary, then)):
        refused(sale.get(path, sale.admin, headers=headers), 400, "cursor-invalid")
    refused(sale.get(planned), 400, "cursor-invalid")
    assert made(sale.get(ordinary)) != []


def test_a_preview_counts_and_sells_what_was_on_sale_then(sale, moved_clock):
    """The lamp is withdrawn and a torch comes: the shop between has one, before it the other."""
    sale.add_to_cart(sale.admin, sale.product(1))
    moved_clock.move(seconds=10)
    made(sale.delete("/api/products/1", sale.admin))
    moved_clock.move(seconds=10)
    sale.add_to_cart(sale.admin, sale.make_product(price=50))

    def seen(seconds: int) -> tuple:
        then = {"X-Shop-Now": instant(moved_clock, seconds=seconds)}
        counts = [
            made(sale.get("/api/categories/1", sale.admin, headers=then))["product_count"],
            made(sale.get("/api/categories", sale.admin, headers=then))[0]["product_count"],
        ]
        cart = made(sale.get("/api/cart", sale.admin, headers=then))
        lines = [(one["product_id"], one.get("problem")) for one in cart["items"]]
        return counts, lines, cart["grand_total"]

    assert seen(-21) == ([0, 0], [], 0)
    assert seen(-20) == ([1, 1], [(1, None)], 17.49)
    assert seen(-11) == ([1, 1], [(1, None)], 17.49)
    assert seen(-10) == ([0, 0], [(1, "withdrawn")], 0)
    assert seen(0) == ([1, 1], [(1, "withdrawn"), (2, None)], 50)
    assert seen(3600) == ([1, 1], [(1, "withdrawn"), (2, None)], 50)


def test_nobody_else_previews_and_nothing_is_written_at_another_instant(sale, moved_clock):
    then = {"X-Shop-Now": instant(moved_clock, hours=2)}

    refused(sale.get("/api/products", headers=then), 403, "forbidden")
    refused(sale.get("/api/products", sale.make_user(), headers=then), 403, "forbidden")
    write = sale.post("/api/cart", sale.admin, json={"product_id": 1}, headers=then)
    assert list(refused(write, 400, "validation-failed")["errors"]) == ["X-Shop-Now"]
    odd = sale.get("/api/products", sale.admin, headers={"X-Shop-Now": "tomorrow"})
    assert list(refused(odd, 400, "validation-failed")["errors"]) == ["X-Shop-Now"]
    assert made(sale.get("/api/cart", sale.admin))["items"] == []
