"""Debian on a machine of its own, as far as its programs can tell: systemd is process 1 there.

debootstrap makes what Debian's installer leaves without any choice; that is kept in /var/tmp and
never written to, as an overlay takes what a run changes. systemd-nspawn boots it in namespaces, so
that all of it is gone with its first process. The network is that of the test's own machine:
apt-get and pip get where they get here without a router or a firewall to set up, and a client of
the test finds nginx at 127.0.0.1. So the machine's ports must be free here.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

from tests.waiting import eventually

KEPT = Path("/var/tmp/shop-machines")
MIRROR = "http://deb.debian.org/debian"
PORTS = (80, 5001, 5002, 5432, 6379)
PATIENCE = 120  # seconds; only a machine that hangs takes so long
LONG = 1200  # seconds; so many packages may have to be fetched first
FIRST = re.compile(r"^NSpid:\t\d+\t1$", re.MULTILINE)
# What is mounted is so for these processes alone, and they end with the test, however it ends.
OURS = ("setpriv", "--pdeathsig", "TERM", "unshare", "--mount", "--propagation", "private", "--")
BOOT = """
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
shift 2
exec "$@"
"""
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
# How this machine reaches package indexes is how that one does.
NETWORK = ("/etc/pip.conf", "/usr/local/share/ca-certificates")


class Machine:
    """A Debian that is booted by `with`, and forgotten at its end."""

    def __init__(self, release: str, repositories: Path) -> None:
        self.release, self.repositories = release, repositories
        self.folder = KEPT / f"{release}-running"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Machine:
        assert os.geteuid() == 0, "only root can boot a machine"
        assert [port for port in PORTS if listened_at(port)] == [], "the machine needs these ports"
        self._base = debian(self.release)
        shutil.rmtree(self.folder, ignore_errors=True)  # Left by a test that was killed.
        for name in ("upper", "work", "root"):
            (self.folder / name).mkdir(parents=True)
        for one in filter(os.path.exists, NETWORK):
            copy = shutil.copytree if Path(one).is_dir() else shutil.copy2
            (self.folder / "upper" / one[1:]).parent.mkdir(parents=True, exist_ok=True)
            copy(one, self.folder / "upper" / one[1:])
        try:
            self._boot()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _boot(self) -> None:
        with (self.folder / "console").open("wb") as console:
            self._process = subprocess.Popen(
                [*OURS, "sh", "-euc", BOOT, "sh", self._base, self.folder, *self._nspawn()],
                env={**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
            )
        self.wait_until_it_runs()

    def _nspawn(self) -> list[str | Path]:
        kept = {"/var/cache/apt/archives": f"{self.release}-packages", "/root/.cache/pip": "pip"}
        binds = []
        for there, name in kept.items():
            (KEPT / name).mkdir(exist_ok=True)
            binds.append(f"--bind={KEPT / name}:{there}")
        # Where there is no systemd to ask for a place among its units.
        alone = [] if Path("/run/systemd/system").exists() else ["--register=no", "--keep-unit"]
        return [
            *("systemd-nspawn", "--boot", "--quiet", "--console=pipe", "--machine=shop-machine"),
            *(f"--directory={self.folder / 'root'}", "--resolv-conf=copy-host", *alone, *binds),
            f"--bind-ro={self.repositories}:/srv/git",
        ]

    def __exit__(self, *_failure: object) -> None:
        self._shut_down()
        shutil.rmtree(self.folder)

    def _shut_down(self) -> None:
        if self._process is not None:
            self._process.terminate()  # systemd-nspawn asks its systemd to shut down.
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        forget_control_groups()

    def wait_until_it_runs(self) -> None:
        """Wait until all that is started at boot has been."""
        eventually(self._first_processes, self.console)
        asked = "systemctl is-system-running --wait"
        failed = "systemctl --failed --no-pager"
        eventually(lambda: self.run(asked).returncode == 0, lambda: self.run(failed).stdout)

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a script as root does who pastes it, with errors taken seriously; return its end."""
        [first] = self._first_processes()
        return subprocess.run(
            [
                *("nsenter", f"--target={first}", "--mount", "--uts", "--ipc"),
                *("--pid", "--net", "--cgroup", "bash", "-euo", "pipefail", "-c", script),
            ],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONG,
        )

    def say(self, script: str) -> str:
        """Run a script that must succeed, and return what it printed, without the end of line."""
        return said(self.run(script))

    def put(self, path: str, text: str, mode: int = 0o644) -> None:
        """Write a file there."""
        [first] = self._first_processes()
        file = Path(f"/proc/{first}/root{path}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)

    def console(self) -> str:
        """Return what was printed while it booted."""
        return (self.folder / "console").read_text(encoding="utf-8", errors="replace")

    def restart(self) -> None:
        """Turn it off and on again, with what is on its disk."""
        self._shut_down()
        self._boot()

    def _first_processes(self) -> list[int]:
        """Return the id that its process 1 has here, once there is one."""
        assert self._process is not None
        assert self._process.poll() is None, self.console()
        children = psutil.Process(self._process.pid).children()
        return [one.pid for one in children if is_first(one.pid)]


def is_first(process: int) -> bool:
    """Say whether a process is the first one in processes of its own."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return bool(FIRST.search(Path(f"/proc/{process}/status").read_text()))
    return False


def debian(release: str) -> Path:
    """Return the root file system of a release, and make it if there is none yet."""
    root, unfinished = KEPT / release, KEPT / f"{release}-unfinished"
    if not root.exists():
        KEPT.mkdir(exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)
        made = subprocess.run(
            [*OURS, "debootstrap", release, unfinished, MIRROR], capture_output=True, text=True
        )
        assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
        unfinished.rename(root)
    return root


def listened_at(port: int) -> bool:
    """Say whether somebody listens at a port of this machine."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a script that must succeed has printed, without the end of line."""
    assert done.returncode == 0, done.stdout[-5000:]
    return done.stdout.rstrip("\n")


def forget_control_groups() -> None:
    """Remove what systemd-nspawn leaves where no systemd gave it a place that ends with it."""
    if not Path("/run/systemd/system").exists():
        for name in ("payload", "supervisor"):
            for top in Path("/sys/fs/cgroup").glob(f"*/{name}"):
                for folder in sorted(top.glob("**/"), reverse=True):
                    folder.rmdir()
