"""The shop on the command line: `flask setup`, `seed-demo`, `verify`, `insomnia`."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Blueprint, current_app
from flask_migrate import upgrade

from routes.insomnia import collection_text
from services.demo_service import DemoService
from services.errors import ShopError
from services.seed_service import SeedService
from services.verify_service import VerifyService

commands = Blueprint("commands", __name__, cli_group=None)


def prepare_database() -> None:
    """Bring the database to today's schema and fill a new one with what it starts from."""
    upgrade()
    SeedService.categories()
    added = SeedService.admin(current_app.config["ADMIN_PASSWORD"])
    if not added and not SeedService.has_admin():
        click.echo("This shop has no admin. Set ADMIN_PASSWORD and start it again to get one.")


@commands.cli.command("setup")
def setup() -> None:
    """Migrate the database and seed it: categories and the admin."""
    prepare_database()


@commands.cli.command("seed-demo")
def seed_demo() -> None:
    """Fill the shop with products, pictures, offers, users and orders to look at."""
    if current_app.config["APP_ENV"] == "production":
        raise click.ClickException("The demo's accounts have a known password: not in production.")
    prepare_database()
    try:
        DemoService.fill(click.echo)
    except ShopError as refusal:
        raise click.ClickException(refusal.detail) from refusal


@commands.cli.command("verify")
def verify() -> None:
    """Prove the books; exit with 1 when anything speaks against them."""
    verification = VerifyService.verify()
    for proof in verification.proofs:
        click.echo(f"{'ok  ' if not proof.count else 'FAIL'} {proof.claim}")
        for finding in proof.findings:
            click.echo(f"     {proof.name} {finding.id or ''} {finding.detail}")
    if not verification.clean:
        raise SystemExit(1)


@commands.cli.command("insomnia")
@click.option("--to", default="docs/insomnia.yaml", show_default=True, help="The file to write.")
def insomnia(to: str) -> None:
    """Write the Insomnia collection from the OpenAPI document."""
    file = Path(current_app.root_path) / to
    file.write_text(collection_text(), encoding="utf-8", newline="\n")
    click.echo(f"Wrote {to}.")
