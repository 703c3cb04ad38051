"""An nginx of the tests' own in front of a shop, configured as docs/images.md says."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

PATIENCE = 20  # seconds
PAGE = Path(__file__).parents[2] / "docs" / "images.md"
AROUND = """\
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    types {{}}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {locations}
    }}
}}
"""


class NginxServer:
    """nginx on a port of its own, in front of the shop at `shop_port` with files in `uploads`."""

    def __init__(self, folder: Path, shop_port: int, uploads: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        [told] = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        assert told.count("127.0.0.1:5000") == told.count("/srv/shop/static/") == 1
        told = told.replace("127.0.0.1:5000", f"127.0.0.1:{shop_port}")
        told = told.replace("/srv/shop/static/", f"{uploads}/")
        # The folders of tests are open to nobody else, whom nginx would become under root.
        user = "user root;\n" if Path.home() == Path("/root") else ""
        text = AROUND.format(user=user, folder=folder, port=self.port, locations=told)
        self._file = folder / "nginx.conf"
        self._file.write_text(text, encoding="utf-8")

    def __enter__(self) -> NginxServer:
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
        assert program, "nginx is missing: run `make e2e`"
        self._process = subprocess.Popen([program, "-p", self._file.parent, "-c", self._file])
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return self
        raise AssertionError("nginx did not start")

    def __exit__(self, *_failure: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
