"""The lowest earlier price and the percentage off it: worked cases, each with its source.

DIRECTIVE is article 6a of 98/6/EC (as amended by 2019/2161), GUIDANCE the Commission's
notice on it (2021/C 526/02, OJ C 526, 29.12.2021, p. 130), ALDI the judgment of the Court
of Justice of 26 September 2024, C-330/23 (EU:C:2024:804). Days count from the present
reduction's first day; the figures are ours.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from services.pricing import (
    BasePrice,
    Discount,
    History,
    basis_points_off,
    lowest_price_before_reduction,
    price_at,
)
from tests.shop_driver import made

BEGIN = datetime(2026, 11, 27, tzinfo=UTC)


def day(number: float) -> datetime:
    return BEGIN + timedelta(days=number)


class Case(NamedTuple):
    """Base prices as (day, cents); offers as (basis points, first day, day it ends)."""

    name: str
    source: str
    base: list[tuple[float, int]]
    offers: list[tuple[int, float, float]]
    at: float
    price: int
    lowest: int | None
    off: int | None


CASES = [
    Case(
        "a simple reduction is one of the price before it",
        "DIRECTIVE paragraphs 1 and 2; GUIDANCE section 2.1, general rules",
        [(-365, 100_00)],
        [(20_00, 0, 7)],
        *(1, 80_00, 100_00, 20_00),
    ),
    Case(
        "an offer that ended within the 30 days counts",
        "DIRECTIVE paragraph 2, the lowest price applied; GUIDANCE section 2.1",
        [(-365, 100_00)],
        [(20_00, -20, -18), (30_00, 0, 7)],
        *(1, 70_00, 80_00, 12_50),
    ),
    Case(
        "an offer that ended before the 30 days does not count",
        "DIRECTIVE paragraph 2, a period of 30 days",
        [(-365, 100_00)],
        [(20_00, -40, -30), (30_00, 0, 7)],
        *(1, 70_00, 100_00, 30_00),
    ),
    Case(
        "the price in force when the 30 days begin counts",
        "DIRECTIVE paragraph 2, applied during the period, whenever it was set",
        [(-365, 70_00), (-29, 100_00)],
        [(20_00, 0, 7)],
        *(1, 80_00, 70_00, 0),
    ),
    Case(
        "a price raised right before the reduction is no reference",
        "DIRECTIVE paragraph 2; GUIDANCE introduction, on inflated reference prices",
        [(-365, 80_00), (-1, 100_00)],
        [(25_00, 0, 7)],
        *(1, 75_00, 80_00, 6_25),
    ),
    Case(
        "a reduction that grows without interruption is one of the price before its first step",
        "DIRECTIVE paragraph 5; GUIDANCE section 4.3, progressive price reductions",
        [(-365, 100_00)],
        [(10_00, -14, -7), (20_00, -7, 0), (30_00, 0, 7)],
        *(1, 70_00, 100_00, 30_00),
    ),
    Case(
        "a reduction that was interrupted, however shortly, begins anew",
        "DIRECTIVE paragraph 5, read with paragraph 2; GUIDANCE section 4.3",
        [(-365, 100_00)],
        [(10_00, -14, -1 / 1440), (20_00, 0, 7)],
        *(1, 80_00, 90_00, 11_11),
    ),
    Case(
        "of a product that is new the days since its arrival count",
        "DIRECTIVE paragraph 4; GUIDANCE section 4.2, new arrivals",
        [(-10, 100_00), (-4, 90_00)],
        [(20_00, 0, 7)],
        *(1, 72_00, 90_00, 20_00),
    ),
    Case(
        "what is asked during the reduction does not change its reference",
        "DIRECTIVE paragraph 2, prior to the application of the price reduction",
        [(-365, 100_00), (2, 95_00), (4, 120_00)],
        [(20_00, 0, 60)],
        *(50, 96_00, 100_00, 4_00),
    ),
    Case(
        "offers that overlap are one reduction",
        "DIRECTIVE paragraph 5; GUIDANCE section 4.3, by analogy: they never add up",
        [(-365, 100_00)],
        [(10_00, -3, 7), (20_00, 0, 7)],
        *(1, 80_00, 100_00, 20_00),
    ),
    Case(
        "a percentage of the last price, where the lowest is what is asked now, claims nothing",
        "ALDI, operative part: the reduction is determined on the basis of the prior price",
        [(-365, 1_29), (-14, 1_69)],
        [(23_67, 0, 7)],
        *(1, 1_29, 1_29, 0),
    ),
    Case(
        "a price above the lowest is no highlight",
        "ALDI, operative part, on promotional statements",
        [(-365, 1_39), (-14, 1_69)],
        [(12_00, 0, 7)],
        *(1, 1_49, 1_39, 0),
    ),
    Case(
        "without a price before the reduction there is no reference",
        "DIRECTIVE paragraph 2: there is no prior price",
        [(0, 100_00)],
        [(20_00, 0, 7)],
        *(1, 80_00, None, None),
    ),
]


def history_of(case: Case) -> History:
    base = [BasePrice(cents, day(since)) for since, cents in case.base]
    offers = [
        Discount(number, str(number), basis_points, day(first), day(end))
        for number, (basis_points, first, end) in enumerate(case.offers)
    ]
    return History(base, offers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_lowest_earlier_price_is_what_the_source_says(case):
    history, instant = history_of(case), day(case.at)
    price, lowest = price_at(history, instant), lowest_price_before_reduction(history, instant)

    assert price.cents == case.price, case.source
    assert lowest == case.lowest, case.source
    assert basis_points_off(lowest, price.cents) == case.off, case.source


@pytest.mark.parametrize(
    ("lowest", "cents", "off"),
    [
        (3_00, 2_00, 33_33),
        (10_00, 9_99, 10),
        (99_999_999_99, 99_999_999_98, 0),
        (5, 0, 100_00),
        (1_00, 1_00, 0),
        (1_00, 1_01, 0),
        (0, 0, 0),
        (None, 1_00, None),
    ],
)
def test_the_percentage_never_claims_more_than_is_true(lowest, cents, off):
    assert basis_points_off(lowest, cents) == off


def run_an_offer(shop, moved_clock, product, percent: float, seconds: int) -> dict:
    """Let an offer run from now on and return the product in it."""
    ends_at = (moved_clock.instant + timedelta(seconds=seconds)).isoformat()
    times = {"start_time": moved_clock.instant.isoformat(), "end_time": ends_at}
    shop.apply(shop.make_offer(percent, **times), product)
    return shop.product(product["id"])


def wait(shop, moved_clock, days: int) -> None:
    """Let days go by; the admin, whose sign-in has ended by then, signs in again."""
    moved_clock.move(days=days)
    shop.forget_admin()


def shown(product: dict) -> tuple:
    return tuple(
        product[name] for name in ("current_price", "lowest_price_30d", "percent_off_lowest")
    )


def test_the_api_tells_the_percentage_off_the_lowest_price_not_off_the_last(shop, moved_clock):
    product = shop.make_product(price=80)
    wait(shop, moved_clock, 20)
    made(shop.patch("/api/products/1", shop.admin, json={"price": 100}))
    wait(shop, moved_clock, 1)

    on_offer = run_an_offer(shop, moved_clock, product, 15, 60)
    assert on_offer["offer"]["discount_percent"] == 15
    assert shown(on_offer) == (85, 80, 0)
    moved_clock.move(seconds=60)
    assert shown(shop.product(1)) == (100, None, None)
    wait(shop, moved_clock, 31)
    assert shown(run_an_offer(shop, moved_clock, product, 12.34, 60)) == (87.66, 100, 12.34)


def test_the_api_counts_a_chain_as_one_reduction_and_a_gap_as_two(shop, moved_clock):
    product = shop.make_product(price=90)
    wait(shop, moved_clock, 40)
    run_an_offer(shop, moved_clock, product, 10, 60)
    moved_clock.move(seconds=60)
    assert shown(run_an_offer(shop, moved_clock, product, 20, 60)) == (72, 90, 20)
    moved_clock.move(seconds=61)
    assert shown(run_an_offer(shop, moved_clock, product, 20, 60)) == (72, 72, 0)
    listed = made(shop.get("/api/offers/active"))
    assert [shown(one) for one in listed] == [(72, 72, 0)]


def test_a_dry_run_tells_the_percentage_that_could_be_announced(shop, moved_clock):
    product = shop.make_product(price=80)
    wait(shop, moved_clock, 1)
    made(shop.patch("/api/products/1", shop.admin, json={"price": 100}))
    wait(shop, moved_clock, 1)
    start, end = ((moved_clock.instant + timedelta(hours=hour)).isoformat() for hour in (1, 2))
    offer = shop.make_offer(20, start_time=start, end_time=end)

    path = f"/api/offers/{offer['id']}/apply/{product['id']}?dry_run=true"
    (touched,) = made(shop.post(path, shop.admin))["dry_run"]["products"]

    assert (touched["after"], touched["lowest_price_30d"]) == (80, 80)
    assert touched["percent_off_lowest"] == 0
