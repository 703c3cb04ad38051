"""The books prove themselves: each proof finds what was bent, and nothing else."""

import os
import time

import pytest
from sqlalchemy import text

from models import db
from tests.shop_driver import Shop, made, picture

DAY = 24 * 3600


@pytest.fixture
def books(shop):
    """A shop that has sold, cancelled, repriced and shown pictures."""
    token, product = shop.make_user(), shop.make_product(price=20)
    shop.apply(shop.make_offer(15), product)
    first, second = shop.buy(token, product, 2), shop.buy(token, product)
    made(shop.post(f"/api/orders/{second['id']}/cancel", token))
    made(shop.patch(f"/api/orders/{first['id']}", shop.admin, json={"status": "shipped"}))
    made(shop.patch("/api/products/1", shop.admin, json={"price": 30, "stock": 5}))
    made(shop.upload("/api/products/1/image", shop.admin, picture()))
    return shop


def execute(shop: Shop, statement: str) -> None:
    with shop.app.app_context():
        engine = db.engine.execution_options(isolation_level="SERIALIZABLE")
        with engine.begin() as connection:
            connection.execute(text(statement))


def findings(shop: Shop) -> dict[str, list[int]]:
    answer = made(shop.get("/api/admin/verify", shop.admin))
    found = {
        proof["name"]: [one["id"] for one in proof["findings"]]
        for proof in answer["proofs"]
        if proof["count"]
    }
    assert answer["clean"] == (not found)
    return found


@pytest.mark.parametrize(
    "bent",
    [
        "UPDATE product SET offer_set_id = NULL WHERE id = 2",
        "UPDATE offer_application SET removed_at = applied_at WHERE product_id = 2",
    ],
)
def test_a_product_does_not_prove_the_offer_set_of_another(shop, bent):
    offer = shop.make_offer(15)
    for product in (shop.make_product(), shop.make_product()):
        shop.apply(offer, product)

    execute(shop, bent)

    assert findings(shop) == {"offer-sets-are-what-is-held": [2]}


@pytest.mark.security(69)
def test_true_books_are_clean(books):
    assert findings(books) == {}


@pytest.mark.parametrize(
    ("bent", "proof", "ids"),
    [
        ("UPDATE product SET stock = 6", "stock-is-the-sum-of-its-movements", [1]),
        (
            "UPDATE stock_movement SET delta = -3, order_id = 1 WHERE order_id = 1",
            "orders-took-what-their-lines-say",
            [1],
        ),
        (
            "DELETE FROM stock_movement WHERE reason = 'cancelled'",
            "orders-took-what-their-lines-say",
            [2],
        ),
        (
            'UPDATE "order" SET total_cents = 1 WHERE id = 1',
            "totals-are-the-sum-of-their-lines",
            [1],
        ),
        (
            "UPDATE order_item SET price_cents = 1700 + 1 WHERE order_id = 2",
            "lines-were-sold-at-the-price-then",
            [2],
        ),
        ("UPDATE price_point SET price_cents = 2001", "lines-were-sold-at-the-price-then", [1, 2]),
        ("UPDATE offer SET basis_points = 1400", "lines-were-sold-at-the-price-then", [1, 2]),
        ("UPDATE product SET price_cents = 1", "prices-are-their-latest-points", [1]),
        ("UPDATE product SET offer_set_id = NULL", "offer-sets-are-what-is-held", [1]),
        ("DELETE FROM offer_set_member", "offer-sets-are-what-is-held", [1]),
        ("UPDATE offer_application SET removed_at = applied_at",
         "offer-sets-are-what-is-held", [1]),
        ("UPDATE product SET terms_since = created_at", "offer-sets-are-what-is-held", [1]),
        (
            "UPDATE \"order\" SET status = 'delivered' WHERE id = 1",
            "statuses-are-their-last-events",
            [1],
        ),
        ("UPDATE image SET name = 'gone.png'", "every-image-has-its-file", [1]),
        ("UPDATE image SET renditions = '[{\"name\": \"gone.webp\"}]'",
         "every-image-has-its-file", [1]),
        ("UPDATE product SET image = 'gone.png'", "first-images-are-shown", [1]),
        ("UPDATE product SET image = NULL", "first-images-are-shown", [1]),
        ("UPDATE product SET image_details = NULL", "first-images-are-shown", [1]),
        ("DELETE FROM image", "first-images-are-shown", [1]),
        ("UPDATE image SET owner_id = 99", "images-have-their-owner", [1]),
        ("UPDATE image SET position = 2", "positions-count-from-1", [1]),
    ],
)  # fmt: skip
@pytest.mark.security(69)
def test_a_proof_finds_what_was_bent(books, bent, proof, ids):
    execute(books, bent)

    assert findings(books)[proof] == ids


def test_a_file_without_a_row_is_found_once_it_is_settled(books):
    file = books.app.config["UPLOAD_FOLDER"] / "products" / "stray.png"
    file.write_bytes(picture())
    try:
        assert findings(books) == {}
        os.utime(file, (time.time() - DAY, time.time() - DAY))
        assert findings(books) == {"every-file-has-its-row": [None]}
    finally:
        file.unlink()


def test_orders_adopted_from_an_original_database_prove_nothing(books):
    execute(books, "UPDATE \"order\" SET created_at = NULL, total_cents = 1, status = 'delivered'")
    execute(books, "DELETE FROM stock_movement WHERE order_id IS NOT NULL")
    execute(books, "UPDATE product SET stock = (SELECT SUM(delta) FROM stock_movement)")

    assert findings(books) == {}


def test_the_command_exits_with_1_on_a_finding(books):
    runner = books.app.test_cli_runner()
    assert runner.invoke(args=["verify"]).exit_code == 0

    execute(books, "UPDATE product SET stock = 6")
    outcome = runner.invoke(args=["verify"])

    assert outcome.exit_code == 1
    assert "FAIL Every stock equals the sum of its movements." in outcome.output
