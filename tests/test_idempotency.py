"""A checkout repeated with its key is answered as the first time, and done once."""

import pytest
from sqlalchemy import func, select

from models import IdempotencyRecord, db
from services import pruning
from tests.shop_driver import Shop, made, refused


def checkout(shop: Shop, token: str, key: str, **kwargs):
    return shop.post("/api/checkout", token, headers={"Idempotency-Key": key}, **kwargs)


def records(shop: Shop) -> int:
    with shop.app.app_context():
        return db.session.scalar(select(func.count(IdempotencyRecord.id)))


@pytest.mark.security(67)
def test_the_first_answer_comes_again_byte_for_byte(shop):
    token, product = shop.make_user(), shop.make_product()
    shop.add_to_cart(token, product)
    first = checkout(shop, token, "a-key")
    made(first)
    shop.add_to_cart(token, product)

    again = checkout(shop, token, "a-key")

    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.mimetype == "application/json"
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert len(made(shop.get("/api/orders", token))) == 1
    assert shop.product(product["id"])["stock"] == 9


def test_a_refusal_comes_again_too(shop):
    token, product = shop.make_user(), shop.make_product()
    first = checkout(shop, token, "a-key")
    refused(first, 400, "cart-empty")
    shop.add_to_cart(token, product)

    again = checkout(shop, token, "a-key")

    assert (again.status_code, again.data) == (400, first.data)
    assert again.mimetype == "application/problem+json"
    assert again.headers["Idempotent-Replayed"] == "true"
    assert made(checkout(shop, token, "another-key"))["order"]


def test_a_refused_checkout_leaves_the_cart_and_the_stock(shop):
    token, short = shop.make_user(), shop.make_product(stock=2)
    enough = shop.make_product()
    shop.add_to_cart(token, enough)
    shop.add_to_cart(token, short, 2)
    made(shop.patch(f"/api/products/{short['id']}", shop.admin, json={"stock": 1}))

    refused(checkout(shop, token, "a-key"), 400, "out-of-stock")

    assert len(made(shop.get("/api/cart", token))["items"]) == 2
    assert shop.product(enough["id"])["stock"] == 10
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]


@pytest.mark.security(67)
def test_a_key_belongs_to_one_body(shop):
    token = shop.make_user()
    shop.add_to_cart(token, shop.make_product(price=10))
    made(checkout(shop, token, "a-key", json={"expected_total": 10}))

    other = checkout(shop, token, "a-key", json={"expected_total": 11})

    refused(other, 422, "idempotency-key-reused")
    assert checkout(shop, token, "a-key", json={"expected_total": 10.0}).status_code == 200


@pytest.mark.security(67)
def test_a_key_belongs_to_one_user(shop):
    product = shop.make_product()
    for _ in range(2):
        token = shop.make_user()
        shop.add_to_cart(token, product)
        answer = checkout(shop, token, "the-same-key")
        assert "Idempotent-Replayed" not in answer.headers
        assert made(answer)["order"]


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "ü", "a\tb"])
@pytest.mark.security(67)
def test_a_key_is_1_to_255_visible_characters(shop, key):
    token = shop.make_user()
    shop.add_to_cart(token, shop.make_product())

    answer = refused(checkout(shop, token, key), 400, "validation-failed")

    assert list(answer["errors"]) == ["Idempotency-Key"]
    assert made(checkout(shop, token, "x" * 255))["order"]


def test_what_was_refused_before_the_checkout_began_is_not_kept(shop):
    token = shop.make_user()
    shop.add_to_cart(token, shop.make_product())
    refused(checkout(shop, token, "a-key", json={"nonsense": 1}), 400, "validation-failed")
    refused(checkout(shop, "no-token", "a-key"), 401, "token-invalid")

    assert records(shop) == 0
    assert made(checkout(shop, token, "a-key"))["order"]


def test_a_key_is_forgotten_after_24_hours(shop, moved_clock):
    token, product = shop.make_user(), shop.make_product()
    shop.add_to_cart(token, product)
    first = made(checkout(shop, token, "a-key"))
    moved_clock.move(hours=23, minutes=59)
    assert made(checkout(shop, token, "a-key")) == first
    moved_clock.move(minutes=1)
    shop.add_to_cart(token, product)

    assert made(checkout(shop, token, "a-key"))["order"]["id"] != first["order"]["id"]
    assert records(shop) == 1


def test_expired_records_are_pruned_by_the_shop_itself(shop, moved_clock, monkeypatch):
    for number in range(3):
        checkout(shop, shop.make_user(), f"key-{number}")
    moved_clock.move(hours=24)
    monkeypatch.setattr(pruning, "EVERY", 1)

    checkout(shop, shop.make_user(), "another")

    assert records(shop) == 1
