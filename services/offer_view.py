"""An offer as clients see it at one instant: its runs, its state, its countdown."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models import Offer, OfferRun, db
from services.recurrence import Run
from services.wall_clock import WallClockError, zone


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it is at one instant. `timezone` is that of its offer."""

    starts_at: datetime
    ends_at: datetime
    timezone: str | None
    instant: datetime

    @property
    def state(self) -> str:
        """Whether it is scheduled, running or over."""
        if self.instant < self.starts_at:
            return "scheduled"
        return "running" if self.instant < self.ends_at else "over"

    @property
    def local_start_time(self) -> str | None:
        """What the zone's wall clock shows at the start; None without a zone."""
        return _on_the_wall(self.starts_at, self.timezone)

    @property
    def local_end_time(self) -> str | None:
        """What the zone's wall clock shows at the end; None without a zone."""
        return _on_the_wall(self.ends_at, self.timezone)


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as it is at one instant. An offer that does not recur has one run."""

    offer: Offer
    runs: Sequence[RunView]
    instant: datetime

    def __getattr__(self, name: str) -> Any:
        return getattr(self.offer, name)

    @property
    def first_run(self) -> RunView:
        """The run that the offer was planned with."""
        return self.runs[0]

    @property
    def run(self) -> RunView | None:
        """The run that runs now or comes next, None when there is none any more."""
        return next((run for run in self.runs if self.instant < run.ends_at), None)

    @property
    def state(self) -> str:
        """Whether it is running, scheduled for later, or over for good."""
        return self.run.state if self.run else "over"

    @property
    def starts_in(self) -> int:
        """Seconds until its run starts, rounded up; 0 once it has."""
        return _seconds_until(self.run.starts_at, self.instant) if self.run else 0

    @property
    def ends_in(self) -> int:
        """Seconds until its run ends, rounded up; 0 once it has."""
        return _seconds_until(self.run.ends_at, self.instant) if self.run else 0


def views_of(offers: Sequence[Offer], instant: datetime) -> list[OfferView]:
    """Return the offers as they are at `instant`."""
    runs = runs_of(offers)
    return [
        OfferView(
            offer,
            [
                RunView(run.starts_at, run.ends_at, offer.timezone, instant)
                for run in runs[offer.id]
            ],
            instant,
        )
        for offer in offers
    ]


def runs_of(offers: Iterable[Offer]) -> dict[int, list[Run]]:
    """Return the runs of each offer, in order; of one that does not recur, the only one."""
    runs: dict[int, list[Run]] = defaultdict(list)
    recurring = []
    for offer in offers:
        if offer.recurrence is None:
            runs[offer.id] = [Run(offer.starts_at, offer.ends_at)]
        else:
            recurring.append(offer.id)
    if recurring:
        kept = select(OfferRun).where(OfferRun.offer_id.in_(recurring)).order_by(OfferRun.starts_at)
        for run in db.session.scalars(kept):
            runs[run.offer_id].append(Run(run.starts_at, run.ends_at))
    return runs


def _on_the_wall(instant: datetime, timezone: str | None) -> str | None:
    """Return what a zone's clock shows; null without one, or where this machine lacks it."""
    if timezone is None:
        return None
    try:
        return instant.astimezone(zone(timezone)).isoformat()
    except WallClockError:  # Zones come with tzdata, and a database may have been elsewhere.
        return None


def _seconds_until(boundary: datetime, instant: datetime) -> int:
    return max(0, math.ceil((boundary - instant).total_seconds()))
