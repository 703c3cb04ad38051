"""The images that deploy/ is made of: from their registry, or what stands in for them."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from tests.live_shop import ROOT
from tests.machines.docker_machine import DockerMachine, debian

STAND_INS = Path(__file__).parent / "stand-ins"
BASE = "debian:trixie-slim"
NAMED = re.compile(r"^(?:FROM|    image:) ([\w./-]+:[\w.-]+)", re.MULTILINE)
# How this machine reaches a package index.
OF_THIS_MACHINE = [Path("/etc/ssl/certs/ca-certificates.crt"), Path("/etc/pip.conf")]


def named() -> list[str]:
    """Return the names of all images that deploy/ is made of."""
    files = (ROOT / "deploy" / "Dockerfile", ROOT / "deploy" / "compose.yaml")
    return sorted({name for file in files for name in NAMED.findall(file.read_text())})


def bring(machine: DockerMachine) -> list[str]:
    """Bring all images to the machine, and return the names of those that others stand in for."""
    missing = [name for name in named() if machine.run(f"docker pull {name}").returncode]
    if missing:
        if machine.run(f"docker pull {BASE}").returncode:
            machine.put("/root/debian.tar", debian("debian.tar", ("ca-certificates",)).read_bytes())
            machine.say(f"docker import /root/debian.tar {BASE}")
        for file in (*STAND_INS.iterdir(), *filter(Path.exists, OF_THIS_MACHINE)):
            machine.put(f"/root/stand-ins/{file.name}", file.read_bytes(), file.stat().st_mode)
    for name in missing:
        kind = name.partition(":")[0].rpartition("/")[2]
        options = f"--target {kind} --build-arg MOTO={version('moto')} --tag {name}"
        machine.say(f"docker build --quiet {options} /root/stand-ins")
    return missing
