"""A PgBouncer of the tests' own, in its transaction mode, in front of the run's PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.e2e.listening import PATIENCE, free_port, wait_until_it_listens

SETTINGS = """
[databases]
* = host={host} port=5432 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 200
"""


class PgBouncer:
    """Listens on a port of its own and shares so many connections among all who call."""

    def __init__(self, database_url: str, folder: Path, connections: int) -> None:
        parts = urlsplit(database_url)
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}{parts.path}"
        self._host = parse_qs(parts.query)["host"][0]
        self._settings = folder / "pgbouncer.ini"
        self._settings.write_text(
            SETTINGS.format(host=self._host, port=self.port, connections=connections)
        )
        self._log = folder / "pgbouncer.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PgBouncer:
        self.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it listens."""
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
        assert program, "pgbouncer is missing: run `make e2e`"
        command = [program, str(self._settings)]
        if os.geteuid() == 0:  # It refuses to be root; the server's user may open its socket.
            command[1:1] = ["--user", Path(self._host).owner()]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until_it_listens(self._process, self.port, self.log)

    def kill(self) -> None:
        """End it at once, and every connection through it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None

    def log(self) -> str:
        """Return what it has said so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")
