"""The README and every page of docs/ name what there is; `tests/e2e/test_pages.py` runs them."""

from __future__ import annotations

import configparser
import re

import yaml
from dotenv import dotenv_values

from config import load_settings
from services.errors import ShopError
from tests.pages import PAGES, ROOT, blocks
from tests.test_permissions import MATRIX

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")


def test_what_is_not_run_says_why():
    reasons = {
        (page.name, block.text.split()[0]): block.reason
        for page in PAGES
        for block in blocks(page)
        if block.reason
    }

    assert all(len(reason) > 10 for reason in reasons.values())
    kinds = {block.kind for page in PAGES for block in blocks(page)}
    assert kinds <= {
        "sh", "json", "powershell", "text", "csv", "python", "html", "ts", "nginx", "ini", "yaml",
        "dotenv",
    }  # fmt: skip


def test_what_needs_a_machine_is_run_by_a_test_there():
    tests = "".join(path.read_text() for path in sorted(ROOT.glob("tests/machines/test_*.py")))
    first_lines = [
        block.first_line for page in PAGES for block in blocks(page) if block.needs_machine
    ]

    assert [line for line in first_lines if f'of_a_machine("{line}")' not in tests] == []
    assert len(set(first_lines)) == len(first_lines) > 0


def test_settings_of_other_programs_can_be_read_by_them():
    read = {
        "yaml": yaml.safe_load,
        "ini": lambda text: configparser.ConfigParser().read_string(text),
    }
    found = [block for page in PAGES for block in blocks(page) if block.kind in read]
    for block in found:
        read[block.kind](block.text)
    assert {block.kind for block in found} == set(read)


def test_settings_of_the_shop_are_ones_that_it_takes(tmp_path):
    known = {*dotenv_values(ROOT / ".env.example"), "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    found = [block for page in PAGES for block in blocks(page) if block.kind == "dotenv"]
    for block in found:
        (tmp_path / "env").write_text(block.text, encoding="utf-8")
        given = dotenv_values(tmp_path / "env")
        assert set(given) <= known, block.text
        settings = load_settings({**given, "INSTANCE_FOLDER": str(tmp_path)})
        assert [name for name, value in given.items() if value and name in settings] != []
    assert found


def test_powershell_calls_what_is_there():
    routes = {re.sub(r"<\w+>", "*", row[1]) for row in MATRIX}
    for page in PAGES:
        for block in blocks(page):
            if block.kind == "powershell":
                for path in re.findall(r"127\.0\.0\.1:5000(/[\w/]*)", block.text):
                    assert re.sub(r"/\d+", "/*", path) in routes, (page.name, path)


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for address, _ in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" not in address:
                assert (page.parent / address).exists(), (page.name, address)


def test_every_type_of_failure_stands_on_the_page_of_errors():
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `([a-z-]+)` \| (.+?)\. ", text, re.MULTILINE)

    assert rows == sorted(
        [(str(kind.status), kind.slug, kind.title) for kind in ShopError.every()],
        key=lambda row: (int(row[0]), row[1]),
    )
