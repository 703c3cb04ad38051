"""Pictures going out: sent by the shop, by the web server in front, or led to where they are.

A picture's bytes came from outside, so a browser is told to take them for nothing but a picture.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Response, current_app, request, send_from_directory

from routes.caching import check_version, versions_asked_for
from services.errors import NotFound
from services.file_service import FileService
from services.storage import Address

PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
POLICY = "default-src 'none'; sandbox"
FOREVER = 365 * 24 * 3600
DAY = 24 * 3600
MARGIN = 600
"""How long before a signed address runs out nobody is led to it any more, in seconds."""


def picture(folder: str, name: str) -> Response:
    """Answer a picture, or where it is. Raises NotFound, PreconditionFailed."""
    media_type = FileService.media_type(name)
    address = FileService.address(folder, name)
    if address is not None:
        return _led_to(address)
    # A name is never given twice, so a copy never goes stale.
    response = _from_disk(folder, name, media_type)
    response.headers["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _led_to(address: Address) -> Response:
    """Lead to where a picture is; a signed address is for who asked, and only while it serves."""
    kept = f"public, max-age={DAY}"
    if address.seconds is not None:
        kept = f"private, max-age={address.seconds - MARGIN}"
    headers = {"Location": address.url, "Cache-Control": kept}
    return Response(status=HTTPStatus.FOUND, headers=headers)


def _from_disk(folder: str, name: str, media_type: str) -> Response:
    """Send a file of the disk, or let the web server in front do so."""
    if not _is_handed_over(name):
        return _sent(folder, name, media_type)
    if not FileService.exists(folder, name):
        raise NotFound()
    response = Response(mimetype=media_type)
    location = current_app.config["X_ACCEL_REDIRECT"]
    if location:
        response.headers["X-Accel-Redirect"] = f"{location}/{folder}/{name}"
    else:
        response.headers["X-Sendfile"] = str(current_app.config["UPLOAD_FOLDER"] / folder / name)
    return response


def _sent(folder: str, name: str, media_type: str) -> Response:
    """Send a file, or one range of it; all of it where what is asked for is no range."""
    asked, part = versions_asked_for(), request.range
    is_one_part = part is not None and part.units == "bytes" and len(part.ranges) == 1
    if request.method != "GET" or not is_one_part:  # Others are to be ignored (RFC 9110, 14.2).
        request.environ.pop("HTTP_RANGE", None)
    place = current_app.config["UPLOAD_FOLDER"] / folder
    response = send_from_directory(place, name, mimetype=media_type, max_age=FOREVER)
    check_version(response, asked)
    return response


def _is_handed_over(name: str) -> bool:
    """Say whether the web server in front is to send a file: one whose name all read alike."""
    settings = current_app.config
    asked = settings["X_ACCEL_REDIRECT"] or settings["X_SENDFILE"]
    return bool(asked) and PLAIN_NAME.fullmatch(name) is not None
