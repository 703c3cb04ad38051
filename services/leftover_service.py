"""Files that no row names: what a crash, or a storage that was down, has left behind.

Files come before their rows and go after them, so a file is left over when it is older than
an hour and no row names it: no upload takes so long, and no name is ever given again.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from models import Image, db
from services.errors import Conflict
from services.file_service import MEDIA_TYPES, FileService
from services.image_files import files_of
from services.image_owners import FOLDERS
from services.pruning import is_time_to_prune
from services.refusals import StorageUnavailable

log = logging.getLogger("shop")

AT_A_TIME = 500
FEW = 10
"""So many files may all be left over: of a new shop, say."""

OWN_NAME = re.compile(r"([0-9a-f]{32})(-[0-9]+)?\.[a-z]+(\.part)?")


class LeftoverService:
    """Deletes files that no row names."""

    @staticmethod
    def prune(even_all: bool = False) -> int:
        """Delete every file that is left over, and return how many.

        Raises StorageUnavailable; and Conflict where no row names any of the files, as with
        the wrong database, unless `even_all` are to go.
        """
        named, left = 0, []
        for folder in sorted(set(FOLDERS.values())):
            for names in _in_parts(FileService.settled(folder)):
                unnamed = _unnamed(folder, names)
                named += len(names) - len(unnamed)
                left += [(folder, name) for name in unnamed]
        if len(left) > FEW and not named and not even_all:
            raise Conflict(f"No row names any of the {len(left)} files: is it the right database?")
        for folder, name in left:
            FileService.erase(folder, name)
        return len(left)

    @staticmethod
    def prune_now_and_then(folder: str) -> None:
        """Once in a while look through some of a folder's files and delete what is left over.

        Whoever calls has done what was asked, so nothing is raised. Only files with names of
        the shop's own go, and none where many are more than those that rows name.
        """
        if not is_time_to_prune():
            return
        try:
            names = _some(folder)
            unnamed = _unnamed(folder, names)
            if len(unnamed) > max(FEW, len(names) // 2):
                log.warning("of %d files in %s rows name too few to prune", len(names), folder)
                return
            for name in filter(OWN_NAME.fullmatch, unnamed):
                FileService.erase(folder, name)
        except (StorageUnavailable, SQLAlchemyError):
            db.session.rollback()
            log.warning("left over files in %s are pruned another time", folder, exc_info=True)


def _some(folder: str) -> list[str]:
    """Return the names of some settled files of a folder, others each time."""
    somewhere = f"{random.getrandbits(128):032x}"
    around = chain(FileService.settled(folder, somewhere), FileService.settled(folder))
    return list(dict.fromkeys(islice(around, AT_A_TIME)))


def _unnamed(folder: str, names: Sequence[str]) -> list[str]:
    """Return those of the names that no row names."""
    originals = {original for name in names for original in _originals(name)}
    kinds = [kind for kind, place in FOLDERS.items() if place == folder]
    images = db.session.execute(
        select(Image.name, Image.renditions).where(
            Image.owner_type.in_(kinds), Image.name.in_(originals)
        )
    )
    named = {name for image in images for name in files_of(image)}
    return [name for name in names if name not in named]


def _originals(name: str) -> Iterator[str]:
    """Yield under what names a row would be found that names this file, too."""
    yield name
    own = OWN_NAME.fullmatch(name)
    if own and own[2]:
        yield from (f"{own[1]}.{extension}" for extension in MEDIA_TYPES)


def _in_parts(names: Iterator[str]) -> Iterator[list[str]]:
    while part := list(islice(names, AT_A_TIME)):
        yield part
