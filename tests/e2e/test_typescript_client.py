"""The TypeScript client: its types are today's, and its own tests pass against a shop that runs."""

from __future__ import annotations

import re

import pytest

from tests.e2e.npm import CLIENTS, npm
from tests.live_shop import LiveShop
from tests.shop_driver import ADMIN_PASSWORD


@pytest.fixture
def shop(new_database, tmp_path):
    with LiveShop(new_database("postgresql"), tmp_path) as shop:
        yield shop


def test_the_types_are_those_of_the_document(running_shops):
    document = running_shops("sqlite").get("/api/openapi.json").get_data(as_text=True)
    command = ("run", "generate", "--silent", "--workspace", "typescript", "--", "--print")
    types = npm(*command, given=document)

    written = (CLIENTS / "typescript" / "src" / "schema.ts").read_text(encoding="utf-8")
    assert written == types, "Run `make client`."


def test_the_code_compiles_and_is_in_shape():
    npm("run", "build", "--workspace", "typescript")

    npm("run", "check")


@pytest.mark.parametrize("rotates", ["false", "true"])
def test_its_own_tests_pass_against_a_shop(shop, rotates):
    shop.environment |= {"REFRESH_TOKEN_ROTATION": rotates}
    shop.prepare()
    shop.start()
    for number, category_id in enumerate((1, 1, 1, *range(2, 20))):
        shop.make_product(
            category_id=category_id, price=5 + number % 9, stock=(number + 1) % 5 * 20
        )

    said = npm(
        *("test", "--workspace", "typescript"),
        environment={
            "SHOP_URL": f"http://127.0.0.1:{shop.port}",
            "SHOP_SECRET": shop.environment["JWT_SECRET_KEY"],
            "SHOP_ROTATES": rotates,
            "SHOP_ADMIN_PASSWORD": ADMIN_PASSWORD,
        },
    )

    assert re.search(r"^# pass \d{2}$", said, re.MULTILINE), said
    assert {"# fail 0", "# skipped 0", "# todo 0"} <= set(said.splitlines())
    assert shop.findings() == []
