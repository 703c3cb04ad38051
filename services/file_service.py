"""Files: names, saving, deleting, addresses. Knows bytes and folders, not whose they are.

Where the bytes are kept is the storage's to know (`services/storage.py`).
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

from services import clock
from services.errors import NotFound
from services.refusals import StorageUnavailable
from services.storage import Address, storage

log = logging.getLogger("shop")

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
"""The extensions that files have, and what such a file is sent as."""

BARE_NAME = re.compile(r"[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*")
"""A name that leads to no other folder. Files from before this shop have names unlike ours."""

SETTLED = timedelta(hours=1)


class FileService:
    """Image files in known folders of the storage, under names that are never given twice."""

    @staticmethod
    def save(folder: str, extension: str, content: bytes) -> str:
        """Keep a file under a new name and return that name. Raises StorageUnavailable."""
        name = f"{uuid.uuid4().hex}.{extension}"
        storage().save(folder, name, content, MEDIA_TYPES[extension])
        return name

    @staticmethod
    def save_rendition(folder: str, original: str, width: int, content: bytes) -> str:
        """Keep a smaller WebP of an original, return its name. Raises StorageUnavailable."""
        name = f"{stem(original)}-{width}.webp"
        storage().save(folder, name, content, MEDIA_TYPES["webp"])
        return name

    @staticmethod
    def read(folder: str, name: str) -> bytes | None:
        """Return a file's bytes; None where there is none. Raises StorageUnavailable."""
        return storage().read(folder, name) if BARE_NAME.fullmatch(name) else None

    @staticmethod
    def delete(folder: str, *names: str | None) -> None:
        """Delete files that no row names; nothing happens where there are none.

        What the storage can't delete now is left to `flask images prune`: whoever let go of
        the files is done.
        """
        bare = [name for name in names if name and BARE_NAME.fullmatch(name)]
        try:
            for name in bare:
                FileService.erase(folder, name)
        except StorageUnavailable:  # It would hardly take the next one either.
            log.warning("left to be pruned in %s, one or more of %s", folder, bare)

    @staticmethod
    def erase(folder: str, name: str) -> None:
        """Delete a file that the storage has listed. Raises StorageUnavailable."""
        storage().delete(folder, name)

    @staticmethod
    def exists(folder: str, name: str) -> bool:
        """Say whether a file is there. Raises StorageUnavailable."""
        return BARE_NAME.fullmatch(name) is not None and storage().exists(folder, name)

    @staticmethod
    def media_type(name: str) -> str:
        """Return what kind of picture a name is of. Raises NotFound where it is of none."""
        extension = name.rpartition(".")[2].lower()
        if extension not in MEDIA_TYPES or not BARE_NAME.fullmatch(name):
            raise NotFound()
        return MEDIA_TYPES[extension]

    @staticmethod
    def address(folder: str, name: str) -> Address | None:
        """Return where clients load a file from; None where the shop serves it itself."""
        return storage().address(folder, name)

    @staticmethod
    def files(folder: str, after: str = "") -> Iterator[tuple[str, bool]]:
        """Yield the name of every file by name, and whether no upload can still be at work on it.

        Raises StorageUnavailable.
        """
        newest = clock.read() - SETTLED
        for file in storage().files(folder, after):
            yield file.name, file.modified < newest

    @staticmethod
    def settled(folder: str, after: str = "") -> Iterator[str]:
        """Yield the names of files that no upload can still be at work on, by name."""
        return (name for name, is_settled in FileService.files(folder, after) if is_settled)


def stem(name: str) -> str:
    """Return what the names of a picture and of its renditions begin with."""
    return name.partition(".")[0].partition("-")[0]
