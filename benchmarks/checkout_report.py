"""The figures of a checkout benchmark as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median, quantiles

from benchmarks.checkout_rounds import Round

HEAD = (
    "| scenario | server | server CPU | database CPU | together (min-max) "
    "| other PostgreSQL | orders/s | p50 ms | p99 ms |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def table(rounds: dict[tuple[str, str], list[Round]]) -> str:
    """Return a row for each scenario and server, medians over the rounds."""
    rows = [_row(scenario, name, measured) for (scenario, name), measured in rounds.items()]
    return "\n".join([HEAD, *rows])


def ratio(scenario: str, floor: Sequence[Round], ours: Sequence[Round]) -> str:
    """Return a line with floor/ours of each pair of rounds that ran one after the other."""
    pairs = [low.cpu / high.cpu for low, high in zip(floor, ours, strict=True)]
    return (
        f"{scenario}: floor/ours of CPU an order, server and database: "
        f"**{median(pairs):.3f}** (rounds {min(pairs):.3f} to {max(pairs):.3f})"
    )


def _row(scenario: str, name: str, rounds: Sequence[Round]) -> str:
    def middle(figure: Callable[[Round], float]) -> float:
        return median(map(figure, rounds))

    costs = [one.cpu for one in rounds]
    latencies = [1000 * seconds for one in rounds for seconds in one.latencies]
    cuts = quantiles(latencies, n=100)
    cells = [
        scenario,
        name,
        f"{middle(lambda one: one.server_cpu):.0f}",
        f"{middle(lambda one: one.database_cpu):.0f}",
        f"{median(costs):.0f} ({min(costs):.0f}-{max(costs):.0f})",
        f"{middle(lambda one: one.other_cpu):.0f}",
        f"{middle(lambda one: len(one.latencies) / one.seconds):.0f}",
        f"{cuts[49]:.1f}",
        f"{cuts[98]:.1f}",
    ]
    return f"| {' | '.join(cells)} |"
