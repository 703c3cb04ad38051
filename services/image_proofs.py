"""What is claimed of images' rows, as SQL that finds those against it; see `proofs.py`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, distinct, func, or_, select, union_all

from models import Image
from services.image_owners import OWNERS, ImageOwner
from services.proofs import sentence


def _first_differs(owner: ImageOwner) -> Any:
    """Find owners whose row does not show the first of their images, or only a part of it."""
    row: Any = owner.model
    first = and_(Image.owner_type == owner.kind, Image.owner_id == row.id, Image.position == 1)
    shown, is_first = func.coalesce(row.image, "none"), func.coalesce(Image.name, "none")
    half_shown = row.image_details.is_(None) != Image.width.is_(None)
    return (
        select(row.id, sentence(f"{owner.kind} shows ", shown, ", its first image is ", is_first))
        .outerjoin(Image, first)
        .where(or_(shown != is_first, half_shown))
    )


def _nobody_owns(owner: ImageOwner) -> Any:
    row: Any = owner.model
    return (
        select(Image.id, sentence("is of ", Image.owner_type, " ", Image.owner_id, ", who is gone"))
        .outerjoin(row, row.id == Image.owner_id)
        .where(Image.owner_type == owner.kind, row.id.is_(None))
    )


def _positions_differ() -> Any:
    whose = (Image.owner_type, Image.owner_id)
    images, places = func.count(), func.count(distinct(Image.position))
    said = sentence("of ", Image.owner_type, " ", Image.owner_id, ": ", images, " images")
    return (
        select(func.min(Image.id), said)
        .group_by(*whose)
        .having(or_(func.max(Image.position) != images, places != images))
    )


IMAGE_PROOFS: tuple[tuple[str, str, Any], ...] = (
    (
        "first-images-are-shown",
        "Every row shows the first of its images, and none where there is none.",
        union_all(*map(_first_differs, OWNERS)),
    ),
    (
        "images-have-their-owner",
        "Every image is of somebody, or something, that is there.",
        union_all(*map(_nobody_owns, OWNERS)),
    ),
    (
        "positions-count-from-1",
        "The positions of an owner's images count from 1, without a gap.",
        _positions_differ(),
    ),
)
