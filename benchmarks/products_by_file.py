"""What it takes to import and export many products: `python -m benchmarks.products_by_file`.

The shop runs under granian as `make serve` runs it; files go in and out over HTTP, while
somebody else keeps changing a product. benchmarks/README.md says what is measured. Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from app import create_app
from benchmarks.checkout_shop import new_secret, shop_settings
from benchmarks.postgres import running_postgres
from benchmarks.processes import Server, cpu_seconds, family, granian

CSV = "text/csv"
DATABASES = ("postgresql", "sqlite")
HEADER = "id,name,description,price,stock,category\r\n"
CATEGORIES = ("Electronics", "Fashion", "Home", "Books", "Toys")
WORDS = """
oak steel linen quiet bright folding travel garden kitchen mini deluxe classic nordic solar
wireless ceramic cotton walnut copper velvet rugged pocket double evening winter
""".split()  # noqa: SIM905
EVERY_NTH_CHANGED = 10
PAUSE = 0.05  # seconds between two calls of somebody else
PIECE = 1024 * 1024


@dataclass
class Shop:
    """A running shop, and its admin's token."""

    server: Server
    token: str = ""

    def call(self, method: str, path: str, body: object = None, kind: str = "application/json"):
        """Make one call and return status, body and seconds."""
        headers = {"Content-Type": kind, "Authorization": f"Bearer {self.token}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=3600)
        begun = time.perf_counter()
        if isinstance(body, Path):
            headers["Content-Length"] = str(body.stat().st_size)
            with body.open("rb") as file:
                connection.request(method, path, file, headers)
        else:
            connection.request(method, path, orjson.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - begun
        connection.close()
        return answer.status, content, seconds

    def download(self, path: str, file: Path) -> float:
        """Write an answer to a file, and return the seconds it took."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=3600)
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
        answer = connection.getresponse()
        with file.open("wb") as opened:
            while piece := answer.read(PIECE):
                opened.write(piece)
        connection.close()
        return time.perf_counter() - begun

    def peak(self) -> float:
        """Return the most memory that one of the server's processes ever held, in MB."""
        return max(_status(pid, "VmHWM") for pid in family(self.server.pid)) / 1024

    def cpu(self) -> float:
        """Return the CPU seconds of all processes of the server."""
        return sum(cpu_seconds(pid) for pid in family(self.server.pid))


@dataclass
class Neighbour:
    """Somebody else who changes a product of their own, again and again."""

    shop: Shop
    product: int
    ended: threading.Event = field(default_factory=threading.Event)
    longest: float = 0.0
    failed: int = 0

    def keep_writing(self) -> None:
        """Change the product until told to end, and keep the longest wait."""
        for number in itertools.count(1):
            if self.ended.wait(PAUSE):
                return
            path = f"/api/products/{self.product}"
            status, _, seconds = self.shop.call("PATCH", path, {"stock": number % 1000})
            self.longest = max(self.longest, seconds)
            self.failed += status != 200


def main() -> None:
    """Measure every size on every database and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    arguments = parser.parse_args()
    print("| database | lines | file | step | seconds | server CPU s | peak MB | others wait s |")
    print("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |")
    for database in arguments.databases:
        for rows in arguments.rows:
            with tempfile.TemporaryDirectory() as folder, _address(database, folder) as address:
                measure(database, address, Path(folder), rows)


@contextmanager
def _address(database: str, folder: str) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder}/shop.db"
        return
    with running_postgres() as postgres:
        yield postgres.create("shop")


def measure(database: str, address: str, folder: Path, rows: int) -> None:
    """Import, export, change and break a file of so many products."""
    settings = shop_settings(address, new_secret(), folder)
    result = create_app(settings).test_cli_runner().invoke(args=["setup"])
    if result.exit_code:
        raise RuntimeError(result.output) from result.exception
    file, broken, out = folder / "in.csv", folder / "broken.csv", folder / "out.csv"
    _write_file(file, rows)
    broken.write_bytes(file.read_bytes() + b",Lamp,,twelve,1,Home\r\n")
    steps: list[tuple[str, Callable[[Shop], float]]] = [
        ("one bad line: refused", lambda shop: _send(shop, broken, 400)),
        ("all created", lambda shop: _send(shop, file, 200, created=rows)),
        ("export", lambda shop: _export(shop, out, rows)),
        ("export sent back: unchanged", lambda shop: _send(shop, out, 200, unchanged=rows)),
        ("every tenth price changed", lambda shop: _send(shop, _repriced(out), 200)),
    ]
    for name, step in steps:  # Each in a server of its own: memory once taken stays.
        with granian("app:create_app", settings, factory=True) as server:
            shop = _signed_in(server, settings["ADMIN_PASSWORD"])
            neighbour = _neighbour(shop)
            thread = threading.Thread(target=neighbour.keep_writing)
            thread.start()
            cpu = shop.cpu()
            try:
                seconds = step(shop)
            finally:
                neighbour.ended.set()
                thread.join()
            waits = f"{neighbour.longest:.2f}"
            waits += f", {neighbour.failed} gave up" if neighbour.failed else ""
            size = f"{(out if name == 'export' else file).stat().st_size / 1e6:.0f} MB"
            figures = f"{seconds:.1f} | {shop.cpu() - cpu:.1f} | {shop.peak():.0f} | {waits}"
            print(f"| {database} | {rows} | {size} | {name} | {figures} |", flush=True)


def _signed_in(server: Server, password: str) -> Shop:
    shop = Shop(server)
    body = {"username": "admin", "password": password}
    status, content, _ = shop.call("POST", "/api/login", body)
    assert status == 200, content
    shop.token = orjson.loads(content)["access_token"]
    return shop


def _neighbour(shop: Shop) -> Neighbour:
    body = {"name": "Neighbour's", "price": 1, "category_id": 20}
    _, content, _ = shop.call("POST", "/api/products", body)
    return Neighbour(shop, orjson.loads(content)["id"])


def _send(shop: Shop, file: Path, expected: int, **counts: int) -> float:
    status, content, seconds = shop.call("POST", "/api/products/import", file, CSV)
    report = orjson.loads(content)
    assert status == expected, content[:1000]
    assert all(report[name] - count in range(3) for name, count in counts.items()), report
    if expected != 200:
        _, listed, _ = shop.call("GET", "/api/products?limit=2")
        assert len(orjson.loads(listed)) == 1, "a refused file left something behind"
    return seconds


def _export(shop: Shop, file: Path, rows: int) -> float:
    seconds = shop.download("/api/products/export", file)
    with file.open("rb") as opened:
        assert sum(1 for _ in opened) > rows
    # The neighbours' products change while the file is sent back.
    kept = [line for line in file.read_bytes().splitlines(True) if b"Neighbour's" not in line]
    file.write_bytes(b"".join(kept))
    return seconds


def _write_file(file: Path, rows: int) -> None:
    """Write products with names and descriptions of a usual length."""
    chosen = random.Random(7)
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(HEADER)
        for number in range(rows):
            name = " ".join(chosen.choices(WORDS, k=3)).title()
            description = " ".join(chosen.choices(WORDS, k=12)).capitalize()
            price = chosen.randint(100, 50_000) / 100
            category = chosen.choice(CATEGORIES)
            opened.write(f',{name} {number},"{description}, and more.",{price:.2f},')
            opened.write(f"{number % 50},{category}\r\n")


def _repriced(file: Path) -> Path:
    """Write a file of every tenth product at another price."""
    changed = file.with_name("repriced.csv")
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    with changed.open("w", encoding="utf-8", newline="") as opened:
        opened.write("id,price,stock\r\n")
        for line in lines[::EVERY_NTH_CHANGED]:
            opened.write(f"{line.partition(',')[0]},777.77,999\r\n")
    return changed


def _status(pid: int, name: str) -> int:
    """Return a figure of /proc/<pid>/status in kB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
