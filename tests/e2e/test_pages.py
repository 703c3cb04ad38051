"""The README and every page of docs/ say what works: their commands are run, in a clean clone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.listening import free_port
from tests.original_database import make_original_database
from tests.pages import PAGES, ROOT, blocks, copy_of_the_tree

PATIENCE = 120  # seconds
SERVES = re.compile(r"^make run\b.*$", re.MULTILINE)
MARK = "-- what the block printed ends here --"


def runnable(page: Path) -> bool:
    return any(block.runs_here for block in blocks(page))


RUN = [page for page in PAGES if runnable(page)]


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """What git has of the tree, as a clone would; the environment is the one that tests run in."""
    # Not pytest's private folder: under root PostgreSQL is started as another user, from .venv.
    around = Path(tempfile.mkdtemp(prefix="shop-clone-"))
    around.chmod(0o755)
    folder = around / "shop"
    copy_of_the_tree(folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    open_old_shop(around / "old-shop")
    yield folder
    shutil.rmtree(around)


def open_old_shop(folder: Path) -> None:
    """Leave what the original program leaves: a database, and pictures."""
    (folder / "instance").mkdir(parents=True)
    make_original_database(f"sqlite:///{folder / 'instance' / 'shop.db'}", dirt=True)
    (folder / "static" / "users").mkdir(parents=True)
    (folder / "static" / "users" / "alice.png").write_bytes(b"a picture")


@pytest.fixture
def here(clone, tmp_path) -> dict[str, str]:
    """An environment with an empty shop and a port of its own, and the server that is started."""
    shutil.rmtree(clone / "instance", ignore_errors=True)
    return {
        "PATH": f"{clone / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PORT": str(free_port()),
        "BCRYPT_LOG_ROUNDS": "4",
        # Where a page runs all tests: all of one file, or this one would be run by itself.
        "PYTEST_ADDOPTS": "tests/test_timeline.py",
        "PYTEST_XDIST_AUTO_NUM_WORKERS": "0",
        "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),
    }


def is_there(port: str) -> str:
    return f"curl -sf http://127.0.0.1:{port}/health/live >/dev/null"


def script_of(page: Path, port: str) -> str:
    """Return all blocks of a page as one script that prints a mark after each."""
    parts = ["set -euo pipefail"]
    for block in blocks(page):
        if block.runs_here:
            text = block.text.replace("127.0.0.1:5000", f"127.0.0.1:{port}")
            starts = f"(make run >server.log 2>&1 &)\nuntil {is_there(port)}; do sleep 0.1; done"
            parts.append(SERVES.sub(lambda _, starts=starts: starts, text))
            parts.append(f"echo; echo '{MARK}'")
    return "\n".join(parts)


def shown_after(page: Path) -> list[str | None]:
    """Return for each block that is run the JSON that the page shows as its answer, if any."""
    return [one.shown for one in blocks(page) if one.runs_here]


def shape(value: Any) -> Any:
    """Return what a JSON value looks like: names of members and kinds of values."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value[:1]]
    return "number" if isinstance(value, int | float) else type(value).__name__


def stop_servers(clone: Path) -> None:
    for one in Path("/proc").glob("[0-9]*"):
        try:
            runs = b"app.py" in one.joinpath("cmdline").read_bytes()
            if runs and one.joinpath("cwd").resolve() == clone:
                os.kill(int(one.name), signal.SIGTERM)
        except (OSError, ProcessLookupError):
            continue


def printed_by(
    script: str, clone: Path, environment: dict[str, str], patience: float = PATIENCE
) -> str:
    """Run a script in a clone, end the servers that it started, and return what it printed."""
    try:
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=patience,
        )
    finally:
        stop_servers(clone)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.mark.parametrize("page", RUN, ids=[page.name for page in RUN])
def test_the_commands_of_a_page_work(page, clone, here):
    printed = printed_by(script_of(page, here["PORT"]), clone, here).split(MARK)[:-1]
    for answer, shown in zip(printed, shown_after(page), strict=True):
        assert '"/problems/' not in answer or page.name == "errors.md", answer
        if shown is not None:
            last = answer.strip().splitlines()[-1]
            last = last[last.rindex("}{") + 1 :] if "}{" in last else last
            assert shape(json.loads(last)) == shape(json.loads(shown))
