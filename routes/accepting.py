"""Which kinds of answer a client takes."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MIMEAccept


def accepted() -> MIMEAccept:
    """Return the kinds that `Accept` names, without parameters: all is UTF-8 and of one version.

    JSON has no parameters (RFC 8259, 11), and clients send `charset=utf-8` with it all the same.
    """
    ranges = [(kind.partition(";")[0].rstrip(), q) for kind, q in request.accept_mimetypes]
    return MIMEAccept(ranges)
