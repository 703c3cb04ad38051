"""Processes of a benchmark: servers under granian or uvicorn, and the CPU time each one used.

Linux only.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
WORKERS = 2
BLOCKING_THREADS = 128
SECONDS_TO_START = 30
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that listens on 127.0.0.1."""

    port: int
    pid: int


def cpu_seconds(pid: int) -> float:
    """Return the user and system time of all threads that the process ever had.

    This is the sum of utime and stime of /proc/<pid>/stat, read from the process's
    CPU clock, which counts nanoseconds where the file counts hundredths of a second.
    """
    # The number of the clock is what clock_getcpuclockid(3) computes; Python lacks that function.
    return time.clock_gettime((~pid << 3) | 2)


def cpu_seconds_of_the_dead(pid: int) -> float:
    """Return the user and system time of the children of `pid` that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / TICKS_PER_SECOND


def cpu_seconds_of_a_family(pid: int) -> float:
    """Return the user and system time of `pid`, its descendants, and its children that ended."""
    total = cpu_seconds_of_the_dead(pid)
    for one in family(pid):
        with suppress(ProcessLookupError, OSError):  # It has ended since.
            total += cpu_seconds(one)
    return total


def family(pid: int) -> list[int]:
    """Return `pid` and all that it started, directly or not."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):  # The thread has ended since.
                found += map(int, children.read_text().split())
    return found


_programs = Path(sys.executable).parent


def serve_as_deployed(folder: Path) -> None:
    """Serve from now on by an environment with what a deployment installs and no more.

    It is made in `folder` unless it is there. Libraries import what they find: PyJWT
    cryptography, structlog rich, which only tests bring along.
    """
    global _programs  # Chosen once, by the program that is run.
    required = PROJECT_FOLDER / "requirements.txt"
    made = folder / f"deployed-{hashlib.sha256(required.read_bytes()).hexdigest()[:12]}"
    _programs = made / "bin"
    if not (made / "whole").exists():
        venv.create(made, clear=True, with_pip=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command = [_programs / "python", *install, "--require-hashes", "-r", required]
        subprocess.run(command, check=True)
        (made / "whole").touch()


@contextmanager
def granian(
    target: str, environment: Mapping[str, str], *, factory: bool = False
) -> Iterator[Server]:
    """Serve `target` by granian as `make serve` does, until the block ends."""
    port = free_port()
    command = [_programs / "granian", "--interface", "wsgi", target]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS), "--no-ws"]
    command += ["--blocking-threads", str(BLOCKING_THREADS), "--log-level", "warning"]
    command += ["--factory"] if factory else []
    heaps = {"MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX", "2")}
    with serving(command, port, {**heaps, **environment}) as server:
        yield server


@contextmanager
def uvicorn(target: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve an ASGI `target` by uvicorn with as many workers, until the block ends."""
    port = free_port()
    command = [Path(sys.executable).parent / "uvicorn", target, "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-access-log", "--log-level", "warning"]
    with serving(command, port, environment) as server:
        yield server


@contextmanager
def serving(
    command: Sequence[str | Path], port: int, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Run a server that listens on `port` until the block ends."""
    process = subprocess.Popen(command, cwd=PROJECT_FOLDER, env={**os.environ, **environment})
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{list(map(str, process.args))} did not start")
