"""How much a process grows while it works on images: `python -m tests.image_memory FILE...`.

All files at once, each in a thread. Prints megabytes (millions of bytes), and what became of
each file. Linux only.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from services import image_turns
from services.image_decoding import FORMATS
from services.image_processing import process
from services.refusals import ImageInvalid
from tests.image_files import saved


def main(paths: list[str]) -> None:
    """Warm up with an image of each format, then measure from there."""
    for kind, extensions in FORMATS.items():
        process(saved(Image.new("RGB", (8, 8)), kind), f"a.{extensions[0]}")
    image_turns.PATIENCE_SECONDS = 600  # On a slow machine the last would find nobody patient.
    files = [(Path(path).read_bytes(), path) for path in paths]
    start = memory_of("self", "VmRSS")
    with ThreadPoolExecutor(len(files)) as pool:
        outcomes = list(pool.map(_outcome, files))
    print((memory_of("self", "VmHWM") - start) // 1_000_000, *outcomes, sep="\n")


def _outcome(file: tuple[bytes, str]) -> str:
    try:
        image = process(*file)
    except ImageInvalid as refusal:
        return refusal.detail
    return f"{image.width} x {image.height}"


def memory_of(process_id: int | str, field: str) -> int:
    """Return what a process takes in bytes: `VmRSS` now, `VmHWM` at most so far."""
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


if __name__ == "__main__":
    main(sys.argv[1:])
