"""The shop on the command line, for those who keep it: backups, retention, reports."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
import orjson
from flask.cli import AppGroup
from marshmallow import ValidationError

from routes.report_routes import sales_as_csv
from routes.sales_chart import sales_chart
from schemas import Moment, SalesReportSchema
from services.backup_service import BackupService
from services.restore_service import RestoreService
from services.retention_service import RetentionService
from services.sales_report import SalesReportService

keeping = AppGroup("keeping")
ARCHIVE = click.Path(dir_okay=False, path_type=Path)
ARCHIVE_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Instant(click.ParamType[datetime]):
    """An instant as the API reads it."""

    name = "instant"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it; a date alone is its midnight."""
        try:
            text = f"{value}T00:00:00" if len(value) == 10 else value
            found: datetime = Moment().deserialize(text)
        except ValidationError:
            self.fail(f"{value!r} is no instant such as 2026-11-27 or 2026-11-27T18:00:00")
        return found


@keeping.command("backup")
@click.argument("file", type=ARCHIVE)
def backup(file: Path) -> None:
    """Write all rows and images to FILE, a ZIP archive, while the shop goes on."""
    BackupService.take(file, lambda line: click.echo(line, err=True))
    click.echo(f"Wrote {file}.")


@keeping.command("restore")
@click.argument("file", type=ARCHIVE_THERE)
@click.option("--force", is_flag=True, help="In place of the shop that the database holds.")
def restore(file: Path, force: bool) -> None:
    """Fill an empty database, of either kind, and the storage from a backup."""
    manifest = RestoreService.restore(file, force, lambda line: click.echo(line, err=True))
    click.echo(f"Restored the shop of {manifest.taken_at}. Prove it: flask verify")


@keeping.command("purge")
@click.option("--dry-run", is_flag=True, help="Delete nothing, and tell what would be.")
def purge(dry_run: bool) -> None:
    """Delete what has served its time: sign-ins, kept answers, the old audit trail."""
    for name, count in RetentionService.purge(dry_run).items():
        click.echo(f"{name}: {count}{' to delete' if dry_run else ' deleted'}")


@keeping.group("reports")
def reports() -> None:
    """Tell what was sold."""


@reports.command("sales")
@click.option("--from", "from_", type=Instant(), help="30 days before --to when left out.")
@click.option("--to", type=Instant(), help="Now when left out.")
@click.option(
    "--by", default="day", type=click.Choice(["day", "category", "offer", "product"]),
    show_default=True,
)  # fmt: skip
@click.option("--timezone", help="Whose days are meant, such as Europe/Berlin; else UTC.")
@click.option(
    "--format", "kind", default="csv", type=click.Choice(["csv", "json", "svg"]), show_default=True
)
def sales(
    from_: datetime | None, to: datetime | None, by: str, timezone: str | None, kind: str
) -> None:
    """Print units, revenue and discounts given."""
    report = SalesReportService.sales(by, from_, to, timezone)
    if kind == "csv":
        written = sales_as_csv(report)
    elif kind == "svg":
        written = sales_chart(report).encode()
    else:
        written = orjson.dumps(SalesReportSchema().dump(report), option=orjson.OPT_APPEND_NEWLINE)
    sys.stdout.buffer.write(written)
