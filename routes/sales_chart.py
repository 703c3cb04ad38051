"""A sales report drawn as SVG: one bar a row, by hand, with nothing loaded and nothing run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from services.sales_report import Sales, SalesReport

WIDTH, HEIGHT = 960, 420
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 72, 64
MOST_BARS = 20
"""So many rows by revenue are drawn; days are all drawn."""

MOST_LABELS = 16
LONGEST_LABEL = 14
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STYLE = """
text{font:13px system-ui,sans-serif;fill:#334155}.title{font-size:20px;font-weight:600;fill:#0f172a}
.soft{fill:#64748b}.line{stroke:#e2e8f0}.paid{fill:#2563eb}.less{fill:#93c5fd}.ground{fill:#fff}
@media(prefers-color-scheme:dark){.ground{fill:#0f172a}text{fill:#cbd5e1}.title{fill:#f8fafc}
.soft{fill:#94a3b8}.line{stroke:#334155}.paid{fill:#60a5fa}.less{fill:#1e40af}}
"""


def sales_chart(report: SalesReport) -> str:
    """Return a report as an SVG picture: revenue a row, and above it the discounts given."""
    rows = report.rows if report.by == "day" else report.rows[:MOST_BARS]
    parts = [*_head(report), *_scale(_highest(rows)), *_bars(rows), *_names(rows)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title told">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def _head(report: SalesReport) -> Iterator[str]:
    total = report.total
    window = f"{report.start:%Y-%m-%d} to {report.end:%Y-%m-%d}"
    told = (
        f"{_amount(total.revenue_cents)} revenue, {total.units:,} units, {total.orders:,} orders, "
        f"{_amount(total.discount_cents)} discounts, {_amount(total.cancelled_cents)} cancelled"
    )
    yield f'<title id="title">Sales by {report.by}, {window}</title><desc id="told">{told}</desc>'
    yield f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>'
    yield f'<text class="title" x="{LEFT}" y="30">Sales by {report.by}, {window}</text>'
    yield f'<text class="soft" x="{LEFT}" y="52">{told}</text>'
    for place, (kind, word) in enumerate((("paid", "revenue"), ("less", "discounts given"))):
        at = WIDTH - RIGHT - 220 + place * 92
        yield f'<rect class="{kind}" x="{at}" y="20" width="12" height="12" rx="2"/>'
        yield f'<text class="soft" x="{at + 18}" y="31">{word}</text>'


def _scale(highest: int) -> Iterator[str]:
    """Draw lines at round amounts, from nothing to the highest bar."""
    step = _step(highest)
    for cents in range(0, highest + 1, step):
        y = _height(cents, highest)
        yield f'<line class="line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        at = f'text-anchor="end" x="{LEFT - 8}" y="{y + 4}"'
        yield f'<text class="soft" {at}>{_short(cents)}</text>'


def _bars(rows: Sequence[Sales]) -> Iterator[str]:
    highest = _highest(rows)
    for place, row in enumerate(rows):
        left, width = _slot(place, len(rows))
        paid = _height(row.revenue_cents, highest)
        whole = _height(row.revenue_cents + row.discount_cents, highest)
        bottom = _height(0, highest)
        told = (
            f"{row.name}: {_amount(row.revenue_cents)}, {row.units:,} units in "
            f"{row.orders:,} orders, {_amount(row.discount_cents)} discounts"
        )
        bar = f'x="{left}" width="{width}"'
        yield f"<g><title>{_text(told)}</title>"
        yield f'<rect class="less" {bar} y="{whole}" height="{round(paid - whole, 2)}"/>'
        yield f'<rect class="paid" {bar} y="{paid}" height="{round(bottom - paid, 2)}"/></g>'


def _names(rows: Sequence[Sales]) -> Iterator[str]:
    """Name as many bars as there is room for."""
    every = -(-len(rows) // MOST_LABELS) or 1
    for place, row in list(enumerate(rows))[::every]:
        left, width = _slot(place, len(rows))
        name = row.name if len(row.name) <= LONGEST_LABEL else f"{row.name[: LONGEST_LABEL - 1]}…"
        x, y = round(left + width / 2, 2), HEIGHT - BOTTOM + 16
        turned = f'text-anchor="end" transform="rotate(-35 {x} {y})"'
        yield f'<text class="soft" x="{x}" y="{y}" {turned}>{_text(name)}</text>'


def _slot(place: int, count: int) -> tuple[float, float]:
    """Return where a bar begins, and how wide it is."""
    room = (WIDTH - LEFT - RIGHT) / count
    width = min(room * 0.76, 64)
    return round(LEFT + place * room + (room - width) / 2, 2), round(width, 2)


def _height(cents: int, highest: int) -> float:
    """Return the distance of an amount from the upper edge."""
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cents / highest, 2)


def _highest(rows: Sequence[Sales]) -> int:
    """Return the amount at the upper end of the scale: a whole number of steps."""
    most = max((row.revenue_cents + row.discount_cents for row in rows), default=0) or 100
    step = _step(most)
    return -(-most // step) * step


def _step(most: int) -> int:
    """Return a round amount of which some five make `most`."""
    step = 1
    while most > step * 5:  # 1, 2, 5, 10, 20, 50, ...
        step = step * 2 if str(step)[0] in "15" else step * 5 // 2
    return step


def _text(value: str) -> str:
    """Write a text into XML, which has no room for some control characters."""
    return escape(NO_XML.sub("\ufffd", value))


def _amount(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02}"


def _short(cents: int) -> str:
    """Write an amount of the scale without decimals it does not need."""
    return _amount(cents).removesuffix(".00")
