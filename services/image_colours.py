"""The colours of an image: plain modes, sRGB, what most of it looks like; pure."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageCms

SRGB = ImageCms.createProfile("sRGB")
PROBE_SIDE = 6
OPAQUE_FROM = 128
COUNTED_COLOURS = 8
COUNTED_SIDE = 48


def with_plain_mode(image: Image.Image) -> Image.Image:
    """Return an image of 8 bits a channel whose transparency is alpha, or a palette's.

    Only a palette keeps its transparency beside the pixels, in `info`.
    """
    transparency = image.info.get("transparency")
    if image.mode.startswith("I"):
        return _with_eight_bits(image, transparency)
    if transparency is None or image.mode not in ("1", "L", "RGB"):
        return image
    if image.mode == "RGB" and max(transparency) > 255:  # Of a PNG with 16 bits a channel.
        image.info["transparency"] = tuple(value >> 8 for value in transparency)
    return image.convert("RGBA" if image.mode == "RGB" else "LA")


def _with_eight_bits(image: Image.Image, transparency: int | None) -> Image.Image:
    """Return a grey image of 16 bits by its upper ones, as browsers do."""
    pairs = image.tobytes()
    upper = Image.frombytes("L", image.size, pairs[1::2])
    if transparency is None:
        return upper
    lower = Image.frombytes("L", image.size, pairs[::2])
    unlike = [
        half.point([255 * (value != part) for value in range(256)])
        for half, part in ((upper, transparency >> 8), (lower, transparency & 255))
    ]
    return Image.merge("LA", (upper, ImageChops.lighter(*unlike)))


def with_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return an image in sRGB. As in browsers, a profile that can't be used is none."""
    try:
        converted = _converted(image, profile) if profile else None
    except (ImageCms.PyCMSError, OSError, ValueError):
        converted = None
    if converted is not None:
        return converted
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the image by its profile; None where that is for other channels than it has."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    space = source.profile.xcolor_space.strip()
    if space == "CMYK" == image.mode:
        return _transformed(image, source, "CMYK", "RGB")
    if space == "GRAY" and image.mode in ("L", "LA"):
        grey = _transformed(image.getchannel("L"), source, "L", "RGB").getchannel("G")
        return Image.merge("LA", (grey, image.getchannel("A"))) if image.mode == "LA" else grey
    if space != "RGB" or image.mode not in ("P", "RGB", "RGBA") or _is_srgb(source):
        return None
    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return _transformed(image, source, image.mode, image.mode)


def _transformed(
    image: Image.Image, source: ImageCms.ImageCmsProfile, mode: str, to_mode: str
) -> Image.Image:
    transform = ImageCms.buildTransform(source, SRGB, mode, to_mode)
    in_place = mode == to_mode  # A second copy of all pixels would be a matter of megabytes.
    done = ImageCms.applyTransform(image, transform, inPlace=in_place) or image
    done.info.pop("icc_profile", None)  # That of sRGB, by which it is shown without as well.
    return done


def _is_srgb(source: ImageCms.ImageCmsProfile) -> bool:
    """Say whether a profile changes colours by next to nothing: most are sRGB's own."""
    steps = range(0, 256, 255 // (PROBE_SIDE - 1))
    probe = Image.new("RGB", (PROBE_SIDE**3, 1))
    probe.putdata([(red, green, blue) for red in steps for green in steps for blue in steps])
    seen = _transformed(probe.copy(), source, "RGB", "RGB")
    pairs = zip(probe.tobytes(), seen.tobytes(), strict=True)
    return all(abs(before - after) <= 1 for before, after in pairs)


def dominant_colour(image: Image.Image) -> str:
    """Return the colour that most of what can be seen has, as `#rrggbb`; white for nothing."""
    small = image.resize((COUNTED_SIDE, COUNTED_SIDE)).convert("RGBA").tobytes()
    seen = b"".join(
        small[place : place + 3]
        for place in range(0, len(small), 4)
        if small[place + 3] >= OPAQUE_FROM
    )
    if not seen:
        return "#ffffff"
    pixels = Image.frombytes("RGB", (len(seen) // 3, 1), seen)
    few = pixels.quantize(COUNTED_COLOURS)
    counts, palette = few.histogram(), few.getpalette() or []
    most = 3 * counts.index(max(counts))
    return "#" + bytes(palette[most : most + 3]).hex()
