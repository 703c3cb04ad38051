"""An offer starts and ends while eight clients read and buy from two server processes.

Each answer is held against the offer by the server's own words: `Date` and `priced_at`,
`created_at` of orders. The offer's instants are whole seconds, so `Date` says on which
side of them an answer is. Clients keep what they are allowed to keep, as browsers do.
The controls run the same hour of truth against a shop without one of its guards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, NamedTuple

import pytest

from tests.live_shop import LiveShop
from tests.shop_driver import made

CLIENTS = 8
PERIODS = ("before", "while", "after")
PRICES = {"before": 50, "while": 40, "after": 50}
READS = ("products?category_id=2", "categories/2/products", "products/{}", "products/{}/price")


class Sale(NamedTuple):
    """Two products, and the offer of 20 % on both: what is bought changes, and its ETag too."""

    watched_id: int
    bought_id: int
    starts_at: datetime
    ends_at: datetime

    def period(self, instant: datetime) -> str:
        """Say whether an instant is before, while or after the offer."""
        if instant < self.starts_at:
            return "before"
        return "while" if instant < self.ends_at else "after"

    def boundary(self, instant: datetime) -> datetime:
        """Return the instant that an answer of `instant` may not be kept past."""
        ends = {"before": self.starts_at, "while": self.ends_at}
        return ends.get(self.period(instant), instant + timedelta(days=1))


@dataclass
class Kept:
    """An answer that a client keeps: until when without asking, and by which ETag."""

    told_at: datetime
    until: datetime
    etag: str
    price: float


@dataclass
class Client:
    """Somebody who reads everything and buys, over and over, and notes what was wrong."""

    shop: LiveShop
    token: str
    sale: Sale
    kept: dict[str, Kept] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def shop_around(self) -> None:
        """Read and buy until the offer is over for a second."""
        while datetime.now(UTC) < self.sale.ends_at + timedelta(seconds=1):
            for read in READS:
                self.read(read)
            self.buy()
            self.shop.hang_up()  # The next round may well meet the other process.

    def note(self, what: str, told_at: datetime, price: float, used_at: datetime) -> None:
        """Hold a price against the instant it was used at."""
        period = self.sale.period(used_at)
        self.seen.add((what, period))
        if price != PRICES[period]:
            self.wrong.append(f"{what} of {told_at} says {price} at {used_at}, {period} the offer")

    def read(self, path: str) -> None:
        """Read a price, from what is kept where that is allowed."""
        kept, now = self.kept.get(path), datetime.now(UTC)
        if kept and now < kept.until:
            self.note(f"kept {path}", kept.told_at, kept.price, now)
            return
        sent = {"If-None-Match": kept.etag} if kept else {}
        answer = self.shop.get(f"/api/{path.format(self.sale.watched_id)}", headers=sent)
        (date,) = answer.headers.getlist("Date")
        told_at = parsedate_to_datetime(date)
        until = told_at + timedelta(seconds=answer.cache_control.max_age)
        if until > self.sale.boundary(told_at):
            self.wrong.append(f"{path} of {told_at} may be kept until {until}")
        if answer.status_code == 304:
            price = kept.price
            self.seen.add((f"same {path}", self.sale.period(told_at)))
        else:
            if kept and self.sale.period(kept.told_at) != self.sale.period(told_at):
                self.seen.add((f"changed {path}", self.sale.period(told_at)))
            body = made(answer)
            price = (body[0] if isinstance(body, list) else body)["current_price"]
        self.kept[path] = Kept(told_at, until, answer.headers["ETag"], price)
        self.note(path, told_at, price, told_at)

    def buy(self) -> None:
        """Read the cart and buy at its total, or be told which boundary came between."""
        self.shop.add_to_cart(self.token, {"id": self.sale.bought_id})
        answer = self.shop.get("/api/cart", self.token)
        cart = made(answer)
        priced_at = datetime.fromisoformat(cart["priced_at"])
        self.note("cart", priced_at, cart["grand_total"], priced_at)
        if parsedate_to_datetime(answer.headers["Date"]) != priced_at.replace(microsecond=0):
            self.wrong.append(f"cart of {priced_at} is dated {answer.headers['Date']}")
        agreed = {"expected_total": cart["grand_total"], "priced_at": cart["priced_at"]}
        answer = self.shop.post("/api/checkout", self.token, json=agreed)
        if answer.status_code == 409:
            answer = self.agree_again(answer.json, priced_at)
        order = made(answer)["order"]
        sold_at = datetime.fromisoformat(order["created_at"])
        self.note("order", sold_at, order["total_price"], sold_at)

    def agree_again(self, refusal: dict[str, Any], shown_at: datetime) -> Any:
        """Check that a boundary did come between, and buy at the new total."""
        (line,) = refusal["lines"]
        priced_at = datetime.fromisoformat(refusal["priced_at"])
        self.note("refused order", priced_at, refusal["now_total"], priced_at)
        if datetime.fromisoformat(line["changed_at"]) != self.sale.boundary(shown_at):
            self.wrong.append(f"refused at {priced_at} for a change at {line['changed_at']}")
        agreed = {"expected_total": refusal["now_total"], "priced_at": refusal["priced_at"]}
        return self.shop.post("/api/checkout", self.token, json=agreed)


def run_a_sale(shop: LiveShop) -> list[Client]:
    """Let an offer start and end in a few seconds, in front of all clients."""
    watched = shop.make_product(price=50, category_id=2)
    bought = shop.make_product(price=50, stock=100_000)
    tokens = shop.buyers(CLIENTS)
    starts_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
    ends_at = starts_at + timedelta(seconds=4)
    sale = Sale(watched["id"], bought["id"], starts_at, ends_at)
    times = {"start_time": sale.starts_at.isoformat(), "end_time": sale.ends_at.isoformat()}
    offer = shop.make_offer(20, **times)
    for product in (watched, bought):
        shop.apply(offer, product)
    clients = [Client(shop, token, sale) for token in tokens]
    shop.at_once([partial(Client.shop_around, client) for client in clients])
    return clients


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def prepared(request, new_database, tmp_path_factory):
    """A shop whose answers may be kept for a minute where no boundary is nearer."""
    folder = tmp_path_factory.mktemp("live")
    with LiveShop(new_database(request.param), folder) as shop:
        shop.environment["CATALOGUE_MAX_AGE"] = "60"
        shop.prepare()
        yield shop


@pytest.fixture
def serve(prepared):
    """Serve the shop by two processes, whole or without a guard."""

    def start(factory: str = "app:create_app") -> LiveShop:
        prepared.start(factory)
        return prepared

    yield start
    prepared.kill()


def test_every_answer_tells_the_price_of_its_own_instant(serve):
    shop = serve()

    clients = run_a_sale(shop)

    assert [line for client in clients for line in client.wrong] == []
    seen = set().union(*(client.seen for client in clients))
    assert seen >= {(what, period) for what in (*READS, "cart", "order") for period in PERIODS}
    assert seen >= {(f"kept {path}", period) for path in READS for period in PERIODS}
    assert seen >= {(f"changed {path}", period) for path in READS for period in PERIODS[1:]}
    # What a price answers names its own instant, so that it is another each time.
    assert seen >= {(f"same {path}", period) for path in READS[:-1] for period in PERIODS[:2]}
    assert shop.findings() == []


# What a control proves is that the clients find the fault, whatever the database.
@pytest.mark.parametrize(
    ("prepared", "guard", "found"),
    [
        ("sqlite", "without_boundaries", "may be kept until"),
        ("postgresql", "with_prices_in_memory", "the offer"),
        ("postgresql", "with_an_etag_of_the_row", "the offer"),
    ],
    indirect=["prepared"],
)
def test_control_a_shop_that_lags_is_found_out(serve, guard, found):
    clients = run_a_sale(serve(f"tests.unguarded:{guard}"))

    assert any(found in line for client in clients for line in client.wrong)
