"""Uploaded files, read whole but never past the limit."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from routes.parser import LARGEST_UPLOAD, file_too_large
from services.refusals import ImageInvalid, ImagesBusy, StorageUnavailable

UPLOAD_REFUSALS = (ImageInvalid, ImagesBusy, StorageUnavailable)
"""What an upload is refused by, besides its size."""


def read_upload(files: dict[str, Any]) -> tuple[bytes, str]:
    """Return the bytes and the client's name of the file `image`. Raises TooLarge."""
    with closing(files["image"]) as upload:
        content = upload.stream.read(LARGEST_UPLOAD + 1)
    if len(content) > LARGEST_UPLOAD:
        raise file_too_large()
    return content, upload.filename or ""
