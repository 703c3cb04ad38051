"""Makes of a photo what is stored: `python -m benchmarks.image_makers MAKER FILE TIMES`.

Prints CPU seconds and seconds an upload, by how many MB the process grew at most, and bytes.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

WIDTHS = (1200, 480, 160)
SRGB = ImageCms.createProfile("sRGB")
Made = tuple[bytes, list[bytes]]


def ours() -> Callable[[bytes], Made]:
    """Return the shop's way, with its placeholder and its colour, which the others leave out."""
    process = importlib.import_module("services.image_processing").process

    def make(content: bytes) -> Made:
        image = process(content, "photo.jpg")
        return image.content, [one.content for one in image.renditions]

    return make


def bare() -> Callable[[bytes], Made]:
    """Return Pillow's way as its documentation has it, as lean as it can be."""
    return _bare


def _bare(content: bytes) -> Made:
    image = Image.open(io.BytesIO(content))
    profile, tables = image.info.get("icc_profile"), image.quantization
    ImageOps.exif_transpose(image, in_place=True)
    if profile:
        ImageCms.profileToProfile(image, io.BytesIO(profile), SRGB, inPlace=True)
    stored = _saved(image, "JPEG", qtables=tables)
    smaller = []
    for width in WIDTHS:
        image.thumbnail((width, width * image.height), Image.Resampling.LANCZOS)
        smaller.append(_saved(image, "WEBP", quality=80))
    return stored, smaller


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def vips() -> Callable[[bytes], Made]:
    """Return libvips's way as its documentation has it: each rendition from the upload."""
    image_class = importlib.import_module("pyvips").Image

    def make(content: bytes) -> Made:
        image = image_class.new_from_buffer(content, "").autorot()
        if image.get_typeof("icc-profile-data"):
            image = image.icc_transform("srgb")
        stored = image.jpegsave_buffer(Q=90, keep="none")
        smaller = [
            image_class.thumbnail_buffer(
                content, width, height=width * 10, output_profile="srgb"
            ).webpsave_buffer(Q=80, keep="none")
            for width in WIDTHS
        ]
        return stored, smaller

    return make


MAKERS = {"ours": ours, "Pillow": bare, "pyvips": vips}


def main(maker: str, path: str, times: str) -> None:
    """Warm up with a small picture, measure the rest."""
    content = Path(path).read_bytes()
    make = MAKERS[maker]()
    make(_saved(Image.new("RGB", (64, 64)), "JPEG"))
    start, cpu, seconds = _status("VmRSS"), time.process_time(), time.perf_counter()
    for _ in range(int(times)):
        stored, smaller = make(content)
    measured = {
        "cpu": (time.process_time() - cpu) / int(times),
        "seconds": (time.perf_counter() - seconds) / int(times),
        "peak": (_status("VmHWM") - start) / 1024,
        "stored": len(stored),
        "renditions": sum(map(len, smaller)),
    }
    print(json.dumps(measured))


def _status(field: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


if __name__ == "__main__":
    main(*sys.argv[1:])
