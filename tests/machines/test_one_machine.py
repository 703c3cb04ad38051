"""docs/deployment.md with Debian's packages, word for word on a Debian that is booted for it.

`make e2e-machines` runs it. What a reader has is given to the machine: a repository at the address
of the page, somebody at the editor, and yes to what apt-get asks.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.e2e.day import add_migration
from tests.e2e.node import PRODUCTION, Node, through
from tests.live_shop import LiveShop
from tests.machines.developers import commit, new_repository
from tests.machines.machine import Machine
from tests.machines.typist import typist
from tests.machines.visitors import buy_one, reading
from tests.pages import of_a_machine
from tests.shop_driver import made, picture
from tests.waiting import eventually

NODES = (5001, 5002)
TYPED = {
    "JWT_SECRET_KEY": "a secret of the tests' machine, 0123456789",
    "ADMIN_PASSWORD": PRODUCTION["ADMIN_PASSWORD"],
    "METRICS_TOKEN": PRODUCTION["METRICS_TOKEN"],
}
GIVEN = {
    "/etc/gitconfig": '[url "file:///srv/git/"]\n    insteadOf = https://git.example/\n',
    "/etc/apt/apt.conf.d/90yes": 'APT::Get::Assume-Yes "true";\n',
}
EDITOR = "update-alternatives --install /usr/bin/editor editor /usr/local/bin/typist 100"
VERSION = "runuser -u shop -- psql -Atc 'SELECT version_num FROM alembic_version'"


@pytest.fixture(scope="module", params=["trixie", "bookworm"])
def release(request) -> str:
    """A release of Debian; all else is made anew for each."""
    return request.param


@pytest.fixture(scope="module")
def repository(release) -> Iterator[Path]:
    """The shop's repository, in which the newest commit is the tree as it is here."""
    with new_repository() as repository:
        yield repository


@pytest.fixture(scope="module")
def machine(release, repository) -> Iterator[Machine]:
    """A machine on which all was done that the page says."""
    with Machine(release, repository.parent) as machine:
        for path, text in GIVEN.items():
            machine.put(path, text)
        machine.put("/usr/local/bin/typist", typist(TYPED), 0o755)
        machine.say(EDITOR)
        printed = machine.say(of_a_machine("apt-get update"))
        assert json.loads(printed.splitlines()[-1])["status"] == "ok"
        yield machine


@pytest.fixture(scope="module")
def at(tmp_path_factory) -> Iterator[Any]:
    """The shop as it is called at a port of the machine."""
    with Node("postgresql:///shop", tmp_path_factory.mktemp("unused")) as node:
        yield lambda port: through(node, port)


@pytest.fixture
def shop(machine, at) -> Iterator[LiveShop]:
    """The shop as clients find it: through nginx."""
    front = at(80)
    yield front
    front.hang_up()


def ready(shop: LiveShop) -> bool:
    try:
        return shop.get("/health/ready").status_code == 200
    finally:
        shop.hang_up()


def unit(machine: Machine, port: int) -> dict[str, str]:
    """Return what systemd says of a node."""
    told = machine.say(f"systemctl show shop@{port}").splitlines()
    return dict(line.split("=", 1) for line in told if "=" in line)


def processes(machine: Machine) -> list[str]:
    """Return the first process of each node; all of them are up."""
    units = [unit(machine, port) for port in NODES]
    assert [one["ActiveState"] for one in units] == ["active", "active"]
    return [one["MainPID"] for one in units]


def test_the_page_opens_a_shop(machine, shop):
    assert "0" not in processes(machine)
    assert buy_one(shop)["status"] == "placed"
    assert shop.findings() == []


def test_nginx_sends_the_pictures_from_the_folder_of_the_shop(machine, shop, at):
    product = shop.make_product()
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture(size=(60, 40))))
    address = shop.product(product["id"])["image_url"]

    sent, node = shop.get(address), at(NODES[0])
    assert Image.open(io.BytesIO(sent.data)).size == (60, 40)
    assert "X-Accel-Redirect" not in sent.headers
    answer = node.get(address)
    node.hang_up()
    assert (answer.headers["X-Accel-Redirect"][:18], answer.data) == ("/uploads/products/", b"")


def test_a_node_may_do_no_more_than_it_needs(machine):
    first = processes(machine)[0]
    status = machine.say(f"cat /proc/{first}/status; id --user shop").splitlines()
    number = status.pop()
    told = dict(line.split(":\t", 1) for line in status if ":\t" in line)

    assert told["Uid"].split() == [number] * 4
    assert (told["NoNewPrivs"], told["Seccomp"], int(told["CapBnd"], 16)) == ("1", "2", 0)
    as_shop = machine.run("runuser -u shop -- touch /opt/shop/new")
    assert "Permission denied" in as_shop.stdout
    inside = machine.run(f"nsenter --target={first} --mount touch /opt/shop/new /etc/new")
    assert inside.stdout.count("Read-only file system") == 2
    machine.say(f"systemd-analyze security --threshold=20 --no-pager shop@{NODES[0]}")
    assert machine.run("runuser -u shop -- cat /etc/shop/environment").returncode == 1


def test_the_next_version_takes_the_place_of_this_one_while_clients_read(
    machine, shop, at, repository
):
    before = machine.say(VERSION)
    old = processes(machine)
    number = add_migration(repository, before)
    service = repository / "deploy" / "shop@.service"
    service.write_text(service.read_text().replace("=The shop at", "=The next shop at"))
    commit(repository, "Keep a note with a gift")

    with reading(at(80)) as reader:
        machine.say(of_a_machine("cd /opt/shop"))

    assert (reader.lost, reader.wrong) == ([], [])
    assert sum(reader.answers.values()) > 100
    assert machine.say(VERSION) == number
    assert not set(old) & set(processes(machine))
    assert unit(machine, NODES[1])["Description"] == "The next shop at port 5002"
    assert buy_one(shop)["status"] == "placed"


def test_a_node_that_is_killed_is_started_again(machine, at):
    first = processes(machine)[0]
    restarts = int(unit(machine, NODES[0])["NRestarts"])

    with reading(at(80)) as reader:
        machine.say(f"kill -9 {first}")
        eventually(
            lambda: int(unit(machine, NODES[0])["NRestarts"]) == restarts + 1,
            lambda: machine.run(f"systemctl status shop@{NODES[0]}").stdout,
        )
        eventually(
            lambda: unit(machine, NODES[0])["ActiveState"] == "active",
            lambda: machine.run(f"systemctl status shop@{NODES[0]}").stdout,
        )
        assert ready(at(NODES[0]))

    assert (reader.lost, reader.wrong) == ([], [])


def test_the_shop_is_there_again_when_its_machine_was_off(machine, shop):
    order = buy_one(shop)
    shop.hang_up()

    machine.restart()

    assert ready(shop)
    assert made(shop.get(f"/api/orders/{order['id']}", shop.admin))["id"] == order["id"]
    assert "0" not in processes(machine)
