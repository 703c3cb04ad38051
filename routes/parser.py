"""Reading bodies and queries: strictly, and refusing in the shop's shape."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

import marshmallow
import orjson
from flask import Request, request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge

from routes.bodies import CROWDED
from routes.errors import validation_failed
from services.errors import MalformedRequest, TooLarge, UnsupportedMediaType
from services.refusals import ImagesBusy

LARGEST_JSON_BODY = 256 * 1024
LARGEST_UPLOAD = 5 * 1024 * 1024
MULTIPART_OVERHEAD = 64 * 1024
LARGEST_BODY = LARGEST_UPLOAD + MULTIPART_OVERHEAD
ONE_FILE = "Send one file named image and nothing else."


class StrictParser(FlaskParser):
    """Refuses unknown members everywhere, other content types, and JSON that is not JSON."""

    _defaults: ClassVar[dict[marshmallow.Schema, dict[str, Any]]] = {}

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": marshmallow.RAISE,
        "files": marshmallow.RAISE,
    }

    def parse(self, argmap: Any, req: Request | None = None, **kwargs: Any) -> Any:
        """Read a part of the request; a query without parameters is its schema's defaults."""
        if kwargs.get("location") == "query" and not (req or request).query_string:
            defaults = self._defaults.get(argmap)
            if defaults is None:
                defaults = self._defaults[argmap] = super().parse(argmap, req, **kwargs)
            return dict(defaults)
        return super().parse(argmap, req, **kwargs)

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Read the body; only a schema that says so may do without one."""
        body = req.get_data(cache=True)
        if len(body) < (req.content_length or 0):  # The connection broke in the middle.
            raise MalformedRequest("The body is shorter than Content-Length says.")
        if not body and not getattr(schema, "body_is_optional", False):
            raise validation_failed({"body": ["Missing JSON body."]})
        if not body:
            return {}
        if not req.is_json:
            raise UnsupportedMediaType()
        try:
            return orjson.loads(body)
        except ValueError:
            raise MalformedRequest() from None

    def load_files(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Read the one file of a multipart body, of at most 5 MB."""
        req.max_content_length = LARGEST_BODY
        if req.content_length is not None and req.content_length > req.max_content_length:
            raise file_too_large()
        if req.environ.get(CROWDED):
            raise ImagesBusy()
        if req.mimetype != "multipart/form-data" and req.content_length:
            raise UnsupportedMediaType("Send the file as multipart/form-data.")
        try:
            files = super().load_files(req, schema)
        except RequestEntityTooLarge:
            if req.content_length is None:  # A chunked body tells its size only while it is read.
                raise file_too_large() from None
            # The size is fine, so it is the fields: more of them, or longer ones, than are read.
            raise validation_failed({"body": [ONE_FILE]}) from None
        if extra := _beside_the_file(req):
            raise validation_failed({name: [ONE_FILE] for name in extra})
        return files

    def handle_error(
        self, error: marshmallow.ValidationError, *args: Any, **kwargs: Any
    ) -> NoReturn:
        """Refuse invalid input, naming each field."""
        messages = dict(error.normalized_messages())  # type: ignore[no-untyped-call]
        raise validation_failed(next(iter(messages.values()))) from error


def refuse_a_body() -> None:
    """Refuse a body where none is taken, naming its members: what is ignored looks done.

    `{}` and `null` say nothing. Raises ValidationFailed.
    """
    body = request.get_data()
    if not body:
        return
    try:
        said = orjson.loads(body)
    except ValueError:
        said = body
    if said is None or said == {}:
        return
    if isinstance(said, dict):
        raise validation_failed({name: ["Unknown field."] for name in said})
    raise validation_failed({"body": ["This call takes no body."]})


def _beside_the_file(req: Request) -> list[str]:
    """Name what a multipart body holds besides one file `image`."""
    others = [name for name in req.files if name != "image"]
    again = ["image"] if len(req.files.getlist("image")) > 1 else []
    return [*req.form, *others, *again]


def file_too_large() -> TooLarge:
    """Return the refusal of a file over the limit, in the words of the contract."""
    return TooLarge("File too large. Maximum size: 5MB")
