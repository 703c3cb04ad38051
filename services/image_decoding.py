"""What an uploaded file says: its format, its bounds, its frames; nothing else of it goes on."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import (
    ExifTags,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    UnidentifiedImageError,
    features,
)

from services.image_colours import with_plain_mode, with_srgb
from services.image_profiles import profile_of
from services.refusals import ImageInvalid

FORMATS = {"PNG": ("png",), "JPEG": ("jpg", "jpeg"), "GIF": ("gif",), "WEBP": ("webp",)}
"""Pillow's name of a format: the extensions a file of it may have; the first is given to ours."""
if features.check("avif"):
    FORMATS["AVIF"] = ("avif",)
MAXIMUM_PIXELS = 25_000_000
# With 12 bits a channel its decoder takes 18 bytes a pixel, and what a header says can be a lie.
MAXIMUM_AVIF_PIXELS = 20_000_000
MAXIMUM_FRAMES = 200
MAXIMUM_SCANS = 100  # Of a progressive JPEG, which usually has ten; each goes over all pixels.
START_OF_SCAN = b"\xff\xda"
TOO_LARGE_AVIF = "The image is too large: 20 megapixels are the most of an AVIF."
TOO_LARGE = "The image is too large: 25 megapixels are the most, all frames together."
DAMAGED = "The file is damaged or cut off: the image can't be read whole."
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF's orientation: what brings the image upright."""
MOVEMENT = ("loop", "default_image")
"""What Pillow knows of a whole animation: how often it runs, whether its first frame is no part."""

# For the whole process: catch_warnings() around each image would not be safe among threads.
Image.MAX_IMAGE_PIXELS = MAXIMUM_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
# Frames of one palette stay as they are; else all would be quantised anew when they are kept.
GifImagePlugin.LOADING_STRATEGY = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY


@dataclass
class Picture:
    """A decoded image: frames of one size, upright, in sRGB, without any metadata.

    `options` are what Pillow's `save` needs to know besides to keep it as it was.
    """

    format: str
    frames: list[Image.Image]
    options: dict[str, Any]


def open_image(content: bytes, filename: str) -> ImageFile.ImageFile:
    """Read the header of an image and check what it says. Raises ImageInvalid."""
    with _broken_is_invalid():
        image = Image.open(io.BytesIO(content), formats=tuple(FORMATS))
    kind = format_of(image)
    extensions = FORMATS[kind]
    if Path(filename).suffix.lower().removeprefix(".") not in extensions:
        ending = " or ".join(f".{extension}" for extension in extensions)
        raise ImageInvalid(f"This is a {kind} image: the file's name must end in {ending}.")
    if kind == "JPEG" and content.count(START_OF_SCAN) > MAXIMUM_SCANS:
        raise ImageInvalid(f"The image has too many scans: {MAXIMUM_SCANS} are the most.")
    _check_pixels(image.width * image.height)
    if kind == "AVIF" and image.width * image.height > MAXIMUM_AVIF_PIXELS:
        raise ImageInvalid(TOO_LARGE_AVIF)
    return image


def format_of(image: ImageFile.ImageFile) -> str:
    """Return the format that an opened image is kept in.

    MPO is how phones send a JPEG that has another one behind it, such as a depth map.
    """
    return "JPEG" if image.format == "MPO" else str(image.format)


def may_move(image: ImageFile.ImageFile) -> bool:
    """Say whether an opened image has frames to be shown one after another, or may have.

    Whether a GIF has shows only when it is decoded.
    """
    kind = format_of(image)
    return kind == "GIF" or (kind != "JPEG" and bool(getattr(image, "is_animated", False)))


def decode(image: ImageFile.ImageFile, content: bytes) -> Picture:
    """Decode all of an opened image. Raises ImageInvalid.

    Only decoding shows that a file is whole: Pillow's verify() passes truncated ones.
    """
    with _broken_is_invalid():
        turn = _turn(image)
        options = _options(image, content, turn)
        movement = {key: image.info[key] for key in MOVEMENT if key in image.info}
        if may_move(image):
            frames, durations = _frames(image, content, turn)
            movement["duration"] = durations[1:] if movement.get("default_image") else durations
        else:
            _load_still(image)
            frames = [_frame(image, turn, moves=False)]
    return Picture(format_of(image), frames, options | (movement if len(frames) > 1 else {}))


def _frames(
    image: ImageFile.ImageFile, content: bytes, turn: int
) -> tuple[list[Image.Image], list[float]]:
    """Return frames and how long each is shown, in milliseconds.

    Decodes as it goes and no further than the bounds: to count frames first could take long.
    """
    frames: list[Image.Image] = []
    durations: list[float] = []
    for number in itertools.count():
        try:
            image.seek(number)
        except EOFError:
            _check_end(image, content)
            return frames, durations
        if number == MAXIMUM_FRAMES:
            raise ImageInvalid(f"The animation is too long: {MAXIMUM_FRAMES} frames are the most.")
        image.load()
        _check_pixels(image.width * image.height * (number + 1))
        frame = _frame(image, turn, moves=True)
        # A later frame of a GIF may be larger than its canvas, which browsers don't show.
        frames.append(frame.crop((0, 0, *frames[0].size)) if frames else frame)
        durations.append(image.info.get("duration", 0))
    raise AssertionError  # Counting has no end.


def _load_still(image: ImageFile.ImageFile) -> None:
    """Decode an opened image that is read no further.

    Pillow's decoders of WebP and AVIF hold up to eight bytes a pixel. They go when they have
    decoded and before Pillow sets its pixels, at which point it calls `load_seek`.
    """
    own = vars(image)
    if format_of(image) in ("WEBP", "AVIF"):
        own["load_seek"] = lambda _place: own.pop("_decoder", None)
    try:
        image.load()
    finally:
        own.pop("load_seek", None)
    image.fp = None  # Of those two, another copy of the pixels.


def _frame(image: ImageFile.ImageFile, turn: int, *, moves: bool) -> Image.Image:
    """Return the frame that is loaded, upright: its pixels and transparency and no more.

    It is the opened image itself where nothing more is read from that.
    """
    if moves and format_of(image) in ("WEBP", "AVIF"):
        image.fp = None  # Another copy of the pixels, which the decoder needs no more.
    shown: Image.Image = image
    if turn in TURNS:
        shown = image.transpose(TURNS[turn])
        if not moves:
            image.close()  # Its pixels, which lie the other way.
    elif moves:
        shown = image.copy()
    said = shown.info
    shown.info = {key: said[key] for key in ("transparency",) if key in said}
    plain = with_plain_mode(shown)
    return with_srgb(plain, profile_of(said, grey=plain.mode in ("L", "LA")))


def _turn(image: ImageFile.ImageFile) -> int:
    """Return EXIF's orientation where browsers heed it: not in a WebP, and never XMP's."""
    if format_of(image) == "WEBP":
        return 1
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return int(exif.get(ExifTags.Base.Orientation, 1))
    except Exception:  # Broken metadata is no reason to refuse what every browser shows.
        return 1


def _options(image: ImageFile.ImageFile, content: bytes, turn: int) -> dict[str, Any]:
    """Return what an image's encoding goes by, as options of Pillow's `save`.

    A JPEG keeps its own tables: a finer quality would only make the file larger.
    """
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        tables = image.quantization
        if image.mode == "CMYK" or sorted(tables) != list(range(len(tables))):
            return {}
        sampling = JpegImagePlugin.get_sampling(image)
        # One that halves only the width would halve only the height of a turned image.
        lying = turn > 4 and sampling == 1
        # Beside tables, Pillow takes a quality for how much coarser they shall be.
        return {"qtables": tables, "subsampling": 2 if lying else sampling, "quality": -1}
    if format_of(image) == "WEBP":
        return {"lossless": b"VP8L" in content and b"VP8 " not in content}
    return {}


def _check_pixels(pixels: int) -> None:
    if pixels > MAXIMUM_PIXELS:
        raise ImageInvalid(TOO_LARGE)


def _check_end(image: ImageFile.ImageFile, content: bytes) -> None:
    """Refuse a GIF that ends before its trailer: Pillow takes the frames so far for all."""
    if image.format == "GIF" and image.fp and content[: image.fp.tell()][-1:] != b";":
        raise ImageInvalid(DAMAGED)


@contextmanager
def _broken_is_invalid() -> Iterator[None]:
    try:
        yield
    except ImageInvalid:
        raise
    except UnidentifiedImageError as error:
        raise ImageInvalid(f"The file is not a {_listed(FORMATS)} image.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageInvalid(TOO_LARGE) from error
    except Exception as error:  # Pillow's decoders raise many kinds for broken bytes.
        raise ImageInvalid(DAMAGED) from error


def _listed(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}"
