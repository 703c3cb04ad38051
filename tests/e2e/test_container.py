"""deploy/Dockerfile, run as far as can be without an engine: its files, its user, its commands.

bubblewrap gives what an engine would: a root file system that can't be written to, with an
empty /tmp, another user and no capabilities. The packages are those of the test's environment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.e2e.node import Node
from tests.e2e.pgbouncer_server import PgBouncer
from tests.live_shop import PATIENCE, ROOT
from tests.test_deployment import in_dockerfile
from tests.waiting import eventually

PROGRAMS = Path(sys.executable).parent
PASSED = ("DATABASE_URL", "DATABASE_PGBOUNCER", "JWT_SECRET_KEY", "ADMIN_PASSWORD", "GRANIAN_PORT")


class Container(Node):
    """Runs the image's command in a root file system of its own."""

    def lay_out(self, root: Path) -> None:
        """Copy what the Dockerfile copies to where it says."""
        for line in in_dockerfile("COPY"):
            *sources, target = line.split()
            for one in sources if not line.startswith("--from=") else ():
                place = root / target.lstrip("/")
                place.mkdir(parents=True, exist_ok=True)
                if (ROOT / one).is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(ROOT / one, place, dirs_exist_ok=True, ignore=ignored)
                else:
                    shutil.copy2(ROOT / one, place)
        self.root = root

    def command(self, arguments: list[str]) -> list[str]:
        """Return what runs `arguments` as the image would."""
        environment = dict(re.findall(r"([A-Z_]+)=(\S+)", " ".join(in_dockerfile("ENV"))))
        path = {"PATH": f"{PROGRAMS}:{environment['PATH']}"}
        own = {name: self.environment[name] for name in PASSED}
        [user] = in_dockerfile("USER")
        [folder] = in_dockerfile("WORKDIR")
        binds = ["/usr", "/bin", "/lib", "/lib64", "/etc", *self.python_folders()]
        kept = {**environment, **path, **own}
        return [
            *("bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--die-with-parent"),
            *("--uid", user.partition(":")[0], "--gid", user.partition(":")[2]),
            *("--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
            *("--ro-bind", str(self.root / "shop"), "/shop"),
            *[word for one in binds for word in ("--ro-bind", one, one)],
            *("--remount-ro", "/", "--chdir", folder, "--clearenv"),
            *[word for pair in kept.items() for word in ("--setenv", *pair)],
            *arguments,
        ]

    @staticmethod
    def python_folders() -> list[str]:
        """Return where this Python and its packages are."""
        return sorted({sys.prefix, os.path.realpath(sys.prefix), sys.base_prefix})

    def start(self, workers: int = 2) -> None:
        started_before = self._workers_started()
        [command] = [json.loads(one) for one in in_dockerfile("CMD") if "health" not in one]
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                self.command(command), stdout=log, stderr=log, start_new_session=True
            )
        self._wait_until_ready(started_before + workers)

    def stop(self) -> int:
        """Ask granian to end, as an engine asks the first process, and return its exit status."""
        [inner] = psutil.Process(self._server.pid).children()
        [served] = inner.children()
        served.terminate()
        status = self._server.wait(PATIENCE)
        self.kill()
        return status

    def has_told_of_the_order(self) -> bool:
        """Say whether /metrics tells of one: the other process may have sold, and tell later."""
        return b"shop_checkouts_total 1.0" in self.get("/metrics", self.admin).data

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a container of its own."""
        return subprocess.run(
            self.command(list(arguments)), capture_output=True, text=True, timeout=PATIENCE
        )


@pytest.fixture(scope="module")
def container(new_database, tmp_path_factory) -> Iterator[Container]:
    folder = tmp_path_factory.mktemp("container")
    # Nobody else may open the socket of the tests' PostgreSQL, so it is called by TCP.
    with (
        PgBouncer(new_database("postgresql"), folder, connections=10) as bouncer,
        Container(bouncer.url, folder / "node", DATABASE_PGBOUNCER="true") as one,
    ):
        one.lay_out(folder / "root")
        yield one


def test_the_image_serves_and_writes_nothing_but_to_tmp(container):
    setup = container.run("flask", "setup")
    assert setup.returncode == 0, setup.stderr
    before = {path: path.stat().st_mtime_ns for path in container.root.rglob("*")}

    container.start()
    product = container.make_product(stock=5)
    order = container.buy(container.make_user(), product, 2)

    assert (order["status"], container.product(product["id"])["stock"]) == ("placed", 3)
    eventually(container.has_told_of_the_order, "the order is not counted")
    assert container.findings() == []
    assert {path: path.stat().st_mtime_ns for path in container.root.rglob("*")} == before
    [live] = in_dockerfile("HEALTHCHECK")
    asked = json.loads(live.partition("CMD ")[2])
    assert container.run(*asked).returncode == 0
    assert container.run(*asked[:-1], "ready").returncode == 0
    assert container.stop() == 0, container.log()
    assert container.run(*asked).returncode == 1


def test_what_the_image_lacks_can_not_be_had(container):
    for attempt, why in (
        ("open('/shop/new', 'w')", "Read-only file system"),
        ("open('/new', 'w')", "Read-only file system"),
    ):
        assert why in container.run("python", "-c", f"import os; {attempt}").stderr, attempt
    can = container.run("python", "-c", "import os; open('/tmp/new', 'w'); print(os.getuid())")
    assert (can.returncode, can.stdout) == (0, "10001\n")
    assert "CapEff:\t0000000000000000" in container.run("cat", "/proc/self/status").stdout
    assert not any(
        (container.root / "shop" / name).exists() for name in (".env", "tests", "static")
    )


def test_the_image_does_not_start_without_secrets(container):
    secret = container.environment.pop("JWT_SECRET_KEY")
    container.environment["JWT_SECRET_KEY"] = ""
    try:
        refusal = container.run("flask", "setup")
    finally:
        container.environment["JWT_SECRET_KEY"] = secret
    assert refusal.returncode == 1
    assert "JWT_SECRET_KEY: production needs one" in refusal.stderr


def test_hadolint_finds_nothing():
    program = PROGRAMS / "hadolint"
    found = subprocess.run(
        [program, ROOT / "deploy" / "Dockerfile"], capture_output=True, text=True
    )

    assert (found.returncode, found.stdout) == (0, ""), found.stderr


def test_systemd_takes_the_unit(tmp_path):
    """Its programs are put where this machine has them; all else is as it stands."""
    text = (ROOT / "deploy" / "shop@.service").read_text(encoding="utf-8")
    assert text.count("/opt/shop/") == 5
    text = text.replace("/opt/shop/.venv/bin", str(PROGRAMS)).replace("/opt/shop/", f"{ROOT}/")
    (tmp_path / "shop@.service").write_text(text, encoding="utf-8")

    verify = ["systemd-analyze", "verify", tmp_path / "shop@.service"]
    said = subprocess.run(verify, capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    rate = ["systemd-analyze", "security", "--offline=true", "--threshold=20"]
    rated = subprocess.run([*rate, tmp_path / "shop@.service"], capture_output=True, text=True)
    assert rated.returncode == 0, rated.stdout[-300:]
