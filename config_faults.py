"""Which settings do not go together, and which a production server may not have."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from services.password_rules import password_fault

OFF = ("", "0", "false", "no")  # Flask takes all else for on.
DEVELOPMENT_ADMIN_PASSWORD = "admin123"
MINIMUM_SECRET_BYTES = 32  # RFC 7518 section 3.2: an HS256 key has at least 256 bits.
WELL_KNOWN_SECRETS = ("secret", "change", "your-", "jwt_secret", "password", "example", "dev")


def faults_of(settings: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """Name every fault of settings that were read, from what was `given`."""
    faults = [*_storage_faults(settings), *_replica_faults(settings), *_admin_faults(settings)]
    if settings["APP_ENV"] == "production":
        faults += _production_faults(settings, given)
    return faults


def _storage_faults(settings: Mapping[str, Any]) -> list[str]:
    """Name what is missing for the storage, and what does not go together."""
    faults = []
    if settings["STORAGE"] == "s3" and not settings["S3_BUCKET"]:
        faults.append("S3_BUCKET: STORAGE=s3 needs the name of a bucket")
    if settings["STORAGE"] == "s3" and find_spec("boto3") is None:
        faults.append("STORAGE: s3 needs boto3: pip install -r requirements-s3.txt")
    if settings["X_SENDFILE"] and settings["X_ACCEL_REDIRECT"]:
        faults.append("X_SENDFILE: the web server in front knows this or X_ACCEL_REDIRECT")
    return faults


def _replica_faults(settings: Mapping[str, Any]) -> list[str]:
    """Name a replica of a database that can have none."""
    urls = settings["SQLALCHEMY_DATABASE_URI"], settings["DATABASE_REPLICA_URL"]
    if urls[1] and any(url.startswith("sqlite") for url in urls):
        return ["DATABASE_REPLICA_URL: only PostgreSQL has a replica"]
    return []


def _admin_faults(settings: Mapping[str, Any]) -> list[str]:
    """Name a password of the first admin that nobody else may have."""
    password = settings["ADMIN_PASSWORD"]
    if password is None:
        return []
    if settings["APP_ENV"] == "production" and password == DEVELOPMENT_ADMIN_PASSWORD:
        return ["ADMIN_PASSWORD: is the default of development"]
    bounds = settings["PASSWORD_MIN_LENGTH"], settings["PASSWORD_BLOCKLIST"]
    fault = password_fault(password, "admin", *bounds)
    return [f"ADMIN_PASSWORD: {fault}"] if fault else []


def _production_faults(settings: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """Name what a development machine may do and a production server may not."""
    faults = []
    if not settings["JWT_SECRET_KEY"]:
        faults.append("JWT_SECRET_KEY: production needs one; 32 random bytes or more")
    else:
        faults += _weaknesses("JWT_SECRET_KEY", settings["JWT_SECRET_KEY"])
    if settings["METRICS_TOKEN"]:
        faults += _weaknesses("METRICS_TOKEN", settings["METRICS_TOKEN"])
    for secret in settings["JWT_PREVIOUS_SECRET_KEYS"]:
        faults += _weaknesses("JWT_PREVIOUS_SECRET_KEYS", secret)
    if any(network.prefixlen == 0 for network in settings["TRUSTED_PROXIES"]):
        faults.append("TRUSTED_PROXIES: trusts everybody, so anybody may name any address")
    if str(given.get("FLASK_DEBUG") or "").lower() not in OFF:
        faults.append("FLASK_DEBUG: must be off in production")
    return faults


def _weaknesses(name: str, secret: str) -> list[str]:
    """Say why a secret could be guessed; nothing when it could not."""
    if len(secret.encode()) < MINIMUM_SECRET_BYTES:
        return [f"{name}: has fewer than {MINIMUM_SECRET_BYTES} bytes"]
    if secret.lower().startswith(WELL_KNOWN_SECRETS) or len(set(secret)) < 8:
        return [f"{name}: is a well-known or guessable one"]
    return []
