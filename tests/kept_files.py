"""What the shop keeps of uploads, seen from outside: a folder, or a bucket over real HTTP."""

from __future__ import annotations

import http.client
import itertools
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import boto3
from moto.server import ThreadedMotoServer

from services import storage, storage_s3
from tests.shop_driver import Shop

HOST = "127.0.0.1"
S3_KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "a secret of tests"}


class Fetched(NamedTuple):
    """What a client has after following every address it was led to."""

    status: int
    content: bytes
    mimetype: str


class KeptOnDisk:
    """The files of a shop that keeps them in its folder."""

    kind = "disk"

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.root: Path = shop.app.config["UPLOAD_FOLDER"]

    def empty(self) -> None:
        """Take every file away."""
        for folder in ("products", "users"):
            for name in self.names(folder):
                (self.root / folder / name).unlink()

    def names(self, folder: str) -> list[str]:
        """Return the names of all files, half written ones too, in their order."""
        return sorted(path.name for path in (self.root / folder).glob("*"))

    def read(self, folder: str, name: str) -> bytes:
        return (self.root / folder / name).read_bytes()

    def put(self, folder: str, name: str, content: bytes) -> None:
        """Lay a file there past the shop."""
        (self.root / folder).mkdir(parents=True, exist_ok=True)
        (self.root / folder / name).write_bytes(content)

    def fetch(self, address: str) -> Fetched:
        """Load what a client gets at an address of the shop."""
        answer = self.shop.get(address)
        return Fetched(answer.status_code, answer.get_data(), answer.mimetype)

    def broken(self) -> storage.Storage:
        """Return a storage that fails: its folder is no folder."""
        no_folder = self.root / "no-folder"
        no_folder.touch()
        return storage.DiskStorage(no_folder)


class KeptInBucket:
    """The files of a shop that keeps them in a bucket of its own."""

    kind = "s3"
    buckets = (f"shop-{number}" for number in itertools.count())

    def __init__(self, shop: Shop, endpoint: str) -> None:
        self.shop = shop
        self.bucket = next(self.buckets)
        self.settings = s3_settings(endpoint, self.bucket)
        self.client: Any = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
        self.client.create_bucket(Bucket=self.bucket)

    def names(self, folder: str) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=f"{folder}/"
        )
        keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        return [key.removeprefix(f"{folder}/") for key in keys]

    def read(self, folder: str, name: str) -> bytes:
        found = self.client.get_object(Bucket=self.bucket, Key=f"{folder}/{name}")
        with found["Body"] as body:
            return bytes(body.read())

    def put(self, folder: str, name: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=f"{folder}/{name}", Body=content)

    def fetch(self, address: str) -> Fetched:
        answer = self.shop.get(address)
        if answer.status_code != 302:
            return Fetched(answer.status_code, answer.get_data(), answer.mimetype)
        status, headers, content = load(answer.headers["Location"])
        return Fetched(status, content, headers.get("Content-Type", ""))

    def storage(self, **settings: Any) -> storage.Storage:
        """Return the storage that a shop with these settings has."""
        config = {**self.shop.app.config, **self.settings, **settings}
        return storage_s3.made(config)

    def broken(self) -> storage.Storage:
        """Return a storage whose server is down."""
        return self.storage(S3_ENDPOINT_URL=f"http://{HOST}:{closed_port()}")


def s3_settings(endpoint: str, bucket: str = "shop") -> dict[str, str]:
    """Return the settings of a shop whose files are in a bucket, and whose keys are of tests."""
    return {
        "STORAGE": "s3",
        "S3_BUCKET": bucket,
        "S3_ENDPOINT_URL": endpoint,
        "S3_REGION": "us-east-1",
        **S3_KEYS,
    }


def load(url: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Load an address as any client does, and return status, headers and body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def closed_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        return int(holder.getsockname()[1])


@contextmanager
def s3_server() -> Iterator[str]:
    """Run a server that speaks S3 and yield its address."""
    # It runs within the tests, so its lines would stand among those of the shop.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    try:
        yield f"http://{HOST}:{server.get_host_and_port()[1]}"
    finally:
        server.stop()
