"""docs/deployment.md with Docker, word for word on a machine that has nothing but Docker.

`make e2e-machines` runs it. The images of deploy/ are pulled; where no registry is in reach others
stand in under the same names, made of Debian's packages, and which they are is printed. With
stand-ins this proves what is the shop's own: the image that the Dockerfile makes, and of Compose's
file the networks, addresses, users, rights, root file systems that can't be written to, health
checks, order of start and end, and the replacement of one node after the other. It does not prove
that the real images take what they are given there: python:3.13-slim is Debian's Python 3.13 then,
postgres:18 is PostgreSQL 17, nginx is 1.26, and for SeaweedFS there is moto, which forgets the
pictures when it ends and looks at no signature.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.day import add_migration
from tests.e2e.node import PRODUCTION, Node, through
from tests.live_shop import ROOT, LiveShop
from tests.machines.composition import (
    CALL,
    LISTEN,
    NEIGHBOUR,
    compose,
    containers,
    noted_by_nginx,
    refused,
    state,
)
from tests.machines.developers import commit, new_repository
from tests.machines.docker_machine import DockerMachine
from tests.machines.images import bring
from tests.machines.typist import typist
from tests.machines.visitors import buy_one, reading
from tests.pages import blocks, of_a_machine
from tests.shop_driver import made, picture
from tests.waiting import eventually

PAGE = ROOT / "docs" / "deployment.md"
PASSWORD = "costs $5 # and more"
TYPED = {
    "JWT_SECRET_KEY": "a secret of the tests' machine, 0123456789",
    "ADMIN_PASSWORD": f"'{PASSWORD}'",
    "METRICS_TOKEN": PRODUCTION["METRICS_TOKEN"],
    "POSTGRES_PASSWORD": "postgres-0123456789",
    "S3_SECRET_KEY": "store-0123456789",
}
NODES = ("node-1", "node-2")
SERVICES = ("database", "limits", "nginx", *NODES, "store")
VERSION = "exec -T database psql -U shop -Atc 'SELECT version_num FROM alembic_version'"


@pytest.fixture(scope="module")
def repository() -> Iterator[Path]:
    with new_repository() as repository:
        yield repository


@pytest.fixture(scope="module")
def machine(request, repository) -> Iterator[DockerMachine]:
    """A machine on which all was done that the page says."""
    with DockerMachine(repository.parent) as machine:
        stand_ins = bring(machine)
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\nOthers stand in for {', '.join(stand_ins) or 'no image'}.")
        machine.put("/usr/local/bin/editor", typist(TYPED).encode(), 0o755)
        machine.say("git config --global url.file:///srv/git/.insteadOf https://git.example/")
        machine.say(NEIGHBOUR)
        opened = of_a_machine("git clone https://git.example/shop.git && cd shop/deploy")
        printed = machine.say(opened)
        assert json.loads(printed.splitlines()[-1])["status"] == "ok", printed
        yield machine


@pytest.fixture
def shop(machine, tmp_path) -> Iterator[LiveShop]:
    """The shop as clients on the machine find it."""
    with machine.network(), Node("postgresql:///shop", tmp_path) as node:
        front = through(node, 8080)
        front._admin = front.sign_in("admin", PASSWORD)["access_token"]
        yield front
        front.hang_up()


def test_the_page_opens_a_shop(machine, shop):
    known = containers(machine)
    setup = known.pop("setup")["State"]

    assert (setup["Status"], setup["ExitCode"]) == ("exited", 0)
    assert sorted(known) == sorted(SERVICES)
    assert state(machine, *SERVICES) == {("running", "healthy")}
    assert set(made(shop.get("/health/ready"))["checks"].values()) == {"ok"}
    assert buy_one(shop)["status"] == "placed"
    assert shop.findings() == []


def test_pictures_are_in_the_store_and_come_through_nginx(machine, shop):
    product = shop.make_product()
    made(shop.upload(f"/api/products/{product['id']}/image", shop.admin, picture(size=(60, 40))))
    address = shop.product(product["id"])["image_url"]

    sent = [shop.get(address) for _ in range(2)]
    assert [Image.open(io.BytesIO(one.data)).size for one in sent] == [(60, 40)] * 2
    assert [one.headers["X-Cache"] for one in sent] == ["MISS", "HIT"]
    ask = "import http.client as h; c = h.HTTPConnection('127.0.0.1', 5000)"
    ask += f"; c.request('GET', '{address}'); print(c.getresponse().headers['Location'])"
    led_to = compose(machine, f'exec -T node-1 python -c "{ask}"')
    assert led_to.startswith(f"http://store:8333/pictures/{address.removeprefix('/static/')}")


@pytest.mark.parametrize("service", [*NODES, "nginx", "limits"])
def test_nobody_may_do_more_than_they_need(machine, service):
    first = containers(machine)[service]["State"]["Pid"]
    status = machine.say(f"cat /proc/{first}/status").splitlines()
    told = dict(line.split(":\t", 1) for line in status if ":\t" in line)

    assert (told["NoNewPrivs"], told["Seccomp"]) == ("1", "2")
    # CHOWN, SETGID, SETUID, NET_BIND_SERVICE
    assert int(told["CapBnd"], 16) == (0x4C1 if service == "nginx" else 0)
    if service in NODES:
        assert told["Uid"].split() == told["Gid"].split() == ["10001"] * 4
    for place in ("/new", "/etc/new", "/usr/new"):
        said = refused(machine, f"cd shop/deploy; docker compose exec -T {service} touch {place}")
        assert "Read-only file system" in said, said


def test_nobody_gets_in_but_through_nginx(machine):
    """Not from the machine beside, though it knows the way; nginx itself is there for the proof."""
    addresses = {
        name: one["NetworkSettings"]["Networks"]["shop_inside"]["IPAddress"]
        for name, one in containers(machine).items()
    }
    from_there = 'ip netns exec neighbour python3 -c "{}"'
    ports = {"database": 5432, "limits": 6379, "store": 8333, "node-1": 5000, "node-2": 5000}
    for name, port in ports.items():
        call = CALL.format(addresses[name], port)
        assert "timed out" in refused(machine, from_there.format(call)), name
        machine.say(f'cd shop/deploy; docker compose exec -T node-1 python -c "{call}"')
    machine.say(LISTEN.format("198.51.100.1"))
    there = CALL.format("198.51.100.1", 9000)
    eventually(lambda: machine.run(from_there.format(there)).returncode == 0, machine.console)
    refusal = refused(machine, from_there.format(CALL.format("198.51.100.1", 8080)))
    assert "Connection refused" in refusal


def test_nobody_inside_gets_out(machine):
    """But nginx would, which is in both networks."""
    machine.say(f"ip netns exec neighbour {LISTEN.format('198.51.100.2')}")
    get = "cd shop/deploy; docker compose exec -T {} wget -q -O - -T 3 http://198.51.100.2:9000/"
    eventually(lambda: machine.run(get.format("nginx")).returncode == 0, machine.console)

    for name in ("store", "limits"):
        assert "unreachable" in refused(machine, get.format(name)), name
    for name in NODES:
        call = f'docker compose exec -T {name} python -c "{CALL.format("198.51.100.2", 9000)}"'
        assert "Network is unreachable" in refused(machine, f"cd shop/deploy; {call}")


def test_clients_keep_their_addresses_behind_what_ends_https(machine):
    """By the page's few lines for an nginx of the machine, which here is one more container."""
    [lines] = [one.text for one in blocks(PAGE) if one.kind == "nginx"]
    machine.put("/root/front/front.conf", lines.encode())
    machine.say(
        "docker run --detach --name front --network host"
        " --volume /root/front:/etc/nginx/conf.d:ro nginx:1.28-alpine"
    )
    ask = "curl --silent --fail --include --header 'X-Request-ID: {}' --header '{}'"
    lie = "X-Forwarded-For: 203.0.113.7"
    by_front = (
        f"ip netns exec neighbour {ask.format('by-front', lie)} http://198.51.100.1/health/live"
    )
    eventually(lambda: machine.run(by_front).returncode == 0, machine.console)
    https = f"{ask.format('by-https', lie)} --header 'X-Forwarded-Proto: https'"
    answer = machine.say(f"{https} http://127.0.0.1:8080/health/live")
    assert "strict-transport-security" in answer.lower()
    from_inside = "import urllib.request as u; print(u.urlopen(u.Request("
    from_inside += "'http://172.30.57.10/health/live', headers={'X-Request-ID': 'by-node',"
    from_inside += " 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'https'})).headers)"
    assert "strict" not in compose(machine, f'exec -T node-1 python -c "{from_inside}"').lower()

    seen = {one["request_id"]: one["client"] for one in noted_by_nginx(machine)}
    assert seen["by-front"] == "198.51.100.2"
    assert seen["by-https"] == "203.0.113.7"
    assert seen["by-node"] == "172.30.57.11"


def test_the_image_knows_by_itself_whether_it_lives(machine):
    """Where it is run by other means than Compose."""
    node = containers(machine)["node-1"]
    settings = "\n".join(node["Config"]["Env"])
    machine.put("/root/settings", settings.encode(), 0o600)
    machine.say(
        "docker run --detach --name alone --read-only --tmpfs /tmp --cap-drop ALL"
        " --network shop_inside --env-file settings shop"
    )
    ask = "docker inspect --format '{{.State.Health.Status}}' alone"

    eventually(lambda: machine.say(ask) == "healthy", lambda: machine.say("docker logs alone"))
    machine.say("docker stop alone")
    assert machine.say("docker inspect --format '{{.State.ExitCode}}' alone") == "0"


def test_the_next_version_takes_the_place_of_this_one_while_clients_read(machine, shop, repository):
    before = compose(machine, VERSION)
    old = containers(machine)
    number = add_migration(repository, before)
    commit(repository, "Keep a note with a gift")

    with reading(shop) as reader:
        machine.say(of_a_machine("cd shop/deploy"))

    assert (reader.lost, reader.wrong) == ([], [])
    assert sum(reader.answers.values()) > 100
    assert compose(machine, VERSION) == number
    new = containers(machine)
    assert {name for name in SERVICES if new[name]["Id"] != old[name]["Id"]} == set(NODES)
    assert {new[name]["Image"] for name in NODES} != {old[name]["Image"] for name in NODES}
    compose(machine, "up --detach --wait")
    now = containers(machine)
    assert [now[name]["Id"] for name in NODES] == [new[name]["Id"] for name in NODES]
    assert state(machine, *SERVICES) == {("running", "healthy")}
    assert buy_one(shop)["status"] == "placed"


def test_a_node_that_dies_is_started_again(machine, shop):
    first = containers(machine)["node-1"]["State"]["Pid"]

    with reading(shop) as reader:
        machine.say(f"kill -9 {first}")
        eventually(
            lambda: (
                containers(machine)["node-1"]["RestartCount"] == 1
                and state(machine, "node-1") == {("running", "healthy")}
            ),
            lambda: compose(machine, "logs node-1"),
        )

    assert (reader.lost, reader.wrong) == ([], [])


def test_all_end_in_order_and_what_they_keep_is_there_after(machine, shop):
    order = buy_one(shop)
    shop.hang_up()

    compose(machine, "stop")
    ended = {name: one["State"]["ExitCode"] for name, one in containers(machine).items()}
    compose(machine, "down")
    compose(machine, "up --detach --wait")

    del ended["store"]  # What stands in for it ends as it is told, but not by 0.
    assert set(ended.values()) == {0}, ended
    assert made(shop.get(f"/api/orders/{order['id']}", shop.admin))["id"] == order["id"]
