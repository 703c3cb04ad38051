"""Headers: safe in a browser, private unless public, and read by other origins only if listed."""

import pytest

from tests.shop_driver import made, picture, refused

OURS, THEIRS = "https://shop.example", "https://evil.example"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
DATA = "default-src 'none'; frame-ancestors 'none'"


@pytest.fixture
def open_shop(shop_with):
    return shop_with(CORS_ORIGINS=f"{OURS}, http://localhost:3000", TRUSTED_PROXIES="10.0.0.0/8")


@pytest.mark.security(15, 17)
def test_every_answer_carries_the_safe_headers(shop):
    image = made(shop.upload("/api/user/profile-image", shop.admin, picture()))
    answers = [
        shop.get(path, shop.admin)
        for path in (
            "/api/user", "/api/products", "/api/products/9", "/nope", "/health/live", "/problems",
            "/api/docs", "/api/docs/docs.js", "/api/openapi.json", image["profile_image_url"],
        )
    ]  # fmt: skip
    answers += [shop.post("/api/login", data="{"), shop.delete("/api/products")]

    for answer in answers:
        headers = dict(answer.headers)
        assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] or (
            "sandbox" in headers["Content-Security-Policy"]
        )
        assert "Server" not in headers
        assert "Set-Cookie" not in headers


@pytest.mark.security(60)
def test_what_is_private_is_kept_by_no_cache(shop):
    user = shop.make_user()
    order = shop.buy(user, shop.make_product())
    mine = f"/api/orders/{order['id']}"
    paths = ["/api/user", "/api/cart", "/api/orders", mine, f"{mine}/receipt", "/api/nope"]
    for path in [*paths, "/api/products/999"]:
        assert shop.get(path, user).headers["Cache-Control"] == "no-store", path
    signed_in = shop.post("/api/login", json={"username": "admin", "password": "admin123"})
    assert signed_in.headers["Cache-Control"] == "no-store"
    assert signed_in.headers["Content-Security-Policy"] == DATA


def test_what_is_public_may_be_kept(shop):
    assert shop.get("/api/products").headers["Cache-Control"] != "no-store"


def test_https_is_insisted_on_only_where_the_request_came_by_it(shop_with):
    shop = shop_with(TRUSTED_PROXIES="10.0.0.0/8")

    def insists(address, **headers):
        where = {"REMOTE_ADDR": address}
        answer = shop.get("/health/live", environ_base=where, headers=headers)
        return answer.headers.get("Strict-Transport-Security")

    assert insists("10.0.0.1", **{"X-Forwarded-Proto": "https"}) == "max-age=31536000"
    assert insists("10.0.0.1", **{"X-Forwarded-Proto": "http"}) is None
    assert insists("10.0.0.1") is None
    assert insists("192.0.2.1", **{"X-Forwarded-Proto": "https"}) is None


@pytest.mark.security(16)
def test_no_other_origin_may_read_anything_by_default(shop):
    for method, path in (("GET", "/api/products"), ("OPTIONS", "/api/products"), ("GET", "/nope")):
        headers = shop.call(method, path, headers={"Origin": THEIRS}).headers
        assert not [name for name in dict(headers) if name.startswith("Access-Control")]


@pytest.mark.parametrize("origin", [OURS, "http://localhost:3000"])
@pytest.mark.parametrize("path", ["/api/products", "/api/user", "/nope"])
def test_a_listed_origin_may_read_failures_too(open_shop, origin, path):
    headers = open_shop.get(path, headers={"Origin": origin}).headers

    assert headers.getlist("Access-Control-Allow-Origin") == [origin]
    assert "Access-Control-Allow-Credentials" not in headers
    exposed = set(headers["Access-Control-Expose-Headers"].split(", "))
    assert {"Link", "ETag", "Retry-After", "X-Request-ID", "X-Total-Count"} < exposed
    assert {"RateLimit", "RateLimit-Policy"} < exposed
    assert "Origin" in ", ".join(headers.getlist("Vary")).split(", ")


@pytest.mark.parametrize(
    "origin",
    [THEIRS, "null", "https://shop.example.evil.example", "https://evilshop.example",
     "http://shop.example", "https://shop.example:444", "https://shopXexample", ""],
)  # fmt: skip
@pytest.mark.security(16)
def test_an_origin_that_is_not_listed_may_read_nothing(open_shop, origin):
    for method in ("GET", "OPTIONS"):
        sent = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        headers = open_shop.call(method, "/api/products", headers=sent).headers
        assert not [name for name in dict(headers) if name.startswith("Access-Control")]
        assert "Origin" in headers["Vary"].split(
            ", "
        )  # Or a cache would hand this to a listed one.


def test_an_answer_without_an_origin_varies_too(open_shop):
    headers = open_shop.get("/api/products").headers

    assert headers.getlist("Vary") == ["X-Shop-Now, Origin"]
    assert "Access-Control-Allow-Origin" not in headers


def test_a_listed_origin_is_told_what_it_may_send(open_shop):
    sent = {
        "Origin": OURS,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization, content-type, if-match, x-other",
    }
    answer = open_shop.call("OPTIONS", "/api/products/1", headers=sent)

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert answer.headers["Access-Control-Allow-Headers"] == "authorization, content-type, if-match"
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Max-Age"] == "600"


@pytest.mark.security(16)
def test_all_origins_may_be_allowed_but_never_with_credentials(shop_with):
    headers = shop_with(CORS_ORIGINS="*").get("/api/products", headers={"Origin": THEIRS}).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers


def test_a_page_of_a_listed_origin_may_read_a_failed_sign_in(open_shop):
    response = open_shop.post(
        "/api/login",
        json={"username": "admin", "password": "wrong one"},
        headers={"Origin": OURS},
    )

    refused(response, 401, "wrong-credentials")
    assert response.headers["Access-Control-Allow-Origin"] == OURS
