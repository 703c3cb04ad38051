"""What is kept of a picture looks in a browser as the upload itself would have looked there."""

from __future__ import annotations

import base64

import pytest
from PIL import Image

from services.image_processing import process
from tests.e2e.browser import frames_in_browser, shown_in_browser
from tests.image_files import (
    animated,
    chunk,
    cut_out,
    deep,
    difference,
    gamma,
    in_palette,
    interlaced,
    png_with,
    primaries,
    saved,
    scene,
    see_through,
    turned,
)
from tests.image_profiles import SRGB, colour_profile, grey_profile, ink_profile

PHOTO = scene()
CLEAR = see_through(PHOTO)
HOLED = in_palette(PHOTO, hole=True)
GREY = PHOTO.convert("L")
FINE = {"quality": 95, "subsampling": "4:4:4"}
WIDE = {"icc_profile": colour_profile()}
XMP_TURN = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
)
P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
NEARLY = (1, 20)  # Of 255, on average and at most. A turned JPEG has its blocks elsewhere.
LOSSY = (2.5, 60)

STILLS = {
    "1.png": (saved(PHOTO.convert("1"), "PNG"), (0, 0)),
    "grey.png": (saved(GREY, "PNG"), (0, 0)),
    "deep.png": (saved(deep(PHOTO), "PNG"), (0, 0)),
    "palette.png": (saved(HOLED, "PNG", transparency=63), (0, 0)),
    "colour-key.png": (saved(PHOTO, "PNG", transparency=PHOTO.getpixel((30, 18))), (0, 0)),
    "clear.png": (saved(CLEAR, "PNG"), (0, 0)),
    "grey-clear.png": (saved(CLEAR.convert("LA"), "PNG"), (0, 0)),
    "plain.jpg": (saved(PHOTO, "JPEG", **FINE), NEARLY),
    "progressive.jpg": (saved(PHOTO, "JPEG", progressive=True), LOSSY),
    "xmp.jpg": (saved(PHOTO, "JPEG", xmp=XMP_TURN), LOSSY),
    "inks.jpg": (saved(PHOTO.convert("CMYK"), "JPEG", quality=95), LOSSY),
    "inks-by-profile.jpg": (
        saved(PHOTO.convert("CMYK"), "JPEG", quality=95, icc_profile=ink_profile()),
        LOSSY,
    ),
    "holed.gif": (saved(HOLED, "GIF", transparency=63), (0, 0)),
    "lossless.webp": (saved(CLEAR, "WEBP", lossless=True), (0, 0)),
    "lossy.webp": (saved(CLEAR, "WEBP"), LOSSY),
    "lossy.avif": (saved(CLEAR, "AVIF"), LOSSY),
    "wide.png": (saved(PHOTO, "PNG", **WIDE), (0.3, 2)),
    "wide-palette.png": (saved(in_palette(PHOTO), "PNG", **WIDE), (0.3, 2)),
    "wide-clear.png": (saved(CLEAR, "PNG", **WIDE), (0.3, 2)),
    "wide.jpg": (saved(PHOTO, "JPEG", **FINE, **WIDE), (1.5, 30)),
    "wide.webp": (saved(PHOTO, "WEBP", lossless=True, **WIDE), (0.3, 2)),
    "wide.avif": (saved(PHOTO, "AVIF", **WIDE), LOSSY),
    "bright.png": (saved(PHOTO, "PNG", icc_profile=colour_profile(SRGB, 1.8)), (0.3, 2)),
    "grey-profile.png": (saved(GREY, "PNG", icc_profile=grey_profile(1.2)), (0.3, 2)),
    "interlaced.png": (interlaced(CLEAR), (0, 0)),
    "linear.png": (png_with(saved(PHOTO, "PNG"), gamma(1)), (0.3, 2)),
    "linear-palette.png": (png_with(saved(in_palette(PHOTO), "PNG"), gamma(1)), (0.3, 2)),
    "linear-grey.png": (png_with(saved(GREY, "PNG"), gamma(1)), (0.3, 2)),
    "linear-clear.png": (png_with(saved(CLEAR, "PNG"), gamma(1)), (0.3, 2)),
    "wide-by-numbers.png": (
        png_with(saved(PHOTO, "PNG"), primaries(*P3), gamma(0.45455)),
        (0.3, 2),
    ),
    "wide-without-gamma.png": (png_with(saved(PHOTO, "PNG"), primaries(*P3)), (0, 0)),
    "linear-but-srgb.png": (
        png_with(saved(PHOTO, "PNG"), chunk(b"sRGB", b"\0"), gamma(1)),
        (0, 0),
    ),
    "wrong-profile.png": (saved(PHOTO, "PNG", icc_profile=grey_profile(1.2)), (0, 0)),
}
MOVING = [scene(step=step) for step in range(4)]
DURATIONS = [100, 200, 300, 70]
WHOLE = [in_palette(frame) for frame in MOVING]
HOLES = [in_palette(frame, hole=step > 1) for step, frame in enumerate(MOVING)]
UNPACKED = {"disposal": 2, "transparency": 63, "optimize": False}
ANIMATIONS = {
    "palettes.gif": (animated(WHOLE, "GIF", duration=DURATIONS), (0, 0)),
    "holes.gif": (animated(HOLES, "GIF", duration=DURATIONS, **UNPACKED), (0, 0)),
    "clear.png": (animated([*map(see_through, MOVING)], "PNG", duration=DURATIONS), (0, 0)),
    "clear.webp": (
        animated([*map(cut_out, MOVING)], "WEBP", duration=DURATIONS, lossless=True),
        (0, 0),
    ),
    "plain.avif": (animated(MOVING, "AVIF", duration=DURATIONS), LOSSY),
}


def extension(name: str) -> str:
    return name.rpartition(".")[2]


def close(one: Image.Image, other: Image.Image, limits: tuple[float, int]) -> bool:
    average, most = difference(one, other)
    return average <= limits[0] and most <= limits[1]


def test_a_picture_looks_as_its_upload_would():
    made = {name: process(content, name) for name, (content, _) in STILLS.items()}

    uploads = shown_in_browser([(extension(name), file) for name, (file, _) in STILLS.items()])
    kept = shown_in_browser([(image.extension, image.content) for image in made.values()])
    small = shown_in_browser([("webp", image.renditions[0].content) for image in made.values()])

    for (name, (_, limits)), upload, original, rendition in zip(
        STILLS.items(), uploads, kept, small, strict=True
    ):
        assert upload is not None, name
        assert close(upload, original, limits), (name, difference(upload, original))
        assert close(upload.resize(rendition.size), rendition, (8, 255)), name


@pytest.mark.parametrize(
    ("kind", "options", "limits"),
    [
        ("JPEG", FINE, NEARLY),
        ("PNG", {}, (0, 0)),
        ("AVIF", {}, LOSSY),
        ("WEBP", {"lossless": True}, (0, 0)),
    ],
)
def test_all_eight_orientations_are_those_of_a_browser(kind, options, limits):
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    files = [saved(PHOTO, kind, exif=turned(number), **options) for number in range(1, 9)]
    made = [process(content, f"a.{ending}") for content in files]

    uploads = shown_in_browser([(ending, content) for content in files])
    kept = shown_in_browser([(ending, image.content) for image in made])
    small = shown_in_browser([("webp", image.renditions[0].content) for image in made])

    upright = kind == "WEBP"  # There browsers leave EXIF alone.
    assert [image.size == PHOTO.size for image in uploads] == [True] * 4 + [upright] * 4
    assert upright or not close(uploads[0], uploads[2], (60, 255))
    for image, upload, original, rendition in zip(made, uploads, kept, small, strict=True):
        assert (image.width, image.height) == upload.size == original.size
        assert close(upload, original, limits)
        assert close(upload.resize(rendition.size), rendition, (8, 255))


def test_an_animation_moves_as_its_upload_would():
    made = {name: process(content, name) for name, (content, _) in ANIMATIONS.items()}

    uploads = frames_in_browser([(extension(name), file) for name, (file, _) in ANIMATIONS.items()])
    kept = frames_in_browser([(image.extension, image.content) for image in made.values()])

    for (name, (_, limits)), before, after in zip(ANIMATIONS.items(), uploads, kept, strict=True):
        assert [shown_for for _, shown_for in before] == DURATIONS, name
        assert [shown_for for _, shown_for in after] == DURATIONS, name
        for (upload, _), (original, _) in zip(before, after, strict=True):
            assert close(upload, original, limits), (name, difference(upload, original))


def test_a_placeholder_is_shown():
    images = [process(content, name) for name, (content, _) in STILLS.items()]
    codes = [image.placeholder.removeprefix("data:image/webp;base64,") for image in images]

    shown = shown_in_browser([("webp", base64.b64decode(code)) for code in codes])

    for image, tiny in zip(images, shown, strict=True):
        assert abs(tiny.width / tiny.height - image.width / image.height) < 0.3
