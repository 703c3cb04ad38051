"""What a PNG says of its colours by numbers, as an ICC profile; pure.

The profile is of version 2 and has no more than it takes to be converted by.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Matrix: TypeAlias = list[list[float]]

D50 = (0.9642, 1.0, 0.8249)
SRGB_GAMMA = 0.45455
SRGB_CHROMATICITY = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
"""White, red, green and blue as a PNG has them: x and y of each."""
GAMMAS = (0.1, 10)
NEXT_TO = 0.001
BRADFORD = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
"""From XYZ to what the eye's cones see: by that a white is adapted to another."""


def profile_of(said: Mapping[Any, Any], *, grey: bool) -> bytes | None:
    """Return the profile that what Pillow read of a file stands for; None for sRGB.

    As in browsers, a profile wins, then a PNG's `sRGB`, then `gAMA` with `cHRM` or without it;
    `cHRM` alone says nothing. The numbers of sRGB are sRGB: programs write them beside it.
    """
    profile: bytes | None = said.get("icc_profile")
    gamma = said.get("gamma", 0)
    if profile or "srgb" in said or not GAMMAS[0] <= gamma <= GAMMAS[1]:
        return profile
    chromaticity = said.get("chromaticity", SRGB_CHROMATICITY)
    if grey:
        return None if _next_to([gamma], [SRGB_GAMMA]) else _profile(b"GRAY", {b"kTRC": gamma})
    if _next_to([gamma, *chromaticity], [SRGB_GAMMA, *SRGB_CHROMATICITY]):
        return None
    try:
        columns = zip(*_to_d50(chromaticity), strict=True)
    except ZeroDivisionError:  # These are no colours that others could be mixed of.
        return None
    tags = dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(_fixed, columns), strict=True))
    return _profile(b"RGB ", dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma), tags)


def _next_to(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(abs(one - other) < NEXT_TO for one, other in zip(some, others, strict=True))


def _to_d50(chromaticity: Sequence[float]) -> Matrix:
    """Return what brings linear red, green and blue to XYZ under D50, one column each."""
    white, *primaries = zip(chromaticity[::2], chromaticity[1::2], strict=True)
    lights = [[x / y, 1.0, (1 - x - y) / y] for x, y in (*primaries, white)]
    columns = _turned(lights[:3])
    shares = _product(_inverse(columns), _turned([lights[3]]))
    mixed = [[row[place] * shares[place][0] for place in range(3)] for row in columns]
    seen, wanted = (_product(BRADFORD, _turned([one])) for one in (lights[3], list(D50)))
    scaled = [
        [value * wanted[place][0] / seen[place][0] for value in row]
        for place, row in enumerate(BRADFORD)
    ]
    return _product(_product(_inverse(BRADFORD), scaled), mixed)


def _turned(matrix: Matrix) -> Matrix:
    return [list(column) for column in zip(*matrix, strict=True)]


def _product(one: Matrix, other: Matrix) -> Matrix:
    columns = _turned(other)
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns]
            for row in one]  # fmt: skip


def _inverse(matrix: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    size = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    adjugate = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    return [[value / size for value in row] for row in adjugate]


def _fixed(values: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def _profile(
    space: bytes, gammas: Mapping[bytes, float], tags: Mapping[bytes, bytes] | None = None
) -> bytes:
    """Return a profile of a screen with these curves, and primaries for colours."""
    curves = {
        name: b"curv" + bytes(4) + struct.pack(">IHH", 1, round(256 / gamma), 0)
        for name, gamma in gammas.items()
    }
    parts = {b"wtpt": _fixed(D50), **(tags or {}), **curves}
    table, body = struct.pack(">I", len(parts)), b""
    for name, part in parts.items():
        table += name + struct.pack(">II", 132 + 12 * len(parts) + len(body), len(part))
        body += part
    head = struct.pack(">I", 128 + len(table) + len(body)) + bytes(4) + b"\x02\x10\0\0mntr"
    head += space + b"XYZ " + bytes(12) + b"acsp" + bytes(28) + _fixed(D50)[8:] + bytes(48)
    return head + table + body
