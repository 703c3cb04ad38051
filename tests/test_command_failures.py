"""What stands in the way of a command or a start is told in a line, and what to do about it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup

from app import create_app, serve
from config import PROJECT_FOLDER
from models import db
from tests.conftest import test_settings as settings_for

NOT_SET_UP = "Error: The database is not set up for this version of the shop: run flask setup"
NOWHERE = "postgresql://shop:secret@127.0.0.1:1/shop"


@pytest.fixture
def command(tmp_path):
    """Run a command of a shop on a database; return its exit status and its last line."""
    apps = []

    def run(database_url: str, *arguments: str) -> tuple[int, str]:
        apps.append(create_app(settings_for(database_url, tmp_path)))
        result = apps[-1].test_cli_runner().invoke(args=arguments)
        assert isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output.splitlines()[-1]

    yield run
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_a_database_that_is_not_set_up_is_told_by_every_command(command, database_url, tmp_path):
    for arguments in (
        ["verify"],
        ["purge"],
        ["images", "renew"],
        ["reports", "sales"],
        ["backup", str(tmp_path / "shop.zip")],
        ["export-products", str(tmp_path / "products.csv")],
    ):
        assert command(database_url, *arguments) == (1, NOT_SET_UP), arguments
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["verify", "setup"])
def test_a_database_that_is_not_there_is_told(command, name):
    status, said = command(NOWHERE, name)

    assert status == 1
    assert said.startswith("Error: The database can't be used: connection failed")
    assert "secret" not in said


def test_a_file_that_is_no_database_is_told(command, tmp_path):
    (tmp_path / "shop.db").write_text("no database, but longer than the head of one" * 10)

    assert command(f"sqlite:///{tmp_path / 'shop.db'}", "setup") == (
        1,
        "Error: The database can't be used: file is not a database",
    )


def test_a_folder_that_is_not_there_is_told(command):
    status, said = command("sqlite://", "insomnia", "--to", "nowhere")

    assert (status, "No such file or directory" in said) == (1, True)


def test_settings_that_no_shop_can_start_with_are_told_by_commands_too():
    flask = FlaskGroup(create_app=lambda: create_app({"PORT": "high"}), load_dotenv=False)

    result = CliRunner().invoke(flask, ["setup"])

    assert (result.exit_code, result.output) == (
        1,
        "Error: The shop can't start with these settings:\n"
        "- PORT: must be a whole number from 0 to 65535\n",
    )


def test_a_start_without_a_database_is_told(tmp_path):
    folders = {"INSTANCE_FOLDER": str(tmp_path), "UPLOAD_FOLDER": str(tmp_path)}
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path / 'nowhere' / 'shop.db'}"}

    started = subprocess.run(
        [sys.executable, "app.py"],
        cwd=PROJECT_FOLDER, env={**os.environ, **folders, **nowhere}, capture_output=True,
    )  # fmt: skip

    assert (started.returncode, started.stderr.decode().splitlines()[-1:]) == (
        1,
        ["The database can't be used: unable to open database file"],
    )
    assert b"Traceback" not in started.stderr


def test_a_host_that_is_none_is_told(tmp_path: Path):
    app = create_app({**settings_for("sqlite://", tmp_path), "HOST": "no host"})

    with pytest.raises(SystemExit, match="HOST: 'no host' is no address of this machine"):
        serve(app)
