"""The shop as it runs in production: a group of server processes, called over real connections."""

from __future__ import annotations

import http.client
import itertools
import json as json_format
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil
from werkzeug import Response

from app import create_app
from models import db
from routes.commands import prepare_database
from tests.shop_driver import ADMIN_PASSWORD, Shop, beside, made

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
PATIENCE = 60  # seconds; only a server that hangs takes so long
T = TypeVar("T")
# The app is imported before the workers are forked: that takes longer than many a race.
GRANIAN = "import app; from granian.cli import entrypoint; entrypoint()"


class LiveShop(Shop):
    """A shop on one database and in one folder, served by granian in a process group of its own.

    `start` it, call it from any thread, `stop` or `kill` it, and start it again, with
    another factory too. In a `with` block everything is closed at the end. `root` is where its
    code is.
    """

    def __init__(self, database_url: str, folder: Path, isolation: str | None = None) -> None:
        self.database = database_url.partition(":")[0]
        self.folder = folder
        self.root = ROOT
        self.numbers = itertools.count(1)
        self.environment = {
            "PATH": os.environ["PATH"],
            "APP_ENV": "development",
            # Races and crashes look at the stock right after, which kept answers may show late.
            "CATALOGUE_KEPT_BYTES": "0",
            "DATABASE_URL": database_url,
            "DATABASE_ISOLATION": isolation or "READ COMMITTED",
            "INSTANCE_FOLDER": str(folder / "instance"),
            "UPLOAD_FOLDER": str(folder / "static"),
            "JWT_SECRET_KEY": "a secret of tests with more than 32 bytes",
            "BCRYPT_LOG_ROUNDS": "4",
            "ADMIN_PASSWORD": ADMIN_PASSWORD,
            "RATELIMIT_ENABLED": "false",
        }
        self._admin: str | None = None
        self._buyers: list[str] = []
        self._server: subprocess.Popen[bytes] | None = None
        self._own = threading.local()
        self._connections: list[http.client.HTTPConnection] = []
        # Held, never listened on: nobody else is given the port, between two starts either.
        self._port_holder = socket.socket()
        self._port_holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._port_holder.bind((HOST, 0))
        self.port = self._port_holder.getsockname()[1]

    def __enter__(self) -> LiveShop:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.kill()
        for connection in self._connections:
            connection.close()
        self._port_holder.close()

    # --- The server processes ---------------------------------------------------------------------

    def flask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the shop in its environment."""
        command = [sys.executable, "-m", "flask", *arguments]
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def prepare(self) -> None:
        """Migrate and seed the database."""
        app = create_app(self.environment)
        with app.app_context():
            prepare_database()
            db.engine.dispose()

    def start(
        self, factory: str = "app:create_app", workers: int = 2, *options_without_value: str
    ) -> None:
        """Serve the app that `factory` makes and wait until it is ready."""
        options = {
            "--interface": "wsgi",
            "--host": HOST,
            "--port": str(self.port),
            "--workers": str(workers),
            "--blocking-threads": "128",
        }
        command = [sys.executable, "-c", GRANIAN, *itertools.chain(*options.items())]
        started_before = self._workers_started()
        self._run(self.root, [*command, "--no-ws", *options_without_value, "--factory", factory])
        self._wait_until_ready(started_before + workers)

    def _run(self, folder: Path, command: Sequence[str | Path], **environment: str) -> None:
        """Run a server from a folder, in a process group of its own."""
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                command,
                cwd=folder,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> int:
        """Ask the server to end, as a deployment does, and return its exit status."""
        assert self._server is not None
        self._server.terminate()
        status = self._server.wait(PATIENCE)
        self.kill()
        return status

    def kill(self) -> None:
        """End every process of the server at once, with no chance to tidy up."""
        if self._server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(PATIENCE)
            self._server = None
            self._wait_until_gone()

    def log(self) -> str:
        """Return what the server has said so far."""
        file = self.folder / "server.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    @property
    def processes(self) -> list[int]:
        """The ids of the server's processes."""
        assert self._server is not None
        server = psutil.Process(self._server.pid)
        return [one.pid for one in (server, *server.children(recursive=True))]

    @property
    def memory(self) -> int:
        """How much memory the server's processes take together, in bytes."""
        return sum(psutil.Process(one).memory_info().rss for one in self.processes)

    def _workers_started(self) -> int:
        return self.log().count("Started worker-")

    def _wait_until_ready(self, workers_started: int) -> None:
        """Wait for every worker: each has a listening socket and so its share of the calls."""
        assert self._server is not None
        deadline = time.monotonic() + PATIENCE
        while self._workers_started() < workers_started or not self._is_ready():
            assert self._server.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        try:
            return self.get("/health/ready").status_code == 200
        except (OSError, http.client.HTTPException):
            return False

    def _wait_until_gone(self) -> None:
        """Wait until no process listens any more: the workers are not ours to wait for."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                socket.create_connection((HOST, self.port), timeout=1).close()
            except ConnectionRefusedError:
                return
            except OSError:
                pass
            time.sleep(0.005)
        raise AssertionError("a killed server still listens")

    # --- Calls ------------------------------------------------------------------------------------

    def call(
        self,
        method: str,
        path: str,
        token: str | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
        content_type: str | None = None,
    ) -> Response:
        """Make one call over this thread's connection; never sends anything twice."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        content = data
        if content_type is not None:
            sent["Content-Type"] = content_type
        if json is not None:
            content = json_format.dumps(json).encode()
            sent["Content-Type"] = "application/json"
        connection = self.connect()
        try:
            connection.request(method, path, content, sent)
            answer = connection.getresponse()
            return Response(answer.read(), answer.status, answer.getheaders())
        except BaseException:
            connection.close()
            raise

    def connect(self) -> http.client.HTTPConnection:
        """Return this thread's connection, a new one where the server has closed the last."""
        connection = getattr(self._own, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
            self._own.connection = connection
            self._connections.append(connection)
        if connection.sock is not None and select.select([connection.sock], [], [], 0)[0]:
            connection.close()  # Nothing was asked, so what can be read is the end.
        if connection.sock is None:
            connection.connect()
        return connection

    def hang_up(self) -> None:
        """Close this thread's connection."""
        connection = self._own.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()
            self._connections.remove(connection)

    def at_once(self, calls: Sequence[Callable[[], T]]) -> list[T]:
        """Make all calls in the same moment, each over a connection of its own."""
        barrier = threading.Barrier(len(calls), timeout=PATIENCE)

        def run(call: Callable[[], T]) -> T:
            try:
                self.connect()
                barrier.wait()
                return call()
            except BaseException:
                barrier.abort()  # Or the others would wait for this one.
                raise
            finally:
                self.hang_up()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(run, calls))

    # --- What is asked again and again ------------------------------------------------------------

    def buyers(self, number: int) -> list[str]:
        """Return the tokens of so many users with empty carts, of the same users each time."""
        for token in self._buyers[:number]:
            made(self.delete("/api/cart", token))
        while len(self._buyers) < number:
            self._buyers.append(self.make_user())
        return self._buyers[:number]

    def all_orders(self) -> list[dict[str, Any]]:
        """Return every order of the shop, the newest first."""
        orders: list[dict[str, Any]] = []
        path: str | None = "/api/orders?limit=100"
        while path:
            answer = self.get(path, self.admin)
            orders += made(answer)
            path = beside(answer, "next")
        return orders

    def orders_of(self, product: dict[str, Any]) -> list[dict[str, Any]]:
        """Return every order with a line of `product`, the newest first."""
        return [
            order
            for order in self.all_orders()
            if product["id"] in [line["product_id"] for line in order["items"]]
        ]

    def findings(self) -> list[str]:
        """Return what speaks against the shop's books; nothing, when they are right."""
        report = made(self.get("/api/admin/verify", self.admin))
        found = [
            f"{proof['name']} {finding['id']} {finding['detail']}"
            for proof in report["proofs"]
            for finding in proof["findings"]
        ]
        assert report["clean"] == (not found)
        return found


class WaitressShop(LiveShop):
    """A shop as `python app.py` runs it, by waitress."""

    def start(self, *_arguments: object) -> None:
        self._run(self.root, [sys.executable, "app.py"], PORT=str(self.port))
        self._port_holder.close()  # waitress shares no port.
        self._wait_until_ready(0)
