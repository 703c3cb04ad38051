"""Docker on a machine of its own: a Debian in namespaces, whose one service is dockerd.

mmdebstrap makes the Debian once and it is never written to, as an overlay takes what a run
changes; only images are kept from one run to the next. All that Docker sets up, rules of the
firewall, bridges and mounts, is in the machine's own namespaces and gone with its first process.
slirp4netns leads out of there by ordinary connections of this machine's, with nothing to set up.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.machines.machine import ENVIRONMENT, KEPT, said
from tests.waiting import eventually

FOLDER = KEPT / "docker-running"
IMAGES = KEPT / "docker-images"
PACKAGES = (
    *("docker.io", "docker-cli", "docker-compose", "docker-buildx", "iptables", "iproute2"),
    *("ca-certificates", "curl", "git", "procps", "python3"),
)
START = Path(__file__).parent / "start-docker"
WITH_THE_TEST = ("setpriv", "--pdeathsig", "KILL", "--")
NEW_NETWORK = 0x40000000  # CLONE_NEWNET


class DockerMachine:
    """A machine with Docker, started by `with`, and forgotten at its end."""

    def __init__(self, repositories: Path) -> None:
        self.repositories = repositories
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> DockerMachine:
        root = debian("docker", PACKAGES)
        shutil.rmtree(FOLDER, ignore_errors=True)  # Left by a test that was killed.
        for folder in (IMAGES, FOLDER / "upper", FOLDER / "work", FOLDER / "root"):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            self._start(START, root, FOLDER, IMAGES, self.repositories, control_group())
            eventually(self._serves, self.console)
            out = ("slirp4netns", "--configure", "--mtu=1400", "--disable-host-loopback")
            self._start(*out, str(self.first_process), "tap0")
            eventually(lambda: "10.0.2.100" in self.say("ip address show"), self.console)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _serves(self) -> bool:
        """Say whether its Docker does; before it is on its own, another might answer."""
        begun = bool(psutil.Process(self._processes[0].pid).children())
        asked = '[ "$(hostname)" = docker ] && docker info'
        return begun and self.run(asked).returncode == 0

    def _start(self, *command: str | Path) -> None:
        with (FOLDER / "console").open("ab") as console:
            self._processes.append(
                subprocess.Popen(
                    [*WITH_THE_TEST, *command],
                    env=ENVIRONMENT,
                    stdin=subprocess.DEVNULL,
                    stdout=console,
                    stderr=subprocess.STDOUT,
                )
            )

    def __exit__(self, *_failure: object) -> None:
        with suppress(AssertionError, IndexError):
            self.run("docker ps --all --quiet | xargs docker rm --force --volumes")
        for one in reversed(self._processes):
            one.kill()
            one.wait()
        eventually(lambda: remove(control_group()), lambda: f"{control_group()} is not empty")
        shutil.rmtree(FOLDER)

    @property
    def first_process(self) -> int:
        """The id that its process 1 has here."""
        assert self._processes[0].poll() is None, self.console()
        return psutil.Process(self._processes[0].pid).children()[0].pid

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Paste a script into a shell of root's, which takes errors seriously."""
        return subprocess.run(
            [
                *("nsenter", f"--target={self.first_process}", "--mount", "--uts", "--ipc"),
                *("--pid", "--net", "--cgroup", "--root", "--wd", "bash", "-euo", "pipefail"),
            ],
            env=ENVIRONMENT,
            input=f"cd\n{script}",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def say(self, script: str) -> str:
        """Run a script that must succeed, and return what it printed, without the end of line."""
        return said(self.run(script))

    def put(self, path: str, content: bytes, mode: int = 0o644) -> None:
        """Write a file there."""
        file = Path(f"/proc/{self.first_process}/root{path}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode)

    def console(self) -> str:
        """Return what dockerd and slirp4netns complained of."""
        files = (FOLDER / "console", FOLDER / "upper" / "var" / "log" / "dockerd")
        return "\n".join(one.read_text(errors="replace")[-3000:] for one in files if one.exists())

    @contextmanager
    def network(self) -> Iterator[None]:
        """Let what this thread connects to, and threads that it starts, be in its network."""
        libc = ctypes.CDLL(None, use_errno=True)
        with (
            open("/proc/thread-self/ns/net") as here,
            open(f"/proc/{self.first_process}/ns/net") as there,
        ):
            assert libc.setns(there.fileno(), NEW_NETWORK) == 0, os.strerror(ctypes.get_errno())
            try:
                yield
            finally:
                assert libc.setns(here.fileno(), NEW_NETWORK) == 0


def debian(name: str, packages: tuple[str, ...]) -> Path:
    """Return a small Debian with packages, as a folder or a tape archive; make it if need be."""
    root, unfinished = KEPT / name, KEPT / f"unfinished-{name}"
    if not root.exists():
        KEPT.mkdir(exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        command = ["mmdebstrap", "--variant=minbase", f"--include={','.join(packages)}"]
        made = subprocess.run([*command, "trixie", unfinished], capture_output=True, text=True)
        assert made.returncode == 0, made.stderr[-3000:]
        unfinished.rename(root)
    return root


def control_group() -> Path:
    """Return the place of the machine among the control groups."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    return Path(next(one[1] for one in mounts if one[2] == "cgroup2")) / "shop-docker"


def remove(group: Path) -> bool:
    """Remove a control group with those in it, and say whether that could be done."""
    with suppress(OSError):
        for folder in sorted(group.glob("**/"), reverse=True):
            folder.rmdir()
    return not group.exists()
