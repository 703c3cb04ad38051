"""Whatever picture comes looks the same when it is kept, in its own format."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from PIL import Image

from services.image_processing import process
from services.refusals import ImageInvalid
from tests.image_files import (
    animated,
    chunk,
    cut_out,
    deep,
    difference,
    gamma,
    gif_of_frames,
    in_palette,
    interlaced,
    opened,
    png_with,
    primaries,
    saved,
    scene,
    see_through,
    shown,
    turned,
)
from tests.image_profiles import SRGB, colour_profile, grey_profile, ink_profile

PHOTO = scene()
CLEAR = see_through(PHOTO)
HOLED = cut_out(PHOTO)
PNG = saved(PHOTO, "PNG")
FEW = in_palette(PHOTO)
FEW_HOLED = in_palette(PHOTO, hole=True)
GREY = PHOTO.convert("L")
NAMES = {"PNG": "a.png", "JPEG": "a.jpg", "GIF": "a.gif", "WEBP": "a.webp", "AVIF": "a.avif"}
EXACT = (0, 0)
LOSSY = (2.5, 60)  # On average, and at most, as along the edges of the scene's shapes.

STILLS: list[tuple[str, Image.Image, dict[str, Any], tuple[float, int], str]] = [
    # Format, picture, how it is saved, how far its copy may be from it, its copy's mode.
    ("PNG", PHOTO.convert("1"), {}, EXACT, "1"),
    ("PNG", PHOTO.convert("1"), {"transparency": 1}, EXACT, "LA"),
    ("PNG", GREY, {}, EXACT, "L"),
    ("PNG", GREY, {"transparency": GREY.getpixel((30, 18))}, EXACT, "LA"),
    ("PNG", FEW, {}, EXACT, "P"),
    ("PNG", FEW_HOLED, {"transparency": 63}, EXACT, "P"),
    ("PNG", CLEAR.quantize(64), {}, EXACT, "P"),
    ("PNG", CLEAR.convert("LA"), {}, EXACT, "LA"),
    ("PNG", PHOTO, {}, EXACT, "RGB"),
    ("PNG", PHOTO, {"transparency": PHOTO.getpixel((30, 18))}, EXACT, "RGBA"),
    ("PNG", CLEAR, {}, EXACT, "RGBA"),
    ("JPEG", PHOTO, {"quality": 95, "subsampling": "4:4:4"}, (0.1, 6), "RGB"),
    ("JPEG", PHOTO, {"quality": 90, "subsampling": "4:2:0"}, LOSSY, "RGB"),
    ("JPEG", PHOTO, {"quality": 60, "progressive": True}, LOSSY, "RGB"),
    ("JPEG", GREY, {}, EXACT, "L"),
    ("GIF", FEW, {"interlace": 0}, EXACT, "P"),
    ("GIF", FEW, {"interlace": 1}, EXACT, "P"),
    ("GIF", FEW_HOLED, {"transparency": 63}, EXACT, "P"),
    ("GIF", GREY, {}, EXACT, "P"),
    ("WEBP", PHOTO, {}, LOSSY, "RGB"),
    ("WEBP", CLEAR, {}, LOSSY, "RGBA"),
    ("WEBP", PHOTO, {"lossless": True}, EXACT, "RGB"),
    ("WEBP", CLEAR, {"lossless": True}, EXACT, "RGBA"),
    ("AVIF", PHOTO, {}, LOSSY, "RGB"),
    ("AVIF", CLEAR, {}, LOSSY, "RGBA"),
    ("AVIF", GREY, {}, LOSSY, "L"),
]
P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
DURATIONS = [100, 200, 300, 100, 50, 70]
MOVING = [scene(step=step) for step in range(6)]
ONE_PALETTE = MOVING[0].quantize(60)
ANIMATIONS: list[tuple[str, list[Image.Image], dict[str, Any], tuple[float, int]]] = [
    ("GIF", [in_palette(frame) for frame in MOVING], {"loop": 0}, EXACT),
    ("GIF", [frame.quantize(palette=ONE_PALETTE) for frame in MOVING], {"loop": 3}, EXACT),
    ("GIF", [in_palette(frame, hole=True) for frame in MOVING], {"disposal": 2}, EXACT),
    ("GIF", [in_palette(frame, hole=step > 2) for step, frame in enumerate(MOVING)],
     {"disposal": 2, "loop": 0}, EXACT),
    ("PNG", MOVING, {"loop": 0}, EXACT),
    ("PNG", [see_through(frame) for frame in MOVING], {"loop": 2}, EXACT),
    ("PNG", [frame.quantize(palette=ONE_PALETTE) for frame in MOVING], {}, EXACT),
    ("WEBP", MOVING, {"loop": 0}, LOSSY),
    ("WEBP", [see_through(frame) for frame in MOVING], {"loop": 2, "lossless": True}, EXACT),
    ("AVIF", MOVING, {}, LOSSY),
]  # fmt: skip


def close(one: Image.Image, other: Image.Image, limits: tuple[float, int]) -> bool:
    average, most = difference(one, other)
    return average <= limits[0] and most <= limits[1]


@pytest.mark.parametrize(("kind", "image", "options", "limits", "mode"), STILLS)
def test_a_picture_looks_as_it_did_in_its_own_format(kind, image, options, limits, mode):
    content = saved(image, kind, **options)

    made = process(content, NAMES[kind])

    kept = opened(made.content)
    assert (kept.format, kept.mode, kept.size) == (kind, mode, (made.width, made.height))
    assert made.extension == NAMES[kind].partition(".")[2]
    assert close(kept, opened(content), limits)
    for rendition in made.renditions:
        small = shown(opened(content)).resize((rendition.width, rendition.height))
        assert close(opened(rendition.content), small, (8, 255))


@pytest.mark.parametrize(("kind", "frames", "options", "limits"), ANIMATIONS)
def test_an_animation_stays_one(kind, frames, options, limits):
    content = animated(frames, kind, duration=DURATIONS, **options)

    made = process(content, NAMES[kind])

    before, after = opened(content), opened(made.content)
    assert before.n_frames == after.n_frames == len(frames)
    assert before.info.get("loop") == after.info.get("loop")
    for number, duration in enumerate(DURATIONS):
        before.seek(number)
        after.seek(number)
        before.load()
        after.load()
        assert close(before, after, limits), number
        assert before.info["duration"] == after.info["duration"] == duration
    for rendition in made.renditions:
        assert getattr(opened(rendition.content), "n_frames", 1) == 1


def test_a_picture_of_its_own_for_who_shows_no_animation_is_kept():
    content = animated(MOVING, "PNG", duration=DURATIONS[1:], default_image=True)

    after = opened(process(content, "a.png").content)

    assert (after.n_frames, after.info["default_image"]) == (6, True)
    seen = []
    for number in range(1, 6):
        after.seek(number)
        seen.append(after.info["duration"])
    assert seen == DURATIONS[1:]


def test_each_frame_of_more_colours_than_a_gif_has_comes_near():
    """Frames that leave parts of the one before have the colours of both."""
    left = in_palette(MOVING[0])
    right = in_palette(MOVING[3]).crop((120, 0, 240, 150))
    content = animated([left, right.resize(left.size)], "GIF", duration=100)

    before, after = opened(content), opened(process(content, "a.gif").content)
    before.seek(1)
    after.seek(1)

    assert close(before, after, (3, 60))


def test_what_can_not_be_seen_of_a_frame_lets_nothing_of_the_one_before_through():
    solid, holed = Image.new("P", (40, 40), 1), Image.new("P", (40, 40), 0)
    holed.paste(2, (0, 0, 20, 40))
    for frame in (solid, holed):
        frame.putpalette([255, 0, 255, 200, 30, 30, 30, 30, 200])
        frame.info["transparency"] = 0
    content = animated(
        [solid, holed], "GIF", duration=100, disposal=2, transparency=0, optimize=False
    )

    after = opened(process(content, "a.gif").content)
    after.seek(1)

    assert after.convert("RGBA").getpixel((30, 20))[3] == 0
    assert after.convert("RGBA").getpixel((10, 20)) == (30, 30, 200, 255)


def test_sixteen_bits_of_grey_become_eight():
    content = saved(deep(PHOTO), "PNG")

    kept = opened(process(content, "a.png").content)

    assert (kept.mode, difference(kept, GREY)) == ("L", EXACT)


def test_one_tone_of_sixteen_bits_can_be_transparent():
    image = Image.frombytes("I;16", (4, 1), bytes([7, 100, 8, 100, 7, 101, 0, 0]))
    content = saved(image, "PNG", transparency=100 * 256 + 7)

    kept = opened(process(content, "a.png").content)

    assert kept.get_flattened_data() == ((100, 0), (100, 255), (101, 255), (0, 255))


def test_inks_become_colours():
    inks = Image.new("CMYK", (64, 64), (0, 255, 255, 0))
    inks.paste((255, 0, 0, 0), (32, 0, 64, 64))

    plain = opened(process(saved(inks, "JPEG"), "a.jpg").content)
    weak = opened(process(saved(inks, "JPEG", icc_profile=ink_profile()), "a.jpg").content)

    assert plain.mode == weak.mode == "RGB"
    assert near(plain, (8, 8), (255, 0, 0))
    assert near(plain, (56, 8), (0, 255, 255))
    assert near(weak, (56, 8), (124, 210, 245))  # Lab 80 -20 -25, as that printer has it.


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...]) -> bool:
    found = image.getpixel(place)
    return all(abs(one - other) <= 3 for one, other in zip(found, colour, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_colours_of_a_wide_screen_become_those_of_srgb(kind):
    image = Image.new("RGB", (64, 64), (200, 100, 100))
    content = saved(image, kind, icc_profile=colour_profile())

    made = process(content, NAMES[kind])

    assert "icc_profile" not in opened(made.content).info
    for file in (made.content, made.renditions[0].content):
        assert near(opened(file), (30, 30), (216, 93, 97))


@pytest.mark.parametrize("mode", ["P", "RGBA"])
def test_a_profile_holds_for_palettes_and_beside_alpha(mode):
    image = Image.new("RGBA", (64, 64), (200, 100, 100, 128))
    image = image.convert("RGB").quantize(4) if mode == "P" else image
    content = saved(image, "PNG", icc_profile=colour_profile())

    kept = opened(process(content, "a.png").content).convert("RGBA")

    assert near(kept, (30, 30), (216, 93, 97, 128 if mode == "RGBA" else 255))


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_profile_for_grey_keeps_grey(mode):
    content = saved(Image.new(mode, (64, 64), 130), "PNG", icc_profile=grey_profile(1.0))

    kept = opened(process(content, "a.png").content)

    assert kept.mode == mode
    assert abs(kept.convert("L").getpixel((30, 30)) - 189) <= 1


@pytest.mark.parametrize(
    "profile", [b"junk", bytes(200), grey_profile(1.0), ink_profile(), colour_profile()[:300]]
)
def test_a_profile_that_does_not_fit_is_none(profile):
    content = saved(PHOTO, "PNG", icc_profile=profile)

    assert difference(opened(process(content, "a.png").content), PHOTO) == EXACT


@pytest.mark.parametrize("image", [PHOTO, CLEAR])
def test_an_interlaced_png_looks_as_it_did(image):
    content = interlaced(image)
    assert opened(content).info["interlace"]

    kept = opened(process(content, "a.png").content)

    assert (kept.mode, difference(kept, image)) == (image.mode, EXACT)
    assert not kept.info.get("interlace")


@pytest.mark.parametrize(
    ("mode", "chunks", "colour"),
    [
        ("RGB", [gamma(1)], (229, 170, 170)),
        ("P", [gamma(1)], (229, 170, 170)),
        ("L", [gamma(1)], (189, 189, 189)),
        ("LA", [gamma(1)], (189, 189, 189)),
        ("RGB", [primaries(*P3), gamma(0.45455)], (215, 92, 96)),
    ],
)
def test_the_colours_that_a_png_names_by_numbers_become_those_of_srgb(mode, chunks, colour):
    image = Image.new("RGB", (64, 64), (200, 100, 100) if "L" not in mode else (130, 130, 130))
    content = png_with(saved(image.convert(mode), "PNG"), *chunks)

    kept = opened(process(content, "a.png").content)

    assert near(kept.convert("RGB"), (30, 30), colour)
    assert kept.info.keys().isdisjoint({"gamma", "chromaticity", "icc_profile"})


@pytest.mark.parametrize(
    "chunks",
    [
        [gamma(0.45455)],
        [primaries(0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06), gamma(0.45455)],
        [primaries(*P3)],
        [chunk(b"sRGB", b"\0"), gamma(1)],
        [gamma(0)],
        [gamma(40_000)],
        [primaries(*[0] * 8), gamma(1)],
        [primaries(*[0.3] * 8), gamma(1)],
    ],
)
def test_numbers_that_say_srgb_or_nothing_change_nothing(chunks):
    content = png_with(saved(FEW, "PNG"), *chunks)

    kept = opened(process(content, "a.png").content)

    assert (kept.mode, difference(kept, FEW)) == ("P", EXACT)


def test_next_to_srgb_nothing_is_changed():
    content = saved(PHOTO, "PNG", icc_profile=colour_profile(SRGB, 2.2))
    far = saved(PHOTO, "PNG", icc_profile=colour_profile(SRGB, 1.8))

    assert difference(opened(process(content, "a.png").content), PHOTO)[0] < 3
    assert difference(opened(process(far, "a.png").content), PHOTO)[0] > 8


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_orientation_that_there_is_not_is_none(orientation):
    content = saved(PHOTO, "PNG", exif=turned(orientation))
    assert difference(opened(process(content, "a.png").content), PHOTO) == EXACT


@pytest.mark.filterwarnings("ignore:.*EXIF.*", "ignore:.*Truncated.*")
def test_broken_metadata_is_no_reason_to_refuse():
    for junk in (b"", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\xff\xff", b"junk" * 100):
        made = process(saved(PHOTO, "JPEG", exif=junk), "a.jpg")
        assert (made.width, made.height) == PHOTO.size


def test_a_jpeg_with_another_behind_it_is_the_first_one():
    content = saved(PHOTO, "MPO", save_all=True, append_images=[HOLED.convert("RGB")])
    assert opened(content).n_frames == 2

    kept = opened(process(content, "a.jpg").content)

    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)
    assert close(kept, opened(content), LOSSY)


def test_a_jpeg_keeps_its_quality():
    coarse = saved(PHOTO.resize((800, 500)), "JPEG", quality=30)
    fine = saved(PHOTO.resize((800, 500)), "JPEG", quality=95, subsampling="4:2:2")

    for content in (coarse, fine):
        kept = process(content, "a.jpg").content
        assert opened(kept).quantization == opened(content).quantization
        assert abs(len(kept) - len(content)) < len(content) / 10


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1, 1), [(1, 1)]),
        ((159, 90), [(159, 90)]),
        ((160, 90), [(160, 90)]),
        ((479, 300), [(160, 100)]),
        ((480, 240), [(160, 80), (480, 240)]),
        ((1200, 3), [(160, 1), (480, 1), (1200, 3)]),
        ((4000, 3000), [(160, 120), (480, 360), (1200, 900)]),
        ((20_000, 1), [(160, 1), (480, 1), (1200, 1)]),
        ((1, 20_000), [(1, 16_383)]),
        ((1200, 20_000), [(160, 2667), (480, 8000), (983, 16_383)]),
    ],
)
def test_renditions_are_never_wider_than_the_picture(size, expected):
    made = process(saved(Image.new("L", size, 90), "PNG"), "a.png")

    assert [(one.width, one.height) for one in made.renditions] == expected
    for rendition in made.renditions:
        image = opened(rendition.content)
        assert (image.format, image.size) == ("WEBP", (rendition.width, rendition.height))


@pytest.mark.parametrize("image", [PHOTO, CLEAR, HOLED, FEW_HOLED, GREY, PHOTO.convert("1")])
def test_a_placeholder_is_a_tiny_picture_of_it(image):
    made = process(saved(image, "PNG"), "a.png")

    head, _, code = made.placeholder.partition(",")
    tiny = opened(base64.b64decode(code))
    assert head == "data:image/webp;base64"
    assert len(made.placeholder) < 400
    assert max(tiny.size) >= 8
    assert difference(tiny, shown(opened(made.content)).resize(tiny.size))[0] < 20


@pytest.mark.parametrize("seed", range(5))
def test_a_placeholder_of_noise_is_short_too(seed):
    pixels = [(Image.effect_noise((400, 300), 40 + seed * 40)) for _ in range(4)]
    made = process(saved(Image.merge("RGBA", pixels), "PNG"), "a.png")
    assert len(made.placeholder) < 400


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (Image.new("RGB", (30, 30), "#336699"), "#336699"),
        (Image.new("L", (30, 30), 0x40), "#404040"),
        (Image.new("RGBA", (30, 30), (10, 20, 30, 0)), "#ffffff"),
    ],
)
def test_the_colour_is_that_of_most_of_the_picture(image, colour):
    assert process(saved(image, "PNG"), "a.png").color == colour


def test_the_colour_leaves_out_what_can_not_be_seen():
    image = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    image.paste((0x20, 0x80, 0x40, 255), (100, 100, 200, 200))
    assert process(saved(image, "PNG"), "a.png").color == "#208040"


def test_a_large_webp_or_avif_is_kept_smaller():
    image = Image.new("RGB", (5000, 4000), "#336699")

    webp = process(saved(image, "WEBP", method=0), "a.webp")
    avif = process(saved(image, "AVIF", speed=10), "a.avif")

    assert opened(webp.content).size == (webp.width, webp.height) == (3446, 2757)
    assert opened(avif.content).size == (avif.width, avif.height) == (3446, 2757)


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        ("PNG", (4000, 3000), (3651, 2739)),
        ("WEBP", (3000, 2000), (2739, 1826)),
        ("AVIF", (2000, 2000), (1414, 1414)),
    ],
)
def test_an_animation_of_large_frames_is_kept_smaller(kind, size, expected):
    frames = [Image.new("RGB", size, colour) for colour in ("#336699", "#996633")]
    content = animated(frames, kind, duration=90, **({"speed": 10} if kind == "AVIF" else {}))

    made = process(content, NAMES[kind])

    kept = opened(made.content)
    assert (kept.size, kept.n_frames) == ((made.width, made.height), 2) == (expected, 2)
    assert [one.width for one in made.renditions] == [160, 480, 1200]


def test_an_animation_of_wide_frames_is_kept_as_wide_as_a_webp_can_be():
    content = bytearray(animated(MOVING[:2], "WEBP", duration=90))
    content[24:27] = (19_999).to_bytes(3, "little")  # The canvas; its frames fill a part of it.

    made = process(bytes(content), "a.webp")

    kept = opened(made.content)
    assert (kept.size, kept.n_frames) == ((made.width, made.height), 2)
    assert kept.width == 16_383


def test_a_gif_shows_equal_frames_for_as_long_as_one_can_be_shown():
    """Pillow makes one of them, and a frame has 16 bits to say for how long."""
    whole = opened(process(gif_of_frames(100, delay=1000), "a.gif").content)
    first, last = gif_of_frames(3, delay=40_000).rsplit(b"\x44", 1)
    run = opened(process(first + b"\x4c" + last, "a.gif").content)  # The last in another colour.

    assert (whole.n_frames, whole.info["duration"]) == (1, 655_350)
    assert (run.n_frames, run.info["duration"]) == (2, 655_350)
    run.seek(1)
    assert run.info["duration"] == 400_000


def test_what_can_be_read_and_not_written_is_refused(monkeypatch, caplog):
    def fail(*_arguments, **_options):
        raise RuntimeError("ERROR adding frame")

    monkeypatch.setattr(Image.Image, "save", fail)

    with pytest.raises(ImageInvalid, match="can't be written anew as PNG"):
        process(PNG, "a.png")
    assert "ERROR adding frame" in caplog.text


def test_a_png_may_name_its_colours_in_sixteen_bits():
    content = png_with(saved(PHOTO, "PNG"), b"")
    image = opened(content)
    image.load()
    key = saved(image, "PNG", transparency=(0x0102, 0xC020, 0xFFFF))
    assert process(key, "a.png").width == PHOTO.width
