"""The commands for PowerShell, in a clean clone without an environment, as Windows has no make.

They are run in the words that this system has for them. What stays unproved is PowerShell itself.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.listening import free_port
from tests.e2e.test_pages import is_there, printed_by
from tests.pages import PAGES, blocks, copy_of_the_tree

PATIENCE = 300  # seconds: packages are installed.
SERVES = re.compile(r"^\.venv/bin/python app.py.*$", re.MULTILINE)
WRITTEN = {page: [one.text for one in blocks(page) if one.kind == "powershell"] for page in PAGES}


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """What git has of the tree, and nothing else."""
    around = Path(tempfile.mkdtemp(prefix="shop-clone-"))
    copy_of_the_tree(around / "shop")
    yield around / "shop"
    shutil.rmtree(around)


def in_words_of_sh(text: str, port: str) -> str:
    """Return a block as this system's shell says it; the server is started and waited for."""
    text = re.sub(r"\.venv\\Scripts\\(\w+)", r".venv/bin/\1", text)
    text = re.sub(r"^py ", "python3 ", text, flags=re.MULTILINE)
    text = text.replace("Invoke-RestMethod", "curl -sSf")
    text = text.replace("127.0.0.1:5000", f"127.0.0.1:{port}")
    assert "\\" not in text, text
    serve = "(.venv/bin/python app.py >server.log 2>&1 &)"
    return SERVES.sub(f"{serve}\nuntil {is_there(port)}; do sleep 0.1; done", text)


@pytest.mark.parametrize("page", [one for one in PAGES if WRITTEN[one]], ids=lambda one: one.name)
def test_the_commands_for_powershell_open_a_shop(page, clone):
    port = str(free_port())
    script = [in_words_of_sh(text, port) for text in WRITTEN[page]]
    asked = f"curl -sSf http://127.0.0.1:{port}/api/categories"
    python = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": python, "HOME": os.environ["HOME"], "PORT": port}
    whole = "\n".join(["set -euo pipefail", *script, asked])

    assert '"Electronics"' in printed_by(whole, clone, environment, PATIENCE)
