"""Colour profiles made by hand, small and exact: ICC version 2, by its specification."""

from __future__ import annotations

import struct

SRGB_CURVE = 2.2
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
WHITE = (0.9642, 1.0, 0.8249)


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


def _text(text: str) -> bytes:
    words = text.encode() + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(words)) + words + bytes(78)


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    tags = {b"desc": _text("Made for a test"), b"wtpt": _xyz(WHITE)} | tags
    tags[b"cprt"] = b"text" + bytes(4) + b"None\0"
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I", start + len(body)) + bytes(4) + b"\x02\x10\0\0" + kind + space
    head += connection + bytes(12) + b"acsp" + bytes(28) + _fixed(*WHITE) + bytes(48)
    return head + table + body


def colour_profile(
    primaries: tuple[tuple[float, float, float], ...] = DISPLAY_P3, gamma: float = SRGB_CURVE
) -> bytes:
    """Return a profile of a screen with these primaries (as XYZ under D50) and this gamma."""
    tags = {
        name + b"XYZ": _xyz(primary)
        for name, primary in zip((b"r", b"g", b"b"), primaries, strict=True)
    }
    curves = {name + b"TRC": _curve(gamma) for name in (b"r", b"g", b"b")}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags | curves)


def grey_profile(gamma: float) -> bytes:
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(gamma)})


def ink_profile() -> bytes:
    """Return a profile of a printer whose inks are weak: full cyan, magenta or yellow stay pale.

    A table of two steps an ink, from their amounts to Lab.
    """
    straight = bytes(range(256))
    table = b""
    for corner in range(16):
        cyan, magenta, yellow, black = (corner >> bit & 1 for bit in (3, 2, 1, 0))
        light = (100 - 20 * cyan - 25 * magenta - 5 * yellow) * (1 - 0.8 * black)
        red_green = (-20 * cyan + 40 * magenta) * (1 - black)
        yellow_blue = (-25 * cyan - 5 * magenta + 50 * yellow) * (1 - black)
        table += bytes((round(light * 2.55), round(red_green) + 128, round(yellow_blue) + 128))
    matrix = _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    lut = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + matrix + straight * 4 + table + straight * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut})
