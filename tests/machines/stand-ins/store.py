"""A bucket by the protocol of S3 at port 8333, with SeaweedFS' address for its health."""

from __future__ import annotations

import os
import threading

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

PORT = 8333
made = threading.Event()
s3 = DomainDispatcherApplication(create_backend_app)


def store(environ, start_response):
    """Answer for the health by itself, and leave all else to moto."""
    if environ["PATH_INFO"] != "/healthz":
        return s3(environ, start_response)
    start_response("200 OK" if made.is_set() else "503 Service Unavailable", [])
    return [b""]


def make_bucket() -> None:
    """Make the bucket once the server answers; botocore tries again until then."""
    client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{PORT}", region_name="us-east-1")
    client.create_bucket(Bucket=os.environ["S3_BUCKET"])
    made.set()


threading.Thread(target=make_bucket, daemon=True).start()
run_simple("0.0.0.0", PORT, store, threaded=True)
