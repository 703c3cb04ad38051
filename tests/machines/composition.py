"""What a test asks of the shop that Compose runs on a machine, and of the machine beside."""

from __future__ import annotations

import json
from typing import Any

from tests.machines.docker_machine import DockerMachine

# Another machine beside this one, which would go through it to wherever it can.
NEIGHBOUR = """
ip netns add neighbour
ip link add neighbour type veth peer name eth0 netns neighbour
ip address add 198.51.100.1/24 dev neighbour
ip link set neighbour up
ip -n neighbour address add 198.51.100.2/24 dev eth0
ip -n neighbour link set eth0 up
ip -n neighbour route add default via 198.51.100.1
"""
SERVE = (
    'import http.server as h, socketserver as s; s.TCPServer(("{}", 9000), '
    "h.SimpleHTTPRequestHandler).serve_forever()"
)
LISTEN = f"nohup python3 -c '{SERVE}' >/dev/null 2>&1 </dev/null &"
CALL = "import socket; socket.create_connection(({!r}, {}), 1)"


def compose(machine: DockerMachine, arguments: str) -> str:
    """Run a command of Compose that must succeed, and return what it printed."""
    return machine.say(f"cd shop/deploy; docker compose --progress quiet {arguments}")


def containers(machine: DockerMachine) -> dict[str, dict[str, Any]]:
    """Return what the engine knows of each container of the composition, by its service."""
    numbers = " ".join(compose(machine, "ps --all --quiet").split())
    told = json.loads(machine.say(f"docker inspect {numbers}"))
    return {one["Config"]["Labels"]["com.docker.compose.service"]: one for one in told}


def state(machine: DockerMachine, *services: str) -> set[tuple[str, str]]:
    """Return in which states these services are, and in which health."""
    known = containers(machine)
    states = [known[name]["State"] for name in services]
    return {(one["Status"], one["Health"]["Status"]) for one in states}


def refused(machine: DockerMachine, script: str) -> str:
    """Run what must fail, and return what it said."""
    done = machine.run(script)
    assert done.returncode != 0, done.stdout
    return done.stdout


def noted_by_nginx(machine: DockerMachine) -> list[dict[str, Any]]:
    """Return what nginx has written into its log of each request."""
    lines = machine.say(f"docker logs {containers(machine)['nginx']['Id']}").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]
