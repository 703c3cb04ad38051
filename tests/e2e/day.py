"""A deployment with everybody who calls it, and the release that follows."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from services.metrics import LONGEST_WAIT
from tests.e2e.customers import Customer
from tests.e2e.nginx_server import DeployedNginx
from tests.e2e.node import Node, through
from tests.e2e.shopkeeper import Shopkeeper
from tests.live_shop import PATIENCE, ROOT

CUSTOMERS = 50
RELEASE = ("app.py", "config.py", "config_faults.py", "config_values.py", "models.py", "schemas.py",
           "deploy", "migrations", "routes", "services")  # fmt: skip
MIGRATION = '''"""A column and an index that only a test knows.

Safe while the version before runs, which neither knows nor needs them.
"""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade():
    op.add_column("order", sa.Column("gift_note", sa.String(200), nullable=True))
    op.create_index("ix_order_gift_note", "order", ["gift_note"])
'''


class Day:
    """The deployment, and everybody who calls it."""

    def __init__(self, nodes: list[Node], nginx: DeployedNginx) -> None:
        self.nodes, self.nginx = nodes, nginx
        self.admin = Shopkeeper(through(nodes[0], nginx.port))
        self.customers = [
            Customer(through(nodes[0], nginx.port), f"customer-{number}")
            for number in range(CUSTOMERS)
        ]

    @property
    def callers(self) -> list[Any]:
        return [*self.customers, self.admin]

    @property
    def orders(self) -> int:
        """How many orders are placed so far."""
        return sum(len(one.orders) for one in self.customers)

    def go_on(self, orders: int, meanwhile: Any = lambda: None) -> None:
        """Let each customer place so many orders more, while the admin goes about."""
        closed, products = threading.Event(), list(self.admin.stock)
        with ThreadPoolExecutor(CUSTOMERS + 1) as pool:
            admin = pool.submit(self.admin.work_until, closed)
            shopping = [pool.submit(one.shop_for, orders, products) for one in self.customers]
            try:
                meanwhile()
            finally:
                errors = [one.exception() for one in shopping]
                closed.set()
        failures = [one for one in (*errors, admin.exception()) if one]
        assert not failures, failures
        complaints = [line for one in self.callers for line in (*one.lost, *one.wrong)]
        assert not complaints, complaints

    def wait_for_orders(self, number: int) -> None:
        """Wait until so many orders are placed, or somebody has given up."""
        deadline = time.monotonic() + PATIENCE
        while self.orders < number and not any(one.lost or one.wrong for one in self.callers):
            assert time.monotonic() < deadline, self.orders
            time.sleep(0.02)

    def figures(self) -> Counter[tuple[str, str, str]]:
        """Return what the nodes have counted together; who asks for it does not count."""
        told = sum((node.figures() for node in self.nodes), Counter())
        return Counter(
            {
                key: number
                for key, number in told.items()
                if not key[1].startswith(("/metrics", "/health"))
            }
        )

    def figures_at_rest(self) -> Counter[tuple[str, str, str]]:
        """Return what the nodes have counted when nothing waits any more to be counted."""
        told = self.figures()
        while True:
            time.sleep(3 * LONGEST_WAIT)
            before, told = told, self.figures()
            if told == before:
                return told

    def noted(self) -> Counter[tuple[str, str, int, str]]:
        """Return what all callers have noted together."""
        return sum((one.answers for one in self.callers), Counter())


def release(folder: Path, newest: str) -> Path:
    """Make the next release: the shop as it is, and one migration more."""
    for name in RELEASE:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            folder.mkdir(exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    add_migration(folder, newest)
    return folder


def add_migration(folder: Path, newest: str) -> str:
    """Write one migration more into a shop's code and return its number."""
    number = f"{int(newest) + 1:04d}"
    file = folder / "migrations" / "versions" / f"{number}_gift_note.py"
    file.write_text(MIGRATION.format(number=number, before=newest), encoding="utf-8")
    return number
