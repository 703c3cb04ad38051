"""Products in files, CSV (RFC 4180) or JSON lines: which kind a call speaks, and how it is written.

A spreadsheet takes a cell that begins with `=` for a formula, whoever wrote it. So in
CSV such a text gets an apostrophe in front (OWASP, "CSV Injection"), which an
import takes off again: what comes back in is what went out. The same stands behind a
`;`, a tab or a line end, where a spreadsheet of another locale begins a new cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from flask import request

from routes.accepting import accepted
from services.errors import NotAcceptable, UnsupportedMediaType

KINDS = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
COLUMNS = ("id", "name", "description", "price", "stock", "category")
TEXTS = ("name", "description", "category")

_START = r"(?<![^;\t\r\n])"
_FORMULA = r"(?='*[=+\-@\t\r\n＝＋－＠])"
_UNGUARDED = re.compile(rf"{_START}{_FORMULA}|\A(?='*\Z)")
_GUARDED = re.compile(rf"{_START}'{_FORMULA}|\A'(?='*\Z)")


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula; an empty one as `'`."""
    return _UNGUARDED.sub("'", text)


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of; other cells as they are."""
    return _GUARDED.sub("", cell) if "'" in cell else cell


def format_sent() -> str:
    """Return the format of the request's body. Raises UnsupportedMediaType."""
    for name, kind in KINDS.items():
        if request.mimetype == kind:
            charset = request.mimetype_params.get("charset", "utf-8").lower()
            if charset in ("utf-8", "utf8", "us-ascii"):
                return name
            raise UnsupportedMediaType("Send the file in UTF-8.")
    raise UnsupportedMediaType(f"Send the file as {' or '.join(KINDS.values())}.")


def format_wanted(offered: Mapping[str, str] = KINDS) -> str:
    """Return the format that `Accept` prefers, the first where it does not say.

    Raises NotAcceptable.
    """
    kinds = {kind: name for name, kind in offered.items()}
    if "Accept" not in request.headers:
        return next(iter(offered))
    best = accepted().best_match(kinds)
    if best is None:
        raise NotAcceptable(f"This address answers {' or '.join(kinds)}.")
    return kinds[best]


def written(batches: Iterable[Sequence[Any]], name: str) -> Iterator[bytes]:
    """Write products in a format, a piece a batch."""
    return _WRITERS[name](batches)


def _csv(batches: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield csv_lines([COLUMNS])
    for batch in batches:
        yield csv_lines(_cells(product) for product in batch)


def csv_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Write lines of CSV; texts of people have to be `guarded` before."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def money(cents: int) -> str:
    """Write an amount with its two decimals."""
    return f"{cents // 100}.{cents % 100:02}"


def _cells(product: Any) -> Sequence[Any]:
    return (
        product.id,
        guarded(product.name),
        None if product.description is None else guarded(product.description),
        money(product.price_cents),
        product.stock,
        guarded(product.category),
    )


def _jsonl(batches: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    for batch in batches:
        yield b"".join(
            orjson.dumps(
                {
                    "id": product.id,
                    "name": product.name,
                    "description": product.description,
                    "price": product.price_cents / 100,
                    "stock": product.stock,
                    "category": product.category,
                },
                option=orjson.OPT_APPEND_NEWLINE,
            )
            for product in batch
        )


_WRITERS: dict[str, Callable[[Iterable[Sequence[Any]]], Iterator[bytes]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
}
