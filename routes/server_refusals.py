"""What waitress refuses before the shop sees it, in the one error shape.

It reads requests by its own parser, and answers by itself what is none. Its channel names the
classes that do so, and these are put in their place.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

import orjson
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask

from routes.errors import PROBLEM_TYPE, problem_body
from routes.headers import SAFE
from routes.requests import request_id
from services.errors import InternalError, MalformedRequest, ShopError, TooLarge

log = logging.getLogger("shop")

REFUSALS: dict[int, ShopError] = {
    413: TooLarge(),
    431: MalformedRequest("The headers are too large."),
    500: InternalError(),
}
UNREADABLE = MalformedRequest("The request can't be read.")


class RequestParser(HTTPRequestParser):
    """waitress's parser, which an unreadable number makes no failure of the server."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the lines before the body. Raises ParsingError."""
        try:
            super().parse_header(header_plus)
        except ValueError:  # A Content-Length of more digits than Python reads.
            raise ParsingError("Content-Length is invalid") from None


class Refusal(ErrorTask):
    """The answer to a request that never reached the shop."""

    def execute(self) -> None:
        """Answer in the one shape, and hang up: nobody knows where the next request begins."""
        refusal = REFUSALS.get(self.request.error.code, UNREADABLE)
        name = request_id(self.request.headers.get("X_REQUEST_ID", ""))
        log.info("request %s refused by the server: %d", name, refusal.status)
        body = orjson.dumps(problem_body(refusal, name))
        self.status = f"{refusal.status} {HTTPStatus(refusal.status).phrase.upper()}"
        self.response_headers += [("Content-Type", PROBLEM_TYPE), ("X-Request-ID", name), *SAFE]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection of waitress whose failures are the shop's."""

    parser_class = RequestParser
    error_task_class = Refusal
