"""Files: names, saving, deleting. Knows bytes and folders, not whose they are."""

from __future__ import annotations

import io
import time
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from PIL import Image

from services.refusals import ImageInvalid

FOLDERS = ("products", "users")
# Pillow's name of a format -> the extensions a file of it may have; the first is given to ours.
FORMATS = {
    "PNG": ("png",),
    "JPEG": ("jpg", "jpeg"),
    "GIF": ("gif",),
    "WEBP": ("webp",),
}
MAXIMUM_PIXELS = 25_000_000
MAXIMUM_FRAMES = 200
SETTLED_SECONDS = 3600


class FileService:
    """Image files in known folders under UPLOAD_FOLDER."""

    @staticmethod
    def save_image(folder: str, content: bytes, filename: str) -> str:
        """Keep an image under a name of the shop's own and return that name.

        Raises ImageInvalid when the bytes are no whole image of an allowed kind,
        or of another kind than the extension of `filename` says.
        """
        extensions = FORMATS[_decoded_format(content)]
        if Path(filename).suffix.lower().removeprefix(".") not in extensions:
            raise ImageInvalid(f"The file's name must end in .{' or .'.join(extensions)}.")
        name = f"{uuid.uuid4().hex}.{extensions[0]}"
        target = _path(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_suffix(".part")
        half.write_bytes(content)
        half.rename(target)  # In one step: nobody ever reads half a file.
        return name

    @staticmethod
    def delete(folder: str, name: str | None) -> None:
        """Delete a file; nothing happens where there is none."""
        if name:
            _path(folder, name).unlink(missing_ok=True)

    @staticmethod
    def exists(folder: str, name: str) -> bool:
        """Say whether a file is there."""
        return _path(folder, name).is_file()

    @staticmethod
    def settled() -> Iterator[tuple[str, str]]:
        """Yield folder and name of every file that no upload can still be at work on."""
        newest = time.time() - SETTLED_SECONDS
        for folder in FOLDERS:
            for path in _path(folder, "").glob("[!.]*"):
                if path.stat().st_mtime < newest:
                    yield folder, path.name


def _path(folder: str, name: str) -> Path:
    return Path(current_app.config["UPLOAD_FOLDER"]) / folder / name


def _decoded_format(content: bytes) -> str:
    """Decode all frames of an image and return its format. Raises ImageInvalid.

    Only decoding shows that a file is whole: Pillow's verify() passes truncated ones.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
                frames = getattr(image, "n_frames", 1)
                if image.width * image.height > MAXIMUM_PIXELS or frames > MAXIMUM_FRAMES:
                    raise ImageInvalid("The image is too large to show: at most 25 megapixels.")
                if image.width * image.height * frames > 8 * MAXIMUM_PIXELS:
                    raise ImageInvalid("The animation is too large to show.")
                for frame in range(frames):
                    image.seek(frame)
                    image.load()
                return str(image.format)
    except ImageInvalid:
        raise
    except Exception as error:  # Pillow's decoders raise many kinds for broken bytes.
        raise ImageInvalid() from error
