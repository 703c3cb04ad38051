"""Programs from npm that the end-to-end tests run, installed beside their lock files."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 600  # seconds
CLIENTS = Path(__file__).parent.parent.parent / "clients"


def installed(folder: Path) -> Path:
    """Install what `folder` has locked, once, and return where its programs are."""
    assert shutil.which("npm"), "npm is missing: run `make e2e`"
    modules = folder / "node_modules"
    mark = modules / ".installed"
    lock = folder / "package-lock.json"
    if not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime:
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        mark.touch()
    return modules / ".bin"


def run(
    command: list[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    given: str = "",
) -> str:
    """Run a program and return what it printed; fails with that when the program does."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        input=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed[-6000:]
    return printed


def npm(*words: str, environment: Mapping[str, str] | None = None, given: str = "") -> str:
    """Run npm in `clients/`, with what it has locked, and return what it printed."""
    installed(CLIENTS)
    return run(["npm", *words], CLIENTS, environment, given)
