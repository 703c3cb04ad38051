"""The form of a backup: a ZIP file of tables, image files and a manifest, for any database.

`tables/<name>.jsonl` has a first line with the columns and what kinds they are of, then a JSON
array for each row; `files/<folder>/<name>` are the images as they are; `manifest.json`, written
last, says how many rows and bytes there are and their SHA-256. So a file that was cut off has
no manifest, and any other damage differs from it. Instants are texts in UTC, bytes Base64.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1 << 20
BATCH = 2000
"""So many rows are written and read at a time."""


class BackupError(Exception):
    """A backup that can't be taken or restored, and why; nothing was changed."""


@dataclass
class Manifest:
    """What an archive holds: rows and bytes by member, each with its SHA-256.

    `last_ids` are the last ids that each table gave, so that none is given again.
    """

    revision: str
    taken_at: str
    database: str
    last_ids: dict[str, int] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Write it for people to read, too."""
        return orjson.dumps({"format": FORMAT, **vars(self)}, option=orjson.OPT_INDENT_2)


class ArchiveWriter:
    """Writes an archive, member after member; nothing of it is held in memory."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self.manifest = manifest

    def add_table(
        self, name: str, columns: Mapping[str, str], batches: Iterable[Iterable[Any]]
    ) -> int:
        """Write the rows of a table; return how many."""
        rows, digest = 0, hashlib.sha256()
        with self._zip.open(_table_member(name), "w", force_zip64=True) as member:
            head = orjson.dumps(columns, option=orjson.OPT_APPEND_NEWLINE)
            digest.update(head)
            member.write(head)
            for batch in batches:
                lines = [_line(row) for row in batch]
                rows += len(lines)
                digest.update(piece := b"".join(lines))
                member.write(piece)
        self.manifest.tables[name] = {"rows": rows, "sha256": digest.hexdigest()}
        return rows

    def add_file(self, folder: str, name: str, content: bytes) -> None:
        """Write an image. It is compressed already."""
        member = f"files/{folder}/{name}"
        self._zip.writestr(member, content, zipfile.ZIP_STORED)
        digest = hashlib.sha256(content).hexdigest()
        self.manifest.files[member] = {"bytes": len(content), "sha256": digest}

    def close(self) -> None:
        """Write the manifest, which makes the archive a whole one."""
        self._zip.writestr(MANIFEST, self.manifest.as_json())
        self._zip.close()


class ArchiveReader:
    """Reads an archive. Raises BackupError for what is not as it was written."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            told = orjson.loads(self._zip.read(MANIFEST))
            if told.pop("format") != FORMAT:
                raise BackupError("This archive is of a newer form than this shop reads.")
            self.manifest = Manifest(**told)
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise BackupError(f"{path} is no whole backup of a shop.") from error

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def check(self) -> None:
        """Read everything and compare it with the manifest; raises BackupError naming it."""
        members = {_table_member(name): one for name, one in self.manifest.tables.items()}
        for member, told in {**members, **self.manifest.files}.items():
            digest = hashlib.sha256()
            for piece in self._pieces(member):
                digest.update(piece)
            if digest.hexdigest() != told["sha256"]:
                raise BackupError(f"{member} is not as it was written.")

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table and their kinds."""
        with self._zip.open(_table_member(table)) as member:
            found: dict[str, str] = orjson.loads(member.readline())
        return found

    def rows(self, table: str) -> Iterator[list[list[Any]]]:
        """Yield the rows of a table, many at a time."""
        with self._zip.open(_table_member(table)) as member:
            member.readline()
            batch: list[list[Any]] = []
            for line in member:
                batch.append(orjson.loads(line))
                if len(batch) == BATCH:
                    yield batch
                    batch = []
            if batch:
                yield batch

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield folder, name and bytes of each image."""
        for member in self.manifest.files:
            _, folder, name = member.split("/")
            yield folder, name, b"".join(self._pieces(member))

    def _pieces(self, member: str) -> Iterator[bytes]:
        try:
            with self._zip.open(member) as opened:
                while piece := opened.read(PIECE):
                    yield piece
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, ValueError) as error:
            raise BackupError(f"{member} can't be read.") from error


def _table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def _line(row: Iterable[Any]) -> bytes:
    return orjson.dumps(list(row), default=_as_json, option=orjson.OPT_APPEND_NEWLINE)


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no way to write {type(value).__name__}")
