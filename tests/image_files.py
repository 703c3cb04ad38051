"""Image files of every kind that tests send: made by Pillow, or by hand where Pillow won't."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import ExifTags, Image, ImageChops, ImageDraw, ImageStat

SIZE = (240, 150)


def scene(size: tuple[int, int] = SIZE, step: int = 0) -> Image.Image:
    """Return a picture that looks another way round from every side; `step` moves its disc."""
    width, height = size
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (across, down, Image.radial_gradient("L").resize(size)))
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((width // 10, height // 10, width // 3, height // 4), fill="#c02010")
    left = width // 2 + step * width // 20
    canvas.ellipse((left, height // 2, left + height // 4, 3 * height // 4), fill="#1060d0")
    return image


def see_through(image: Image.Image) -> Image.Image:
    """Return the image with an alpha channel from nothing at the left to all at the right."""
    clear = image.copy()
    clear.putalpha(Image.linear_gradient("L").rotate(90).resize(image.size))
    return clear


def cut_out(image: Image.Image) -> Image.Image:
    """Return the image with a hole in it: alpha is all or nothing."""
    holed = image.copy()
    alpha = Image.new("L", image.size, 255)
    ImageDraw.Draw(alpha).ellipse((20, 20, 90, 90), fill=0)
    holed.putalpha(alpha)
    return holed


def in_palette(image: Image.Image, *, hole: bool = False) -> Image.Image:
    """Return the image in 64 colours, the last of them transparent where a hole is asked for."""
    few = image.convert("RGB").quantize(63)
    if hole:
        few.putpalette([*(few.getpalette() or [])[: 63 * 3], 255, 0, 255])
        ImageDraw.Draw(few).ellipse((20, 20, 90, 90), fill=63)
        few.info["transparency"] = 63
    return few


def deep(image: Image.Image) -> Image.Image:
    """Return a grey image of 16 bits that is as light as `image`."""
    grey = image.convert("L").tobytes()
    return Image.frombytes("I;16", image.size, bytes(byte for one in grey for byte in (7, one)))


def turned(orientation: int) -> bytes:
    """Return EXIF that says how the camera was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif.tobytes()


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def animated(frames: list[Image.Image], kind: str, **options: Any) -> bytes:
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def shown(image: Image.Image) -> Image.Image:
    """Return what one sees of an image, with alpha; black where there is nothing to see."""
    image = image.copy().convert("RGBA")
    nothing = Image.new("RGBA", image.size, (0, 0, 0, 0))
    return Image.alpha_composite(nothing, image)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """Return how far the channels of two images are apart: on average, and at most."""
    assert one.size == other.size
    apart = ImageChops.difference(shown(one).convert("RGBa"), shown(other).convert("RGBa"))
    levels = Image.frombytes("L", (4 * one.width, one.height), apart.tobytes())
    return ImageStat.Stat(levels).mean[0], levels.getextrema()[1]


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(content: bytes, *chunks: bytes) -> bytes:
    """Return a PNG with chunks of its own behind its header."""
    header = 8 + 25
    return content[:header] + b"".join(chunks) + content[header:]


def gamma(value: float) -> bytes:
    """Return the chunk of a PNG that says by which curve its levels become light."""
    return chunk(b"gAMA", struct.pack(">I", round(value * 100_000)))


def primaries(*places: float) -> bytes:
    """Return the chunk of a PNG that says which its white, red, green and blue are: x, y each."""
    return chunk(b"cHRM", struct.pack(">8I", *(round(place * 100_000) for place in places)))


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
         (0, 1, 1, 2))  # fmt: skip
"""The passes of an interlaced PNG: where each begins, and its steps."""


def interlaced(image: Image.Image) -> bytes:
    """Return an interlaced PNG, which Pillow reads and does not write, of an RGB or RGBA image."""
    lines = b""
    for left, top, across, down in ADAM7:
        for y in range(top, image.height, down):
            row = image.crop((0, y, image.width, y + 1)).get_flattened_data()[left::across]
            lines += b"\0" + b"".join(map(bytes, row)) if row else b""
    kind = {"RGB": 2, "RGBA": 6}[image.mode]
    head = struct.pack(">IIBBBBB", *image.size, 8, kind, 0, 0, 1)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says that it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def gif_of_frames(number: int, size: tuple[int, int] = (1, 1), delay: int = 0) -> bytes:
    """Return a GIF of so many equal frames of one pixel each, on a canvas of that size.

    Each is shown for `delay` hundredths of a second.
    """
    screen = struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    control = b"!\xf9\x04\0" + struct.pack("<H", delay) + b"\0\0" if delay else b""
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + screen + (control + frame) * number + b";"
