"""Images: whose they are and what the rows say of them.

Files are written before a row names them and the old ones deleted after the row let go of
them: whatever happens between, no row names a file that is gone, and what no row names is
deleted by `flask images prune`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models import Image, db
from services import audit
from services.file_service import FileService
from services.freshness import Fresh, unplanned
from services.image_album import Album, images_of
from services.image_files import Values, kept
from services.image_owners import ImageOwner
from services.image_processing import ProcessedImage, process
from services.leftover_service import LeftoverService
from services.transaction import transactional


class ImageService:
    """Use cases on the images of anything that `services/image_owners.py` lists.

    Each raises the owner's own refusal when it is gone.
    """

    @staticmethod
    def shown(owner: ImageOwner, owner_id: int) -> Fresh[Sequence[Image]]:
        """Return an owner's images in order."""
        owner.read(owner_id)
        return unplanned(images_of(owner, owner_id))

    @staticmethod
    def set_first(owner: ImageOwner, owner_id: int, content: bytes, filename: str) -> Any:
        """Put an image in the place of the first one; return its owner as it is then.

        Raises ImageInvalid, ImagesBusy, StorageUnavailable.
        """
        with kept(owner.folder, _made(owner, owner_id, content, filename)) as values:
            old = _put_first(owner, owner_id, values)
        FileService.delete(owner.folder, *old)
        LeftoverService.prune_now_and_then(owner.folder)
        return owner.read(owner_id)

    @staticmethod
    def remove_first(owner: ImageOwner, owner_id: int) -> Any:
        """Take the first image away; the next one moves up. Return the owner as it is then.

        Raises ImageNotFound.
        """
        FileService.delete(owner.folder, *_take(owner, owner_id, None))
        return owner.read(owner_id)

    @staticmethod
    def add(
        owner: ImageOwner, owner_id: int, content: bytes, filename: str, alt: str | None = None
    ) -> Image:
        """Give an owner one image more, behind the others; `alt` says what it shows.

        Raises ImageInvalid, ImagesBusy, StorageUnavailable, TooManyImages.
        """
        with kept(owner.folder, _made(owner, owner_id, content, filename)) as values:
            image = _put_last(owner, owner_id, {**values, "alt": alt})
        LeftoverService.prune_now_and_then(owner.folder)
        return image

    @staticmethod
    @transactional
    def change(owner: ImageOwner, owner_id: int, image_id: int, values: Mapping[str, Any]) -> Image:
        """Set the words and the place of an image. Raises ImageNotFound."""
        album = Album(owner, owner_id)
        image = album.find(image_id)
        image.alt = values.get("alt", image.alt)
        album.move(image, values.get("position", image.position))
        album.settle()
        db.session.commit()
        return image

    @staticmethod
    def remove(owner: ImageOwner, owner_id: int, image_id: int) -> None:
        """Take an image away. Raises ImageNotFound."""
        FileService.delete(owner.folder, *_take(owner, owner_id, image_id))


def _made(owner: ImageOwner, owner_id: int, content: bytes, filename: str) -> ProcessedImage:
    """Make of an upload what is kept, once it is sure that there is somebody to have it."""
    owner.read(owner_id)
    db.session.commit()  # The connection goes back to the pool: this takes long.
    return process(content, filename)


@transactional
def _put_first(owner: ImageOwner, owner_id: int, values: Values) -> list[str]:
    """Put an image in the place of the first one and return the files of that."""
    album = Album(owner, owner_id)
    old = album.take(album.first()) if album.images else []
    album.add(values, position=1)
    album.settle()
    db.session.commit()
    return old


@transactional
def _put_last(owner: ImageOwner, owner_id: int, values: Values) -> Image:
    album = Album(owner, owner_id)
    image = album.add(values, position=len(album.images) + 1)
    album.settle()
    audit.tells(image_id=image.id)
    db.session.commit()
    return image


@transactional
def _take(owner: ImageOwner, owner_id: int, image_id: int | None) -> list[str]:
    """Take out one image, or the first, and return its files."""
    album = Album(owner, owner_id)
    files = album.take(album.first() if image_id is None else album.find(image_id))
    album.settle()
    db.session.commit()
    return files
