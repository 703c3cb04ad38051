"""Every writing route of the admin leaves a row in the audit trail, without a line of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import request
from flask_jwt_extended import current_user

from services import audit

LONGEST_BODY = 4096


def announce_change(
    operation_id: str, path_values: Mapping[str, Any], declared: Collection[str]
) -> None:
    """Let the next commit of this request write down who asks for what; reads commit nothing.

    What the route's path names first is the subject, the rest of what was asked the detail: the
    "query" and the "json" that the route has `declared`, which are checked before anything is
    done. What nobody asked for says nothing, and is not kept.
    """
    if request.method in ("GET", "HEAD"):
        return
    (name, value), *others = [*path_values.items(), ("", 0)]
    subject = (name.removesuffix("_id"), int(value)) if name else None
    detail: dict[str, Any] = dict(one for one in others if one[0])
    if "query" in declared:
        detail |= request.args.to_dict()
    if "json" in declared:
        detail |= _body()
    audit.expect(current_user.id, operation_id, subject, detail)


def _body() -> dict[str, Any]:
    """Return the members of a short JSON body; how long another one is."""
    length = request.content_length or 0
    if length > LONGEST_BODY:
        return {"bytes": length}
    body = request.get_json(silent=True) if request.is_json else None
    return body if isinstance(body, dict) else {}
