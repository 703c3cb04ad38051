"""Settings: read from the environment and `.env`, checked once at start.

`load_settings` is the one door. It names every fault at a time, so that a
deployer mends them in one go.

Contents: `ConfigurationError`, `load_settings`, `shown`, and how each setting is read;
`config_values.py` reads the values, `config_faults.py` says which do not go together.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from dotenv import dotenv_values

from config_faults import DEVELOPMENT_ADMIN_PASSWORD, faults_of
from config_values import (
    database_url,
    folder_from,
    list_of,
    location,
    network,
    one_of,
    origin,
    redis_url,
    web_address,
    whole,
    yes_or_no,
)

PROJECT_FOLDER = Path(__file__).resolve().parent
FOLDER = folder_from(PROJECT_FOLDER)
ISOLATION_LEVELS = ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")
LOG_FORMATS = ("json", "text")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SECRET_NAMES = re.compile(r"SECRET|PASSWORD$|TOKEN$")
PASSWORDS_IN_URL = (r"(?i)([?&](?:ssl)?password=)[^&]*", r"\A([^:]*://[^:]*:).+(?=@)")
"""What stands before a password, and the password: all that it may be where no sign is escaped."""

Take = Callable[..., Any]
"""Reads a setting: its name, its default, and how to read what is given."""


class ConfigurationError(click.ClickException):
    """The environment holds settings the shop can't start with; `faults` names each.

    `flask` tells it as a command's failure, without a traceback.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("The shop can't start with these settings:\n- " + "\n- ".join(faults))


def load_settings(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the Flask configuration: defaults, `.env`, the environment, then `overrides`.

    Raises ConfigurationError naming every setting at fault.
    """
    given: dict[str, Any] = {**_in_file(PROJECT_FOLDER / ".env"), **os.environ}
    given.update(overrides or {})
    faults: list[str] = []
    settings = _read(given, faults)
    faults += faults_of(settings, given)
    if faults:
        raise ConfigurationError(faults)
    if settings["APP_ENV"] == "development":
        settings["ADMIN_PASSWORD"] = settings["ADMIN_PASSWORD"] or DEVELOPMENT_ADMIN_PASSWORD
        settings["JWT_SECRET_KEY"] = settings["JWT_SECRET_KEY"] or _kept_secret(settings)
    settings["SETTINGS_SHOWN"] = shown(settings)
    settings["SECRET_KEY"] = settings["JWT_SECRET_KEY"]
    return settings


def shown(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return the settings for a person to read, with every secret and password masked."""
    lines = {}
    for name, value in settings.items():
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        text = ", ".join("***" if SECRET_NAMES.search(name) else str(one) for one in values)
        if name.endswith(("_URL", "_URI", "_ENDPOINT")):
            for password in PASSWORDS_IN_URL:
                text = re.sub(password, r"\1***", text)
        lines[name.replace("SQLALCHEMY_DATABASE_URI", "DATABASE_URL")] = text
    return lines


def make_folder(settings: Mapping[str, Any], name: str) -> None:
    """Make the folder that a setting names, where it is missing. Raises ConfigurationError."""
    try:
        settings[name].mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError([f"{name}: can't be made: {error.strerror}"]) from error


def _in_file(file: Path) -> dict[str, str | None]:
    """Read the settings of a file; some editors mark UTF-8. Raises ConfigurationError."""
    try:
        return dotenv_values(file, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError([f"{file.name}: is no text in UTF-8; save it as that"]) from error


def _read(given: Mapping[str, Any], faults: list[str]) -> dict[str, Any]:
    """Read each setting, or its default; add what can't be read to `faults`."""

    def take(name: str, default: Any, read: Callable[[Any], Any] = str) -> Any:
        value = given.get(name)
        if value is None or value == "":
            return default
        try:
            return read(value)
        except ValueError as error:
            faults.append(f"{name}: {error}")
            return default

    instance_folder = take("INSTANCE_FOLDER", PROJECT_FOLDER / "instance", FOLDER)
    environment = take("APP_ENV", "development", one_of("development", "production"))
    return {
        "APP_ENV": environment,
        "INSTANCE_FOLDER": instance_folder,
        "HOST": take("HOST", "127.0.0.1"),
        "PORT": take("PORT", 5000, whole(0, 65535)),
        "THREADS": take("THREADS", 4, whole(1, 1000)),
        **_database(take, instance_folder),
        "CATALOGUE_KEPT_BYTES": take("CATALOGUE_KEPT_BYTES", 16_000_000, whole(0, 10**10)),
        "CATALOGUE_MAX_AGE": take("CATALOGUE_MAX_AGE", 5, whole(0, 3600)),
        "IMPORT_MAX_BYTES": take("IMPORT_MAX_BYTES", 512 * 1024**2, whole(1, 1024**4)),
        **_accounts(take, in_production=environment == "production"),
        **_files(take),
        **_door(take),
        **_watching(take, in_production=environment == "production"),
        "TESTING": bool(given.get("TESTING", False)),
    }


def _files(take: Take) -> dict[str, Any]:
    """Read where uploaded files are kept, and who hands them out."""
    return {
        "UPLOAD_FOLDER": take("UPLOAD_FOLDER", PROJECT_FOLDER / "static", FOLDER),
        "STORAGE": take("STORAGE", "disk", one_of("disk", "s3")),
        "S3_BUCKET": take("S3_BUCKET", None),
        "S3_ENDPOINT_URL": take("S3_ENDPOINT_URL", None, web_address),
        "S3_REGION": take("S3_REGION", None),
        "S3_PUBLIC_URL": take("S3_PUBLIC_URL", None, web_address),
        "X_ACCEL_REDIRECT": take("X_ACCEL_REDIRECT", None, location),
        "X_SENDFILE": take("X_SENDFILE", False, yes_or_no),
    }


def _database(take: Take, instance_folder: Path) -> dict[str, Any]:
    """Read where the database is and how it is connected to."""
    sqlite = f"sqlite:///{instance_folder / 'shop.db'}"
    isolation = one_of(*ISOLATION_LEVELS)
    return {
        "SQLALCHEMY_DATABASE_URI": take("DATABASE_URL", sqlite, database_url),
        "DATABASE_ISOLATION": take("DATABASE_ISOLATION", "READ COMMITTED", isolation),
        "DATABASE_POOL_SIZE": take("DATABASE_POOL_SIZE", 10, whole(1, 1000)),
        "DATABASE_POOL_OVERFLOW": take("DATABASE_POOL_OVERFLOW", 10, whole(0, 1000)),
        "DATABASE_POOL_TIMEOUT": take("DATABASE_POOL_TIMEOUT", 30, whole(1, 3600)),
        "DATABASE_POOL_RECYCLE": take("DATABASE_POOL_RECYCLE", 1800, whole(1, 10**6)),
        "DATABASE_PGBOUNCER": take("DATABASE_PGBOUNCER", False, yes_or_no),
        "DATABASE_REPLICA_URL": take("DATABASE_REPLICA_URL", None, database_url),
    }


def _accounts(take: Take, in_production: bool) -> dict[str, Any]:
    """Read what passwords, sign-ins and the audit trail go by."""
    return {
        "PASSWORD_MIN_LENGTH": take("PASSWORD_MIN_LENGTH", 6, whole(6, 64)),
        "PASSWORD_BLOCKLIST": take("PASSWORD_BLOCKLIST", in_production, yes_or_no),
        "REFRESH_TOKEN_ROTATION": take("REFRESH_TOKEN_ROTATION", False, yes_or_no),
        "AUDIT_DAYS": take("AUDIT_DAYS", 730, whole(1, 36_500)),
        "BCRYPT_LOG_ROUNDS": take("BCRYPT_LOG_ROUNDS", 12, whole(4, 16)),
        # The whole password counts: bcrypt alone reads only its first 72 bytes.
        "BCRYPT_HANDLE_LONG_PASSWORDS": True,
        "ADMIN_PASSWORD": take("ADMIN_PASSWORD", None),
        "JWT_SECRET_KEY": take("JWT_SECRET_KEY", None),
        "JWT_PREVIOUS_SECRET_KEYS": take("JWT_PREVIOUS_SECRET_KEYS", (), list_of(str)),
    }


def _door(take: Take) -> dict[str, Any]:
    """Read how often anybody may call, and from where."""
    return {
        "RATELIMIT_ENABLED": take("RATELIMIT_ENABLED", True, yes_or_no),
        "REQUESTS_PER_MINUTE": take("REQUESTS_PER_MINUTE", 60_000, whole(1, 10**9)),
        "REDIS_URL": take("REDIS_URL", None, redis_url),
        "TRUSTED_PROXIES": take("TRUSTED_PROXIES", (), list_of(network)),
        "CORS_ORIGINS": take("CORS_ORIGINS", (), list_of(origin)),
    }


def _watching(take: Take, in_production: bool) -> dict[str, Any]:
    """Read what is told of what goes on, and to whom."""
    collector = take("OTEL_EXPORTER_OTLP_ENDPOINT", None)
    return {
        "LOG_FORMAT": take("LOG_FORMAT", "json" if in_production else "text", one_of(*LOG_FORMATS)),
        "LOG_LEVEL": take("LOG_LEVEL", "INFO", one_of(*LOG_LEVELS)),
        "LOG_REQUESTS": take("LOG_REQUESTS", True, yes_or_no),
        "SLOW_QUERY_MS": take("SLOW_QUERY_MS", 500, whole(0, 10**7)),
        "METRICS_TOKEN": take("METRICS_TOKEN", None),
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector,
        "OTEL": take("OTEL", collector is not None, yes_or_no),
    }


def _kept_secret(settings: Mapping[str, Any]) -> str:
    """Return the development secret, made on the first start and kept between starts."""
    make_folder(settings, "INSTANCE_FOLDER")
    file: Path = settings["INSTANCE_FOLDER"] / "jwt_secret"
    try:
        # O_EXCL: of several workers starting at once exactly one makes the secret.
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text().strip() or _replaced_secret(file)
    with os.fdopen(handle, "w") as opened:
        opened.write(secret := secrets.token_urlsafe(48))
    return secret


def _replaced_secret(file: Path) -> str:
    """Write a new secret into `file`, which a killed start left empty."""
    file.write_text(secret := secrets.token_urlsafe(48))
    return secret
