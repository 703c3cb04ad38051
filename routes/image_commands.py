"""Pictures on the command line: `flask images prune`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from services.errors import ShopError
from services.leftover_service import LeftoverService

images = AppGroup("images", help="What keeps the pictures in order.")


@images.command("prune")
@click.option("--all", "even_all", is_flag=True, help="Also when no row names any file at all.")
def prune(even_all: bool) -> None:
    """Delete files, older than an hour, that no row names. The shop does so by and by itself."""
    try:
        pruned = LeftoverService.prune(even_all)
    except ShopError as refusal:
        raise click.ClickException(refusal.detail) from refusal
    click.echo(f"{pruned} files deleted.")
