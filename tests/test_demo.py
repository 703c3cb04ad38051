"""The demo: a full shop to look at, made once, through the shop's own use cases."""

import functools
import io

import flask_migrate
import pytest
from PIL import Image, ImageStat
from sqlalchemy import func, select

from app import create_app
from models import Base, Product, StockMovement, db
from services.cart_service import CartService
from services.checkout_service import CheckoutService
from services.demo_catalogue import OFFERS, PASSWORD, PRODUCTS, USERNAMES
from services.demo_pictures import MOTIFS, PALETTES, draw
from services.demo_service import DemoService
from services.errors import ValidationFailed
from services.image_service import ImageService
from services.offer_application_service import OfferApplicationService
from services.offer_service import OfferService
from services.product_service import ProductService
from services.refusals import UsernameTaken
from services.seed_service import SeedService
from tests.conftest import DATABASES, test_settings
from tests.shop_driver import ADMIN_PASSWORD, Shop, made, picture

# One worker for all, or each would fill shops of its own.
pytestmark = pytest.mark.xdist_group("demo")

ROWS = {
    "category": 20, "user": 4, "product": 60, "price_point": 60, "offer": 8, "order": 5,
    "order_item": 9, "cart_item": 3, "offer_application": 57, "offer_run": 90, "stock_movement": 66,
    "image": 61,
}  # fmt: skip
MOTIFS_SHOWN = {product.motif for product in PRODUCTS}
drawn_once = functools.cache(draw)


@pytest.fixture(scope="module", params=DATABASES)
def demo_shop(request, new_database, tmp_path_factory):
    """A shop that `flask seed-demo` has filled; tests only look at it."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(test_settings(new_database(request.param), folder))
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        patch.setattr("services.demo_service.draw", drawn_once)
        flask_migrate.upgrade()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
        DemoService.fill(lambda line: None)
    yield Shop(app, request.param)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def quickly(monkeypatch):
    """Let the demo hang up one small picture everywhere."""
    monkeypatch.setattr("services.demo_service.draw", lambda *_: picture())


def counts(shop):
    """Return how many rows each table has, the signs-in of tests left out."""
    with shop.app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
            if table.name in ROWS
        }


def files(shop):
    return sorted(shop.app.config["UPLOAD_FOLDER"].rglob("*.*"))


def fill(shop):
    """Fill the shop and return the lines reported."""
    lines = []
    with shop.app.app_context():
        DemoService.fill(lines.append)
    return lines


def every_product(shop):
    return made(shop.get("/api/products?limit=100"))


def test_the_demo_has_three_products_in_each_category_and_the_rest(demo_shop):
    assert counts(demo_shop) == ROWS
    assert {one["product_count"] for one in made(demo_shop.get("/api/categories"))} == {3}


def test_a_second_run_changes_nothing(demo_shop):
    rows, pictures = counts(demo_shop), files(demo_shop)

    assert fill(demo_shop) == ["The demo is already there. Nothing to add."]

    assert counts(demo_shop) == rows
    assert files(demo_shop) == pictures


def test_each_product_has_a_picture_of_its_own(demo_shop):
    names = [one["image_url"].rpartition("/")[2] for one in every_product(demo_shop)]
    folder = demo_shop.app.config["UPLOAD_FOLDER"] / "products"
    contents = {(folder / name).read_bytes() for name in names}

    assert len(contents) == 60
    for content in contents:
        with Image.open(io.BytesIO(content)) as image:
            assert (image.format, image.size) == ("PNG", (800, 800))
        assert len(content) < 40_000


def test_each_picture_is_described_and_has_renditions(demo_shop):
    products = every_product(demo_shop)

    assert {one["image"]["alt"] for one in products} == {f"Drawing: {one}" for one in MOTIFS_SHOWN}
    sizes = {(one["width"], one["height"]) for one in products[0]["image"]["renditions"]}
    assert sizes == {(160, 160), (480, 480)}


def test_offers_run_are_planned_and_are_over(demo_shop):
    offers = made(demo_shop.get("/api/offers", demo_shop.admin))

    states = [offer["state"] for offer in offers]
    assert [states.count(one) for one in ("running", "scheduled", "over")] == [4, 2, 2]
    assert all(0 < offer["discount_percent"] <= 20 for offer in offers)


def test_of_two_offers_that_run_the_larger_counts(demo_shop):
    products = {one["name"]: one for one in every_product(demo_shop)}

    gamepad = products["Couch Captain Gamepad"]
    assert gamepad["offer"] == {"name": "Golden Two Hours", "discount_percent": 15.0}
    assert (gamepad["price"], gamepad["current_price"]) == (54.9, 46.67)
    reduced = [one for one in products.values() if one["is_on_offer"]]
    assert len(reduced) == 21
    assert all(one["lowest_price_30d"] == one["price"] for one in reduced)


def test_stock_is_the_sum_of_its_movements(demo_shop):
    with demo_shop.app.app_context():
        summed = select(StockMovement.product_id, func.sum(StockMovement.delta))
        moved = dict(db.session.execute(summed.group_by(StockMovement.product_id)).all())
        stocks = db.session.execute(select(Product.id, Product.stock)).all()

    assert len(stocks) == 60
    assert all(stock == moved.get(product_id, 0) for product_id, stock in stocks)
    sold_out = [one["name"] for one in every_product(demo_shop) if one["stock"] == 0]
    assert sorted(sold_out) == [
        "Intermission Popcorn Bucket",
        "Say-Yes Ring",
        "Sprocket the Wind-Up Robot",
        "Two-Minute Toothbrush Pair",
    ]


def test_the_customers_sign_in_and_find_their_orders(demo_shop):
    tokens = [demo_shop.sign_in(name, PASSWORD)["access_token"] for name in USERNAMES]
    orders = [made(demo_shop.get("/api/orders", token)) for token in tokens]
    assert [len(one) for one in orders] == [2, 2, 1]
    assert orders[0][-1]["total_price"] == 311.38

    user = made(demo_shop.get("/api/user", tokens[0]))
    with demo_shop.get(user["profile_image_url"]) as image:
        assert (image.status_code, image.mimetype) == (200, "image/png")
    assert len(made(demo_shop.get("/api/cart", tokens[0]))["items"]) == 3


@pytest.mark.parametrize(
    ("service", "use_case", "call"),
    [
        (ProductService, "create", 7),
        (ImageService, "add", 30),
        (OfferApplicationService, "apply", 20),
        (CheckoutService, "place", 3),
        (CartService, "add", 11),
        (OfferService, "create", 7),
    ],
)
def test_an_interrupted_run_is_finished_by_the_next(
    shop, quickly, monkeypatch, service, use_case, call
):
    real, calls = getattr(service, use_case), iter(range(1, 1000))

    def interrupted(*arguments):
        if next(calls) == call:
            raise KeyboardInterrupt
        return real(*arguments)

    before = len(files(shop))
    monkeypatch.setattr(service, use_case, interrupted)
    with pytest.raises(KeyboardInterrupt):
        fill(shop)
    assert counts(shop) != ROWS

    fill(shop)

    assert counts(shop) == ROWS
    assert len(files(shop)) - before == 2 * (60 + 1)  # Each has one rendition.


def test_nothing_is_done_where_a_name_is_somebody_elses(shop, quickly):
    shop.make_user("Grace")
    before = counts(shop)
    with pytest.raises(UsernameTaken, match="grace"):
        fill(shop)
    assert counts(shop) == before


def test_nothing_is_done_where_passwords_must_be_longer(shop, quickly, monkeypatch):
    monkeypatch.setitem(shop.app.config, "PASSWORD_MIN_LENGTH", 9)
    before = counts(shop)
    with pytest.raises(ValidationFailed):
        fill(shop)
    assert counts(shop) == before


def test_the_demo_brings_the_categories_that_are_missing(shop, quickly):
    toys = made(shop.get("/api/categories"))[6]
    made(shop.delete(f"/api/categories/{toys['id']}", shop.admin))
    fill(shop)
    assert counts(shop) == ROWS


def test_a_picture_follows_from_its_seed():
    assert draw("mug", "Office", 1) == drawn_once("mug", "Office", 1)
    assert draw("mug", "Office", 1) != draw("mug", "Office", 2)


def test_every_product_shows_a_motif_that_no_other_shows():
    motifs = {product.motif for product in PRODUCTS}
    assert motifs | {"portrait"} == set(MOTIFS)
    assert len(motifs) == len(PRODUCTS) == len({product.name for product in PRODUCTS}) == 60
    assert {product.category for product in PRODUCTS} == set(PALETTES)


def test_every_picture_shows_something_in_its_middle():
    for product in PRODUCTS[::7]:
        content = drawn_once(product.motif, product.category, 0)
        with Image.open(io.BytesIO(content)) as image:
            middle = image.convert("L").crop((200, 200, 600, 600))
            assert ImageStat.Stat(middle).stddev[0] > 8


def test_every_name_in_an_offer_is_a_products():
    known = {product.name for product in PRODUCTS} | set(PALETTES)
    assert {name for offer in OFFERS for name in offer.categories + offer.products} <= known
