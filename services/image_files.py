"""The files of one picture: an upload's original and its renditions, kept all or none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Row, select

from models import Image, db
from services.errors import ShopError
from services.file_service import FileService
from services.image_processing import ProcessedImage

Values: TypeAlias = dict[str, Any]
"""What a picture's row says of its files."""


@contextmanager
def kept(folder: str, made: ProcessedImage) -> Iterator[Values]:
    """Keep the files of a picture while its row is written; a refusal takes them away again.

    After any other failure they stay until they are pruned: nobody knows whether a commit
    that broke has come through. Raises StorageUnavailable.
    """
    values = _stored(folder, made)
    try:
        yield values
    except ShopError:
        FileService.delete(folder, *files_of(Image(**values)))
        raise


def files_of(image: Image | Row[*tuple[Any, ...]]) -> list[str]:
    """Return the names of a picture's files: its own and those of its renditions."""
    return [image.name, *(rendition["name"] for rendition in image.renditions)]


def files_let_go(image: Image) -> list[str]:
    """Return the files that nobody names any more without this picture.

    Names are the shop's own, but for pictures from before: of those two may have one file.
    """
    if image.width is not None:
        return files_of(image)
    others = (Image.owner_type == image.owner_type, Image.id != image.id)
    shared = select(Image.id).where(Image.name == image.name, *others).limit(1)
    return [] if db.session.execute(shared).first() else files_of(image)


def _stored(folder: str, made: ProcessedImage) -> Values:
    """Write the files of a picture and return what its row says of them."""
    names = [FileService.save(folder, made.extension, made.content)]
    try:
        for one in made.renditions:
            names.append(FileService.save_rendition(folder, names[0], one.width, one.content))
    except BaseException:
        FileService.delete(folder, *names)
        raise
    return {
        "name": names[0],
        "width": made.width,
        "height": made.height,
        "color": made.color,
        "placeholder": made.placeholder,
        "renditions": [
            {"width": one.width, "height": one.height, "name": name}
            for one, name in zip(made.renditions, names[1:], strict=True)
        ],
    }
