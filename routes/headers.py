"""Headers that keep answers safe in a browser, and which other origins may read them (CORS)."""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from flask_cors import CORS

SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    # Data is nothing to render; pages of the shop's own have a policy of their own.
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    # What is not said to be public belongs to somebody, or is a failure.
    ("Cache-Control", "no-store"),
)
HTTPS_ONLY = "max-age=31536000"
READABLE = [
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-ID",
    "X-Shop-Now",
    "X-Total-Count",
]
SENDABLE = [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Request-ID",
    "X-Shop-Now",
]
SECONDS_TO_KEEP_A_PREFLIGHT = 600


def add_safe_headers(response: Response) -> None:
    """Set what the view has not set of `SAFE`, and the headers that depend on the request."""
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend([pair for pair in SAFE if pair[0].lower() not in present])
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = HTTPS_ONLY
    if current_app.config["CORS_ORIGINS"]:
        # Also where nothing was allowed: else a cache would hand that answer to who is allowed.
        response.vary.add("Origin")


def register_cors(app: Flask) -> None:
    """Let pages of `CORS_ORIGINS` call `app`. Credentials are never allowed: tokens need none."""
    origins = app.config["CORS_ORIGINS"]
    if origins:
        CORS(
            app,
            origins=list(origins),
            methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=SENDABLE,
            expose_headers=READABLE,
            max_age=SECONDS_TO_KEEP_A_PREFLIGHT,
            always_send=False,
            send_wildcard=True,
            vary_header=False,
        )
