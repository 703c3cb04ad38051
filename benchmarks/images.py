"""What an uploaded photo costs, beside bare Pillow and pyvips: `python -m benchmarks.images`.

Each makes of a JPEG of 12 megapixels what is stored of it and three WebP renditions, in a
process of its own; rounds of all take turns. Linux only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.image_cases import CASES
from benchmarks.processes import PROJECT_FOLDER

MAKERS = ("Pillow", "ours", "pyvips")
LIMIT = 1.15


def main() -> None:
    """Measure, and print a table a case; exit with 1 when ours costs too much."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=5, help="uploads a round, one after another")
    arguments = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CASES.items():
            path = Path(folder, "photo.jpg")
            path.write_bytes(make())
            print(f"\n{name}, {path.stat().st_size / 1e6:.1f} MB\n")
            worst = max(worst, _compare(path, arguments.rounds, arguments.times))
    sys.exit(int(worst > LIMIT))


def _compare(path: Path, rounds: int, times: int) -> float:
    """Print how the makers compare; return how many times bare Pillow's CPU time ours takes."""
    runs: dict[str, list[dict[str, float]]] = {maker: [] for maker in MAKERS}
    for _ in range(rounds):
        for maker in MAKERS:
            runs[maker].append(_run(maker, path, times))
    print(
        "| | CPU ms | of Pillow's | seconds | peak MB | of Pillow's | stored KB | renditions KB |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for maker, measured in runs.items():
        cells = [
            f"{_middle(measured, 'cpu') * 1000:.0f}",
            f"{_ratio(measured, runs['Pillow'], 'cpu'):.2f}",
            f"{_middle(measured, 'seconds'):.2f}",
            f"{_middle(measured, 'peak'):.0f}",
            f"{_ratio(measured, runs['Pillow'], 'peak'):.2f}",
            f"{_middle(measured, 'stored') / 1024:.0f}",
            f"{_middle(measured, 'renditions') / 1024:.0f}",
        ]
        print(f"| {maker} | {' | '.join(cells)} |")
    return _ratio(runs["ours"], runs["Pillow"], "cpu")


def _run(maker: str, path: Path, times: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.image_makers", maker, str(path), str(times)]
    run = subprocess.run(command, cwd=PROJECT_FOLDER, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def _middle(measured: list[dict[str, float]], field: str) -> float:
    return median(one[field] for one in measured)


def _ratio(ours: list[dict[str, float]], theirs: list[dict[str, float]], field: str) -> float:
    """Return the median over neighbouring rounds."""
    return median(one[field] / other[field] for one, other in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    main()
