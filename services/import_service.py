"""Products by the file: all lines are checked first, then written in one transaction.

What is read and checked waits on disk (`services/import_spool.py`), so the
transaction holds its locks, on SQLite everybody else's writing, only while it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from models import Category, db
from services import audit, clock
from services.catalogue_state import catalogue_changed
from services.import_report import ImportLine, ImportReport, Messages
from services.import_spool import Spool
from services.import_writer import compared, lock_products, write_added, write_changes
from services.product_service import search_columns
from services.refusals import CategoryNotFound, ImportRefused
from services.transaction import refusing, transactional

STEP = 1000
MISSING = {"category": ["Missing data for required field."]}
UNKNOWN_NAME = {"category": ["No category has this name."]}
UNKNOWN_ID = {"category_id": ["No category has this id."]}
TWO_CATEGORIES = {"category": ["Is not the name of the category that category_id says."]}

Progress = Callable[[str, int], None]


class ImportService:
    """The admin's use case of adding and changing many products at once."""

    @staticmethod
    def run(
        lines: Iterable[ImportLine],
        report: ImportReport,
        progress: Progress = lambda _step, _lines: None,
    ) -> ImportReport:
        """Add and change the products of all lines, or none; with `partial` those of good lines.

        `report` says what is asked for; `progress` is told "checked" or "written" and of how
        many lines. With `dry_run` nothing is changed, and refused lines are only reported.
        Raises ImportRefused, CategoryNotFound where a category is deleted meanwhile, and what
        reading `lines` raises; nothing is changed then.
        """
        with Spool() as spool:
            _check(lines, spool, report, progress)
            if report.dry_run or report.only_some:
                _survey(spool, report)
            else:
                report = _write(spool, report, progress)
        if report.only_some and not report.dry_run:
            raise _refusal(report)
        return report


class _Categories:
    """The shop's categories, as lines name them."""

    def __init__(self) -> None:
        rows = db.session.execute(select(Category.id, Category.name)).all()
        self.ids = {row.name: row.id for row in rows}
        self.names = {row.id: row.name for row in rows}

    def fault(self, values: Mapping[str, Any]) -> Messages | None:
        """Return what is wrong with the category that a line names."""
        name, category_id = values.get("category"), values.get("category_id")
        if name is None and category_id is None:
            return None if "id" in values else MISSING
        if category_id is not None and category_id not in self.names:
            return UNKNOWN_ID
        if name is not None and name not in self.ids:
            return UNKNOWN_NAME
        if category_id is not None and name is not None and self.names[category_id] != name:
            return TWO_CATEGORIES
        return None

    def id_of(self, values: Mapping[str, Any]) -> int | None:
        """Return the id of the category that a line names, None where it names none."""
        return values.get("category_id") or self.ids.get(values.get("category", ""))


def _check(
    lines: Iterable[ImportLine], spool: Spool, report: ImportReport, progress: Progress
) -> None:
    """Keep every good line in the spool and refuse the others."""
    categories = _Categories()
    for line in lines:
        report.lines += 1
        errors = line.errors
        if line.values is not None:
            errors = categories.fault(line.values) or _keep(line, spool, categories)
        if errors:
            report.refuse(line.number, errors)
        if report.lines % STEP == 0:
            progress("checked", report.lines)
    progress("checked", report.lines)


def _keep(line: ImportLine, spool: Spool, categories: _Categories) -> Messages | None:
    """Put a good line into the spool; return what is wrong when its product came before."""
    values = {**(line.values or {}), "category_id": categories.id_of(line.values or {})}
    if "id" in values:
        earlier = spool.change(line.number, values["id"], values)
        return None if earlier is None else {"id": [f"Line {earlier} is of this product, too."]}
    description = values.get("description")
    words = search_columns(values["name"], description)
    spool.add(line.number, {**values, **words, "description": description})
    return None


def _survey(spool: Spool, report: ImportReport) -> None:
    """Count what would be created and changed, by looking."""
    for known in spool.known():
        compared(known, report)
    for added in spool.added():
        report.created += len(added)


@transactional
def _write(spool: Spool, checked: ImportReport, progress: Progress) -> ImportReport:
    """Write all lines of the spool at one instant, and return what was done."""
    report = checked.copy()  # The transaction may have to run again.
    written = 0
    for known in spool.known():
        lock_products(known)
    instant = clock.tick()
    with refusing(CategoryNotFound(), on="foreign key"):
        for known in spool.known():
            write_changes(compared(known, report), instant)
            written += len(known)
            progress("written", written)
        if report.only_some:
            raise _refusal(report)
        for added in spool.added():
            write_added(added, instant)
            report.created += len(added)
            written += len(added)
            progress("written", written)
    catalogue_changed()
    audit.tells(**report.figures())
    db.session.commit()
    return report


def _refusal(report: ImportReport) -> ImportRefused:
    counted = f"{report.refused} of {report.lines} lines can't be imported"
    return ImportRefused(f"{counted}, so nothing was changed.", **report.members())
