"""Whoever writes the shop's code, and commits it to a repository."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pages import copy_of_the_tree

GIT = ("git", "-c", "user.name=Tests", "-c", "user.email=tests@shop.example")


@contextmanager
def new_repository() -> Iterator[Path]:
    """The shop's repository, in which the newest commit is the tree as it is here."""
    with tempfile.TemporaryDirectory(prefix="shop-git-") as folder:
        repository = Path(folder) / "shop.git"
        copy_of_the_tree(repository)
        subprocess.run([*GIT, "init", "--quiet"], cwd=repository, check=True)
        commit(repository, "The shop")
        yield repository


def commit(repository: Path, subject: str) -> None:
    """Commit all that is in the folder, as the shop's developers would."""
    subprocess.run([*GIT, "add", "--all"], cwd=repository, check=True)
    subprocess.run([*GIT, "commit", "--quiet", "--message", subject], cwd=repository, check=True)
