"""Offers: discounts that run for a time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from models import Offer, OfferApplication, db
from services import clock
from services.errors import ValidationFailed
from services.offer_ledger import existing_offer, touch_holders
from services.paging import Page, PageRequest, newest_first, position
from services.refusals import OfferFixed, OfferNotFound
from services.transaction import transactional
from services.wall_clock import WallClockError, instant_of


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as it is at one instant."""

    offer: Offer
    instant: datetime

    def __getattr__(self, name: str) -> Any:
        return getattr(self.offer, name)

    @property
    def state(self) -> str:
        """Whether it is scheduled, running or over."""
        return self.offer.state_at(self.instant)

    @property
    def starts_in(self) -> int:
        """Seconds until it starts, rounded up; 0 once it has."""
        return _seconds_until(self.offer.starts_at, self.instant)

    @property
    def ends_in(self) -> int:
        """Seconds until it ends, rounded up; 0 once it has."""
        return _seconds_until(self.offer.ends_at, self.instant)


class OfferService:
    """Use cases of the admin on offers."""

    @staticmethod
    @transactional
    def create(values: Mapping[str, Any]) -> OfferView:
        """Plan an offer. Raises ValidationFailed when it ends before it starts."""
        instants = _instants(values)
        _check_order(instants["starts_at"], instants["ends_at"])
        instant = clock.tick()
        offer = Offer(
            name=values["name"], basis_points=values["basis_points"], created_at=instant, **instants
        )
        db.session.add(offer)
        db.session.commit()
        return OfferView(offer, instant)

    @staticmethod
    def page(state: str | None, request: PageRequest) -> Page[OfferView]:
        """Return offers, the newest first, of one state if given."""
        listing = f"offers:{state}"
        start = position(request, listing)
        chosen = select(Offer)
        if state is not None:
            chosen = chosen.where(_in_state(state, start.instant))
        page = newest_first(chosen, Offer.id, request, listing, start)
        views = [OfferView(row.Offer, start.instant) for row in page.items]
        return Page(views, page.next_cursor, page.total)

    @staticmethod
    def read(offer_id: int) -> OfferView:
        """Return one offer. Raises OfferNotFound."""
        return OfferView(existing_offer(offer_id), clock.now())

    @staticmethod
    @transactional
    def change(offer_id: int, values: Mapping[str, Any]) -> OfferView:
        """Change a scheduled offer freely, a running one only in its end, one that is over not.

        So no price that was asked ever changes. Raises OfferNotFound, OfferFixed,
        ValidationFailed.
        """
        offer = _locked_offer(offer_id)
        touch_holders(offer_id)
        instant = clock.tick()
        wanted = {name: values[name] for name in ("name", "basis_points") if name in values}
        wanted |= _instants(values)
        changed = {name for name, value in wanted.items() if getattr(offer, name) != value}
        _check_allowed(offer, changed, wanted, instant)
        for name in changed:
            setattr(offer, name, wanted[name])
        _check_order(offer.starts_at, offer.ends_at)
        db.session.commit()
        return OfferView(offer, instant)

    @staticmethod
    @transactional
    def delete(offer_id: int) -> None:
        """Drop an offer that has not begun. Raises OfferNotFound, OfferFixed."""
        offer = _locked_offer(offer_id)
        touch_holders(offer_id)
        if offer.state_at(clock.tick()) != "scheduled":
            raise OfferFixed("This offer has begun: it is kept, so that past prices stay provable.")
        db.session.delete(offer)
        db.session.commit()


def _locked_offer(offer_id: int) -> Offer:
    offer = db.session.get(Offer, offer_id, with_for_update=True, populate_existing=True)
    if offer is None:
        raise OfferNotFound()
    return offer


def _instants(values: Mapping[str, Any]) -> dict[str, datetime]:
    """Read the instants in `values`, by the body's `timezone` where they are wall-clock times."""
    instants, faults = {}, {}
    for name, member in (("starts_at", "start_time"), ("ends_at", "end_time")):
        if name in values:
            try:
                instants[name] = instant_of(values[name], values.get("timezone"))
            except WallClockError as error:
                faults[member] = [str(error)]
    if faults:
        sentences = "; ".join(f"{member}: {messages[0]}" for member, messages in faults.items())
        raise ValidationFailed(sentences, errors=faults)
    return instants


def _check_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        message = "Must be after start_time."
        raise ValidationFailed(f"end_time: {message}", errors={"end_time": [message]})


def _check_allowed(
    offer: Offer, changed: set[str], wanted: Mapping[str, Any], instant: datetime
) -> None:
    """Refuse every change that would alter a price already asked. Raises OfferFixed."""
    if not changed:
        return
    if offer.state_at(instant) == "scheduled":
        # A product that holds the offer would have cost less all along.
        if wanted.get("starts_at", instant) < instant and _is_held(offer.id):
            raise OfferFixed("Products hold this offer already: it can't begin before now.")
    elif offer.state_at(instant) == "over" or changed != {"ends_at"} or wanted["ends_at"] < instant:
        raise OfferFixed()


def _is_held(offer_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(OfferApplication.offer_id == offer_id))))


def _in_state(state: str, instant: datetime) -> Any:
    return {
        "scheduled": Offer.starts_at > instant,
        "running": (Offer.starts_at <= instant) & (Offer.ends_at > instant),
        "over": (Offer.ends_at <= instant) & (Offer.starts_at <= instant),
    }[state]


def _seconds_until(boundary: datetime, instant: datetime) -> int:
    return max(0, math.ceil((boundary - instant).total_seconds()))
