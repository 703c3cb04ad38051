"""A process grows by less than 400 MB, whatever pictures come and however many."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.image_files import (
    animated,
    chunk,
    deep,
    gif_of_frames,
    in_palette,
    png_of_size,
    png_with,
    saved,
    scene,
    see_through,
    turned,
)
from tests.image_profiles import colour_profile, ink_profile

PROJECT_FOLDER = Path(__file__).parent.parent
LIMIT_IN_MB = 400
BOMB = zlib.compress(b"x" * 60 * 1024 * 1024, 9)
WIDE = {"icc_profile": colour_profile()}


def large(side: int) -> Image.Image:
    small = scene((500, 500))
    return small.resize((side, side), Image.Resampling.BILINEAR)


def clear(side: int) -> Image.Image:
    return see_through(scene((500, 500))).resize((side, side), Image.Resampling.BILINEAR)


def moving(kind: str, **options: object) -> bytes:
    frames = [in_palette(scene((350, 350), step), hole=True) for step in range(5)]
    return animated(frames * 40, kind, duration=40, **options)


def growth(folder: Path, *files: tuple[str, bytes]) -> tuple[int, list[str]]:
    """Return by how many MB a process grew that worked on the files at once, and what it says."""
    paths = []
    for number, (name, content) in enumerate(files):
        paths.append(folder / f"{number}-{name}")
        paths[-1].write_bytes(content)
    command = [sys.executable, "-m", "tests.image_memory", *map(str, paths)]
    run = subprocess.run(command, cwd=PROJECT_FOLDER, capture_output=True, text=True, check=True)
    megabytes, *outcomes = run.stdout.splitlines()
    return int(megabytes), outcomes


HEAVY = {
    "inks.jpg": (
        lambda: saved(
            large(5000).convert("CMYK"), "JPEG", exif=turned(6), icc_profile=ink_profile()
        ),
        "5000 x 5000",
    ),
    "clear.png": (lambda: saved(clear(5000), "PNG", exif=turned(6), **WIDE), "5000 x 5000"),
    "palette.png": (
        lambda: saved(in_palette(large(5000), hole=True), "PNG", transparency=63, **WIDE),
        "5000 x 5000",
    ),
    "deep.png": (lambda: saved(deep(large(5000)), "PNG", transparency=7), "5000 x 5000"),
    "still.gif": (lambda: saved(in_palette(large(5000)), "GIF"), "5000 x 5000"),
    "moving.gif": (lambda: moving("GIF", transparency=63, disposal=2), "350 x 350"),
    "moving.png": (lambda: moving("PNG"), "350 x 350"),
    "clear.webp": (lambda: saved(clear(5000), "WEBP", method=0, **WIDE), "3873 x 3873"),
    "lossless.webp": (
        lambda: saved(clear(3873).quantize(60).convert("RGBA"), "WEBP", lossless=True, method=0),
        "3873 x 3873",
    ),
    "clear.avif": (
        lambda: saved(clear(5000), "AVIF", speed=10, exif=turned(6), **WIDE),
        "3493 x 3493",
    ),
}


@pytest.mark.parametrize("name", HEAVY)
@pytest.mark.security(24, 25)
def test_the_largest_pictures_take_less_than_400_megabytes(tmp_path, name):
    make, expected = HEAVY[name]

    megabytes, outcomes = growth(tmp_path, (name, make()))

    assert outcomes == [expected]
    assert megabytes < LIMIT_IN_MB


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.png", lambda: png_of_size(30_000, 30_000)),
        ("text.png", lambda: png_with(saved(scene(), "PNG"), chunk(b"zTXt", b"C\0\0" + BOMB))),
        ("profile.png", lambda: png_with(saved(scene(), "PNG"), chunk(b"iCCP", b"P\0\0" + BOMB))),
        ("a.gif", lambda: gif_of_frames(10_000)),
        ("canvas.gif", lambda: gif_of_frames(10_000, (5000, 5000))),
        ("a.webp", lambda: saved(Image.new("L", (16_383, 1526)), "WEBP", method=0)),
    ],
)
@pytest.mark.security(24, 25)
def test_what_is_refused_for_its_size_takes_next_to_nothing(tmp_path, name, make):
    megabytes, outcomes = growth(tmp_path, (name, make()))

    assert outcomes[0].startswith(("The image is too large", "The animation is", "The file is"))
    assert megabytes < 100


@pytest.mark.security(25)
def test_many_at_once_take_less_than_400_megabytes(tmp_path):
    photo = saved(large(4000).crop((0, 0, 4000, 3000)), "JPEG", exif=turned(6))
    files = [("photo.jpg", photo)] * 4
    files += [
        ("a.avif", saved(clear(3400), "AVIF", speed=10)),
        ("a.webp", saved(clear(3800), "WEBP")),
    ]

    megabytes, outcomes = growth(tmp_path, *files)

    assert outcomes == ["3000 x 4000"] * 4 + ["3400 x 3400", "3800 x 3800"]
    assert megabytes < LIMIT_IN_MB
