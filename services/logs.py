"""The log: one event a line on standard error, JSON for machines or text for people.

Modules write to `logging.getLogger("shop")`; what libraries log goes the same way. Every line
of a request carries its id and route. Nothing that a caller sent is in a line: no bodies, no
values of queries or statements, no names, no tokens.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from structlog.types import EventDict, ExcInfo, Processor

from services import clock, observation

HANDLER = "shop"
EXTRA = ("ms", "statement")
"""What `extra` of a record may add to its line."""

ROWS_SHOWN = re.compile(r"^(DETAIL|CONTEXT):.*\n?", re.MULTILINE)
"""The lines of PostgreSQL's messages that hold values of rows."""


class StandardError(logging.Handler):
    """Writes lines to standard error, and goes on without where that can't be written to."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record of the standard library's."""
        try:
            write(self.format(record))
        except Exception:
            self.handleError(record)


class RequestLines:
    """What structlog hands the lines of requests to, past the standard library: they are many."""

    def info(self, line: str) -> None:
        """Write a line."""
        write(line)


def write(line: str) -> None:
    """Write a whole line. A full disk, a closed pipe or no console at all stops no sale."""
    try:
        sys.stderr.buffer.write(f"{line}\n".encode(errors="backslashreplace"))
        sys.stderr.buffer.flush()
    except (OSError, ValueError, AttributeError):
        return


def configure(settings: Mapping[str, Any]) -> None:
    """Send everything that is logged in this process through the settings' format."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.get_name() == HANDLER]:
        root.removeHandler(handler)
    handler = StandardError()
    handler.set_name(HANDLER)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                _begin_with_time,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(EXTRA),
                _add_request,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_without_values),
                _renderer(settings["LOG_FORMAT"]),
            ],
        )
    )
    root.addHandler(handler)
    # What libraries say below a warning is of use to those who write them.
    logging.getLogger("shop").setLevel(settings["LOG_LEVEL"])


def request_log(settings: Mapping[str, Any]) -> structlog.typing.FilteringBoundLogger:
    """Return the logger of requests, which says nothing where LOG_REQUESTS is off."""
    level = settings["LOG_LEVEL"] if settings["LOG_REQUESTS"] else "CRITICAL"
    in_words: list[Processor] = [] if settings["LOG_FORMAT"] == "json" else [_in_words]
    made: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        RequestLines(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[_begin_with_time, *in_words, _renderer(settings["LOG_FORMAT"])],
    ).bind()
    return made


def _renderer(form: str) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(serializer=_as_json)
    # Windows needs a package of its own for colours.
    in_colours = os.name != "nt" and sys.stderr is not None and sys.stderr.isatty()
    return structlog.dev.ConsoleRenderer(
        colors=in_colours, sort_keys=False, pad_event_to=0, timestamp_key="time"
    )


def _begin_with_time(_logger: Any, level: str, line: EventDict) -> EventDict:
    """Put first what a line is read by. The machine's time, also where another is previewed."""
    return {"time": clock.read(), "level": level, "event": line.pop("event"), **line}


def _add_request(_logger: Any, _level: str, line: EventDict) -> EventDict:
    seen = observation.current()
    if seen.request_id:
        line["request_id"], line["route"] = seen.request_id, seen.route
    return line


def _in_words(_logger: Any, _level: str, line: EventDict) -> EventDict:
    """Say the request first, as people read it."""
    head = [str(line.pop(one)) for one in ("method", "route", "status")]
    line["event"] = f"{' '.join(head)} {line.pop('ms')} ms"
    return {name: value for name, value in line.items() if value is not None}


def _as_json(line: EventDict, **_options: Any) -> str:
    try:
        return orjson.dumps(line, default=str).decode()
    except TypeError:  # Half a character, which only the standard library writes.
        return json.dumps(line, default=str)


def _without_values(exc_info: ExcInfo) -> str:
    """Write a failure with its calls, without what the database says of the rows at hand."""
    return ROWS_SHOWN.sub("", "".join(traceback.format_exception(*exc_info))).rstrip("\n")
