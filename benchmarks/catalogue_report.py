"""The figures of a catalogue benchmark as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles

from benchmarks.catalogue_cases import FLOOR
from benchmarks.catalogue_rounds import Round, Side

HEAD = (
    "| case | products | server of | server CPU | database CPU | together (min-max) "
    "| p50 ms | p99 ms | KB | floor/this | this/smallest |\n"
    "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def rows(case: str, measured: Mapping[Side, Sequence[Round]]) -> str:
    """Return a row for each side: medians over its rounds, and its ratios to others."""
    if not measured:
        return f"| {case} | | no such route |" + " |" * 8
    return "\n".join(_row(case, side, measured) for side in measured)


def summary(measured: Mapping[str, Mapping[Side, Sequence[Round]]], sizes: Sequence[int]) -> str:
    """Return a row for each case and kind of server: what it costs at each size."""
    columns = [f"{size:,}" for size in sizes]
    ends = [f"floor/this at {columns[0]}", f"at {columns[-1]}"]
    head = ["case", "server of", *columns, "largest/smallest", *ends, "p99 ms at the largest"]
    lines = [f"| {' | '.join(head)} |", f"| --- | --- |{' ---: |' * (len(head) - 2)}"]
    for case, found in measured.items():
        for name in dict.fromkeys(side.name for side in found):
            of_it = {side: rounds for side, rounds in found.items() if side.name == name}
            lines.append(_summed_up(case, name, of_it, found))
    return "\n".join(lines)


def _summed_up(
    case: str,
    name: str,
    of_it: Mapping[Side, Sequence[Round]],
    found: Mapping[Side, Sequence[Round]],
) -> str:
    first, *_others = of_it
    *_others, last = of_it
    costs = [f"{median(one.cpu for one in rounds):,.0f}" for rounds in of_it.values()]
    growth = f"{ratio(of_it[last], of_it[first]):.2f}"
    floors = [
        _against(found, side, lambda other, side=side: _is_floor_of(other, side), floor=True)
        for side in (first, last)
    ]
    p99 = _percentiles([1000 * one for each in of_it[last] for one in each.latencies])[1]
    return f"| {' | '.join([case, name, *costs, growth, *floors, f'{p99:.0f}'])} |"


def ratio(above: Sequence[Round], below: Sequence[Round]) -> float:
    """Return the median ratio of CPU of pairs of rounds that ran one after the other."""
    return median(one.cpu / other.cpu for one, other in zip(above, below, strict=False))


def _row(case: str, side: Side, measured: Mapping[Side, Sequence[Round]]) -> str:
    rounds = measured[side]

    def middle(figure: Callable[[Round], float]) -> float:
        return median(map(figure, rounds))

    costs = [one.cpu for one in rounds]
    p50, p99 = _percentiles([1000 * seconds for one in rounds for seconds in one.latencies])
    cells = [
        case,
        f"{side.target.plan.products:,}",
        side.name,
        f"{middle(lambda one: one.server_cpu):,.0f}",
        f"{middle(lambda one: one.database_cpu):,.0f}",
        f"{median(costs):,.0f} ({min(costs):,.0f}-{max(costs):,.0f})",
        f"{p50:.1f}",
        f"{p99:.1f}",
        f"{middle(lambda one: one.bytes) / 1024:.1f}",
        _against(measured, side, lambda other: _is_floor_of(other, side), floor=True),
        _against(measured, side, lambda other: other.name == side.name, floor=False),
    ]
    return f"| {' | '.join(cells)} |"


def _is_floor_of(other: Side, side: Side) -> bool:
    return other.name == FLOOR and other.target.plan == side.target.plan


def _against(
    measured: Mapping[Side, Sequence[Round]],
    side: Side,
    chosen: Callable[[Side], bool],
    *,
    floor: bool,
) -> str:
    """Return the ratio to the first other side chosen, nothing where there is none."""
    other = next((one for one in measured if chosen(one)), side)
    if other is side:
        return ""
    pair = (measured[other], measured[side])
    return f"{ratio(*(pair if floor else pair[::-1])):.2f}"


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    """Return median and 99th percentile, of few values the largest."""
    if len(values) < 2:
        return values[0], values[0]
    cuts = quantiles(values, n=100, method="inclusive")
    return cuts[49], cuts[98]
