"""Traces for OpenTelemetry: a span for each request, and one below it for each statement.

Loaded only where it is switched on, as it needs the packages of `requirements-otel.txt`. What
the SDK reads from the environment counts (OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER, ...).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, use_span

from services import observation
from services.observation import Observed, shortened

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SERVICE = "shop"


class Traced:
    """WSGI middleware that makes the spans; `Watched` stands in front of it."""

    def __init__(self, app: WSGIApplication, tracer: Tracer) -> None:
        self._app, self._tracer = app, tracer

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, in the trace of its caller where it names one."""
        seen = observation.current()
        carrier = {"traceparent": environ.get("HTTP_TRACEPARENT", "")}
        span = self._tracer.start_span(
            seen.method, propagate.extract(carrier), kind=SpanKind.SERVER
        )
        seen.trace_id = format(span.get_span_context().trace_id, "032x")
        seen.on_statement = self._statement
        try:
            with use_span(span, record_exception=False):
                return self._app(environ, start_response)
        finally:
            _describe(span, seen)
            span.end()

    def _statement(self, statement: str, begun: float, ended: float) -> None:
        """Make the span of a statement that has run. Its text holds no values."""
        offset = time.time_ns() - int(time.perf_counter() * 1e9)
        span = self._tracer.start_span(
            statement.partition(" ")[0],
            kind=SpanKind.CLIENT,
            start_time=offset + int(begun * 1e9),
            attributes={"db.query.text": shortened(statement)},
        )
        span.end(offset + int(ended * 1e9))


def trace(app: Flask) -> None:
    """Put `Traced` in front of `app`, and send what it sees to the collector."""
    endpoint = app.config["OTEL_EXPORTER_OTLP_ENDPOINT"]
    name = os.environ.get("OTEL_SERVICE_NAME", SERVICE)
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    address = f"{endpoint.rstrip('/')}/v1/traces" if endpoint else None
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    app.extensions["tracer-provider"] = provider
    app.wsgi_app = Traced(app.wsgi_app, provider.get_tracer(SERVICE))  # type: ignore[method-assign]


def _describe(span: Span, seen: Observed) -> None:
    span.update_name(f"{seen.method} {seen.route}")
    span.set_attributes(
        {
            "http.request.method": seen.method,
            "http.route": seen.route,
            "http.response.status_code": seen.status,
            "shop.sql_statements": seen.statements,
        }
    )
    if seen.status >= 500:
        span.set_status(Status(StatusCode.ERROR))
