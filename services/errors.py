"""Every refusal of the shop is a class of one tree; `routes/errors.py` renders them all.

    ShopError
    ├── InvalidRequest 400: MalformedRequest, ValidationFailed, CursorInvalid, CursorExpired
    ├── AuthenticationRequired 401: TokenInvalid, TokenExpired, TokenRevoked
    ├── Forbidden 403
    ├── NotFound 404
    ├── MethodNotAllowed 405, NotAcceptable 406
    ├── Conflict 409
    ├── LengthRequired 411, PreconditionFailed 412, TooLarge 413, UnsupportedMediaType 415
    ├── RangeNotSatisfiable 416, TooManyRequests 429
    └── InternalError 500, Unanswered 502, Unavailable 503

These speak of requests. The shop's own refusals hang below them, in
`services/refusals.py`. A class is one problem type (RFC 9457): `title` says the
type, `detail` the case at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar


class ShopError(Exception):
    """A refusal: one problem type a class. `members` go into the body beside the standard ones.

    A class with a title is a type of its own; one without only groups others. Its slug
    is its name, `CartEmpty` is `cart-empty`: clients branch on it, so names stay.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = ""
    title: ClassVar[str] = ""
    detail: str = ""

    def __init__(
        self, detail: str | None = None, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        self.detail = detail or self.detail
        self.headers = headers or {}
        self.members = members
        super().__init__(self.detail)

    def __init_subclass__(cls, status: int | None = None, title: str = "") -> None:
        cls.status = status or cls.status
        cls.title = title
        cls.slug = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def every(cls) -> Iterator[type[ShopError]]:
        """Walk the problem types below this class, in the order of the file."""
        for child in cls.__subclasses__():
            if child.title:
                yield child
            yield from child.every()


class InvalidRequest(ShopError, status=400):
    """What was sent can't be done as it stands."""


class MalformedRequest(InvalidRequest, title="The request can't be read"):
    """The body can't be read at all."""

    detail = "The body is not valid JSON."


class ValidationFailed(InvalidRequest, title="Some fields are not valid"):
    """Fields are missing, unknown, of the wrong type or out of range; `errors` names them."""

    detail = "name: Missing data for required field."


class CursorInvalid(InvalidRequest, title="The cursor does not fit"):
    """The cursor was not made by this shop, or for another list or sort."""

    detail = "This cursor was not made for this list. Start again without a cursor."


class CursorExpired(InvalidRequest, title="The cursor is too old"):
    """A cursor pins the prices of its first page and serves for 15 minutes."""

    detail = "This cursor is older than 15 minutes. Start again without a cursor."


class AuthenticationRequired(ShopError, status=401, title="Sign in first"):
    """No access token came with the request."""

    detail = "This needs an access token: Authorization: Bearer <access_token>."


class TokenInvalid(AuthenticationRequired, title="The token is not valid"):
    """The token is not one of this shop's, or of the wrong kind."""

    detail = "The token is not valid here."


class TokenExpired(AuthenticationRequired, title="The token has expired"):
    """The token has run out; refresh it or sign in."""

    detail = "The token has expired."


class TokenRevoked(AuthenticationRequired, title="The sign-in has ended"):
    """The sign-in that this token belongs to has ended."""

    detail = "This sign-in has ended. Sign in again."


class Forbidden(ShopError, status=403, title="Not allowed"):
    """Signed in, but not allowed to do this."""

    detail = "Only an admin may do this."


class NotFound(ShopError, status=404, title="Not found"):
    """There is nothing at this address."""

    detail = "There is nothing at this address."


class MethodNotAllowed(ShopError, status=405, title="Method not allowed"):
    """The address exists, the method doesn't; `Allow` lists those that do."""

    detail = "This address does not take this method."


class NotAcceptable(ShopError, status=406, title="Not acceptable"):
    """The `Accept` header leaves no kind of answer that this address has."""

    detail = "This address answers application/json."


class Conflict(ShopError, status=409, title="The shop has moved on"):
    """The request doesn't fit what the shop holds now."""

    detail = "Something this request relies on has changed. Read it again."


class LengthRequired(ShopError, status=411, title="The length of the body is missing"):
    """A file that is cut off on its way must not be taken for a whole one."""

    detail = "Send the file with its Content-Length."


class PreconditionFailed(ShopError, status=412, title="It has changed since you read it"):
    """`If-Match` names another version than the present one; nothing was changed."""

    detail = "It has changed since you read it. Read it again and repeat the change."


class TooLarge(ShopError, status=413, title="Too large"):
    """The body or the file is larger than the shop takes."""

    detail = "The request body is too large."


class UnsupportedMediaType(ShopError, status=415, title="Unsupported content type"):
    """The body is of a kind this address does not read."""

    detail = "Send the body as application/json."


class RangeNotSatisfiable(ShopError, status=416, title="No such range"):
    """The file has no such range of bytes."""

    detail = "The file has no such range of bytes."


class TooManyRequests(ShopError, status=429, title="Too many requests"):
    """Too many requests of this kind; `Retry-After` says in how many seconds to come again."""

    detail = "Too many requests. Try again later."

    def __init__(self, seconds: int | None = None) -> None:
        if seconds is None:
            super().__init__()
            return
        detail = f"Too many requests. Try again in {seconds} seconds."
        super().__init__(detail, headers={"Retry-After": str(seconds)})


class InternalError(ShopError, status=500, title="Something went wrong here"):
    """A fault of the shop; it is logged under the `request_id`."""

    detail = "Something went wrong on our side. Nothing was changed."


class Unanswered(ShopError, status=502, title="The shop did not answer"):
    """The proxy in front got no answer, so whether the request was done is not known.

    Repeat what changes nothing, and what carries an `Idempotency-Key`; else read first.
    """

    detail = "The shop did not answer. Whether it has done this is not known."


class Unavailable(ShopError, status=503, title="Not available at the moment"):
    """The shop can't serve this at the moment; `Retry-After` says when to try again."""

    detail = "The shop is busy. Try again in a moment; nothing was changed."

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "1"})
