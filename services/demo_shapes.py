"""Shapes of the demo's pictures: from the words of a motif to polygons; pure.

A motif (demo_motifs_home, demo_motifs_work) is a text of shapes, one a line or
between semicolons: its kind, its colour, then numbers on a sheet of 100 by 100 whose y
points down. Angles are degrees, clockwise from three o'clock.

    box x0 y0 x1 y1 [corner]         oval x y radius [radius_y]
    pie x y radius radius_y from to  arc x y radius width from to
    line width x y x y ...           poly x y x y ...
    leaf x y tip_x tip_y width       blob x y x y ...   (a smooth poly)

`twin` before a shape adds its mirror image, `row n dx dy` repeats it in steps,
`spin n` repeats it around the middle of the sheet.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

Point = tuple[float, float]
Outline = list[Point]

SIDE = 100.0
MIDDLE = SIDE / 2
CURVE_STEPS = 64


def outlines(motif: str) -> Iterator[tuple[str, Outline]]:
    """Yield the colour's name and the points of every polygon of a motif, the lowest first."""
    for shape in motif.replace(";", "\n").splitlines():
        if shape.strip():
            yield from _read(shape.split())


def oval(x: float, y: float, radius: float, radius_y: float | None = None) -> list[Outline]:
    """Return an ellipse, a circle when `radius_y` is left out."""
    return [_curve(x, y, (radius, radius_y or radius))]


def turned(point: Point, angle: float) -> Point:
    """Return a point turned around the middle of the sheet."""
    x, y = point[0] - MIDDLE, point[1] - MIDDLE
    sine, cosine = math.sin(angle), math.cos(angle)
    return MIDDLE + x * cosine - y * sine, MIDDLE + x * sine + y * cosine


def _read(words: Sequence[str]) -> Iterator[tuple[str, Outline]]:
    """Read one shape with the modifiers before it."""
    if words[0] == "twin":
        for name, outline in _read(words[1:]):
            yield name, outline
            yield name, [(SIDE - x, y) for x, y in outline]
    elif words[0] == "row":
        right, down = float(words[2]), float(words[3])
        for step in range(int(words[1])):
            for name, outline in _read(words[4:]):
                yield name, [(x + step * right, y + step * down) for x, y in outline]
    elif words[0] == "spin":
        for step in range(int(words[1])):
            for name, outline in _read(words[2:]):
                yield name, [turned(point, math.tau * step / int(words[1])) for point in outline]
    else:
        kind, name, *numbers = words
        for outline in SHAPES[kind](*map(float, numbers)):
            yield name, outline


def _curve(x: float, y: float, radii: Point, degrees: Point = (0, 360)) -> Outline:
    """Return points along a part of an ellipse."""
    start, end = degrees
    angles = [math.radians(start + (end - start) * i / CURVE_STEPS) for i in range(CURVE_STEPS + 1)]
    return [(x + radii[0] * math.cos(one), y + radii[1] * math.sin(one)) for one in angles]


def _box(*numbers: float) -> list[Outline]:
    left, top, right, bottom = numbers[:4]
    corner = numbers[4] if len(numbers) > 4 else 0.0
    corners = (
        (right - corner, bottom - corner, 0),
        (left + corner, bottom - corner, 90),
        (left + corner, top + corner, 180),
        (right - corner, top + corner, 270),
    )
    curves = [_curve(x, y, (corner, corner), (start, start + 90)) for x, y, start in corners]
    return [[point for curve in curves for point in curve]]


def _pie(x: float, y: float, *numbers: float) -> list[Outline]:
    radius, radius_y, start, end = numbers
    return [[(x, y), *_curve(x, y, (radius, radius_y), (start, end))]]


def _arc(x: float, y: float, *numbers: float) -> list[Outline]:
    """Return a bent bar and its two round ends."""
    radius, width, start, end = numbers
    outer, inner = radius + width / 2, radius - width / 2
    there = _curve(x, y, (outer, outer), (start, end))
    back = _curve(x, y, (inner, inner), (end, start))
    middle = _curve(x, y, (radius, radius), (start, end))
    return [there + back, *oval(*middle[0], width / 2), *oval(*middle[-1], width / 2)]


def _poly(*numbers: float) -> list[Outline]:
    return [list(zip(numbers[::2], numbers[1::2], strict=True))]


def _line(width: float, *numbers: float) -> list[Outline]:
    """Return a round joint for every point and a bar between each two."""
    points = _poly(*numbers)[0]
    bars = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        factor = width / 2 / math.dist((x0, y0), (x1, y1))
        dx, dy = (y0 - y1) * factor, (x1 - x0) * factor
        bars.append(
            [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]
        )
    return [joint for point in points for joint in oval(*point, width / 2)] + bars


def _leaf(*numbers: float) -> list[Outline]:
    """Return a leaf from its foot to its tip, widest halfway."""
    x0, y0, x1, y1, width = numbers
    dx, dy = x1 - x0, y1 - y0
    half = width / 2 / math.hypot(dx, dy)
    steps = [step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    there = [(step, half * math.sin(math.pi * step)) for step in steps]
    back = [(step, -bulge) for step, bulge in reversed(there)]
    return [[(x0 + dx * t - dy * b, y0 + dy * t + dx * b) for t, b in there + back]]


def _blob(*numbers: float) -> list[Outline]:
    """Return a closed curve through all points (Catmull-Rom)."""
    points = _poly(*numbers)[0]
    outline = []
    for i, start in enumerate(points):
        near = (points[i - 1], start, points[(i + 1) % len(points)], points[(i + 2) % len(points)])
        for t in (step / 16 for step in range(16)):
            weights = ((t * (2 - t) - 1) * t, (t * (3 * t - 5)) * t + 2,
                       ((4 - 3 * t) * t + 1) * t, (t - 1) * t * t)  # fmt: skip
            x, y = (sum(p[axis] * w for p, w in zip(near, weights, strict=True)) for axis in (0, 1))
            outline.append((x / 2, y / 2))
    return [outline]


SHAPES: dict[str, Callable[..., list[Outline]]] = {
    "box": _box, "oval": oval, "pie": _pie, "arc": _arc,
    "line": _line, "poly": _poly, "leaf": _leaf, "blob": _blob,
}  # fmt: skip
