"""Any order of calls: the API and a plain model agree after each, and the books prove it."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from services import clock
from services.seed_service import SeedService
from tests.conftest import DATABASES, empty_database
from tests.shop_driver import ADMIN_PASSWORD, Shop, made, refused

EXAMPLES = int(os.environ.get("SHOP_STATE_EXAMPLES", "8"))
START = datetime(2026, 11, 27, tzinfo=UTC)


@dataclass
class ModelOffer:
    """A discount in percent, from start until end, by who holds it since when."""

    percent: int
    start: datetime
    end: datetime


@dataclass
class ModelProduct:
    """A product in cents, and what it held: [offer, applied, removed]."""

    cents: int
    stock: int
    withdrawn: bool = False
    held: list = field(default_factory=list)

    def price(self, now: datetime) -> int:
        """Read the contract aloud: the largest discount that runs, half-up."""
        percent = max(
            (
                offer.percent
                for offer, applied, removed in self.held
                if applied <= now
                and (removed is None or now < removed)
                and offer.start <= now < offer.end
            ),
            default=0,
        )
        hundredths = self.cents * (100 - percent)
        return hundredths // 100 + (hundredths % 100 >= 50)


class ShopMachine(RuleBasedStateMachine):
    """Drives a shop through its API beside the model."""

    shop: Shop
    users = Bundle("users")
    products = Bundle("products")
    offers = Bundle("offers")
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        with self.shop.app.app_context():
            empty_database()
            SeedService.categories()
            SeedService.admin(ADMIN_PASSWORD)
        self.shop = Shop(self.shop.app, self.shop.database)
        self.now = START
        clock.read = lambda: self.now
        self.model: dict[int, ModelProduct] = {}
        self.carts: dict[str, dict[int, int]] = {}
        self.sold: dict[int, dict] = {}

    @rule(target=users)
    def register(self):
        token = self.shop.make_user()
        self.carts[token] = {}
        return token

    @rule(target=products, cents=st.integers(1, 5000), stock=st.integers(0, 6))
    def add_product(self, cents, stock):
        product = self.shop.make_product(price=cents / 100, stock=stock)
        self.model[product["id"]] = ModelProduct(cents, stock)
        return product["id"]

    @rule(product=products, cents=st.integers(1, 5000), seconds=st.integers(0, 20))
    def change_price(self, product, cents, seconds):
        self.now += timedelta(seconds=seconds)
        path = f"/api/products/{product}"
        response = self.shop.patch(path, self.shop.admin, json={"price": cents / 100})
        if self.model[product].withdrawn:
            refused(response, 404, "product-not-found")
        else:
            made(response)
            self.model[product].cents = cents

    @rule(
        target=offers,
        percent=st.integers(0, 20),
        start=st.integers(-30, 60),
        length=st.integers(1, 60),
    )
    def plan_offer(self, percent, start, length):
        begin = self.now + timedelta(seconds=start)
        end = begin + timedelta(seconds=length)
        body = {"start_time": begin.isoformat(), "end_time": end.isoformat()}
        offer = self.shop.make_offer(percent, **body)
        return offer["id"], ModelOffer(percent, begin, end)

    @rule(product=products, offer=offers)
    def apply_offer(self, product, offer):
        offer_id, model = offer
        response = self.shop.post(f"/api/offers/{offer_id}/apply/{product}", self.shop.admin)
        if self.model[product].withdrawn:
            refused(response, 404, "product-not-found")
            return
        made(response)
        if not any(held[0] is model and held[2] is None for held in self.model[product].held):
            self.model[product].held.append([model, self.now, None])

    @rule(product=products, offer=offers)
    def remove_offer(self, product, offer):
        offer_id, model = offer
        response = self.shop.delete(f"/api/offers/{offer_id}/apply/{product}", self.shop.admin)
        held = [one for one in self.model[product].held if one[0] is model and one[2] is None]
        if self.model[product].withdrawn or not held:
            assert response.status_code == 404
            return
        made(response)
        held[0][2] = self.now

    @rule(offer=offers, seconds=st.integers(0, 30))
    def move_the_end(self, offer, seconds):
        offer_id, model = offer
        end = self.now + timedelta(seconds=seconds)
        response = self.shop.patch(
            f"/api/offers/{offer_id}", self.shop.admin, json={"end_time": end.isoformat()}
        )
        if model.start <= self.now < model.end or (self.now < model.start < end):
            made(response)
            model.end = end
        elif end != model.end:
            assert response.status_code in (400, 409)

    @rule(seconds=st.integers(1, 45))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(token=users, product=products, quantity=st.integers(1, 3))
    def add_to_cart(self, token, product, quantity):
        body = {"product_id": product, "quantity": quantity}
        response = self.shop.post("/api/cart", token, json=body)
        model, cart = self.model[product], self.carts[token]
        if model.withdrawn:
            refused(response, 404, "product-not-found")
        elif cart.get(product, 0) + quantity > model.stock:
            refused(response, 400, "not-enough-stock")
        else:
            made(response)
            cart[product] = cart.get(product, 0) + quantity

    @rule(target=orders, token=users, shown=st.booleans())
    def check_out(self, token, shown):
        cart = self.carts[token]
        there = {one: units for one, units in cart.items() if not self.model[one].withdrawn}
        total = sum(self.model[one].price(self.now) * units for one, units in there.items())
        body = {"expected_total": total / 100} if shown else {}
        response = self.shop.post("/api/checkout", token, json=body)
        if not cart:
            refused(response, 400, "cart-empty")
            return multiple()
        short = any(units > self.model[one].stock for one, units in there.items())
        if short or not there or (len(there) < len(cart) and not shown):
            refused(response, 400, "out-of-stock")
            return multiple()
        answer = made(response)
        assert answer["total_paid"] == total / 100
        for product, units in there.items():
            self.model[product].stock -= units
        self.carts[token] = {}
        self.sold[answer["order"]["id"]] = {"units": there, "status": "placed", "token": token}
        return answer["order"]["id"]

    @rule(order=orders)
    def cancel(self, order):
        sold = self.sold[order]
        response = self.shop.post(f"/api/orders/{order}/cancel", sold["token"])
        if sold["status"] != "placed":
            refused(response, 409, "order-state")
            return
        made(response)
        sold["status"] = "cancelled"
        for product, units in sold["units"].items():
            self.model[product].stock += units

    @rule(order=orders)
    def ship(self, order):
        sold = self.sold[order]
        body = {"status": "shipped"}
        response = self.shop.patch(f"/api/orders/{order}", self.shop.admin, json=body)
        if sold["status"] != "placed":
            refused(response, 409, "order-state")
            return
        sold["status"] = made(response)["status"]

    @rule(product=products, delta=st.integers(-4, 4).filter(bool))
    def correct_stock(self, product, delta):
        model = self.model[product]
        body = {"delta": delta, "reason": "correction"}
        response = self.shop.post(f"/api/products/{product}/stock", self.shop.admin, json=body)
        if model.withdrawn:
            refused(response, 404, "product-not-found")
        elif model.stock + delta < 0:
            refused(response, 400, "not-enough-stock")
        else:
            model.stock += delta
            assert made(response)["stock"] == model.stock

    @rule(product=products)
    def withdraw(self, product):
        response = self.shop.delete(f"/api/products/{product}", self.shop.admin)
        assert response.status_code == (404 if self.model[product].withdrawn else 200)
        self.model[product].withdrawn = True

    @invariant()
    def products_are_what_the_model_says(self):
        listed = made(self.shop.get("/api/products?limit=100"))
        assert {one["id"]: (one["current_price"], one["stock"]) for one in listed} == {
            number: (product.price(self.now) / 100, product.stock)
            for number, product in self.model.items()
            if not product.withdrawn
        }

    @invariant()
    def carts_are_what_the_model_says(self):
        for token, cart in self.carts.items():
            items = made(self.shop.get("/api/cart", token))["items"]
            assert {one["product_id"]: one["quantity"] for one in items} == cart

    @invariant()
    def the_books_are_clean(self):
        verification = made(self.shop.get("/api/admin/verify", self.shop.admin))
        assert verification["clean"], verification


@pytest.mark.parametrize("kind", DATABASES)
def test_the_api_and_a_plain_model_agree_whatever_is_done(running_shops, monkeypatch, kind):
    monkeypatch.setattr(clock, "read", clock.read)  # The machine sets it; this puts it back.
    machine = type("Machine", (ShopMachine,), {"shop": running_shops(kind)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
