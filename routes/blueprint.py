"""A blueprint whose routes say who may call and how they may fail.

`@blp.anyone`, `@blp.signed_in`, `@blp.admin`, `@blp.machine` and `@blp.refresh_token` stand
at the top of a view: they enforce access, name the operation, and document security and
every refusal, so that code and API docs can't part.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable
from copy import deepcopy
from typing import Any, ClassVar

import flask_smorest
from marshmallow import Schema

from routes.access import (
    require_admin,
    require_machine,
    require_nothing,
    require_refresh_token,
    require_user,
)
from routes.answers import note_answer
from routes.auditing import announce_change
from routes.caching import revalidated
from routes.errors import PROBLEM_TYPE, SHAPES, problem_body
from routes.paging import page_headers, with_page_headers
from routes.parser import StrictParser, refuse_a_body
from routes.reading import read
from routes.serialiser import dumper
from services.errors import (
    AuthenticationRequired,
    CursorExpired,
    CursorInvalid,
    Forbidden,
    InternalError,
    MalformedRequest,
    NotAcceptable,
    ShopError,
    TokenExpired,
    TokenInvalid,
    TokenRevoked,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnsupportedMediaType,
    ValidationFailed,
)

View = Callable[..., Any]
Refusals = tuple[type[ShopError], ...]

Security = list[dict[str, list[str]]]

ACCESS_TOKEN: Security = [{"accessToken": []}]
REFRESH_TOKEN: Security = [{"refreshToken": []}]
MACHINE_TOKEN: Security = [{"accessToken": []}, {"metricsToken": []}]
TOKEN_REFUSALS: Refusals = (AuthenticationRequired, TokenInvalid, TokenExpired, TokenRevoked)
BODY_REFUSALS: Refusals = (MalformedRequest, ValidationFailed, TooLarge, UnsupportedMediaType)
PAGE_REFUSALS: Refusals = (CursorInvalid, CursorExpired)
PROBLEM = {"$ref": "#/components/schemas/Problem"}
WRITING = ("post", "put", "patch", "delete")
COMMON_REFUSALS: Refusals = (NotAcceptable, TooManyRequests, InternalError, Unavailable)


class Blueprint(flask_smorest.Blueprint):
    """flask-smorest's blueprint with the shop's access rules and error shape."""

    ARGUMENTS_PARSER: ClassVar[StrictParser] = StrictParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(self._prepare_access_doc)

    def anyone(self, operation_id: str, *refusals: type[ShopError]) -> Callable[[View], View]:
        """Let anyone call the view, with no token."""
        return self._guarded(operation_id, require_nothing, [], refusals)

    def signed_in(self, operation_id: str, *refusals: type[ShopError]) -> Callable[[View], View]:
        """Let whoever is signed in call the view."""
        return self._guarded(operation_id, require_user, ACCESS_TOKEN, TOKEN_REFUSALS + refusals)

    def admin(self, operation_id: str, *refusals: type[ShopError]) -> Callable[[View], View]:
        """Let admins call the view."""
        all_refusals = (*TOKEN_REFUSALS, Forbidden, *refusals)
        return self._guarded(operation_id, require_admin, ACCESS_TOKEN, all_refusals)

    def machine(self, operation_id: str, *refusals: type[ShopError]) -> Callable[[View], View]:
        """Let the program that holds METRICS_TOKEN call the view, and admins."""
        all_refusals = (*TOKEN_REFUSALS, Forbidden, *refusals)
        return self._guarded(operation_id, require_machine, MACHINE_TOKEN, all_refusals)

    def refresh_token(
        self, operation_id: str, *refusals: type[ShopError]
    ) -> Callable[[View], View]:
        """Let the bearer of a refresh token call the view."""
        all_refusals = TOKEN_REFUSALS + refusals
        return self._guarded(operation_id, require_refresh_token, REFRESH_TOKEN, all_refusals)

    def arguments(self, schema: Any, **kwargs: Any) -> Callable[[View], View]:
        """Read a body or query by `schema`, made once rather than at each request."""
        made = schema() if isinstance(schema, type) else schema
        decorate: Callable[[View], View] = super().arguments(made, **kwargs)
        return decorate

    def response(
        self, status_code: int, schema: Any = None, **kwargs: Any
    ) -> Callable[[View], View]:
        """Answer by `schema`, compiled once; a dict as schema only documents."""
        made = schema() if isinstance(schema, type) else schema
        if isinstance(made, Schema):
            vars(made)["dump"] = dumper(made)
            note_answer(made)
        decorate: Callable[[View], View] = super().response(status_code, made, **kwargs)
        return decorate

    def page(self, schema: type[Schema]) -> Callable[[View], View]:
        """Answer a service's Page: a bare array, its `Link` and `X-Total-Count`."""

        def decorate(view: View) -> View:
            answer = self.response(200, schema(many=True), headers=page_headers())
            decorated: View = answer(with_page_headers(view))
            decorated._apidoc["refusals"] = PAGE_REFUSALS  # type: ignore[attr-defined]
            return decorated

        return decorate

    def _guarded(
        self,
        operation_id: str,
        require: Callable[[], None],
        security: Security,
        refusals: Refusals,
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            declared = _declared(view)
            takes_no_body = view.__name__ in WRITING and not _takes_body(view, declared)

            @functools.wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                require()
                if takes_no_body:
                    refuse_a_body()
                if require is require_admin:
                    announce_change(operation_id, kwargs, declared)
                if require is not require_nothing:
                    return view(*args, **kwargs)
                return revalidated(read(functools.partial(view, *args, **kwargs)))

            documented: Any = guarded
            documented._apidoc = deepcopy(getattr(view, "_apidoc", {}))
            inner = documented._apidoc.get("refusals", ())
            of_body = (ValidationFailed,) if takes_no_body else ()
            documented._apidoc["refusals"] = (*refusals, *inner, *of_body)
            documented._apidoc["manual_doc"] = {
                **documented._apidoc.get("manual_doc", {}),
                "operationId": operation_id,
                "security": security,
            }
            return guarded

        return decorate

    @staticmethod
    def _prepare_access_doc(doc: dict[str, Any], info: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Document every refusal of the operation, by status."""
        refusals = (*info.get("refusals", ()), *COMMON_REFUSALS)
        if "requestBody" in doc:
            refusals = (*refusals, *BODY_REFUSALS)
        elif doc.get("parameters"):
            refusals = (*refusals, ValidationFailed)
        by_status: dict[int, list[type[ShopError]]] = defaultdict(list)
        for refusal in dict.fromkeys(refusals):
            by_status[refusal.status].append(refusal)
        responses = doc.setdefault("responses", {})
        for status, kinds in sorted(by_status.items()):
            responses[status] = problem_response(kinds)
        responses["default"] = {"$ref": "#/components/responses/Problem"}
        return doc


def _declared(view: View) -> frozenset[str]:
    """Return which parts of a request a view takes arguments from: "query", "json", "files"."""
    described: dict[str, Any] = getattr(view, "_apidoc", {}).get("arguments", {})
    return frozenset(one["in"] for one in described.get("parameters", ()))


def _takes_body(view: View, declared: frozenset[str]) -> bool:
    described: dict[str, Any] = getattr(view, "_apidoc", {}).get("manual_doc", {})
    return bool(declared & {"json", "files"}) or "requestBody" in described


def problem_response(kinds: list[type[ShopError]]) -> dict[str, Any]:
    """Document the answer of one status: its problem types, with an example of each."""
    lines = [f"* `/problems/{kind.slug}`: {kind.title}." for kind in kinds]
    examples = {
        kind.slug: {"summary": kind.title, "value": problem_example(kind)} for kind in kinds
    }
    schemas: list[Any] = [{"allOf": [PROBLEM, SHAPES[kind]]} for kind in kinds if kind in SHAPES]
    schema = {"anyOf": [*schemas, PROBLEM]} if schemas else PROBLEM
    content = {"schema": schema, "examples": examples}
    return {"description": "\n".join(lines), "content": {PROBLEM_TYPE: content}}


def problem_example(kind: type[ShopError]) -> dict[str, Any]:
    """Return what a refusal of this kind looks like."""
    body = problem_body(kind, "1f0c1a9e5d6f4c1b")
    if kind is ValidationFailed:
        body["errors"] = {"name": ["Missing data for required field."]}
    return body
