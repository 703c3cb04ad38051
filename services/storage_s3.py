"""Files in a bucket of S3, or of what speaks its protocol; loaded with `STORAGE=s3` alone.

Who may do so is told to boto3 in its own ways: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
a profile, or the machine's role.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from services.refusals import StorageUnavailable
from services.storage import Address, StoredFile

log = logging.getLogger("shop")

# A request waits for the storage no longer than for a lock of the database, twice.
CONNECT_SECONDS = 2
READ_SECONDS = 5
TRIES = 2
PRESIGNED_SECONDS = 3600
AT_A_TIME = 1000
NO_SUCH_FILE = ("NoSuchKey", "404")  # To a HEAD there is no body that says more.
# Names are never given twice, so a copy never goes stale.
KEEP = "public, max-age=31536000, immutable"


def made(settings: Mapping[str, Any]) -> S3Storage:
    """Return the storage that the settings name; nothing is asked of it yet."""
    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        max_pool_connections=settings["THREADS"],
        # Others than AWS know no bucket as a host name, and no checksums but the body's.
        s3={"addressing_style": "path" if settings["S3_ENDPOINT_URL"] else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client = boto3.client(
        "s3",
        endpoint_url=settings["S3_ENDPOINT_URL"],
        region_name=settings["S3_REGION"],
        config=config,
    )
    return S3Storage(client, settings["S3_BUCKET"], settings["S3_PUBLIC_URL"])


class S3Storage:
    """Keeps files in `bucket` under `<folder>/<name>`; a request for one is led there."""

    def __init__(self, client: Any, bucket: str, public_url: str | None) -> None:
        self._client = client
        self._bucket = bucket
        self._public_url = public_url

    def save(self, folder: str, name: str, content: bytes, media_type: str) -> None:
        """Keep a file: an object is there when it is there whole."""
        with _told():
            self._client.put_object(
                **self._object(folder, name),
                Body=content,
                ContentType=media_type,
                CacheControl=KEEP,
            )

    def read(self, folder: str, name: str) -> bytes | None:
        """Return a file's bytes; None where there is none."""
        with _told(), _may_be_absent():
            with self._client.get_object(**self._object(folder, name))["Body"] as body:
                content: bytes = body.read()
            return content
        return None

    def delete(self, folder: str, name: str) -> None:
        """Delete a file; nothing happens where there is none."""
        with _told():
            self._client.delete_object(**self._object(folder, name))

    def exists(self, folder: str, name: str) -> bool:
        """Say whether a file is there."""
        with _told(), _may_be_absent():
            self._client.head_object(**self._object(folder, name))
            return True
        return False

    def files(self, folder: str, after: str = "") -> Iterator[StoredFile]:
        """Yield the files of a folder by name; what lies in folders below is not seen."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket,
            Prefix=f"{folder}/",
            Delimiter="/",
            StartAfter=f"{folder}/{after}",
            PaginationConfig={"PageSize": AT_A_TIME},
        )
        with _told():
            for page in pages:
                for one in page.get("Contents", ()):
                    yield StoredFile(one["Key"].removeprefix(f"{folder}/"), one["LastModified"])

    def address(self, folder: str, name: str) -> Address:
        """Return the public address of a file, or one that is signed and serves for an hour."""
        if self._public_url:
            return Address(f"{self._public_url}/{folder}/{quote(name)}", None)
        with _told():
            url: str = self._client.generate_presigned_url(
                "get_object", Params=self._object(folder, name), ExpiresIn=PRESIGNED_SECONDS
            )
        return Address(url, PRESIGNED_SECONDS)

    def is_ready(self) -> bool:
        """Say whether the bucket answers to who the shop is."""
        with _told():
            self._client.head_bucket(Bucket=self._bucket)
        return True

    def _object(self, folder: str, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{folder}/{name}"}


@contextmanager
def _told() -> Iterator[None]:
    """Log a failure of the storage and raise StorageUnavailable in its place."""
    try:
        yield
    except (BotoCoreError, ClientError) as failure:
        log.exception("the S3 storage failed")
        raise StorageUnavailable() from failure


@contextmanager
def _may_be_absent() -> Iterator[None]:
    """Leave the block where the storage says that there is no such file."""
    try:
        yield
    except ClientError as failure:
        if failure.response["Error"]["Code"] not in NO_SUCH_FILE:
            raise
