"""When an offer runs: read from a body, checked, kept as rows.

An offer that has begun is never rewritten, so that no price that was asked
changes: the run in progress may end at another instant from now on, and runs
that have not begun may be dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from models import Offer, OfferRun, db
from services.errors import ValidationFailed
from services.offer_view import runs_of
from services.recurrence import RecurrenceError, Run, ended, plan
from services.refusals import OfferFixed
from services.wall_clock import WallClockError, instant_of, zone


@dataclass(frozen=True, slots=True)
class Plan:
    """The runs of an offer, in order and at least one, and the zone and rule they come from."""

    runs: Sequence[Run]
    timezone: str | None = None
    recurrence: str | None = None

    @property
    def starts_at(self) -> datetime:
        """When the first run starts."""
        return self.runs[0].starts_at


def plan_of(offer: Offer) -> Plan:
    """Return the plan that an offer stands on."""
    return Plan(runs_of([offer])[offer.id], offer.timezone, offer.recurrence)


def planned(values: Mapping[str, Any], standing: Plan | None = None) -> Plan:
    """Return the plan of a body for an offer that has not begun, over what stands.

    Raises ValidationFailed.
    """
    instants = _instants(values)
    if standing is not None:
        first = standing.runs[0]
        instants = {"starts_at": first.starts_at, "ends_at": first.ends_at, **instants}
        kept = {"timezone": standing.timezone, "recurrence": standing.recurrence}
        values = {**kept, **values}
    run = Run(instants["starts_at"], instants["ends_at"])
    _check_order(run)
    timezone, recurrence = values.get("timezone"), values.get("recurrence")
    if recurrence is None:
        return Plan([run], timezone)
    try:
        local = zone(timezone or "UTC")
        return Plan(plan(recurrence, run.starts_at, run.ends_at, local), timezone, recurrence)
    except RecurrenceError as error:
        raise _invalid({"recurrence": [str(error)]}) from None


def prolonged(values: Mapping[str, Any], standing: Plan, instant: datetime) -> Plan:
    """Return the plan of a body for an offer that has begun: another end, no later runs.

    Raises ValidationFailed, and OfferFixed for everything else that differs.
    """
    instants = _instants(values)
    if instants.get("starts_at", standing.starts_at) != standing.starts_at:
        raise OfferFixed()
    # Beside another end it only says on which clock that is read.
    told_zone = values.get("timezone", standing.timezone)
    if told_zone != standing.timezone and "ends_at" not in instants:
        raise OfferFixed()
    changed = standing
    if values.get("recurrence", standing.recurrence) != standing.recurrence:
        changed = _without_later_runs(values["recurrence"], standing, instant)
    if instants.get("ends_at", standing.runs[0].ends_at) != standing.runs[0].ends_at:
        changed = _with_end(instants["ends_at"], changed, instant)
    return changed


def keep_plan(offer: Offer, wanted: Plan) -> None:
    """Write the plan to the offer and its runs; runs that stay the same are not touched.

    A step of another service's transaction; does not commit.
    """
    offer.timezone, offer.recurrence = wanted.timezone, wanted.recurrence
    offer.starts_at, offer.ends_at = wanted.starts_at, wanted.runs[-1].ends_at
    db.session.flush()
    kept = db.session.scalars(select(OfferRun).where(OfferRun.offer_id == offer.id)).all()
    left = {run.starts_at: run for run in wanted.runs} if wanted.recurrence else {}
    for row in kept:
        run = left.pop(row.starts_at, None)
        if run is None:
            db.session.delete(row)
        else:
            row.ends_at = run.ends_at
    db.session.flush()
    db.session.add_all(
        OfferRun(offer_id=offer.id, starts_at=run.starts_at, ends_at=run.ends_at)
        for run in left.values()
    )


def _without_later_runs(recurrence: str | None, standing: Plan, instant: datetime) -> Plan:
    if recurrence is not None or standing.recurrence is None:
        raise OfferFixed()
    begun = [run for run in standing.runs if run.starts_at <= instant]
    if len(begun) == len(standing.runs):
        return standing
    return replace(standing, runs=begun, recurrence=ended(standing.recurrence, begun[-1].starts_at))


def _with_end(end: datetime, standing: Plan, instant: datetime) -> Plan:
    """Move the end of the run in progress. Raises OfferFixed when there is none, or before now."""
    runs = list(standing.runs)
    running = [at for at, run in enumerate(runs) if run.starts_at <= instant < run.ends_at]
    if not running or end < instant:
        raise OfferFixed()
    (at,) = running
    if at + 1 < len(runs) and end > runs[at + 1].starts_at:
        message = f"The next run begins at {runs[at + 1].starts_at.isoformat()}."
        raise _invalid({"end_time": [message]})
    runs[at] = Run(runs[at].starts_at, end)
    _check_order(runs[at])
    return replace(standing, runs=runs)


def _instants(values: Mapping[str, Any]) -> dict[str, datetime]:
    """Read the instants in `values`, by the body's `timezone` where they are wall-clock times."""
    instants: dict[str, datetime] = {}
    faults: dict[str, list[str]] = {}
    timezone = values.get("timezone")
    try:
        zone(timezone or "UTC")
    except WallClockError as error:
        raise _invalid({"timezone": [str(error)]}) from None
    for name, member in (("starts_at", "start_time"), ("ends_at", "end_time")):
        if name in values:
            try:
                instants[name] = instant_of(values[name], timezone).astimezone(UTC)
            except WallClockError as error:
                faults[member] = [str(error)]
    if faults:
        raise _invalid(faults)
    return instants


def _check_order(run: Run) -> None:
    if run.ends_at <= run.starts_at:
        raise _invalid({"end_time": ["Must be after start_time."]})


def _invalid(faults: dict[str, list[str]]) -> ValidationFailed:
    sentences = "; ".join(f"{member}: {messages[0]}" for member, messages in faults.items())
    return ValidationFailed(sentences, errors=faults)
