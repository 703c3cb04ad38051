"""The real shop with imports that stop in the middle of writing: a test can kill them there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from app import create_app
from services import import_service, transaction
from tests.unguarded import _begin_nothing, replace

MARK = "import-is-writing"
LONG = 600  # seconds


def create_slow_app() -> Flask:
    """Build a shop whose imports leave a mark after their first batch, and go no further."""
    written = import_service.write_added

    def write_and_wait(*arguments: Any) -> None:
        written(*arguments)
        (Path(current_app.config["INSTANCE_FOLDER"]) / MARK).touch()
        time.sleep(LONG)

    import_service.write_added = write_and_wait
    return create_app()


def create_slow_app_without_transactions() -> Flask:
    """Build the same shop, where each statement is committed by itself: the control."""
    replace(transaction._begin, _begin_nothing)
    return create_slow_app()
