"""Traces: a span for each request and statement, sent to a collector as OpenTelemetry has it."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app import create_app
from config import ConfigurationError
from tests.conftest import test_settings as settings_of
from tests.shop_driver import made, refused

TRACE, CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@pytest.fixture
def collector():
    """A collector's HTTP end: `received` holds what was posted to it."""

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.received.append((self.path, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Collector)
    server.received = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def traced(shop_with, collector):
    address = f"http://127.0.0.1:{collector.server_port}"
    shop = shop_with(OTEL_EXPORTER_OTLP_ENDPOINT=address, LOG_REQUESTS="true", LOG_FORMAT="json")
    yield shop
    shop.app.extensions["tracer-provider"].shutdown()


def spans_of(shop, collector):
    """Return what the collector was sent: (the service's name, its spans)."""
    assert shop.app.extensions["tracer-provider"].force_flush()
    services, spans = set(), []
    for path, body in collector.received:
        assert path == "/v1/traces"
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            services |= {
                one.value.string_value
                for one in resource.resource.attributes
                if one.key == "service.name"
            }
            spans += [span for scope in resource.scope_spans for span in scope.spans]
    collector.received.clear()
    (service,) = services
    return service, spans


def attributes(span):
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def test_a_request_is_a_span_in_the_trace_of_its_caller(traced, collector, capsys):
    headers = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
    made(traced.get("/api/products?q=hush", headers=headers))

    service, spans = spans_of(traced, collector)
    assert service == "shop"
    *statements, request = spans
    assert request.name == "GET /api/products"
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (TRACE, CALLER)
    assert attributes(request) == {
        "http.request.method": "GET",
        "http.route": "/api/products",
        "http.response.status_code": 200,
        "shop.sql_statements": len(statements),
    }
    assert statements
    for span in statements:
        assert span.parent_span_id == request.span_id
        assert request.start_time_unix_nano <= span.start_time_unix_nano
        assert span.start_time_unix_nano < span.end_time_unix_nano
    assert b"hush" not in b"".join(span.SerializeToString() for span in spans)
    assert f'"trace_id":"{TRACE}"' in capsys.readouterr().err


def test_a_refusal_is_no_error_and_an_odd_caller_begins_a_trace_anew(traced, collector):
    refused(traced.get("/api/nothing", headers={"traceparent": "00-nonsense"}), 404, "not-found")

    _, (span,) = spans_of(traced, collector)
    assert span.name == "GET (none)"
    assert not span.parent_span_id
    assert span.status.code == 0


def test_without_its_packages_the_shop_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    monkeypatch.delitem(sys.modules, "routes.tracing", raising=False)

    with pytest.raises(ConfigurationError, match=r"OTEL: .*requirements-otel\.txt"):
        create_app({**settings_of("sqlite://", tmp_path), "OTEL": "true"})
