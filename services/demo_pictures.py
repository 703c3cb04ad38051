"""Pictures of the demo's products: flat illustrations, drawn from a few words; pure.

A picture is a motif in the colours of a category. Its seed chooses which of
the colours it wears, what stands behind it, and how it lies. All is polygons,
tilted and scaled in their points, so that the edges stay sharp.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw

from services.demo_motifs_home import HOME_MOTIFS
from services.demo_motifs_work import WORK_MOTIFS
from services.demo_shapes import MIDDLE, Outline, Point, outlines, oval, turned

Colour = tuple[int, ...]
Move = Callable[[Point], Point]

PIXELS = 800
OVERSIZE = 2  # Drawn so many times larger and shrunk, which smooths the edges.
UNIT = OVERSIZE * PIXELS / 100
KEPT_COLOURS = 160
SHADE = 22  # Of 255: how much darker the side away from the light is.


class Palette(NamedTuple):
    """The colours of a category: two quiet ones behind, three strong ones to wear."""

    ground: str
    form: str
    strong: tuple[str, str, str]


MOTIFS = HOME_MOTIFS | WORK_MOTIFS
PALETTES = {
    "Electronics": Palette("#dfe9f5", "#c5d8ee", ("#3d6fb6", "#f2795c", "#2f9c95")),
    "Fashion": Palette("#fbe3e0", "#f5cbc8", ("#c8475d", "#3f5a8a", "#e9a13b")),
    "Home": Palette("#eef0dc", "#dbe2bf", ("#6f8f4e", "#d9774a", "#3f7f86")),
    "Beauty": Palette("#fae4ee", "#f2c9dd", ("#b84a86", "#e8836b", "#7a5aa6")),
    "Sports": Palette("#fdebd3", "#f9d6a8", ("#e2672c", "#2f7fb5", "#3b9a6b")),
    "Books": Palette("#f3e8d8", "#e6d3b8", ("#9c4a3c", "#2f6673", "#d19a36")),
    "Toys": Palette("#fff0c9", "#ffe09a", ("#e2574c", "#3b8fc4", "#55a860")),
    "Groceries": Palette("#e9f3da", "#d2e6b6", ("#5f9a41", "#d9822b", "#a8483a")),
    "Automotive": Palette("#e3e7ec", "#ccd4dd", ("#c8443c", "#3f6f9f", "#e0a030")),
    "Tools": Palette("#fbeed0", "#f4dda4", ("#d9682b", "#38718f", "#c43f3f")),
    "Pets": Palette("#def1ee", "#bfe3dd", ("#2f9488", "#e98a4a", "#c9567a")),
    "Jewelry": Palette("#ebe5f5", "#d8cdec", ("#6f55a8", "#3a9bb0", "#d0557f")),
    "Music": Palette("#f8dfd2", "#f0c5af", ("#b9482f", "#34667f", "#e2a03a")),
    "Movies": Palette("#f6dcdc", "#ecc0c0", ("#b93740", "#3a4a78", "#e3a33c")),
    "Gaming": Palette("#e4e0f7", "#cdc5f0", ("#5b4bc4", "#e0528f", "#23a6a6")),
    "Health": Palette("#dcf1e4", "#bde4cd", ("#2f9a66", "#3c88b8", "#e8795f")),
    "Baby": Palette("#e1f0f9", "#c6e2f3", ("#5a9fce", "#f09a8a", "#7fb884")),
    "Office": Palette("#ece9e2", "#dcd6c9", ("#3f6b8f", "#d5663f", "#5f8f6a")),
    "Industrial": Palette("#ecebdf", "#dcd9c0", ("#e08a1e", "#44688a", "#c64b37")),
    "Software": Palette("#dcecf3", "#bddcea", ("#2b7fa8", "#7a5bbd", "#e0743f")),
}
COLOURS = {
    "ink": "#2b3340", "paper": "#fffaf0", "metal": "#cfd6de", "steel": "#8d99a8",
    "wood": "#c8925a", "bark": "#7d5234", "green": "#5a9e5f", "moss": "#3f7d4c",
    "gold": "#f0b53f", "amber": "#d98f27", "glass": "#bfe3ee", "red": "#d9483b",
    "skin": "#eebd96", "butter": "#fbe6a8", "orange": "#ee7a32",
    "water": "#6fb5d3", "tan": "#dca57c",
}  # fmt: skip
GROUNDS = (
    "oval form 50 50 40",
    "oval form 50 46 36; box form 14 46 86 120",
    "poly form -30 78 130 34 130 130 -30 130",
    "poly form -30 34 130 78 130 130 -30 130",
    "oval form 50 128 100 62",
    "blob form 18 30 48 11 80 22 90 54 74 86 40 90 12 68",
    "box form 14 14 86 86 16",
)


def draw(motif: str, category: str, seed: int) -> bytes:
    """Return a PNG of 800 by 800: `motif` in the colours of `category`, varied by `seed`."""
    chance = random.Random(f"{motif} {category} {seed}")
    colours = _colours(PALETTES[category], chance)
    side = OVERSIZE * PIXELS
    picture = Image.new("RGB", (side, side), colours["ground"])
    _draw_ground(picture, colours, chance)
    shade = _draw_motif(picture, MOTIFS[motif], colours, chance)
    smooth = picture.reduce(OVERSIZE)
    smooth.paste(colours["ink"], mask=shade.reduce(OVERSIZE))
    file = io.BytesIO()
    smooth.quantize(KEPT_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _colours(palette: Palette, chance: random.Random) -> dict[str, Colour]:
    """Choose which colours of the palette a picture wears, and mix their shades."""
    ground, form = chance.sample((palette.ground, palette.form), 2)
    main, accent = chance.sample(palette.strong, 2)
    chosen = {"ground": ground, "form": form, "main": main, "accent": accent}
    colours: dict[str, Colour] = {
        name: ImageColor.getrgb(code) for name, code in (COLOURS | chosen).items()
    }
    for shade, colour, other, share in (
        ("deep", "main", "ink", 0.3),
        ("pale", "main", "paper", 0.5),
        ("rich", "accent", "ink", 0.3),
        ("glow", "accent", "paper", 0.5),
        ("shadow", "form", "ink", 0.2),
        ("speck", "form", "main", 0.4),
    ):
        pairs = zip(colours[colour], colours[other], strict=True)
        colours[shade] = tuple(round(a + (b - a) * share) for a, b in pairs)
    return colours


def _draw_ground(picture: Image.Image, colours: dict[str, Colour], chance: random.Random) -> None:
    """Draw the second tone of the background and some specks around the middle."""
    canvas = ImageDraw.Draw(picture)
    move = _placing(chance)
    for name, outline in outlines(chance.choice(GROUNDS)):
        _fill(canvas, [move(point) for point in outline], colours[name])
    start = chance.uniform(0, math.tau)
    for step in range(7):
        angle = start + step * math.tau / 7 + chance.uniform(-0.25, 0.25)
        x, y = turned((MIDDLE + chance.uniform(42, 47), MIDDLE), angle)
        _fill(canvas, oval(x, y, chance.uniform(0.6, 1.7))[0], colours["speck"])


def _draw_motif(
    picture: Image.Image, motif: str, colours: dict[str, Colour], chance: random.Random
) -> Image.Image:
    """Draw the motif over its shadow; return the mask of its half that faces away from light."""
    move = _placing(chance)
    parts = [(colours[name], [move(one) for one in outline]) for name, outline in outlines(motif)]
    canvas = ImageDraw.Draw(picture)
    shade = Image.new("L", picture.size)
    shaded = ImageDraw.Draw(shade)
    for _, outline in parts:
        _fill(canvas, [(x + 1.5, y + 2) for x, y in outline], colours["shadow"])
    for colour, outline in parts:
        _fill(canvas, outline, colour)
        _fill(shaded, outline, (SHADE,))
    left_half = ((MIDDLE, -100), (MIDDLE, 200), (-100, 200), (-100, -100))
    _fill(shaded, [move(corner) for corner in left_half], (0,))
    return shade


def _placing(chance: random.Random) -> Move:
    """Choose how something lies: a little tilted and scaled."""
    tilt = math.radians(chance.uniform(-7, 7))
    scale = chance.uniform(0.97, 1.06)

    def move(point: Point) -> Point:
        x, y = turned(point, tilt)
        return MIDDLE + scale * (x - MIDDLE), MIDDLE + scale * (y - MIDDLE)

    return move


def _fill(canvas: ImageDraw.ImageDraw, outline: Outline, colour: Colour) -> None:
    fill = colour if len(colour) > 1 else colour[0]
    canvas.polygon([(x * UNIT, y * UNIT) for x, y in outline], fill=fill)
