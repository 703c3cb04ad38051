"""The price rule: one answer in Python, in SQL and by a naive reading of the contract."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from models import (
    Category,
    Offer,
    OfferApplication,
    OfferRun,
    OfferSet,
    OfferSetMember,
    PricePoint,
    Product,
    db,
)
from services import pricing
from services.price_history import histories
from services.pricing import BasePrice, Discount, History
from services.product_view import VIEW
from tests.conftest import empty_database

START = datetime(2026, 3, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def contract_price(cents: int, basis_points: int) -> int:
    """`round_half_up(price * (100 - discount_percent) / 100, 2)`, word by word."""
    percent = Decimal(basis_points) / 100
    exact = Decimal(cents) / 100 * (100 - percent) / 100
    return int(exact.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@given(st.integers(0, 10**10), st.integers(0, 10_000))
def test_a_discount_is_rounded_half_up_once(cents, basis_points):
    assert pricing.discounted(cents, basis_points) == contract_price(cents, basis_points)


minutes = st.integers(0, 60)
discounts = st.tuples(st.integers(0, 2000), minutes, minutes, minutes, st.none() | minutes)
bases = st.lists(st.tuples(minutes, st.integers(0, 10**6)), max_size=4, unique_by=lambda b: b[0])


def run_by_run(minutes_of_runs) -> list[tuple[int, int]]:
    """Make runs of minutes: from the first until the second, from the third until the fourth."""
    return list(zip(minutes_of_runs[::2], minutes_of_runs[1::2], strict=False))


recurring = st.tuples(
    st.integers(0, 2000),
    st.lists(minutes, min_size=2, max_size=8, unique=True).map(sorted).map(run_by_run),
    minutes,
    st.none() | minutes,
)


def naive_price(base, offers, instant) -> int | None:
    """Read the contract aloud: which base price, which offers run, the largest counts."""
    known = [(at(minute), cents) for minute, cents in base if at(minute) <= instant]
    if not known:
        return None
    best = 0
    for basis_points, starts, ends, applied, removed in offers:
        held = at(applied) <= instant and (removed is None or instant < at(removed))
        if held and at(starts) <= instant < at(ends):
            best = max(best, basis_points)
    return contract_price(max(known)[1], best)


def history_of(base, offers) -> History:
    points = [BasePrice(cents, at(minute)) for minute, cents in sorted(base)]
    far = datetime.max.replace(tzinfo=UTC)
    cut = [
        Discount(
            number,
            str(number),
            basis_points,
            max(at(starts), at(applied)),
            min(at(ends), at(removed) if removed is not None else far),
        )
        for number, (basis_points, starts, ends, applied, removed) in enumerate(offers)
    ]
    return History(points, cut)


def probes(base, offers) -> list[datetime]:
    """Return every boundary, and a microsecond to either side."""
    edges = {minute for minute, _ in base} | {m for o in offers for m in o[1:] if m is not None}
    return [at(minute) + side for minute in sorted(edges) for side in (-TICK, 0 * TICK, TICK)]


@given(bases, st.lists(discounts, max_size=8))
def test_the_rule_says_at_every_boundary_what_the_contract_says(base, offers):
    history = history_of(base, offers)

    for instant in probes(base, offers):
        price = pricing.price_at(history, instant)
        assert (price and price.cents) == naive_price(base, offers, instant)


@given(bases, st.lists(discounts, max_size=8), minutes)
def test_the_lowest_earlier_price_is_what_a_minute_by_minute_search_finds(base, offers, minute):
    history, instant = history_of(base, offers), at(minute)
    lowest = pricing.lowest_price_before_reduction(history, instant)

    def runs(one):
        return any(d.start <= one < d.end for d in history.discounts)

    if not runs(instant):
        assert lowest is None
        return
    began = instant
    while runs(began - TICK):
        began -= timedelta(minutes=1)
    asked = [naive_price(base, offers, at(one)) for one in range(-1, 61) if at(one) < began]
    assert lowest == min((cents for cents in asked if cents is not None), default=None)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_sql_and_python_tell_the_same_price(running_shops, kind):
    """Generated histories go through the database; `VIEW` and `price_at` must agree."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(bases.filter(bool), st.lists(discounts, max_size=8), st.lists(recurring, max_size=3))
    def agree(base, offers, again):
        with shop.app.app_context():
            keep(base, offers, again)
            history = histories([1])[1]
            single = [(points, *run, *held) for points, runs, *held in again for run in runs]
            in_order = [(one[0], *sorted(one[1:3]), *one[3:]) for one in offers]
            for instant in probes(base, offers + single):
                row = db.session.execute(
                    VIEW.where(Product.id == 1), {"instant": instant}
                ).one_or_none()
                expected = pricing.price_at(history, instant)
                assert (row and row.current_price_cents) == (expected and expected.cents)
                naive = naive_price(base, in_order + single, instant)
                assert (expected and expected.cents) == naive
                if expected is not None:
                    won = expected.discount and expected.discount.offer_id
                    assert (row.offer_id, row.price_cents) == (won, expected.base_cents)

    shop = running_shops(kind)
    with shop.app.app_context():
        empty_database()
    agree()


def keep(base, offers, again=()) -> None:
    """Write a history into the database as the services would have over time."""
    engine = db.engine.execution_options(isolation_level="SERIALIZABLE")
    points = sorted(base)
    with engine.begin() as connection:
        for table in (
            OfferApplication, OfferRun, OfferSetMember, Offer, PricePoint, Product, OfferSet,
            Category,
        ):  # fmt: skip
            connection.execute(delete(table))
        connection.execute(insert(Category).values(id=1, name="All"))
        connection.execute(
            insert(Product).values(
                id=1, name="x", search_name="", search_text="", price_cents=points[-1][1],
                price_since=at(points[-1][0]), stock=1, category_id=1, created_at=START,
                updated_at=START,
            )
        )  # fmt: skip
        for minute, cents in points:
            connection.execute(
                insert(PricePoint).values(product_id=1, price_cents=cents, since=at(minute))
            )
        kept = [(one[0], [sorted(one[1:3])], None, *one[3:]) for one in offers]
        kept += [(one[0], one[1], "FREQ=DAILY", *one[2:]) for one in again]
        for number, (basis_points, runs, rule, applied, removed) in enumerate(kept, 1):
            connection.execute(
                insert(Offer).values(
                    id=number, name="o", basis_points=basis_points, starts_at=at(runs[0][0]),
                    ends_at=at(runs[-1][1]), created_at=START, recurrence=rule,
                )
            )  # fmt: skip
            for first, last in runs if rule else []:
                run = {"offer_id": number, "starts_at": at(first), "ends_at": at(last)}
                connection.execute(insert(OfferRun).values(run))
            connection.execute(
                insert(OfferApplication).values(
                    offer_id=number, product_id=1, applied_at=at(applied),
                    removed_at=None if removed is None else at(removed),
                )
            )  # fmt: skip
        # From its last change on the set tells what is held, before that the history does.
        instants = [at(minute) for minute, _ in points]
        instants += [at(one) for *_, applied, removed in kept for one in (applied, removed or 0)]
        connection.execute(insert(OfferSet).values(id=1, key="all"))
        for number, (*_, removed) in enumerate(kept, 1):
            if removed is None:
                member = {"offer_set_id": 1, "offer_id": number}
                connection.execute(insert(OfferSetMember).values(member))
        connection.execute(update(Product).values(offer_set_id=1, terms_since=max(instants)))
        assert connection.execute(select(Product.id)).scalar() == 1
