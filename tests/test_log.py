"""The log: one line a request, whatever answers it, and nothing in it that a caller sent."""

import json
import logging
import sys
from contextlib import suppress

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models import Category, db
from services import logs, observation
from services.category_service import CategoryService
from tests.shop_driver import PASSWORD, made, refused
from tests.test_read_cost import statements

MEMBERS = [
    "time", "level", "event", "method", "route", "status", "ms", "cpu_ms", "sql", "user_id",
    "request_id",
]  # fmt: skip


@pytest.fixture
def watched(shop_with):
    """The shop with its log as it is in production."""
    return shop_with(LOG_REQUESTS="true", LOG_FORMAT="json")


@pytest.fixture
def lines(capsys):
    """Return the lines logged since the last time."""
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def only(lines):
    (line,) = lines()
    assert line["event"] == "request"
    return line


def test_a_line_says_what_was_asked_and_what_it_took(watched, lines):
    token, product = watched.make_user(), watched.make_product()
    user = made(watched.get("/api/user", token))
    lines()

    made(watched.post("/api/cart", token, json={"product_id": product["id"]}))

    line = only(lines)
    assert list(line) == MEMBERS
    assert (line["level"], line["method"], line["route"]) == ("info", "POST", "/api/cart")
    assert (line["status"], line["user_id"]) == (201, user["id"])
    assert line["sql"] >= 3
    assert line["ms"] >= line["cpu_ms"] > 0


CALLS = [
    ("GET", "/api/categories/7", {}, 200, "/api/categories/<int(", None),
    ("HEAD", "/api/products?q=x", {}, 200, "/api/products", None),
    ("OPTIONS", "/api/products", {}, 200, "/api/products", None),
    ("GET", "/api/nothing/here", {}, 404, "(none)", "not-found"),
    ("PUT", "/api/categories", {}, 405, "(none)", "method-not-allowed"),
    ("BREW", "/api/categories", {}, 405, "(none)", "method-not-allowed"),
    ("GET", "/api/user", {}, 401, "/api/user", "authentication-required"),
    ("POST", "/api/login", {"data": "{", "content_type": "application/json"}, 400, "/api/login",
     "malformed-request"),
    ("GET", "/static/users/none.png", {}, 404, "/static/<any(", "not-found"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "sent", "status", "route", "problem"), CALLS)
def test_one_line_a_request(watched, lines, method, path, sent, status, route, problem):
    lines()
    response = watched.call(method, path, headers={"X-Request-ID": "mine"}, **sent)

    line = only(lines)
    assert response.status_code == line["status"] == status
    assert line["method"] == (method if method != "BREW" else "OTHER")
    assert line["route"].startswith(route)
    assert line.get("problem") == problem
    assert line["request_id"] == "mine"


def test_an_answer_made_while_it_is_sent_is_one_line_with_all_its_statements(
    watched, lines, monkeypatch
):
    watched.make_product(), watched.admin, lines()
    with statements(watched, monkeypatch) as told:
        made(watched.get("/api/products/export?format=csv", watched.admin))

    line = only(lines)
    assert (line["route"], line["status"]) == ("/api/products/export", 200)
    assert line["sql"] == len(told) >= 2


def test_a_kept_answer_is_one_line_each_time(shop_with, lines):
    shop = shop_with(LOG_REQUESTS="true", LOG_FORMAT="json", CATALOGUE_KEPT_BYTES=100_000)
    shop.make_product(name="A private lamp")
    first = shop.get("/api/products?q=private")
    lines()

    again = shop.get("/api/products?q=private", headers={"X-Request-ID": "mine"})
    tag = {"If-None-Match": first.headers["ETag"]}
    not_modified = shop.get("/api/products?q=private", headers=tag)

    told = lines()
    assert [again.status_code, not_modified.status_code] == [200, 304]
    assert [(line["route"], line["status"]) for line in told] == [
        ("/api/products", 200),
        ("/api/products", 304),
    ]
    assert [(line["cpu_ms"], line["sql"]) for line in told] == [(0, 1), (0, 1)]
    assert told[0]["request_id"] == "mine"
    assert told[1]["request_id"] == not_modified.headers["X-Request-ID"]


def test_a_fault_is_one_line_beside_the_one_that_says_why(watched, lines, monkeypatch):
    def broken():
        raise RuntimeError("a bug")

    monkeypatch.setattr(CategoryService, "every", broken)
    lines()
    response = watched.get("/api/categories")

    why, line = lines()
    refused(response, 500, "internal-error")
    assert (line["event"], line["status"], line["problem"]) == ("request", 500, "internal-error")
    assert (why["level"], why["event"], why["logger"]) == ("error", "fault", "shop")
    assert "RuntimeError: a bug" in why["exception"]
    assert (why["route"], why["request_id"]) == ("/api/categories", line["request_id"])


@pytest.mark.parametrize(
    "path",
    ["/api/products", "/api/products/1", "/api/categories", "/api/offers/active", "/api/user",
     "/api/cart", "/api/orders", "/api/products/facets", "/api/products/1/price",
     "/api/admin/users", "/api/admin/audit"],
)  # fmt: skip
def test_the_statements_of_a_line_are_those_that_ran(watched, lines, monkeypatch, path):
    watched.make_product(), watched.admin, lines()
    with statements(watched, monkeypatch) as told:
        made(watched.get(path, watched.admin))

    assert only(lines)["sql"] == len(told) >= 1


def test_a_slow_statement_is_told_with_its_route_and_without_values(watched, lines, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(observation.time, "perf_counter", iter(range(0, 10**6, 1000)).__next__)
        made(watched.get("/api/products?q=hush&limit=1", headers={"X-Request-ID": "mine"}))

    *slow, line = lines()
    assert len(slow) == line["sql"] >= 1
    for told in slow:
        assert (told["level"], told["event"]) == ("warning", "slow statement")
        assert (told["route"], told["request_id"]) == ("/api/products", "mine")
        assert told["statement"].startswith(("SELECT", "WITH"))
        assert "hush" not in json.dumps(told)


def test_no_statement_is_slow_where_none_shall_be(shop_with, lines, monkeypatch):
    shop = shop_with(LOG_REQUESTS="true", LOG_FORMAT="json", SLOW_QUERY_MS="0")
    lines()
    with monkeypatch.context() as patched:
        patched.setattr(observation.time, "perf_counter", iter(range(0, 10**6, 1000)).__next__)
        made(shop.get("/api/categories"))

    assert only(lines)["sql"] >= 1


def test_nothing_that_was_sent_is_in_the_log(watched, capsys):
    name, password, words = "Ada-Hush", "hush-hush-password", "hushword"
    account = {"username": name, "password": password}
    made(watched.post("/api/register", json=account))
    pair = made(watched.post("/api/login", json=account))
    watched.post("/api/register", json=account)
    watched.post("/api/login", json={**account, "password": "hush-wrong"})
    made(watched.post("/api/refresh", pair["refresh_token"]))
    watched.get("/api/user", pair["access_token"][:-3] + "abc")
    product = watched.make_product(name="Hush cup", description="hush")
    watched.add_to_cart(pair["access_token"], product)
    key = {"Idempotency-Key": "hush-key"}
    made(watched.post("/api/checkout", pair["access_token"], headers=key))
    watched.get(f"/api/products?q={words}&min_price=77123", headers={"User-Agent": "hush-agent"})
    watched.get(f"/api/{words}", headers={"X-Request-ID": "not sane: hush"})
    body = {"current_password": password, "new_password": "hush-new-password"}
    made(watched.post("/api/user/password", pair["access_token"], json=body))
    watched.post("/api/login", data=b'{"username": "hush\xff', content_type="application/json")

    told = capsys.readouterr().err

    assert told.count('"event":"request"') > 12
    for secret in ("hush", name, "77123", PASSWORD, *pair.values()):
        assert secret.lower() not in told.lower()


def test_a_failure_of_the_database_is_told_without_the_row_at_hand(watched, lines):
    taken = watched.get("/api/categories").json[0]["name"]
    lines()
    with watched.app.app_context():
        try:
            db.session.execute(insert(Category).values(name=taken))
        except IntegrityError as failure:
            logging.getLogger("shop").error("a race was lost", exc_info=failure)

    (line,) = lines()
    assert line["event"] == "a race was lost"
    assert "INSERT INTO category" in line["exception"]
    assert taken not in line["exception"]


@pytest.mark.usefixtures("watched")
def test_half_a_character_in_a_message_is_told_all_the_same(lines):
    lines()
    (handler,) = [one for one in logging.getLogger().handlers if one.get_name() == logs.HANDLER]
    # Not by a logger: what pytest keeps of that can't be passed between its processes.
    handler.handle(logging.makeLogRecord({"msg": "no \ud800 text", "levelname": "WARNING"}))

    (line,) = lines()
    assert line["event"] == "no \ud800 text"


def test_people_read_the_request_first(shop_with, capsys):
    shop = shop_with(LOG_REQUESTS="true", LOG_FORMAT="text")
    capsys.readouterr()
    shop.get("/api/user", headers={"X-Request-ID": "mine"})

    line = capsys.readouterr().err
    assert "GET /api/user 401 " in line
    assert line.endswith("request_id=mine problem=authentication-required\n")


@pytest.mark.parametrize("setting", [{"LOG_REQUESTS": "false"}, {"LOG_LEVEL": "WARNING"}])
def test_requests_are_not_told_where_they_shall_not_be(shop_with, capsys, setting):
    shop = shop_with(**{"LOG_REQUESTS": "true", **setting})
    capsys.readouterr()
    made(shop.get("/api/categories"))

    assert capsys.readouterr().err == ""


def test_a_log_that_can_not_be_written_stops_nobody(watched, monkeypatch):
    with suppress(OSError), open("/dev/full", "w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        statuses = [watched.get("/api/categories").status_code for _ in range(3)]
        monkeypatch.undo()

    assert statuses == [200, 200, 200]
