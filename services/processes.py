"""Processes as the system tells of them: who they are, and what they use.

Linux says it under /proc. Elsewhere a process is known by its number alone, and its
figures are left out.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Process(NamedTuple):
    """A process that lives."""

    pid: int
    parent: int
    cpu_seconds: float
    started: str
    resident_bytes: int

    @classmethod
    def read(cls, pid: int) -> Process | None:
        """Return what is told of a process, None where there is none or nothing is told."""
        try:
            text = (PROC / str(pid) / "stat").read_text(errors="replace")
        except OSError:
            return None
        # The name stands in brackets and may hold anything, so what follows it is counted.
        fields = text.rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        memory = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        return cls(pid, int(fields[1]), ticks, fields[19], memory)

    @property
    def is_sibling(self) -> bool:
        """Whether it is this process, or another worker of the same server."""
        return self.pid == os.getpid() or self.parent == os.getppid()


def identity(pid: int) -> str:
    """Return a name that no other process had or will have; numbers come again."""
    process = Process.read(pid)
    return f"{pid}-{process.started}" if process else str(pid)


def is_identity(name: str) -> bool:
    """Say whether a name is that of a process that lives."""
    pid = name.partition("-")[0]
    return pid.isascii() and pid.isdigit() and _lives(int(pid)) and identity(int(pid)) == name


def _lives(pid: int) -> bool:
    if PROC.is_dir():
        return (PROC / str(pid)).is_dir()
    # Where nothing is told, better keep what may be needed: on Windows asking would end it.
    return True
