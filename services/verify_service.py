"""The books prove themselves: claims about all rows, each one statement over sets.

All proofs read one snapshot, so that a shop that sells meanwhile raises no false alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models import Image, db
from services import clock
from services.file_service import FileService
from services.image_files import files_of
from services.image_owners import FOLDERS
from services.image_proofs import IMAGE_PROOFS
from services.proofs import PROOFS
from services.transaction import snapshot

MOST_LISTED = 1000
ALL_PROOFS = (*PROOFS, *IMAGE_PROOFS)
IMAGE_FILES = select(Image.owner_type, Image.owner_id, Image.name, Image.renditions)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row, or a file, that does not prove."""

    id: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and what speaks against it: `count` findings, the first thousand listed."""

    name: str
    claim: str
    count: int
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Verification:
    """All proofs of one snapshot."""

    verified_at: datetime
    proofs: list[Proof]

    @property
    def clean(self) -> bool:
        """Whether every claim held."""
        return not any(proof.count for proof in self.proofs)


class VerifyService:
    """Proves the books."""

    @staticmethod
    def verify() -> Verification:
        """Try every proof on one snapshot of the database, and the files beside it."""
        with snapshot():
            proofs = [_tried(name, claim, statement) for name, claim, statement in ALL_PROOFS]
        return Verification(clock.now(), [*proofs, *_files()])


def _tried(name: str, claim: str, statement: Any) -> Proof:
    findings = [Finding(row[0], row[1]) for row in db.session.execute(statement)]
    return _proof(name, claim, findings)


def _files() -> list[Proof]:
    """Prove that rows and files belong together.

    Files come before rows and go after them, so what looks amiss is looked at again.
    """
    named = _named_files()
    missing, unowned = dict(named), []
    for folder in sorted(set(FOLDERS.values())):
        for name, is_settled in FileService.files(folder):
            if (folder, name) in named:
                missing.pop((folder, name), None)
            elif is_settled:
                unowned.append((folder, name))
    if missing or unowned:
        named = _named_files()
    missing = {
        place: named[place]
        for place in missing
        if place in named and not FileService.exists(*place)
    }
    unowned = [place for place in unowned if place not in named]
    return [
        _proof(
            "every-image-has-its-file",
            "Every file of an image that a row names is there.",
            [Finding(owner, "/".join(place)) for place, owner in missing.items()],
        ),
        _proof(
            "every-file-has-its-row",
            "Every file older than an hour belongs to a row.",
            [Finding(None, "/".join(place)) for place in unowned],
        ),
    ]


def _named_files() -> Mapping[tuple[str, str], int]:
    """Return the folder and name of each file that a row names, and whose it is."""
    return {
        (FOLDERS[image.owner_type], name): image.owner_id
        for image in db.session.execute(IMAGE_FILES)
        for name in files_of(image)
    }


def _proof(name: str, claim: str, findings: list[Finding]) -> Proof:
    return Proof(name, claim, len(findings), findings[:MOST_LISTED])
