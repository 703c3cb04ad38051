"""Every process of the server is killed while pictures come and go: no row names a file that
is gone, and what is left over is gone once it is pruned.

`SHOP_CRASH_ROUNDS=10 SHOP_CRASH_UPLOADS=200` makes it the long version.
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.kept_files import KeptInBucket
from tests.live_shop import ROOT, LiveShop
from tests.shop_driver import made, noise
from tests.test_image_races import files_named

ROUNDS = int(os.environ.get("SHOP_CRASH_ROUNDS", "1"))
UPLOADS = int(os.environ.get("SHOP_CRASH_UPLOADS", "20"))
SELLERS = 3
MOMENT = 0.1  # seconds after the upload at which it is about to happen, at most
PATIENCE = 60  # seconds for all uploads of a round
TRIES = 5
PICTURES = [(noise("JPEG", size), f"{size}.jpg") for size in (90, 200, 500)]


@dataclass
class Seller:
    """Somebody who changes the pictures of one product, again and again."""

    product: dict[str, Any]
    images: list[dict[str, Any]] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/api/products/{self.product['id']}"

    def sell_until_the_line_is_dead(self, shop: LiveShop, count: Callable[[], None]) -> None:
        """Upload, replace and delete; remember the pictures after each answer."""
        try:
            while not self.surprises:
                if self._changes(shop):
                    count()
                self.images = made(shop.get(f"{self.path}/images"))
        except (OSError, http.client.HTTPException):
            pass
        finally:
            shop.hang_up()

    def _changes(self, shop: LiveShop) -> bool:
        """Upload or delete a picture; say whether that was done, or the shop was too busy."""
        if len(self.images) > 4 and random.random() < len(self.images) / 10:  # 20 are the most.
            gone = random.choice(self.images)
            answer = shop.delete(f"{self.path}/images/{gone['id']}", shop.admin)
        else:
            one = random.choice(("image", "images"))
            answer = shop.upload(f"{self.path}/{one}", shop.admin, *random.choice(PICTURES))
        if answer.status_code not in (200, 201, 503):
            self.surprises.append(answer.get_data(as_text=True))
        return answer.status_code != 503

    def is_at_most_a_step_further(self, found: list[dict[str, Any]]) -> bool:
        """Say whether the pictures are those last seen, with at most one call more.

        Of the last two calls the one may have had its answer and the other not.
        """
        seen, there = ({one["id"] for one in images} for images in (self.images, found))
        return len(seen - there) <= 2 and len(there - seen) <= 2


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request, new_database, tmp_path):
    """A prepared shop that is not served yet."""
    with LiveShop(new_database(request.param), tmp_path) as shop:
        shop.prepare()
        yield shop


@pytest.fixture
def kept(request, bare, storage_kind):
    """Where that shop keeps its files."""
    if storage_kind == "disk":
        return KeptInFolder(bare)
    bucket = KeptInBucket(bare, request.getfixturevalue("s3_endpoint"))
    bare.environment |= bucket.settings
    return bucket


def crash_while_selling(shop: LiveShop, sellers: list[Seller]) -> int:
    """Let everybody upload and kill the server at one of so many uploads; return at which."""
    number = random.randint(1, UPLOADS)
    counted, reached = itertools.count(1), threading.Event()

    def count() -> None:
        if next(counted) >= number:
            reached.set()

    with ThreadPoolExecutor(SELLERS) as pool:
        running = [pool.submit(one.sell_until_the_line_is_dead, shop, count) for one in sellers]
        reached.wait(PATIENCE)
        time.sleep(random.uniform(0, MOMENT))
        shop.kill()
        for one in running:
            one.result()
    return number


class KeptInFolder:
    """The files of a live shop that keeps them on disk."""

    def __init__(self, shop: LiveShop) -> None:
        self.root = shop.folder / "static"

    def names(self, folder: str) -> list[str]:
        return sorted(path.name for path in (self.root / folder).glob("*.*"))


def pruned_a_day_later(shop: LiveShop) -> None:
    """Prune when all files are so old that nobody is at work on them: a bucket's ages are its own.

    It is the command in a process of its own, whose clock is ahead.
    """
    command = [sys.executable, "-m", "tests.a_day_later", "images", "prune"]
    run = subprocess.run(
        command, cwd=ROOT, env=shop.environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert run.returncode == 0, run.stderr


def verified(shop: LiveShop) -> str:
    """Return what `flask verify` finds, nothing where the books are right."""
    books = shop.flask("verify")
    return "" if books.returncode == 0 else books.stdout + books.stderr


@pytest.mark.parametrize(
    ("bare", "storage_kind"),
    [("sqlite", "disk"), ("postgresql", "disk"), ("sqlite", "s3")],
    indirect=["bare"],
)
@pytest.mark.security(65)
def test_a_crash_leaves_no_row_without_its_file_and_no_file_for_long(bare, kept):
    bare.start()
    sellers = [Seller(bare.make_product()) for _ in range(SELLERS)]
    for _ in range(ROUNDS):
        number = crash_while_selling(bare, sellers)
        bare.start()

        assert [one.surprises for one in sellers] == [[]] * SELLERS
        assert verified(bare) == "", number
        pruned_a_day_later(bare)
        assert verified(bare) == ""
        addresses = {f"/static/products/{name}" for name in kept.names("products")}
        assert addresses == files_named(bare)
        for one in sellers:
            found = made(bare.get(f"{one.path}/images"))
            assert one.is_at_most_a_step_further(found), number
            one.images = found


@pytest.mark.parametrize("bare", ["sqlite"], indirect=True)  # Files are files beside either.
def test_control_files_deleted_first_are_missed_after_a_crash(bare):
    """The row still names them when the server dies in between."""
    sellers = [Seller(product) for product in started_with_products(bare)]
    for _ in range(TRIES * 2):
        crash_while_selling(bare, sellers)
        if "every-image-has-its-file" in verified(bare):
            return
        bare.start("tests.unguarded:with_files_deleted_first")
    pytest.fail("no row ever named a file that was gone")


def started_with_products(shop: LiveShop) -> list[dict[str, Any]]:
    shop.start("tests.unguarded:with_files_deleted_first")
    return [shop.make_product() for _ in range(SELLERS)]
