"""A Redis of the tests' own, that can be killed, stopped in its tracks and started again."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

from tests.e2e.listening import PATIENCE, free_port, wait_until_it_listens


class RedisServer:
    """Redis on a port of its own; it keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> RedisServer:
        self.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it listens."""
        program = shutil.which("redis-server")
        assert program, "redis-server is missing: run `make e2e`"
        options = {
            "--port": str(self.port),
            "--bind": "127.0.0.1",
            "--save": "",
            "--appendonly": "no",
        }
        command = [program, *(word for pair in options.items() for word in pair)]
        self._process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL)
        wait_until_it_listens(self._process, self.port, lambda: "Redis did not start")

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)
            self._process = None

    def freeze(self) -> None:
        """Let it answer nothing, with its connections open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it answer again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)
