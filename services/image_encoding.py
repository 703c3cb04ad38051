"""What is kept of a decoded image, written by Pillow: the original, renditions, a placeholder.

Each format's settings weigh size against time; benchmarks/README.md has the figures.
"""

from __future__ import annotations

import base64
import io
import logging
import struct
from typing import Any

from PIL import Image, ImageChops

from services.image_colours import OPAQUE_FROM
from services.image_decoding import Picture
from services.refusals import ImageInvalid

log = logging.getLogger("shop")

SETTINGS: dict[str, dict[str, Any]] = {
    # Only where the file's own tables can't be used. `optimize` would save 6 % of the bytes, but
    # Pillow lets no other thread work while it writes a JPEG, and that takes three times as long.
    "JPEG": {"quality": 88, "subsampling": "4:4:4"},
    "PNG": {},
    "GIF": {},
    "WEBP": {"quality": 85},
    # Half the time of Pillow's speed 6.
    "AVIF": {"quality": 75, "speed": 8},
}
LARGEST_PIXELS = {"WEBP": 9_500_000, "AVIF": 9_500_000}
"""To write these takes up to 34 bytes of memory a pixel: larger ones are scaled down to this."""
LARGEST_MOVING_PIXELS = {"PNG": 10_000_000, "WEBP": 5_000_000, "AVIF": 2_000_000}
"""The same for each frame of an animation, all of which are in memory besides."""
RENDITION = {"quality": 80}
WIDTHS = (160, 480, 1200)
LONGEST_SIDE = 16_383  # Of a WebP.
LONGEST_SHOWN = 655_350  # A frame of a GIF, in milliseconds: it has 16 bits of hundredths.
UNWRITABLE = (OSError, OverflowError, RuntimeError, ValueError, struct.error)
"""What Pillow raises for a picture that it can't write."""
UNSEEN = 255  # The place in a GIF's palette of what can't be seen.
PLACEHOLDER_SIDES = (16, 12, 8, 4, 1)
PLACEHOLDER_LENGTH = 400


def bounded(picture: Picture) -> None:
    """Scale a picture down that its format can't hold, or takes too much memory to write."""
    frames = picture.frames
    pixels = frames[0].width * frames[0].height
    bounds = LARGEST_PIXELS if len(frames) == 1 else LARGEST_MOVING_PIXELS
    scale = (bounds.get(picture.format, pixels) / pixels) ** 0.5
    if picture.format == "WEBP":  # The canvas of an animation may be larger than a frame.
        scale = min(scale, LONGEST_SIDE / max(frames[0].size))
    if scale < 1:
        for number in range(len(frames)):  # One by one, so that each makes room for the next.
            frames[number] = _scaled(frames[number], scale)


def original(picture: Picture) -> bytes:
    """Write a picture in the format that it came in, animated if it was. Raises ImageInvalid."""
    options = SETTINGS[picture.format] | picture.options
    frames = picture.frames
    if picture.format == "GIF":
        holed = any(frame.has_transparency_data for frame in frames)
        frames = [_indexed(frame, holed=holed) for frame in frames]
        if holed:  # What a frame leaves out must not show the one before.
            options |= {"disposal": 2, "optimize": False}
        if len(frames) > 1:
            options["duration"] = _bounded_runs(frames, options["duration"])
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    try:
        return _written(frames[0], picture.format, options)
    except UNWRITABLE as error:
        log.warning("an image was read that can't be written", exc_info=True)
        raise ImageInvalid(
            f"The image can't be written anew as {picture.format}: save it by another program."
        ) from error


def renditions(image: Image.Image) -> list[Image.Image]:
    """Return an image scaled to each width that it has, narrowest first; one if it has none.

    Each is made of the next larger one.
    """
    smaller: list[Image.Image] = []
    fitting = [width for width in WIDTHS if width <= image.width] or [image.width]
    for width in reversed(fitting):
        image = _scaled(image, min(width / image.width, LONGEST_SIDE / image.height))
        smaller.insert(0, image)
    return smaller


def as_webp(image: Image.Image) -> bytes:
    """Write one rendition."""
    return _written(image, "WEBP", RENDITION)


def placeholder(image: Image.Image) -> str:
    """Return a data URI under 400 bytes of a WebP a few pixels wide: to be shown blurred."""
    for side in PLACEHOLDER_SIDES:
        tiny = image.copy()
        tiny.thumbnail((side, side))
        content = _written(tiny, "WEBP", {"quality": 40})
        address = "data:image/webp;base64," + base64.b64encode(content).decode()
        if len(address) < PLACEHOLDER_LENGTH:
            return address
    raise AssertionError("a WebP of one pixel is short")


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    """Return a smaller copy. First by whole steps, which is fast, then the rest with care."""
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return _continuous(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _continuous(image: Image.Image) -> Image.Image:
    """Return an image whose pixels can be mixed: no palette and no single bits."""
    if image.mode == "P":  # Of a copy: Pillow leaves alpha in the palette, and GIFs can't have it.
        return image.copy().convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert("L") if image.mode == "1" else image


def _indexed(frame: Image.Image, *, holed: bool) -> Image.Image:
    """Return a frame in at most 256 colours, one of them for what can't be seen in one `holed`."""
    if frame.mode in ("L", "P") and holed == ("transparency" in frame.info):
        return frame
    if not holed:
        return frame.quantize(256)
    frame = frame.copy().convert("RGBA")
    unseen = frame.getchannel("A").point(lambda alpha: 255 if alpha < OPAQUE_FROM else 0)
    indexed = frame.convert("RGB").quantize(UNSEEN)
    palette = indexed.getpalette() or []
    indexed.putpalette(palette + [0] * (768 - len(palette)))
    indexed.paste(UNSEEN, mask=unseen)
    indexed.info["transparency"] = UNSEEN
    return indexed


def _bounded_runs(frames: list[Image.Image], durations: list[int]) -> list[int]:
    """Return how long a GIF's frames are shown, each run of equal ones as long as one can be.

    Pillow writes one frame for them all.
    """
    if sum(durations) <= LONGEST_SHOWN:
        return durations
    bounded: list[int] = []
    left, before = LONGEST_SHOWN, None
    for frame, duration in zip(frames, durations, strict=True):
        seen = frame.convert("RGB")
        if before is None or ImageChops.difference(before, seen).getbbox():
            left = LONGEST_SHOWN
        bounded.append(min(duration, left))
        left -= bounded[-1]
        before = seen
    return bounded


def _written(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
