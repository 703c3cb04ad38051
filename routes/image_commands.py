"""Pictures on the command line: `flask images prune`, `renew`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from services.image_renewal import ImageRenewalService
from services.leftover_service import LeftoverService

images = AppGroup("images", help="What keeps the pictures in order.")


@images.command("prune")
@click.option("--all", "even_all", is_flag=True, help="Also when no row names any file at all.")
def prune(even_all: bool) -> None:
    """Delete files, older than an hour, that no row names. The shop does so by and by itself."""
    pruned = LeftoverService.prune(even_all)
    click.echo(f"{pruned} files deleted.")


@images.command("renew")
def renew() -> None:
    """Write pictures from before anew, with sizes and renditions; exit with 1 if some can't be."""
    renewal = ImageRenewalService.renew(click.echo)
    left = f", {renewal.left} are left as they are" if renewal.left else ""
    click.echo(f"{renewal.renewed} pictures renewed{left}.")
    if renewal.left:
        raise SystemExit(1)
