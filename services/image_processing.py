"""Uploaded images: from the bytes that came to the bytes that are kept; pure.

Knows no rows, no folders and no request. What a file says is read in
`image_decoding`, colours are brought to sRGB in `image_colours`, what is kept is
written in `image_encoding`, and `image_turns` says who has to wait.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageFile

from services import image_encoding
from services.image_colours import dominant_colour
from services.image_decoding import FORMATS, Picture, decode, format_of, may_move, open_image
from services.image_turns import PLACES, in_turn

ALONE_FROM_BYTES = 160_000_000
BYTES_A_PIXEL = {"PNG": 13, "JPEG": 12, "GIF": 13, "WEBP": 34, "AVIF": 34}
"""What the largest step with an image takes of memory, measured; see benchmarks/README.md."""


@dataclass(frozen=True)
class Rendition:
    """A smaller WebP of an image, to be shown where `width` is enough; never animated."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class ProcessedImage:
    """What is kept of an upload.

    `content` is the image written anew in the format that it came in, and `extension`
    that format's ("png", "jpg", "gif", "webp" or "avif"). `renditions` go from the narrowest
    to the widest, each of another width and none wider than the image; there is always one.
    `placeholder` is a data URI of less than 400 bytes, and `color` the colour that most of
    the image has, as `#rrggbb`.
    """

    extension: str
    content: bytes
    width: int
    height: int
    renditions: tuple[Rendition, ...]
    placeholder: str
    color: str


def process(content: bytes, filename: str) -> ProcessedImage:
    """Decode an upload whole and make of it all that is kept.

    Nothing of the file but its pixels, its transparency and the timing of its frames
    goes on. Raises ImageInvalid when the bytes are no whole image of an allowed kind, too
    large, or of another kind than the extension of `filename` says; ImagesBusy when
    other images kept the processor for too long.
    """
    image = open_image(content, filename)
    with in_turn(_places(image)):
        picture = decode(image, content)
        del image  # What its decoder holds goes before writing needs as much.
        return _made_of(picture)


def _places(image: ImageFile.ImageFile) -> int:
    """Say how many of the places an image takes: all, if two like it would need too much memory.

    How large an animation is shows only while it is decoded.
    """
    needed = image.width * image.height * BYTES_A_PIXEL[format_of(image)]
    return PLACES if may_move(image) or needed > ALONE_FROM_BYTES else 1


def _made_of(picture: Picture) -> ProcessedImage:
    image_encoding.bounded(picture)
    width, height = picture.frames[0].size
    smaller = image_encoding.renditions(picture.frames[0])
    return ProcessedImage(
        extension=FORMATS[picture.format][0],
        content=image_encoding.original(picture),
        width=width,
        height=height,
        renditions=tuple(
            Rendition(one.width, one.height, image_encoding.as_webp(one)) for one in smaller
        ),
        placeholder=image_encoding.placeholder(smaller[0]),
        color=dominant_colour(smaller[0]),
    )
