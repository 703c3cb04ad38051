"""The shop's commands as `flask` finds them: loaded when one is asked for.

A server runs none of them. They, Alembic and what draws the demo's pictures take 8 MB of a process.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import click
from flask.cli import AppGroup


class CommandLine(AppGroup):
    """Every command of `routes/commands.py`."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(context), *loaded().commands.commands})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command, None where there is none of this name."""
        return super().get_command(context, name) or loaded().commands.get_command(context, name)


def loaded() -> ModuleType:
    """Return `routes/commands.py`."""
    return import_module("routes.commands")
