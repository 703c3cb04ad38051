"""A process grows by less than 400 MB, whatever pictures come and however many."""

from __future__ import annotations

import subprocess
import sys
import zlib
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from werkzeug import Response

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
from tests.image_memory import memory_of
from tests.image_profiles import colour_profile, ink_profile
from tests.live_shop import LiveShop

PROJECT_FOLDER = Path(__file__).parent.parent
LIMIT_IN_MB = 400
ALMOST_IN_MB = 360  # The rest is for what a server does besides.
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


def few(kind: str, side: int, **options: object) -> bytes:
    """Return an animation of as many large frames as are allowed together."""
    frames = [clear(side).rotate(90 * step) for step in range(25_000_000 // side**2)]
    return animated(frames, kind, duration=40, **options)


def grainy() -> Image.Image:
    grain = Image.merge("RGBA", [Image.effect_noise((5000, 5000), 40) for _ in range(4)])
    return Image.blend(clear(5000), grain, 0.15)


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
    "deep.png": (
        lambda: saved(deep(large(5000)), "PNG", transparency=7, exif=turned(6)),
        "5000 x 5000",
    ),
    "progressive.jpg": (
        lambda: saved(large(5000).convert("CMYK"), "JPEG", progressive=True, exif=turned(6)),
        "5000 x 5000",
    ),
    "still.gif": (lambda: saved(in_palette(large(5000)), "GIF"), "5000 x 5000"),
    "moving.gif": (lambda: moving("GIF", transparency=63, disposal=2), "350 x 350"),
    "moving.png": (lambda: moving("PNG"), "350 x 350"),
    "clear.webp": (
        lambda: saved(clear(5000), "WEBP", method=0, exif=turned(6), **WIDE),
        "3082 x 3082",
    ),
    "grainy.webp": (
        lambda: saved(grainy(), "WEBP", method=0, quality=1, alpha_quality=1),
        "3082 x 3082",
    ),
    "lossless.webp": (
        lambda: saved(clear(3082).quantize(60).convert("RGBA"), "WEBP", lossless=True, method=0),
        "3082 x 3082",
    ),
    "clear.avif": (
        lambda: saved(clear(4472), "AVIF", speed=10, exif=turned(6), **WIDE),
        "3082 x 3082",
    ),
    "two.png": (lambda: few("PNG", 3535), "3162 x 3162"),
    "five.webp": (lambda: few("WEBP", 2236, method=0), "2236 x 2236"),
    "two.avif": (lambda: few("AVIF", 3535, speed=10), "1414 x 1414"),
    "twelve.avif": (lambda: few("AVIF", 1414, speed=10), "1414 x 1414"),
}


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
def test_two_that_are_just_small_enough_to_be_worked_on_together(tmp_path):
    inks = large(3650).convert("CMYK")
    photo = saved(inks, "JPEG", progressive=True, exif=turned(6), icc_profile=ink_profile())

    megabytes, outcomes = growth(tmp_path, ("a.jpg", photo), ("b.jpg", photo))

    assert outcomes == ["3650 x 3650"] * 2
    assert megabytes < ALMOST_IN_MB


@pytest.mark.security(24, 25)
def test_a_server_grows_by_less_than_400_megabytes_from_its_start(new_database, tmp_path):
    worst = [(HEAVY[name][0](), name) for name in ("clear.avif", "grainy.webp")]
    with LiveShop(new_database("sqlite"), tmp_path) as shop:
        shop.prepare()
        shop.start(workers=1)
        server = {number: memory_of(number, "VmRSS") for number in shop.processes}
        products = [shop.make_product() for _ in worst]
        path = "/api/products/{}/image"

        def upload(number: int) -> Response:
            answer = shop.upload(path.format(products[number]["id"]), shop.admin, *worst[number])
            return upload(number) if answer.status_code == 503 else answer

        answers = shop.at_once([partial(upload, number) for number in range(len(worst))])

        assert [one.status_code for one in answers] == [200] * len(worst)
        grown = max(memory_of(one, "VmHWM") - before for one, before in server.items())
        assert grown < LIMIT_IN_MB * 1_000_000


@pytest.mark.security(25)
def test_many_at_once_take_less_than_400_megabytes(tmp_path):
    photo = saved(large(4000).crop((0, 0, 4000, 3000)), "JPEG", exif=turned(6))
    files = [("photo.jpg", photo)] * 4
    files += [
        ("a.avif", saved(clear(3400), "AVIF", speed=10)),
        ("a.webp", saved(clear(3800), "WEBP", method=0)),
    ]

    megabytes, outcomes = growth(tmp_path, *files)

    assert outcomes == ["3000 x 4000"] * 4 + ["3082 x 3082"] * 2
    assert megabytes < LIMIT_IN_MB
