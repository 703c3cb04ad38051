"""Kept answers: served again for a second, and never once something was changed."""

import gc
import threading
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import flask_migrate
import pytest
from sqlalchemy import text

from app import create_app
from models import bcrypt, db
from routes import kept_answers
from services import catalogue_state, product_counts
from services.seed_service import SeedService
from tests.conftest import test_settings as settings_of
from tests.live_shop import PATIENCE, LiveShop
from tests.shop_driver import ADMIN_PASSWORD, Shop, made, picture, refused
from tests.test_read_cost import statements
from tests.test_walk import meanwhile

PATHS = (
    "/api/products", "/api/products/1", "/api/categories", "/api/categories/1/products?sort=price",
    "/api/offers/active", "/api/products/1/images",
)  # fmt: skip


@pytest.fixture
def keeping(database_url, tmp_path):
    """A shop that keeps its answers, with one product on offer."""
    settings = {**settings_of(database_url, tmp_path), "CATALOGUE_KEPT_BYTES": 100_000}
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        SeedService.categories()
        SeedService.admin(ADMIN_PASSWORD)
    shop = Shop(app, database_url.partition(":")[0])
    shop.apply(shop.make_offer(10), shop.make_product(price=10))
    yield shop
    with app.app_context():
        db.engine.dispose()


def stop_clock(monkeypatch, now):
    """Let no time pass for what is kept."""
    stopped = SimpleNamespace(monotonic=lambda: now, perf_counter=time.perf_counter)
    monkeypatch.setattr(kept_answers, "time", stopped)
    monkeypatch.setattr(catalogue_state, "time", stopped)


@pytest.fixture
def standing_still(monkeypatch):
    """Let no time pass: on a busy machine a second may between two calls."""
    stop_clock(monkeypatch, 1.0)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("standing_still")
def test_an_answer_is_served_again_without_reading_it(keeping, monkeypatch, path):
    first = keeping.get(path)
    with statements(keeping, monkeypatch) as told:
        again = keeping.get(path, headers={"X-Request-ID": "mine"})
    assert told == []
    assert again.data == first.data
    assert again.headers["X-Request-ID"] == "mine" != first.headers["X-Request-ID"]
    own = ("X-Request-ID",)
    assert [one for one in again.headers if one[0] not in own] == [
        one for one in first.headers if one[0] not in own
    ]


@pytest.mark.usefixtures("standing_still")
def test_a_client_that_has_it_gets_no_body(keeping, monkeypatch):
    tag = keeping.get("/api/products").headers["ETag"]
    for sent in (tag, f'"other", W/{tag}', "*"):
        with statements(keeping, monkeypatch) as told:
            again = keeping.get("/api/products", headers={"If-None-Match": sent})
        assert (again.status_code, again.data, told) == (304, b"", [])
        assert again.headers["ETag"] == tag
    assert keeping.get("/api/products", headers={"If-None-Match": '"x"'}).status_code == 200
    made(keeping.patch("/api/products/1", keeping.admin, json={"price": 11}))
    assert keeping.get("/api/products", headers={"If-None-Match": tag}).status_code == 200


def changes(shop: Shop):
    """Every change that an admin may make to what the catalogue shows."""
    yield shop.post("/api/products", shop.admin, json={"name": "x", "price": 1, "category_id": 1})
    yield shop.patch("/api/products/1", shop.admin, json={"price": 20})
    yield shop.post("/api/products/1/stock", shop.admin, json={"delta": 1, "reason": "received"})
    yield shop.upload("/api/products/1/image", shop.admin, picture())
    yield shop.patch("/api/products/1/images/1", shop.admin, json={"alt": "A kite"})
    yield shop.delete("/api/products/1/image", shop.admin)
    yield shop.delete("/api/offers/1/apply/1", shop.admin)
    yield shop.post("/api/offers/1/apply/2", shop.admin)
    yield shop.post("/api/offers/1/apply/categories/1", shop.admin)
    yield shop.patch("/api/categories/1", shop.admin, json={"name": "Other"})
    yield shop.delete("/api/products/1", shop.admin)


def test_every_change_is_seen_at_once(keeping):
    seen = [keeping.get(f"/api/products?category_id=1&limit={n}").data for n in (1, 2)]
    before = keeping.get("/api/products").data
    for change in changes(keeping):
        made(change)
        after = keeping.get("/api/products").data
        assert after != before, change.request.path
        before = after
    assert seen[0] != keeping.get("/api/products?category_id=1&limit=1").data


def test_every_change_of_pictures_is_seen_at_once(keeping):
    path = "/api/products/1/images"
    seen = [made(keeping.get(path))]
    for change in (
        lambda: keeping.upload(path, keeping.admin, picture()),
        lambda: keeping.upload(path, keeping.admin, picture()),
        lambda: keeping.patch(f"{path}/2", keeping.admin, json={"position": 1}),
        lambda: keeping.patch(f"{path}/1", keeping.admin, json={"alt": "A kite"}),
        lambda: keeping.delete(f"{path}/2", keeping.admin),
    ):
        made(change())
        seen.append(made(keeping.get(path)))
    assert [[one["id"] for one in images] for images in seen] == [
        [], [1], [1, 2], [2, 1], [2, 1], [1],
    ]  # fmt: skip
    assert [images[-1]["alt"] for images in seen[1:]] == [None, None, None, "A kite", "A kite"]


def test_a_dry_run_changes_no_version(keeping, monkeypatch):
    keeping.get("/api/products")
    made(keeping.post("/api/offers/1/apply/1?dry_run=true", keeping.admin))
    with statements(keeping, monkeypatch) as told:
        keeping.get("/api/products")
    assert told == []


def test_an_answer_is_not_kept_past_a_price(keeping):
    start = datetime.now(UTC) + timedelta(seconds=1.2)
    times = {"start_time": start.isoformat(), "end_time": (start + timedelta(hours=1)).isoformat()}
    keeping.apply(keeping.make_offer(20, **times), keeping.product(1))
    prices = set()
    while (now := datetime.now(UTC)) < start + timedelta(seconds=0.2):
        price = keeping.product(1)["current_price"]
        if now > start:
            prices.add(price)
    assert prices == {8}


def test_a_read_of_another_version_is_refused_kept_or_not(keeping):
    for asked, status in (('"x"', 412), ("*", 200), ('"x"', 412)):
        answer = keeping.get("/api/products/1", headers={"If-Match": asked})
        if status == 412:
            refused(answer, 412, "precondition-failed")
        else:
            assert made(answer)["id"] == made(keeping.get("/api/products/1"))["id"] == 1


def test_previews_failures_and_private_answers_are_not_kept(keeping, monkeypatch):
    keeping.get("/api/products/1")
    then = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    answer = keeping.get("/api/products/1", keeping.admin, headers={"X-Shop-Now": then})
    assert answer.json["current_price"] == 10
    assert keeping.product(1)["current_price"] == 9
    refused(keeping.get("/api/products/1", headers={"Accept": "text/html"}), 406, "not-acceptable")
    for path in ("/api/products/99", "/api/products?sort=rating"):
        for _ in range(2):
            with statements(keeping, monkeypatch) as told:
                assert keeping.get(path).status_code in (400, 404)
            assert told or "sort" in path


@pytest.mark.usefixtures("standing_still")
def test_what_is_kept_has_a_bound(keeping):
    for number in range(60):
        keeping.get(f"/api/products?limit={number + 1}")
    kept = keeping.app.extensions["kept-answers"]
    assert 0 < kept._size <= 100_000
    assert kept._size == sum(one.size for one in kept._answers.values())
    assert 2 < len(kept._answers) < 60


@pytest.mark.usefixtures("standing_still")
def test_what_is_kept_takes_the_memory_that_is_counted(keeping):
    kept = keeping.app.extensions["kept-answers"]
    accepted = [f"application/json;q=0.{number}" for number in range(1, 25)]

    def read(some):
        for accept in some:
            made(keeping.get("/api/products/1", headers={"Accept": accept}))
        keeping.app.extensions["metrics"].text({})  # No request waits to be counted.
        gc.collect()
        return kept._size, tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        (counted, taken), (counted_after, taken_after) = read(accepted[:8]), read(accepted[8:])
    finally:
        tracemalloc.stop()
    assert len(kept._answers) == 24
    assert taken_after - taken < 1.5 * (counted_after - counted)


def test_what_is_over_is_not_kept(keeping, monkeypatch):
    kept = keeping.app.extensions["kept-answers"]
    for now in (1.0, 1.5, 2.0):
        stop_clock(monkeypatch, now)
        made(keeping.get(f"/api/products?limit={now * 10:.0f}"))
    assert [query for _path, query, *_more in kept._answers] == ["limit=15", "limit=20"]
    assert kept._size == sum(one.size for one in kept._answers.values())


@pytest.mark.usefixtures("standing_still")
def test_a_lost_connection_of_the_look_up_is_replaced(keeping, monkeypatch):
    look_up = keeping.app.extensions["kept-answers"].look
    before = keeping.get("/api/products").data
    for change in ({"price": 11}, {"price": 12}):
        (asked,) = look_up._free
        connection = asked.connection
        if hasattr(connection, "info"):  # PostgreSQL ends it.
            pid = connection.info.backend_pid
            with keeping.app.app_context():
                assert db.session.scalar(text(f"SELECT pg_terminate_backend({pid})"))
        else:
            connection.close()
        made(keeping.patch("/api/products/1", keeping.admin, json=change))
        assert keeping.get("/api/products").data != before
        before = keeping.get("/api/products").data
        with statements(keeping, monkeypatch) as told:
            assert keeping.get("/api/products").data == before
        assert told == []


def test_connections_of_the_look_up_go_with_the_engine(keeping):
    look_up = keeping.app.extensions["kept-answers"].look
    keeping.get("/api/products")
    assert len(look_up._free) == 1
    with keeping.app.app_context():
        db.engine.dispose()
    assert len(look_up._free) == 0
    assert look_up() is not None


def test_many_threads_look_the_version_up_at_once(keeping):
    look_up = keeping.app.extensions["kept-answers"].look
    version = look_up().version
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: look_up().version, range(2000))) == {version}
    assert len(look_up._free) <= keeping.app.config["THREADS"] < 8


@pytest.mark.usefixtures("standing_still")
def test_what_is_kept_is_answered_while_all_turns_are_taken(keeping, monkeypatch):
    """Four sign-ins, each a quarter of a second of hashing, hold up nobody who looks around."""
    shop, password = keeping, {"username": "somebody", "password": "a password of theirs"}
    begun, may_end = threading.Semaphore(0), threading.Event()

    def hash_for_long(*_arguments):
        begun.release()
        assert may_end.wait(PATIENCE)
        return False

    made(shop.get("/api/products/1"))
    monkeypatch.setattr(bcrypt, "check_password_hash", hash_for_long)
    with ThreadPoolExecutor(shop.app.config["THREADS"] + 1) as pool:
        try:
            signing_in = [
                pool.submit(shop.post, "/api/login", json=password)
                for _ in range(shop.app.config["THREADS"])
            ]
            for _ in signing_in:
                assert begun.acquire(timeout=PATIENCE)
            made(shop.get("/api/products/1"))
            another = pool.submit(shop.get, "/api/products/2")
            assert wait([another], timeout=0.3).done == set()
        finally:
            may_end.set()
        assert another.result().status_code == 404


def test_a_change_at_one_process_is_seen_at_another(database_url, tmp_path):
    with LiveShop(database_url, tmp_path) as one, LiveShop(database_url, tmp_path) as other:
        for live in (one, other):
            live.environment["CATALOGUE_KEPT_BYTES"] = "1000000"
        one.prepare()
        one.start(workers=1)
        other.start(workers=1)
        one.make_product(price=1)
        for cents in range(100, 140):
            made(other.get("/api/products/1"))
            made(one.patch("/api/products/1", one.admin, json={"price": cents / 100}))
            assert made(other.get("/api/products/1"))["price"] == cents / 100
            assert made(other.get("/api/products"))[0]["price"] == cents / 100


COUNTS = (
    "/api/products/facets", "/api/products/facets?category_id=1", "/api/products?count=true",
    "/api/products?count=true&in_stock=true", "/api/categories",
)  # fmt: skip


@pytest.fixture
def counting(keeping, monkeypatch):
    """The same shop as if it were large: it keeps counts, but no answer is small enough."""
    monkeypatch.setattr(product_counts, "WORTH", 0)
    monkeypatch.setattr(keeping.app.extensions["kept-answers"], "most", 1)
    return keeping


def counted(shop: Shop, path: str):
    """Return what an answer counts."""
    answer = shop.get(path)
    return answer.headers.get("X-Total-Count") or made(answer)


@pytest.mark.parametrize("path", COUNTS)
def test_products_are_counted_once_until_the_catalogue_changes(counting, monkeypatch, path):
    def counts() -> int:
        with statements(counting, monkeypatch) as told:
            counted(counting, path)
        return sum("given" in one or "GROUP BY product.category_id" in one for one in told)

    assert (counts(), counts()) == (1, 0)
    made(counting.patch("/api/products/1", counting.admin, json={"price": 11}))
    assert (counts(), counts()) == (1, 0)


def test_every_change_is_counted_at_once(counting, monkeypatch):
    for change in changes(counting):
        made(change)
        told = [counted(counting, path) for path in COUNTS]
        monkeypatch.setitem(counting.app.config, "CATALOGUE_KEPT_BYTES", 0)
        assert told == [counted(counting, path) for path in COUNTS], change.request.path
        monkeypatch.setitem(counting.app.config, "CATALOGUE_KEPT_BYTES", 100_000)


def test_what_is_sold_out_is_counted_so_although_a_checkout_changes_no_version(counting):
    product = counting.make_product(stock=1)
    before = [counted(counting, path) for path in COUNTS]
    ann = counting.make_user()
    made(counting.post("/api/cart", ann, json={"product_id": product["id"]}))
    made(counting.post("/api/checkout", ann))
    after = [counted(counting, path) for path in COUNTS]

    assert after[0]["in_stock"] == before[0]["in_stock"] - 1
    assert after[0]["total"] == before[0]["total"] == 2
    assert (before[3], after[3]) == ("2", "1")
    assert after[4] == before[4]


def test_an_offer_that_begins_is_counted_though_nothing_changes(counting, moved_clock):
    moved_clock.move(minutes=1)
    start, end = (moved_clock.instant + timedelta(minutes=one) for one in (10, 20))
    times = {"start_time": start.isoformat(), "end_time": end.isoformat()}
    counting.apply(counting.make_offer(20, **times), counting.make_product(price=12))
    assert counted(counting, COUNTS[0])["price_bands"] == [
        {"from": 0.0, "to": 10.0, "count": 1}, {"from": 10.0, "to": 25.0, "count": 1}
    ]  # fmt: skip
    moved_clock.to(start)
    facets = counted(counting, COUNTS[0])
    assert facets["price_bands"] == [{"from": 0.0, "to": 10.0, "count": 2}]
    assert facets["on_offer"] == 2


@pytest.mark.parametrize("path", COUNTS[:1] + COUNTS[3:4])
def test_a_change_between_two_counts_of_an_answer_is_in_neither(counting, monkeypatch, path):
    """A product that is withdrawn meanwhile still counts: the answer is of its own instant."""
    counting.make_product(stock=0, price=60)
    before = counted(counting, path)
    part = product_counts._part_by_stock

    def change_and_part(*counts):
        meanwhile(lambda: made(counting.delete("/api/products/2", counting.admin)))
        part(*counts)

    monkeypatch.setattr(product_counts, "_part_by_stock", change_and_part)
    assert counted(counting, path) == before
    monkeypatch.undo()
    refused(counting.get("/api/products/2"), 404, "product-not-found")
