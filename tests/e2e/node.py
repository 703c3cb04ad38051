"""A node of a deployment: `deploy/serve` in production, on a port of its own behind nginx."""

from __future__ import annotations

import copy
import os
import re
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from tests.live_shop import LiveShop

ADMIN_PASSWORD = "a passphrase of the tests' admin"
REQUESTS = re.compile(
    r'^shop_requests_total\{method="(\w+)",route="([^"]+)",status="(\d+)"\} (\S+)$', re.MULTILINE
)
PRODUCTION = {
    "APP_ENV": "production",
    "CATALOGUE_KEPT_BYTES": "16000000",
    "TRUSTED_PROXIES": "127.0.0.1/32",
    "METRICS_TOKEN": "the tests' Prometheus, 0123456789",
    "ADMIN_PASSWORD": ADMIN_PASSWORD,
    "RATELIMIT_ENABLED": "true",
}


class Node(LiveShop):
    """Serves as production does; what it keeps is in PostgreSQL, Redis and a bucket."""

    def __init__(self, database_url: str, folder: Path, **environment: str) -> None:
        folder.mkdir(exist_ok=True)
        super().__init__(database_url, folder)
        self.environment |= {**PRODUCTION, **environment}
        self.environment["GRANIAN_PORT"] = str(self.port)

    @property
    def admin(self) -> str:
        """The access token of the admin of the first start."""
        if self._admin is None:
            self._admin = self.sign_in("admin", ADMIN_PASSWORD)["access_token"]
        return self._admin

    def figures(self) -> Counter[tuple[str, str, str]]:
        """Return how many requests it has counted, by method, route and status."""
        text = made_text(self.get("/metrics", self.environment["METRICS_TOKEN"]))
        self.hang_up()
        return Counter({found[:3]: int(float(found[3])) for found in REQUESTS.findall(text)})

    def start(self, workers: int = 2) -> None:
        """Run deploy/serve and wait until every worker serves."""
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        started_before = self._workers_started()
        # From another folder than the code's: the script finds it by itself.
        serve = [self.root / "deploy" / "serve"]
        self._run(self.folder, serve, PATH=programs, GRANIAN_WORKERS=str(workers))
        self._wait_until_ready(started_before + workers)


def made_text(answer: Any) -> str:
    """Return the text of a call that must succeed."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return str(answer.get_data(as_text=True))


def through(shop: LiveShop, port: int) -> Any:
    """Return the same shop as it is called at another port: through the proxy."""
    front = copy.copy(shop)
    front.port, front._own, front._connections = port, threading.local(), []
    return front
