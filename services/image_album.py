"""The rows of pictures: an owner's album, changed only under the lock of the owner's row."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from sqlalchemy import Select, select

from models import Image, Pictured, db
from services import clock
from services.catalogue_state import catalogue_changed
from services.image_files import Values, files_let_go
from services.image_owners import ImageOwner
from services.refusals import ImageNotFound, TooManyImages


class Album:
    """The pictures of one owner, in order and locked against every other change of them.

    A step of another transaction: `settle` comes last, before the commit.
    """

    def __init__(self, owner: ImageOwner, owner_id: int, even_withdrawn: bool = False) -> None:
        """Lock the owner's row and read its pictures. Raises the owner's `gone`."""
        row = _locked(owner, owner_id)
        withdrawn = getattr(row, "withdrawn_at", None) is not None
        if row is None or (withdrawn and not even_withdrawn):
            raise owner.gone()
        self.owner, self.owner_id, self._row = owner, owner_id, row
        fresh = {"populate_existing": True}
        self.images = list(db.session.scalars(_of(owner, owner_id), execution_options=fresh))

    def find(self, image_id: int) -> Image:
        """Return one of the pictures. Raises ImageNotFound."""
        for image in self.images:
            if image.id == image_id:
                return image
        raise ImageNotFound()

    def first(self) -> Image:
        """Return the picture that is shown first. Raises ImageNotFound."""
        if not self.images:
            raise ImageNotFound()
        return self.images[0]

    def add(self, values: Values, position: int) -> Image:
        """Put in a picture at a position. Raises TooManyImages."""
        if len(self.images) >= self.owner.most:
            raise TooManyImages(f"There are {self.owner.most} images already: take one away first.")
        whose = {"owner_type": self.owner.kind, "owner_id": self.owner_id}
        image = Image(**whose, **values, created_at=clock.tick())
        db.session.add(image)
        self.images.insert(position - 1, image)
        return image

    def take(self, image: Image) -> list[str]:
        """Take a picture out and return the files that are let go with it."""
        files = files_let_go(image)
        self.images.remove(image)
        db.session.delete(image)
        return files

    def move(self, image: Image, position: int) -> None:
        """Give a picture another place, the last one where there are not so many."""
        self.images.remove(image)
        self.images.insert(position - 1, image)

    def settle(self) -> None:
        """Number the pictures and show the first one in the owner's row."""
        for position, image in enumerate(self.images, 1):
            image.position = position
        first = self.images[0] if self.images else None
        self._row.image = first.name if first else None
        self._row.image_details = _details(first, self.owner) if first else None
        db.session.flush()
        if self.owner.in_catalogue:
            catalogue_changed()


def images_of(owner: ImageOwner, owner_id: int) -> Sequence[Image]:
    """Return an owner's pictures in order."""
    return db.session.scalars(_of(owner, owner_id)).all()


def forget_images(owner: ImageOwner, owner_id: int) -> list[str]:
    """Delete the rows of an owner who goes; return their files. A step of another transaction."""
    files = []
    for image in images_of(owner, owner_id):
        files += files_let_go(image)
        db.session.delete(image)
    return files


def _locked(owner: ImageOwner, owner_id: int) -> Pictured | None:
    return db.session.get(owner.model, owner_id, with_for_update=True, populate_existing=True)


def _of(owner: ImageOwner, owner_id: int) -> Select[Image]:
    own = (Image.owner_type == owner.kind, Image.owner_id == owner_id)
    return select(Image).where(*own).order_by(Image.position, Image.id)


def _details(image: Image, owner: ImageOwner) -> str | None:
    """Return what is shown of a first picture, as `Pictured.image_details` keeps it."""
    if image.width is None:
        return None
    shown = {
        "width": image.width,
        "height": image.height,
        **({"alt": image.alt} if owner.most > 1 else {}),
        "renditions": [
            {"width": one["width"], "height": one["height"], "url": one["name"]}
            for one in image.renditions
        ],
        "placeholder": image.placeholder,
        "color": image.color,
    }
    return orjson.dumps(shown).decode()
