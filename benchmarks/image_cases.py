"""Photos of 12 megapixels, made up: large shapes, small ones, and the noise of a sensor."""

from __future__ import annotations

import io
import random

from PIL import ExifTags, Image, ImageChops

from tests.image_profiles import colour_profile

SIZE = (4032, 3024)
GRAINS = (6, 24, 96, 400)


def photo(**options: object) -> bytes:
    """Return a JPEG of some 4 MB."""
    bands = [_band(seed) for seed in range(3)]
    stream = io.BytesIO()
    Image.merge("RGB", bands).save(stream, "JPEG", quality=90, **options)
    return stream.getvalue()


def _band(seed: int) -> Image.Image:
    """Return shades of several sizes, the smaller the fainter."""
    chance = random.Random(seed)
    band = Image.new("L", SIZE, 128)
    for grain in GRAINS:
        size = (grain, grain * 3 // 4)
        shades = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
        shades = shades.resize(SIZE, Image.Resampling.BICUBIC)
        band = Image.blend(band, shades, 0.35)
    return ImageChops.add(band, Image.effect_noise(SIZE, 9), offset=-128)


def _phone() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    return photo(exif=exif, icc_profile=colour_profile())


CASES = {"A plain photo": photo, "As phones send it: lying, in the colours of Display P3": _phone}
