"""Repeated requests over HTTP: what they ask, and the bytes they were answered with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from flask import Response

from routes.errors import PROBLEM_TYPE, render
from services.errors import ShopError
from services.idempotency import Answer

REPLAYED = {
    "Idempotent-Replayed": {
        "description": "`true` when this is the answer to an earlier call with the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}


def fingerprint(call: str, body: dict[str, Any]) -> str:
    """Return what two requests share when they ask the same."""
    asked = orjson.dumps([call, body], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(asked).hexdigest()


def answer_with(on_the_wire: Callable[[Any], Any]) -> Callable[[Any], Answer]:
    """Return how an outcome becomes an answer: a refusal in the one error shape, else 200."""

    def answer(outcome: Any) -> Answer:
        if isinstance(outcome, ShopError):
            refusal = render(outcome)
            return Answer(refusal.status_code, refusal.get_data())
        return Answer(200, orjson.dumps(on_the_wire(outcome)))

    return answer


def replayable(answer: Answer) -> Response:
    """Send an answer, saying so when it is an earlier one."""
    kind = PROBLEM_TYPE if answer.status >= 400 else "application/json"
    response = Response(answer.body, answer.status, mimetype=kind)
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response
