"""The shop's commands as `flask` finds them: loaded when one is asked for.

A server runs none of them. They, Alembic and what draws the demo's pictures take 8 MB of a process.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import click
from flask.cli import AppGroup

from routes.command_failures import failures_told


class CommandLine(AppGroup):
    """Every command of `routes/commands.py`, each of which tells its failures in a line."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(context), *loaded().commands.commands})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command, None where there is none of this name."""
        context.with_resource(failures_told())
        return super().get_command(context, name) or loaded().commands.get_command(context, name)


def loaded() -> ModuleType:
    """Return `routes/commands.py`."""
    return import_module("routes.commands")
