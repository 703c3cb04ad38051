"""Where a read of the public catalogue goes: to the replica, or to the primary."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from flask import current_app, g, request

from models import REPLICA

T = TypeVar("T")
LOOK = "shop.look"
"""What of a request says how new the primary was when it came."""

CATALOGUE = re.compile(r"/api/(products|categories|offers/active)(/.*)?")


def read(view: Callable[[], T]) -> T:
    """Answer by `view`, from the replica where there is one that may serve.

    What an admin previews is not in the public catalogue, and reads of it alone go there.
    """
    replica = current_app.extensions.get(REPLICA)
    is_public = request.method in ("GET", "HEAD") and "preview" not in g
    if replica is None or not is_public or not CATALOGUE.fullmatch(request.path):
        return view()
    look, signed_in = request.environ.get(LOOK), "Authorization" in request.headers
    answer: T = replica.read(view, look, signed_in)
    return answer
