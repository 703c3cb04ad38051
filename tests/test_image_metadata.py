"""Of an upload only the picture goes on: no place, no camera, no words, no profile."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from services.image_processing import ProcessedImage, process
from tests.image_files import animated, chunk, opened, png_with, saved, scene, turned
from tests.image_profiles import colour_profile
from tests.shop_driver import made

SECRETS = [
    b"Canon EOS SECRET", b"SERIAL-4711", b"LENS-0815", b"Ada Lovelace", b"2026:07:01 12:00:00",
    b"a private remark", b"xmp-secret", b"iptc-secret", b"maker-secret", b"behind-the-end",
    b"Made for a test",
]  # fmt: skip
PHOTO = scene((800, 600))
MOVING = [scene((200, 100), step) for step in range(4)]


def camera_exif() -> bytes:
    """Return EXIF as a camera writes it: serial numbers, a position, a name and a thumbnail."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Canon"
    exif[ExifTags.Base.Model] = "Canon EOS SECRET"
    exif[ExifTags.Base.Artist] = "Ada Lovelace"
    exif[ExifTags.Base.DateTime] = "2026:07:01 12:00:00"
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.BodySerialNumber] = "SERIAL-4711"
    details[ExifTags.Base.LensSerialNumber] = "LENS-0815"
    details[ExifTags.Base.MakerNote] = b"maker-secret" * 20
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    position[ExifTags.GPS.GPSLatitudeRef] = "N"
    position[ExifTags.GPS.GPSLatitude] = (52.0, 31.0, 12.345)
    position[ExifTags.GPS.GPSLongitudeRef] = "E"
    position[ExifTags.GPS.GPSLongitude] = (13.0, 24.0, 36.789)
    return exif.tobytes()


def with_thumbnail(exif: bytes) -> bytes:
    """Return EXIF with a second directory that holds a small JPEG, as cameras write it."""
    small = saved(PHOTO.resize((160, 120)), "JPEG")
    body = exif.removeprefix(b"Exif\0\0")
    assert body[:2] == b"MM"
    (first,) = struct.unpack_from(">I", body, 4)
    (entries,) = struct.unpack_from(">H", body, first)
    link = first + 2 + 12 * entries
    start = len(body)
    directory = struct.pack(">H", 2)
    directory += struct.pack(">HHII", 0x0201, 4, 1, start + 2 + 24 + 4)
    directory += struct.pack(">HHII", 0x0202, 4, 1, len(small)) + bytes(4)
    return (
        b"Exif\0\0" + body[:link] + struct.pack(">I", start) + body[link + 4 :] + directory + small
    )


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    b'syntax-ns#"><rdf:Description tiff:Orientation="6" dc:creator="xmp-secret"/></rdf:RDF>'
    b"</x:xmpmeta>"
)
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0biptc-secret"


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def photo_of_a_camera() -> bytes:
    """Return a JPEG with all that JPEGs of cameras and programs have beside the picture."""
    exif = with_thumbnail(camera_exif())
    plain = saved(PHOTO, "JPEG", quality=90, exif=exif, xmp=XMP, icc_profile=colour_profile())
    more = segment(0xED, IPTC) + segment(0xFE, b"a private remark")
    return plain[:2] + more + plain[2:] + b"behind-the-end" * 100


def png_of_a_program() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Ada Lovelace")
    words.add_text("Comment", "a private remark", zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    plain = saved(PHOTO, "PNG", pnginfo=words, exif=camera_exif(), icc_profile=colour_profile())
    private = [chunk(b"tIME", bytes(7)), chunk(b"prVt", b"maker-secret")]
    return png_with(plain, *private) + b"behind-the-end"


def files() -> Iterator[tuple[str, bytes]]:
    rest = {"exif": camera_exif(), "xmp": XMP, "icc_profile": colour_profile()}
    yield "camera.jpg", photo_of_a_camera()
    yield "program.png", png_of_a_program()
    yield "still.webp", saved(PHOTO, "WEBP", **rest) + b"behind-the-end"
    yield "moving.webp", animated(MOVING, "WEBP", duration=90, **rest)
    yield "still.avif", saved(PHOTO, "AVIF", **rest)
    yield "moving.avif", animated(MOVING, "AVIF", duration=90, **rest)
    yield "still.gif", saved(PHOTO.quantize(64), "GIF", comment=b"a private remark")
    yield (
        "moving.gif",
        animated(
            [frame.quantize(64) for frame in MOVING],
            "GIF",
            duration=90,
            comment=b"a private remark",
        ),
    )
    yield "moving.png", animated(MOVING, "PNG", duration=90, exif=camera_exif())


FILES = dict(files())


def kept_files(image: ProcessedImage) -> list[bytes]:
    return [image.content, *(rendition.content for rendition in image.renditions)]


def kinds_of_chunks(content: bytes) -> set[bytes]:
    """Return the names of the parts that a file is made of."""
    if content.startswith(b"\x89PNG"):
        return set(_names(content, 8, ">I4s", 4))
    if content.startswith(b"RIFF"):
        return set(_names(content, 12, "<4sI", 0))
    return set()


def _names(content: bytes, place: int, head: str, after: int) -> Iterator[bytes]:
    while place < len(content):
        one, other = struct.unpack_from(head, content, place)
        name, length = (one, other) if isinstance(one, bytes) else (other, one)
        yield name
        place += 8 + length + after + (length % 2 if head.startswith("<") else 0)


def segments(content: bytes) -> list[int]:
    """Return the markers of a JPEG up to its pixels."""
    place, found = 2, []
    while content[place + 1] != 0xDA:
        found.append(content[place + 1])
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return found


def test_the_files_of_this_test_hold_what_they_shall_lose():
    everything = b"".join(FILES.values())
    assert all(secret in everything for secret in SECRETS if secret != b"a private remark")
    camera = opened(FILES["camera.jpg"])
    assert camera.getexif().get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"
    assert camera.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber]
    assert 0x0201 in camera.getexif().get_ifd(ExifTags.IFD.IFD1)
    assert camera.info["comment"] == b"a private remark"
    assert opened(FILES["program.png"]).text["Comment"] == "a private remark"
    assert all(opened(FILES[name]).info["xmp"] for name in ("still.webp", "still.avif"))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.security(59)
def test_nothing_of_an_uploads_metadata_is_kept(name):
    image = process(FILES[name], name)

    for content in kept_files(image):
        for secret in SECRETS:
            assert secret not in content
        assert b"Exif" not in content
        assert b"xmp" not in content.lower()
        kept = opened(content)
        kept.load()
        assert not kept.getexif()
        assert kept.info.keys().isdisjoint(
            {"exif", "xmp", "icc_profile", "comment", "dpi", "photoshop"}
        )
        assert not getattr(kept, "text", None)
        assert kinds_of_chunks(content) <= {
            b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT",
            b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF",
        }  # fmt: skip


def test_a_jpeg_is_kept_with_nothing_but_its_tables():
    content = process(FILES["camera.jpg"], "a.jpg").content

    assert set(segments(content)) == {0xE0, 0xDB, 0xC0, 0xC4}
    assert content[2:20] == segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    assert content.count(b"\xff\xd8\xff") == 1  # No thumbnail, and no other picture behind it.
    assert content.endswith(b"\xff\xd9")


def test_the_turn_is_done_and_then_forgotten():
    content = saved(PHOTO, "JPEG", exif=turned(6))

    image = process(content, "a.jpg")

    assert (image.width, image.height) == (600, 800)
    assert process(image.content, "a.jpg").width == 600


@pytest.mark.parametrize("name", [name for name in FILES if name != "moving.avif"])
def test_the_same_upload_is_kept_as_the_same_bytes(name):
    """All but a moving AVIF, which says when the shop wrote it."""
    assert process(FILES[name], name) == process(FILES[name], name)


@pytest.mark.security(26, 59)
def test_what_is_served_of_an_upload_has_no_metadata(shop):
    product = shop.make_product()
    for name, content in FILES.items():
        address = made(
            shop.upload(f"/api/products/{product['id']}/image", shop.admin, content, name)
        )["image_url"]
        served = shop.get(address).data
        assert all(secret not in served for secret in SECRETS)
        assert Image.open(io.BytesIO(served)).getexif() == {}
