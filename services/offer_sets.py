"""Which offers products hold together, written down with the products whenever that changes.

An `OfferSet` tells no price: it repeats the open applications of a product, so that lists
need not look them up. Every function is a step of another service's transaction, on locked
products, and does not commit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, literal, select, update

from models import Offer, OfferApplication, OfferSet, OfferSetMember, Product, UTCDateTime, db
from services import clock
from services.transaction import execute, insert_into

MOST_AT_ONCE = 5_000
"""How many products one UPDATE names."""


def keep_offer_sets(products: ColumnElement[bool]) -> None:
    """Write down which offers the products hold from now on; offers that are over are left out."""
    db.session.flush()
    instant = clock.now()
    by_key: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for product_id, offer_ids in _held(products, instant):
        by_key[offer_ids].append(product_id)
    for offer_ids, product_ids in sorted(by_key.items()):
        offer_set_id = _set_of(offer_ids) if offer_ids else None
        for start in range(0, len(product_ids), MOST_AT_ONCE):
            _write(product_ids[start : start + MOST_AT_ONCE], offer_set_id, instant)


def _held(
    products: ColumnElement[bool], instant: datetime
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the ids of the offers that each product holds and that may run from now on."""
    held = (
        select(Product.id, Offer.id)
        .outerjoin(
            OfferApplication,
            and_(OfferApplication.product_id == Product.id, OfferApplication.removed_at.is_(None)),
        )
        .outerjoin(Offer, and_(Offer.id == OfferApplication.offer_id, Offer.ends_at > instant))
        .where(products)
        .order_by(Product.id, Offer.id)
    )
    found: Iterable[Any] = execute(held)
    for product_id, rows in groupby(found, key=lambda row: row[0]):
        yield product_id, tuple(row[1] for row in rows if row[1] is not None)


def _set_of(offer_ids: Sequence[int]) -> int:
    """Return the id of the set of these offers, which is made where it is missing."""
    key = ",".join(map(str, offer_ids))
    made = insert_into(OfferSet).values(key=key).on_conflict_do_nothing(index_elements=["key"])
    found = execute(made.returning(OfferSet.id)).scalar()
    if found is not None:
        rows = [{"offer_set_id": found, "offer_id": one} for one in offer_ids]
        execute(insert_into(OfferSetMember), rows)
        return int(found)
    return int(execute(select(OfferSet.id).where(OfferSet.key == key)).scalar_one())


def _write(product_ids: Iterable[int], offer_set_id: int | None, instant: datetime) -> None:
    # Where another machine's clock was ahead, the terms hold from its instant on.
    now = literal(instant, type_=UTCDateTime())
    since = case((Product.terms_since > now, Product.terms_since), else_=now)
    execute(
        update(Product)
        .where(Product.id.in_(bindparam("product_ids", expanding=True)))
        .values(offer_set_id=offer_set_id, terms_since=since),
        {"product_ids": list(product_ids)},
    )
