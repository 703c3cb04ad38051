"""The fenced blocks of the README and of docs/, and the clone that a reader runs them in."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(
    r"(?:<!-- (?:not run: (?P<reason>.+?)|(?P<machine>run on a machine of its own)) -->\n)?"
    r"^```(?P<kind>\w*)\n(?P<text>.*?)^```",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A fenced part of a page; `reason` says why it is not run, `shown` what follows at once.

    What needs a machine of its own is run by a test in tests/machines.
    """

    kind: str
    text: str
    reason: str | None
    shown: str | None
    needs_machine: bool

    @property
    def runs_here(self) -> bool:
        return self.kind == "sh" and self.reason is None and not self.needs_machine

    @property
    def first_line(self) -> str:
        return self.text.partition("\n")[0]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    found = []
    for one, following in itertools.zip_longest(fences, fences[1:]):
        at_once = following and not text[one.end() : following.start()].strip()
        shown = following["text"] if at_once and following["kind"] == "json" else None
        machine = one["machine"] is not None
        found.append(Block(one["kind"], one["text"], one["reason"], shown, machine))
    return found


def of_a_machine(first_line: str) -> str:
    """Return the one block with this first line, of all that need a machine of their own."""
    [found] = [
        block.text
        for page in PAGES
        for block in blocks(page)
        if block.needs_machine and block.first_line == first_line
    ]
    return found


def copy_of_the_tree(folder: Path) -> None:
    """Copy what git has of the tree, or would have, as a clone does."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, names.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
