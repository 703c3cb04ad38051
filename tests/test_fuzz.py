"""schemathesis with all its checks over every operation, as nobody, a user and an admin.

`make test` tries a few examples of each; `make fuzz` 200 (or EXAMPLES).
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.test_permissions import MATRIX

EXAMPLES = int(os.environ.get("SHOP_FUZZ_EXAMPLES", "3"))
CALLS = [row[:2] for row in MATRIX if row[1] != "/api/docs/<filename>"]


@pytest.fixture(scope="module")
def api(running_shops):
    return schemathesis.openapi.from_wsgi("/api/openapi.json", running_shops("sqlite").app)


@pytest.fixture
def scene(shop):
    """A shop with one of everything, and a token of each caller."""
    user, product = shop.make_user(), shop.make_product(stock=1000)
    shop.apply(shop.make_offer(), product)
    shop.buy(user, product)
    shop.add_to_cart(user, product)
    return {"nobody": None, "user": user, "admin": shop.admin}


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
@pytest.mark.parametrize("caller", ["nobody", "user", "admin"])
@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.security(8)
def test_nothing_schemathesis_thinks_of_breaks_a_promise(scene, shop, api, caller, method, path):
    operation = api[path.replace("<", "{").replace(">", "}")][method]
    token = scene[caller]
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def promise(case):
        case.call_and_validate(headers=headers)

    promise()
