"""A replica of a benchmark's PostgreSQL, which follows it from a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg

from benchmarks.postgres import Postgres

SECONDS_TO_START = 60


@contextmanager
def running_replica(postgres: Postgres) -> Iterator[Postgres]:
    """Copy a server and let the copy follow it until the block ends."""
    programs = Path(f"/proc/{postgres.pid}/exe").resolve().parent
    socket_folder = parse_qs(urlsplit(postgres.address).query)["host"][0]
    user = Path(socket_folder).owner() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="shop-bench-replica-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    copy = [programs / "pg_basebackup", "-R", "--checkpoint=fast", "--no-sync", "-D", data]
    copy += ["-d", f"host={socket_folder} user=postgres"]
    serve = [programs / "postgres", "-D", data, "-h", "", "-k", folder]
    try:
        with log.open("wb") as output:
            options = {"cwd": folder, "user": user, "stdout": output, "stderr": output}
            subprocess.run(copy, check=True, **options)
            server = subprocess.Popen(serve, **options)
        try:
            address = postgres.address.replace(socket_folder, str(folder))
            replica = Postgres(address, server.pid, log)
            _wait_for(replica, server)
            yield replica
        finally:
            server.terminate()
            server.wait(SECONDS_TO_START)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(replica: Postgres, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            replica.connect().close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(replica.log.read_text())
