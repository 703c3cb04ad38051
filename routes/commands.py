"""The shop on the command line: `flask setup`, `seed-demo`, `create-admin`, ..."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade
from flask_migrate.cli import db as migrations

from routes.bulk_formats import SUFFIXES, written
from routes.bulk_lines import read_lines
from routes.collection import collection
from routes.image_commands import images
from routes.insomnia import as_v4, as_v5
from routes.keeping_commands import keeping
from routes.openapi import document, document_bytes
from routes.postman import as_postman
from schemas import RegisterSchema
from services import clock
from services.demo_service import DemoService
from services.export_service import ExportService
from services.import_report import ImportReport, RefusedLine
from services.import_service import ImportService
from services.refusals import ImportRefused
from services.seed_service import SeedService
from services.user_service import UserService
from services.verify_service import VerifyService

commands = AppGroup()
commands.add_command(migrations, "db")
commands.add_command(images)
for _command in keeping.commands.values():
    commands.add_command(_command)
PRODUCT_FILE = click.Path(dir_okay=False, path_type=Path)
PRODUCT_FILE_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


def prepare_database() -> None:
    """Bring the database to today's schema and fill a new one with what it starts from."""
    upgrade()
    SeedService.categories()
    added = SeedService.admin(current_app.config["ADMIN_PASSWORD"])
    if not added and not SeedService.has_admin():
        click.echo("This shop has no admin. Set ADMIN_PASSWORD and start it again to get one.")


@commands.command("setup")
def setup() -> None:
    """Migrate the database and seed it: categories and the admin."""
    prepare_database()


@commands.command("seed-demo")
def seed_demo() -> None:
    """Fill the shop with products, pictures, offers, users and orders to look at."""
    if current_app.config["APP_ENV"] == "production":
        raise click.ClickException("The demo's accounts have a known password: not in production.")
    prepare_database()
    DemoService.fill(click.echo)


@commands.command("create-admin")
@click.argument("name")
def create_admin(name: str) -> None:
    """Open an account for another admin; asks for the password."""
    body = {"username": name, "password": _asked_password()}
    user = UserService.create_admin(**RegisterSchema().load(body))
    click.echo(f"{user.username} is an admin.")


@commands.command("set-password")
@click.argument("name")
def set_password(name: str) -> None:
    """Set somebody's password, which is asked for, and sign them out everywhere."""
    ended = UserService.set_password(name, _asked_password())
    click.echo(f"The password of {name} is set; {ended} sign-ins ended.")


@commands.command("verify")
def verify() -> None:
    """Prove the books; exit with 1 when anything speaks against them."""
    verification = VerifyService.verify()
    for proof in verification.proofs:
        click.echo(f"{'ok  ' if not proof.count else 'FAIL'} {proof.claim}")
        for finding in proof.findings:
            click.echo(f"     {proof.name} {finding.id or ''} {finding.detail}")
    if not verification.clean:
        raise SystemExit(1)


@commands.command("import-products")
@click.argument("file", type=PRODUCT_FILE_THERE)
@click.option("--partial", is_flag=True, help="Import the good lines; else all lines or none.")
@click.option("--dry-run", is_flag=True, help="Change nothing, and tell what would be changed.")
def import_products(file: Path, partial: bool, dry_run: bool) -> None:
    """Add and change products by FILE (.csv or .jsonl); exit with 1 when lines stand in the way."""
    asked = ImportReport(dry_run=dry_run, partial=partial)
    try:
        with file.open("rb") as opened:
            report = ImportService.run(read_lines(opened, _format(file)), asked, _show_progress)
    except ImportRefused as refusal:
        _show_refused(refusal.members["refused_lines"])
        raise click.ClickException(refusal.detail) from refusal
    click.echo(err=True)
    _show_refused(report.refused_lines)
    click.echo(
        f"{'Tried: ' if dry_run else ''}{report.lines} lines: {report.created} created, "
        f"{report.changed} changed, {report.unchanged} unchanged, {report.refused} refused."
    )
    if report.only_some:
        raise SystemExit(1)


@commands.command("export-products")
@click.argument("file", type=PRODUCT_FILE)
def export_products(file: Path) -> None:
    """Write every product on sale to FILE (.csv or .jsonl)."""
    name = _format(file)
    half = file.with_name(f"{file.name}.part")
    try:
        with half.open("wb") as opened:
            opened.writelines(written(ExportService.products(clock.now()), name))
        half.replace(file)  # In one step: nobody takes half a file for all products.
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    click.echo(f"Wrote {file}.")


def _format(file: Path) -> str:
    """Return the format that a file's name tells."""
    if file.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"the file's name must end in {', '.join(SUFFIXES)}")
    return SUFFIXES[file.suffix.lower()]


def _show_progress(step: str, lines: int) -> None:
    """Write over the progress line, which stands beside the output."""
    click.echo(f"\r{step} {lines:,} lines ", nl=False, err=True)


def _show_refused(lines: Iterable[RefusedLine]) -> None:
    for refused in lines:
        for name, messages in refused.errors.items():
            click.echo(f"line {refused.line}: {name}: {' '.join(messages)}")


@commands.command("config")
def config() -> None:
    """Print the settings in force, with every secret and password masked."""
    for name, text in sorted(current_app.config["SETTINGS_SHOWN"].items()):
        click.echo(f"{name}={text}")


@commands.command("insomnia")
@click.option("--to", default="docs", show_default=True, help="The folder to write into.")
def insomnia(to: str) -> None:
    """Write the collections for Insomnia and Postman from the OpenAPI document."""
    for name, text in collections().items():
        file = Path(current_app.root_path) / to / name
        file.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"Wrote {to}/{name}.")


def collections() -> dict[str, str]:
    """Return the text of each collection by its file's name."""
    whole = collection(document())
    return {
        "insomnia.yaml": as_v5(whole),
        "insomnia-v4.json": as_v4(whole),
        "postman.json": as_postman(whole),
    }


@commands.command("openapi")
def openapi() -> None:
    """Print the OpenAPI document, for tools that read one."""
    click.echo(document_bytes())


def _asked_password() -> str:
    """Ask for a password twice; as an argument it would stand in the shell's history."""
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
