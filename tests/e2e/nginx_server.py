"""nginx of the tests' own: with what docs/images.md says, or with deploy/nginx.conf itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.e2e.listening import PATIENCE, free_port, wait_until_it_listens

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "images.md"
RULES = ROOT / "deploy" / "nginx.conf"
NODES = ROOT / "deploy" / "nginx-one-machine.conf"
AROUND = """\
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {rules}
}}
"""
ALONE = """\
    types {{}}
    server {{
        listen 127.0.0.1:{port};
        {locations}
    }}
"""


class Nginx:
    """nginx on a port of its own, with its rules and all its files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        # The folders of tests are open to nobody else, whom nginx would become under root.
        user = "user root;\n" if Path.home() == Path("/root") else ""
        text = AROUND.format(user=user, folder=folder, rules=self.rules())
        (folder / "nginx.conf").write_text(text, encoding="utf-8")

    def rules(self) -> str:
        """Return what stands in its `http` block."""
        raise NotImplementedError

    def __enter__(self) -> Nginx:
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
        assert program, "nginx is missing: run `make e2e`"
        self._process = subprocess.Popen(
            [program, "-p", self.folder, "-c", self.folder / "nginx.conf"]
        )
        wait_until_it_listens(
            self._process, self.port, lambda: f"nginx did not start: {self.errors()}"
        )
        return self

    def __exit__(self, *_failure: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    def errors(self) -> str:
        """Return what it complained of so far."""
        file = self.folder / "error.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


class NginxServer(Nginx):
    """In front of the shop at `shop_port` with files in `uploads`, as docs/images.md says."""

    def __init__(self, folder: Path, shop_port: int, uploads: Path) -> None:
        self._shop_port, self._uploads = shop_port, uploads
        super().__init__(folder)

    def rules(self) -> str:
        """Return a server with what the page tells."""
        [told] = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        here = {
            "127.0.0.1:5000": f"127.0.0.1:{self._shop_port}",
            "/srv/shop/static/": f"{self._uploads}/",
        }
        return ALONE.format(port=self.port, locations=with_places(told, here))


class DeployedNginx(Nginx):
    """In front of all nodes, as deploy/nginx.conf says; only ports and folders are the test's."""

    def __init__(
        self, folder: Path, node_ports: Sequence[int], store: str = "127.0.0.1:9", uploads: str = ""
    ) -> None:
        self._node_ports, self._store, self._uploads = node_ports, store, uploads
        super().__init__(folder)

    def rules(self) -> str:
        """Return both files of deploy/, with the places of this test."""
        one, two = self._node_ports
        nodes = {
            "127.0.0.1:5001": f"127.0.0.1:{one}",
            "127.0.0.1:5002": f"127.0.0.1:{two}",
            "127.0.0.1:8333": self._store,
        }
        rules = {
            "listen 80 default_server": f"listen 127.0.0.1:{self.port}",
            "/var/cache/nginx/answers": f"{self.folder}/answers",
            "/var/cache/nginx/pictures": f"{self.folder}/pictures",
            "/var/log/nginx/access.log": f"{self.folder}/access.log",
            "/var/lib/shop/": f"{self._uploads}/",
        }
        return with_places(NODES.read_text(encoding="utf-8"), nodes) + with_places(
            RULES.read_text(encoding="utf-8"), rules
        )


def with_places(text: str, places: Mapping[str, str]) -> str:
    """Put this test's places where those of a real machine stand, each of them once."""
    for there, here in places.items():
        assert text.count(there) == 1, there
        text = text.replace(there, here)
    return text
