"""What is no whole picture of an allowed kind is refused in words, and nothing is kept of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from services.image_decoding import MAXIMUM_FRAMES, decode, open_image
from services.image_processing import process
from services.refusals import ImageInvalid
from tests.image_files import (
    animated,
    chunk,
    gif_of_frames,
    opened,
    png_of_size,
    png_with,
    saved,
    scene,
)
from tests.shop_driver import Shop, made, picture, refused

PHOTO = scene((400, 300))
MOVING = [scene((200, 100), step) for step in range(8)]
WHOLE = {
    "a.png": saved(PHOTO, "PNG"),
    "a.jpg": saved(PHOTO, "JPEG", quality=90),
    "progressive.jpg": saved(PHOTO, "JPEG", progressive=True),
    "a.gif": saved(PHOTO.quantize(64), "GIF"),
    "a.webp": saved(PHOTO, "WEBP"),
    "lossless.webp": saved(PHOTO, "WEBP", lossless=True),
    "a.avif": saved(PHOTO, "AVIF"),
    "moving.png": animated(MOVING, "PNG", duration=100),
    "moving.gif": animated([frame.quantize(64) for frame in MOVING], "GIF", duration=100),
    "moving.webp": animated(MOVING, "WEBP", duration=100),
    "moving.avif": animated(MOVING, "AVIF", duration=100),
}


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("evil.php", "<?php system($_GET['c']); ?>")
    return stream.getvalue()


TRAILING = [b"<html><script>alert(1)</script>", b"<?php system($_GET['c']); ?>", zipped()]


def files(shop: Shop) -> list[str]:
    folder = shop.app.config["UPLOAD_FOLDER"] / "products"
    return sorted(path.name for path in folder.glob("[!.]*"))


@pytest.fixture
def product(shop):
    for name in files(shop):
        (shop.app.config["UPLOAD_FOLDER"] / "products" / name).unlink()
    return shop.make_product()


def refuse(shop: Shop, product: dict[str, object], content: bytes, name: str) -> str:
    """Upload what must be refused, and return the words for it."""
    path = f"/api/products/{product['id']}/image"
    answer = refused(shop.upload(path, shop.admin, content, name), 400, "image-invalid")
    assert files(shop) == []
    assert made(shop.get(path))["image_url"] is None
    return answer["error"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_cut_off_anywhere_is_refused(shop, product, name):
    whole = WHOLE[name]
    for tenth in range(10):
        error = refuse(shop, product, whole[: len(whole) * tenth // 10], name)
        assert error.startswith(("The file is not a PNG", "The file is damaged or cut off"))
    assert process(whole, name).width in (400, 200)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.security(26)
def test_nothing_that_stands_behind_a_picture_is_kept(name):
    clean = process(WHOLE[name], name)
    for trailing in TRAILING:
        kept = process(WHOLE[name] + trailing, name)
        assert replace(kept, content=b"") == replace(clean, content=b"")
        assert len(kept.content) == len(clean.content)
        for content in (kept.content, *(one.content for one in kept.renditions)):
            assert b"script" not in content
            assert b"php" not in content
            assert not zipfile.is_zipfile(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.png"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"<!doctype html><script>alert(1)</script>", "a.png"),
        (b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF", "a.png"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a.png"),
        (saved(PHOTO, "ICO"), "a.png"),
        (saved(PHOTO, "BMP"), "a.png"),
        (saved(PHOTO, "TIFF"), "a.png"),
        (saved(PHOTO, "PPM"), "a.png"),
        (saved(PHOTO, "TGA"), "a.png"),
        (saved(PHOTO, "JPEG2000"), "a.jpg"),
        (zipped(), "a.png"),
        (b"", "a.png"),
        (b"\0" * 5000, "a.png"),
        (b"\x89PNG\r\n\x1a\n", "a.png"),
        (b"GIF89a", "a.gif"),
        (b"\xff\xd8\xff\xe0", "a.jpg"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "a.avif"),
    ],
)
@pytest.mark.security(4, 23)
def test_what_is_no_picture_is_refused_whatever_its_name(shop, product, content, name):
    assert refuse(shop, product, content, name) == (
        "The file is not a PNG, JPEG, GIF, WEBP or AVIF image."
    )


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (WHOLE["a.png"], "a.jpg", ".png"),
        (WHOLE["a.jpg"], "a.png", ".jpg or .jpeg"),
        (WHOLE["a.gif"], "a.webp", ".gif"),
        (WHOLE["a.webp"], "a.avif", ".webp"),
        (WHOLE["a.avif"], "a.heic", ".avif"),
        (WHOLE["a.png"], "a.png.html", ".png"),
        (WHOLE["a.png"], "png", ".png"),
        (WHOLE["a.png"], ".png", ".png"),
        (WHOLE["a.png"], "", ".png"),
        (WHOLE["a.png"], "a.php\0.jpg", ".png"),
    ],
)
@pytest.mark.security(23)
def test_the_name_must_end_as_the_bytes_are(content, name, ending):
    with pytest.raises(ImageInvalid, match=f"must end in {ending}\\.$"):
        process(content, name)


@pytest.mark.parametrize("name", ["a.png", "A.PNG", "../../a.png", "a.jpg.png", "ä\udc80\n.png"])
def test_only_the_end_of_a_name_counts(name):
    assert process(WHOLE["a.png"], name).extension == "png"


def text_of(megabytes: int) -> bytes:
    return zlib.compress(b"x" * 1024 * 1024 * megabytes, 9)


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk(b"zTXt", b"Comment\0\0" + text_of(60))],
        [chunk(b"iTXt", b"Comment\0\1\0\0\0" + text_of(60))],
        [chunk(b"iCCP", b"Profile\0\0" + text_of(60))],
        [chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 1_000_000))] * 80,
    ],
)
@pytest.mark.security(24)
def test_what_unpacks_to_megabytes_beside_the_picture_is_refused(shop, product, chunks):
    content = png_with(WHOLE["a.png"], *chunks)
    assert len(content) < 500_000
    refuse(shop, product, content, "a.png")


def webp_of_size(width: int, height: int) -> bytes:
    """Return a lossless WebP that says that it is so large."""
    bits = (width - 1) | (height - 1) << 14
    data = b"\x2f" + struct.pack("<I", bits) + bytes(20)
    return (
        b"RIFF"
        + struct.pack("<I", 12 + len(data))
        + b"WEBPVP8L"
        + struct.pack("<I", len(data))
        + data
    )


def jpeg_of_size(width: int, height: int) -> bytes:
    whole = saved(Image.new("L", (8, 8)), "JPEG")
    place = whole.index(b"\xff\xc0") + 5
    return whole[:place] + struct.pack(">HH", height, width) + whole[place + 4 :]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png_of_size(30_000, 30_000), "a.png"),
        (png_of_size(2**31 - 1, 2**31 - 1), "a.png"),
        (png_of_size(25_000_001, 1), "a.png"),
        (jpeg_of_size(30_000, 30_000), "a.jpg"),
        (gif_of_frames(1, (30_000, 30_000)), "a.gif"),
        (webp_of_size(16_383, 16_383), "a.webp"),
        (picture("PNG", (5001, 5000)), "a.png"),
        (gif_of_frames(26, (1000, 1000)), "a.gif"),
        (animated([Image.new("L", (3000, 3000), n) for n in (1, 99, 200)], "WEBP"), "a.webp"),
        (animated([Image.new("L", (3000, 3000), n) for n in (1, 99, 200)], "PNG"), "a.png"),
    ],
)
@pytest.mark.security(25)
def test_pixels_are_bounded_all_frames_together(shop, product, content, name):
    assert len(content) < 200_000
    assert refuse(shop, product, content, name) == (
        "The image is too large: 25 megapixels are the most, all frames together."
    )


@pytest.mark.security(25)
def test_an_avif_may_have_fewer_pixels(shop, product):
    large, small = (saved(Image.new("L", (5000, side)), "AVIF", speed=10) for side in (4001, 4000))

    assert refuse(shop, product, large, "a.avif") == (
        "The image is too large: 20 megapixels are the most of an AVIF."
    )
    assert open_image(small, "a.avif").size == (5000, 4000)


@pytest.mark.parametrize("frames", [201, 10_000, 300_000])
@pytest.mark.security(25)
def test_frames_are_bounded(shop, product, frames):
    assert refuse(shop, product, gif_of_frames(frames), "a.gif") == (
        "The animation is too long: 200 frames are the most."
    )


@pytest.mark.security(25)
def test_what_is_just_within_the_bounds_is_taken():
    assert process(picture("PNG", (5000, 5000)), "a.png").width == 5000
    assert process(gif_of_frames(25, (1000, 1000)), "a.gif").width == 1000
    assert process(gif_of_frames(MAXIMUM_FRAMES), "a.gif").width == 1


@pytest.mark.security(25)
def test_a_later_frame_does_not_enlarge_the_picture_past_the_bounds(shop, product):
    small = gif_of_frames(1, (4, 4))[:-1]
    for width, height in ((30_000, 30_000), (6000, 5000), (4999, 4999)):
        frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\0;"
        refuse(shop, product, small + frame, "a.gif")


def test_a_later_frame_beyond_the_canvas_is_cut():
    larger = saved(Image.new("P", (4, 4), 1), "GIF", optimize=False)
    content = gif_of_frames(1, (2, 2))[:-1] + larger[larger.rindex(b",\0\0\0\0\4\0\4\0") :]

    frames = decode(open_image(content, "a.gif"), content).frames

    assert [frame.size for frame in frames] == [(2, 2), (2, 2)]
    assert opened(process(content, "a.gif").content).n_frames == 2


@pytest.mark.security(24)
def test_a_jpeg_of_thousands_of_scans_is_refused(shop, product):
    whole = WHOLE["progressive.jpg"]
    start = whole.rindex(b"\xff\xda")
    content = whole[:start] + whole[start:-2] * 2000 + b"\xff\xd9"

    assert refuse(shop, product, content, "a.jpg") == (
        "The image has too many scans: 100 are the most."
    )


def test_a_gif_without_its_end_is_refused(shop, product):
    content = WHOLE["moving.gif"]
    assert content.endswith(b"\0;")
    assert "cut off" in refuse(shop, product, content[:-1], "a.gif")
    assert "cut off" in refuse(shop, product, WHOLE["a.gif"][:-1], "a.gif")


@pytest.mark.parametrize("name", WHOLE)
def test_a_flipped_bit_anywhere_is_a_picture_or_a_refusal(name):
    whole = WHOLE[name]
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x55
        try:
            kept = process(bytes(flipped), name)
        except ImageInvalid:
            continue
        assert opened(kept.content).size == (kept.width, kept.height)
