"""What was sold: units, revenue and discounts given, by day, category, offer or product.

Worked out from the lines of orders and from the price history at the instant of each order,
as `flask verify` proves them: nothing is counted twice or kept beside the books. Orders that were
cancelled are counted apart; orders of the original program have no instant and are in no window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    case,
    column,
    func,
    literal,
    select,
    values,
)

from models import Category, Order, OrderItem, Product, UTCDateTime, db
from services import clock
from services.errors import ValidationFailed
from services.price_sql import RunningOffer, base_cents, best_offer_id
from services.refusals import WindowInvalid
from services.wall_clock import WallClockError, first_instant, instant_of, zone

DEFAULT_WINDOW = timedelta(days=30)
LONGEST_WINDOW = timedelta(days=400)
NO_OFFER = "No offer"


class Sales(NamedTuple):
    """What was sold of one kind; `id` is None for a day, and for what ran without an offer.

    `discount_cents` is what customers paid less than the base prices, `cancelled_cents`
    the revenue of orders that were cancelled, which is in no other figure.
    """

    id: int | None
    name: str
    orders: int
    units: int
    revenue_cents: int
    discount_cents: int
    cancelled_cents: int


@dataclass(frozen=True, slots=True)
class SalesReport:
    """The sales of orders placed in `[start, end)`, whole and by kind."""

    start: datetime
    end: datetime
    by: str
    timezone: str
    total: Sales
    rows: list[Sales]


class Day(NamedTuple):
    """A day of a zone's calendar, as far as it lies in the window."""

    name: str
    starts_at: datetime
    ends_at: datetime


class SalesReportService:
    """Reports for the admin."""

    @staticmethod
    def sales(
        by: str,
        from_: datetime | None = None,
        to: datetime | None = None,
        timezone: str | None = None,
    ) -> SalesReport:
        """Report what was sold in `[from_, to)`, the last 30 days when left out.

        Days are those of `timezone` (UTC when left out), which naive instants are read in.
        Raises WindowInvalid, ValidationFailed.
        """
        end = _instant("to", to, timezone) or clock.now()
        start = _instant("from", from_, timezone) or end - DEFAULT_WINDOW
        if not timedelta() < end - start <= LONGEST_WINDOW:
            raise WindowInvalid()
        zone_name = timezone or "UTC"
        if by == "day":
            rows = _by_day(_days(start, end, zone_name))
        else:
            rows = _rows(_GROUPED[by](), start, end)
        (total,) = _rows(_summed(literal(None), literal("Total")), start, end)
        return SalesReport(start, end, by, zone_name, total, rows)


def _instant(name: str, value: datetime | None, timezone: str | None) -> datetime | None:
    try:
        zone(timezone or "UTC")
    except WallClockError as error:
        raise ValidationFailed(str(error), errors={"timezone": [str(error)]}) from None
    try:
        return instant_of(value, timezone) if value else None
    except WallClockError as error:
        raise ValidationFailed(str(error), errors={name: [str(error)]}) from None


def _days(start: datetime, end: datetime, timezone: str) -> list[Day]:
    """Cut `[start, end)` at the midnights of a zone: where one falls in a gap, at its end."""
    local = zone(timezone)
    today: date = start.astimezone(local).date()
    days: list[Day] = []
    begins = start
    while begins < end:
        today += timedelta(days=1)
        midnight = first_instant(datetime.combine(today, time()), local)
        ends = min(midnight, end)
        # A day that the zone skipped altogether has no length.
        if ends > begins:
            days.append(Day(str(today - timedelta(days=1)), begins, ends))
            begins = ends
    return days


def _summed(key: SQLColumnExpression[Any], name: SQLColumnExpression[Any]) -> Select[Any]:
    """Sum the lines of orders, to be grouped by whoever asks."""
    sold = Order.status != "cancelled"
    paid = OrderItem.price_cents * OrderItem.quantity
    less = (base_cents(Order.created_at) - OrderItem.price_cents) * OrderItem.quantity
    return (
        select(
            key.label("id"),
            name.label("name"),
            func.count(case((sold, OrderItem.order_id)).distinct()),
            _sum(case((sold, OrderItem.quantity), else_=0)),
            _sum(case((sold, paid), else_=0)),
            _sum(case((sold, less), else_=0)),
            _sum(case((sold, 0), else_=paid)),
        )
        .select_from(OrderItem)
        .join(Order, Order.id == OrderItem.order_id)
        .join(Product, Product.id == OrderItem.product_id)
    )


def _sum(cents: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(cents), 0)


def _by_category() -> Select[Any]:
    return (
        _summed(Category.id, Category.name)
        .join(Category, Category.id == Product.category_id)
        .group_by(Category.id, Category.name)
    )


def _by_offer() -> Select[Any]:
    counts = RunningOffer.id == best_offer_id(Order.created_at)
    return (
        _summed(RunningOffer.id, func.coalesce(RunningOffer.name, NO_OFFER))
        .outerjoin(RunningOffer, counts)
        .group_by(RunningOffer.id, RunningOffer.name)
    )


def _by_product() -> Select[Any]:
    return _summed(Product.id, Product.name).group_by(Product.id, Product.name)


_GROUPED: dict[str, Callable[[], Select[Any]]] = {
    "category": _by_category,
    "offer": _by_offer,
    "product": _by_product,
}


def _rows(statement: Select[Any], start: datetime, end: datetime) -> list[Sales]:
    """Return the rows of a window, the largest revenue first."""
    placed = statement.where(Order.created_at >= start, Order.created_at < end)
    rows = [Sales(*row[:2], *map(int, row[2:])) for row in db.session.execute(placed)]
    return sorted(rows, key=lambda row: (-row.revenue_cents, row.name, row.id or 0))


def _by_day(days: list[Day]) -> list[Sales]:
    """Return a row for each day, for those without sales too."""
    # The numbers stand for the names, so that the days stay in order.
    columns = (
        column("number", Integer),
        column("starts_at", UTCDateTime),
        column("ends_at", UTCDateTime),
    )
    given = [(number, day.starts_at, day.ends_at) for number, day in enumerate(days)]
    day = values(*columns, name="day").data(given).cte("day")
    statement = _summed(day.c.number, literal("")).join(
        day, (Order.created_at >= day.c.starts_at) & (Order.created_at < day.c.ends_at)
    )
    found = {
        row.id: row
        for row in _rows(statement.group_by(day.c.number), days[0].starts_at, days[-1].ends_at)
    }
    nothing = Sales(None, "", 0, 0, 0, 0, 0)
    return [
        found.get(number, nothing)._replace(id=None, name=day.name)
        for number, day in enumerate(days)
    ]
