"""How the values of settings are read: from text to what the shop goes by, or ValueError.

`config.py` says which setting is read how; the message of the error stands behind its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:@\[\]_-]+(/[A-Za-z0-9._~/%-]*)?")
LOCATION = re.compile(r"(/[A-Za-z0-9._~-]+)+/?")
YES_AND_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

Network: TypeAlias = IPv4Network | IPv6Network
T = TypeVar("T")


def database_url(value: str) -> str:
    """Name the driver in a PostgreSQL address; hosts hand out `postgres://` without one."""
    for scheme in ("postgres://", "postgresql://"):
        if value.startswith(scheme):
            value = "postgresql+psycopg://" + value.removeprefix(scheme)
    if not value.startswith(("sqlite://", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:// or postgresql://")
    url = _read_url(value)
    if url is None or (value.startswith("sqlite") and url.host):
        example = "postgresql://user:password@host:5432/database or sqlite:////folder/shop.db"
        raise ValueError(f"is no address such as {example}")
    return value


def _read_url(value: str) -> URL | None:
    """Return the address of a database; None where it is none."""
    try:
        return make_url(value)
    except (ArgumentError, ValueError):
        return None


def redis_url(value: str) -> str:
    """Read an address of Redis."""
    if not value.startswith(("redis://", "rediss://")):
        raise ValueError("must begin with redis:// or rediss://")
    try:
        _ = urlsplit(value).port
    except ValueError:
        raise ValueError("is no address such as redis://host:6379/0") from None
    return value


def network(value: str) -> Network:
    """Read a network, or one address as a network of its own."""
    try:
        return ip_network(value)
    except ValueError:
        raise ValueError(f"{value!r} is no network such as 10.0.0.0/8") from None


def origin(value: str) -> str:
    """Read an origin, as browsers write it, or `*` for any."""
    if value != "*" and not ORIGIN.fullmatch(value):
        raise ValueError(f"{value!r} is no origin such as https://shop.example")
    return value


def web_address(value: str) -> str:
    """Read an address that others are built on, so without what would stand behind them."""
    if not WEB_ADDRESS.fullmatch(value):
        raise ValueError("is no address such as https://files.example/shop")
    return value.rstrip("/")


def location(value: str) -> str:
    """Read a path of a web server's own."""
    if not LOCATION.fullmatch(value):
        raise ValueError("is no path such as /uploads")
    return value.rstrip("/")


def list_of(read: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Read a list with commas between its members."""
    return lambda value: tuple(read(one.strip()) for one in value.split(",") if one.strip())


def yes_or_no(value: Any) -> bool:
    """Read a switch."""
    if str(value).lower() not in YES_AND_NO:
        raise ValueError("must be true or false")
    return YES_AND_NO[str(value).lower()]


def folder_from(place: Path) -> Callable[[Any], Path]:
    """Read a folder, which need not be there yet; one that is not absolute, from `place` on."""
    return lambda value: (place / value).resolve()


def one_of(*allowed: str) -> Callable[[str], str]:
    """Read one of a few words."""

    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return read


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Read a whole number within bounds."""

    def read(value: Any) -> int:
        if not str(value).isascii() or not str(value).isdigit() or not low <= int(value) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(value)

    return read
