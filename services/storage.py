"""Where the bytes of uploaded files are kept: one small interface, and the local disk.

`STORAGE=s3` keeps them in a bucket instead: `services/storage_s3.py`.
"""

from __future__ import annotations

import importlib
import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from flask import Flask, current_app

from services.refusals import StorageUnavailable

log = logging.getLogger("shop")


class StoredFile(NamedTuple):
    """A file in a folder, and when it was written."""

    name: str
    modified: datetime


class Address(NamedTuple):
    """Where clients load a file from, when not from the shop; for so many seconds, or for good."""

    url: str
    seconds: int | None


class Storage(Protocol):
    """Keeps files by folder and name. Every method raises StorageUnavailable where it can't."""

    def save(self, folder: str, name: str, content: bytes, media_type: str) -> None:
        """Keep a file, whole or not at all."""

    def read(self, folder: str, name: str) -> bytes | None:
        """Return a file's bytes; None where there is none."""

    def delete(self, folder: str, name: str) -> None:
        """Delete a file; nothing happens where there is none."""

    def exists(self, folder: str, name: str) -> bool:
        """Say whether a file is there."""

    def files(self, folder: str, after: str = "") -> Iterator[StoredFile]:
        """Yield the files of a folder in the order of their names, those after `after`."""

    def address(self, folder: str, name: str) -> Address | None:
        """Return where clients load a file from; None where the shop serves it itself."""

    def is_ready(self) -> bool:
        """Say whether files can be kept now."""


class DiskStorage:
    """Keeps files in folders under `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def save(self, folder: str, name: str, content: bytes, media_type: str) -> None:
        """Write a file under a temporary name, wait for the disk, and move it in one step."""
        target = self._root / folder / name
        half = target.with_name(f"{name}.part")
        try:
            with _told():
                target.parent.mkdir(parents=True, exist_ok=True)
                with half.open("wb") as opened:
                    opened.write(content)
                    opened.flush()
                    os.fsync(opened.fileno())
                half.replace(target)
                _sync_names(target.parent)
        except StorageUnavailable:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise

    def read(self, folder: str, name: str) -> bytes | None:
        """Return a file's bytes; None where there is none."""
        with _told(), suppress(FileNotFoundError):
            return (self._root / folder / name).read_bytes()
        return None

    def delete(self, folder: str, name: str) -> None:
        """Delete a file; nothing happens where there is none."""
        with _told():
            (self._root / folder / name).unlink(missing_ok=True)

    def exists(self, folder: str, name: str) -> bool:
        """Say whether a file is there."""
        with _told():
            return (self._root / folder / name).is_file()

    def files(self, folder: str, after: str = "") -> Iterator[StoredFile]:
        """Yield the files of a folder by name; git's own, which begin with a dot, are not seen."""
        with _told():
            place = self._root / folder
            # Folders are made by their first file; that the root is gone is another matter.
            found = os.listdir(place) if folder in os.listdir(self._root) else []
            for name in sorted(one for one in found if one > after and not one.startswith(".")):
                with suppress(FileNotFoundError):  # Deleted meanwhile.
                    status = (place / name).stat()
                    if stat.S_ISREG(status.st_mode):
                        yield StoredFile(name, datetime.fromtimestamp(status.st_mtime, UTC))

    def address(self, folder: str, name: str) -> Address | None:
        """Return None: the shop serves what is on its disk."""
        return None

    def is_ready(self) -> bool:
        """Say whether the folder is there and can be written to."""
        return self._root.is_dir() and os.access(self._root, os.W_OK)


def init_app(app: Flask) -> None:
    """Give `app` the storage that its settings name."""
    if app.config["STORAGE"] == "s3":
        # Only here: boto3 is an extra, and takes half a second to load.
        app.extensions["storage"] = importlib.import_module("services.storage_s3").made(app.config)
    else:
        app.extensions["storage"] = DiskStorage(app.config["UPLOAD_FOLDER"])


def storage() -> Storage:
    """Return the storage of the current app."""
    return cast(Storage, current_app.extensions["storage"])


@contextmanager
def _told() -> Iterator[None]:
    """Log a failure of the disk and raise StorageUnavailable in its place."""
    try:
        yield
    except OSError as failure:
        log.exception("the disk failed to keep or find a file")
        raise StorageUnavailable() from failure


def _sync_names(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system knows how to."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
