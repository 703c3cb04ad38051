"""Offers: discounts that run for a time, once or again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select

from models import Offer, OfferApplication, db
from services import audit, clock
from services.catalogue_state import catalogue_changed
from services.offer_ledger import existing_offer, touch_holders
from services.offer_plan import keep_plan, plan_of, planned, prolonged
from services.offer_view import OfferView, RunView, views_of
from services.paging import Page, PageRequest, newest_first, position
from services.price_sql import INSTANT, is_running
from services.refusals import OfferFixed, OfferNotFound
from services.transaction import transactional


class OfferService:
    """Use cases of the admin on offers."""

    @staticmethod
    @transactional
    def create(values: Mapping[str, Any]) -> OfferView:
        """Plan an offer.

        Raises ValidationFailed when it ends before it starts, for a wall-clock time that
        does not exist or exists twice, and for a rule that can't be planned.
        """
        wanted = planned(values)
        instant = clock.tick()
        offer = Offer(name=values["name"], basis_points=values["basis_points"], created_at=instant)
        db.session.add(offer)
        keep_plan(offer, wanted)
        view = views_of([offer], instant)[0]
        audit.concerns("offer", offer.id)
        catalogue_changed()
        db.session.commit()
        return view

    @staticmethod
    def page(state: str | None, request: PageRequest) -> Page[OfferView]:
        """Return offers, the newest first, of one state if given."""
        listing = f"offers:{state}"
        start = position(request, listing)
        chosen = select(Offer)
        if state is not None:
            chosen = chosen.where(_in_state(state)).params(instant=start.instant)
        page = newest_first(chosen, Offer.id, request, listing, start)
        views = views_of([row.Offer for row in page.items], start.instant)
        return Page(views, page.next_cursor, page.previous_cursor, page.total)

    @staticmethod
    def read(offer_id: int) -> OfferView:
        """Return one offer. Raises OfferNotFound."""
        return views_of([existing_offer(offer_id)], clock.now())[0]

    @staticmethod
    def runs(offer_id: int) -> list[RunView]:
        """Return all runs of an offer, past and planned, in order. Raises OfferNotFound."""
        return list(OfferService.read(offer_id).runs)

    @staticmethod
    @transactional
    def change(offer_id: int, values: Mapping[str, Any]) -> OfferView:
        """Change an offer that has not begun freely, any other only in what is still to come.

        So no price that was asked ever changes. Raises OfferNotFound, OfferFixed,
        ValidationFailed.
        """
        offer = _locked_offer(offer_id)
        touch_holders(offer_id)
        instant = clock.tick()
        standing = plan_of(offer)
        told = {name: values[name] for name in ("name", "basis_points") if name in values}
        if standing.starts_at > instant:
            wanted = planned(values, standing)
            if wanted.starts_at < instant and _is_held(offer_id):
                # The products would have cost less all along.
                raise OfferFixed("Products hold this offer already: it can't begin before now.")
            for name, value in told.items():
                setattr(offer, name, value)
        else:
            if any(getattr(offer, name) != value for name, value in told.items()):
                raise OfferFixed()
            wanted = prolonged(values, standing, instant)
        keep_plan(offer, wanted)
        view = views_of([offer], instant)[0]
        catalogue_changed()
        db.session.commit()
        return view

    @staticmethod
    @transactional
    def delete(offer_id: int) -> None:
        """Drop an offer that has not begun. Raises OfferNotFound, OfferFixed."""
        offer = _locked_offer(offer_id)
        touch_holders(offer_id)
        if offer.starts_at <= clock.tick():
            raise OfferFixed("This offer has begun: it is kept, so that past prices stay provable.")
        db.session.delete(offer)
        catalogue_changed()
        db.session.commit()


def _locked_offer(offer_id: int) -> Offer:
    offer = db.session.get(Offer, offer_id, with_for_update=True, populate_existing=True)
    if offer is None:
        raise OfferNotFound()
    return offer


def _is_held(offer_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(OfferApplication.offer_id == offer_id))))


def _in_state(state: str) -> Any:
    over = (Offer.ends_at <= INSTANT) & (Offer.starts_at <= INSTANT)
    return {"scheduled": ~over & ~is_running(), "running": is_running(), "over": over}[state]
