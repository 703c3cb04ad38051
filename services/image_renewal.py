"""Pictures from before the shop wrote them anew: made like all others, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import Row, select

from models import Image, db
from services.file_service import FileService
from services.image_album import Album
from services.image_decoding import FORMATS
from services.image_files import Values, files_let_go, kept
from services.image_owners import BY_KIND, ImageOwner
from services.image_processing import ProcessedImage, process
from services.refusals import ImageInvalid, ImageNotFound
from services.transaction import transactional

AT_A_TIME = 100
OLD = select(Image.id, Image.owner_type, Image.owner_id, Image.name).where(Image.width.is_(None))

OldImage = Row[int, str, int, str]


class Renewal(NamedTuple):
    """How many pictures are like all others now, and how many can't be."""

    renewed: int
    left: int


class ImageRenewalService:
    """Gives pictures that have none their sizes and renditions, and takes metadata away."""

    @staticmethod
    def renew(report: Callable[[str], None]) -> Renewal:
        """Write every old picture anew; `report` is told of each that can't be.

        After an interruption the next run goes on where it stopped. Raises StorageUnavailable.
        """
        renewed = left = 0
        for old in _every_old():
            owner = BY_KIND[old.owner_type]
            try:
                _renew(owner, old)
                renewed += 1
            except ImageInvalid as refusal:
                report(f"{owner.kind} {old.owner_id}, {old.name}: {refusal.detail}")
                left += 1
            except (ImageNotFound, owner.gone):
                pass  # It was taken away, or another put in its place, meanwhile.
        return Renewal(renewed, left)


def _every_old() -> Iterator[OldImage]:
    last = 0
    while True:
        behind = OLD.where(Image.id > last).order_by(Image.id).limit(AT_A_TIME)
        found = db.session.execute(behind).all()
        db.session.commit()  # The connection goes back: what follows takes long.
        yield from found
        if not found:
            return
        last = found[-1].id


def _renew(owner: ImageOwner, old: OldImage) -> None:
    content = FileService.read(owner.folder, old.name)
    if content is None:
        raise ImageInvalid("The file is missing.")
    with kept(owner.folder, _made(content, old.name)) as values:
        let_go = _replace(owner, old, values)
    FileService.delete(owner.folder, *let_go)


def _made(content: bytes, name: str) -> ProcessedImage:
    """Write a picture anew, whatever its name says: the original program believed names."""
    refusals = []
    for filename in (name, *(f"x.{extensions[0]}" for extensions in FORMATS.values())):
        try:
            return process(content, filename)
        except ImageInvalid as refusal:
            refusals.append(refusal)
    raise refusals[0]


@transactional
def _replace(owner: ImageOwner, old: OldImage, values: Values) -> list[str]:
    """Let the row of an old picture name its new files; return those that are let go."""
    album = Album(owner, old.owner_id, even_withdrawn=True)
    image = album.find(old.id)
    if image.name != old.name:
        raise ImageNotFound()
    let_go = files_let_go(image)
    for name, value in values.items():
        setattr(image, name, value)
    album.settle()
    db.session.commit()
    return let_go
