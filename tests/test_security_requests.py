"""Requests made to be misread: the shop reads each in one way, or refuses it in the one shape."""

import json
import re
from datetime import datetime

import pytest

from tests.shop_driver import PASSWORD, made, picture, refused
from tests.test_bad_input import in_shape

SQL = [
    "' OR '1'='1", "'; DROP TABLE product; --", '" OR ""="', "1 OR 1=1", "1; SELECT pg_sleep(9)",
    "') UNION SELECT username, password FROM \"user\" --", "%' OR 1=1 --", "%", "_", "\\", "''",
    "$1", ":name", "%(name)s", "?", "{0}", "1e0", "0x31", "/*", "*/", "x'41'",
]  # fmt: skip
NAUGHTY = [
    "undefined", "null", "NaN", "true", "-1", "1/0", "0x0", "Ω≈ç√∫˜µ≤≥÷", "田中さんにあげて下さい",
    "ﬃ Ⅷ ①", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "👩‍👩‍👧‍👦🏳️‍🌈", "\u202eright to left",
    "\u200b\u2060zero\ufeff", "مُنَاقَشَةُ سُبُلِ",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;b&gt;",
    "</textarea><svg/onload=x>", "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>", "$(touch /tmp/x) `id` | ls",
    "../../../etc/passwd", "..\\..\\boot.ini", "CON PRN AUX", "%0d%0aSet-Cookie: a=b", "a\r\nb\tc",
    "\x01\x02\x1b[31m\x7f", "\ufffe\uffff", "file:///etc/passwd", "=1+1", "+cmd|' /C calc'!A0",
    "a" * 80, " both ", "a?b#c&d=e/f;g,h", "\\x41\\u0041", "%41%2e", '"quoted"', "O'Neil",
]  # fmt: skip
TRUE_JSON = [
    r'"\u0060\u012a\u12AB"', r'"\uD801\udc37"', r'"\ud83d\ude39\ud83d\udc8d"', '" "',
    r'"\"\\\/\b\f\n\r\t"', r'"\\u0000 is not nul"', r'"\""', '"a/*b*/c/*d//e"', r'"\\a"',
    r'"\u0012"', r'"\uFFFF"',
    r'"\uDBFF\uDFFF"', r'"new\u00A0line"', '"\u2028\u2029"', r'"\u002c"', '"\x7f"', '"⍂㈴⍂"',
    '"€𝄞"',
    '"asd"', "1E2", "1e+2", "123.45", "0e+1", "-0",
    "20e1", "1e-2", "123e0", "1E-2", "-0.0", "9007199254740993", "null", "true", "[]", "{}",
    '{"a":[1,{"b":null}]}', "[[[[]]]]",
]  # fmt: skip
NO_JSON = [
    "[1 true]", "[1,]", "[,1]", "[1,,2]", '["x"]]', '["",]', "[-]", "[NaN]", "[-Infinity]", "[+1]",
    "[.2e-3]", "[0.1.2]", "[0x1]", "[1.]", "[1e]", "[-01]", "[012]", "[1eE2]", "[1e+]", "[2.e3]",
    "[- 1]", "[1 000.0]", "[１]", "['single']", r'["\x00"]', r'["\a"]', r'["\u00A"]',
    r'["\uD800\u"]', r'["\uD800"]', r'["\udc00\ud800"]', '["\t"]', '["\n"]', '["\x00"]', '["\\',
    '["a\x00a"]',
    '["asd',
    '{"a" b}', '{:"b"}', '{a: "b"}', '{"a":"b",}', '{"a":"b",,"c":1}', "{'a':0}", '{"a":"b"}#',
    '{"a":/*c*/"b"}', '{"a"::"b"}', '{"a":"b"}{}', '{"a":"b"}//', "{1:1}", "{null:1}", '{"a"}', "{",
    "[", '"', "nul", "True", "nan", "undefined", "*", "[1]x", "<.>", "[<null>]", "[\u2060]", "1]",
    "}", "\ufeff{}", "[\x0c]", "a", "(1)", b"\xff", b'["\xff"]', b'["\xe0\xff"]', b"\xef\xbb",
    b"\x00",
    b'["\xed\xa0\x80"]', '{"a":1}'.encode("utf-16"), '{"a":1}'.encode("utf-32"), "[" * 100_000,
    '{"a":' * 50_000,
]  # fmt: skip
HIDDEN = [
    "/.git/config", "/.git/HEAD", "/.env", "/.env.example", "/.hg", "/.svn/entries", "/config.py",
    "/app.py", "/instance/shop.db", "/instance/jwt_secret", "/shop.db", "/static/", "/static",
    "/console",
    "/static/users/", "/static/users/.gitkeep", "/static/products", "/debug", "/server-status",
    "/phpinfo.php", "/wp-login.php", "/actuator/env", "/admin", "/.well-known/../.env",
    "/api/docs/",
    "/requirements.txt", "/.DS_Store", "/backup.zip", "/__debugger__",
]  # fmt: skip
DOTS = [
    "..",
    "%2e%2e",
    "%252e%252e",
    "%c0%ae%c0%ae",
    "%u002e%u002e",
    "..%00",
    "%2e%2e%5c",
    "....//",
]
SLASHES = ["/", "%2f", "%252f", "%5c", "%c0%af", "\\"]

# Refused or read before any row is asked for, so one database tells as much as two.
whatever_the_database = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)


def table_sizes(shop) -> tuple[int, int]:
    products = shop.get("/api/products?count=true").headers["X-Total-Count"]
    return int(products), len(made(shop.get("/api/categories")))


@pytest.mark.parametrize("text", SQL)
def test_row_1_sql_is_text_wherever_it_stands(shop, text):
    product = shop.make_product(name="Lamp", stock=5)
    sizes = table_sizes(shop)

    for where in ("q", "cursor", "category_id", "min_price", "sort", "limit", "in_stock"):
        answer = shop.get("/api/products", query_string={where: text})
        in_shape(answer, where)
        found = (
            [] if re.search(r"[^\W_]", text) else [product]
        )  # What names no word filters nothing.
        assert answer.status_code == 400 or made(answer) == found
    refused(shop.post("/api/login", json={"username": text, "password": text}), 401,
            "wrong-credentials")  # fmt: skip
    in_shape(shop.get(f"/api/products/{text}"), text)
    in_shape(shop.delete(f"/api/cart/{text}", shop.admin), text)
    in_shape(shop.get("/api/orders", shop.admin, query_string={"user_id": text}), text)
    named = shop.make_product(name=f"Lamp {text}", description=text)
    assert (named["name"], named["description"]) == (f"Lamp {text}", text)
    assert made(shop.get("/api/products", query_string={"q": text + "zzz"})) == []

    assert table_sizes(shop) == (sizes[0] + 1, sizes[1])
    assert shop.product(product["id"])["stock"] == 5


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_row_2_text_comes_back_as_it_was_sent(shop, text):
    product = shop.make_product(name=text, description=text)
    answer = shop.get(f"/api/products/{product['id']}")

    assert (answer.json["name"], answer.json["description"]) == (text, text)
    assert answer.mimetype == "application/json"
    if len(text) >= 3 and text.strip():
        user = shop.post("/api/register", json={"username": text, "password": PASSWORD})
        assert made(user)["user"]["username"] == text
        assert made(shop.get("/api/user", shop.sign_in(text)["access_token"]))["username"] == text


def test_row_2_addresses_made_of_data_are_encoded(shop):
    for number in range(2):
        shop.make_product(name=f'a&b=c#d"> {number}')
    query = {"q": 'a&b=c#d">', "limit": 1}

    link = shop.get("/api/products", query_string=query).headers["Link"]

    address, _, rest = link.partition(">")
    assert rest == '; rel="next"'
    assert re.fullmatch(r"<[A-Za-z0-9/?&=%+._~-]+", address)
    assert len(made(shop.get(address[1:]))) == 1


@whatever_the_database
@pytest.mark.parametrize("slash", SLASHES)
@pytest.mark.parametrize("dots", DOTS)
def test_row_3_no_way_of_writing_dots_leads_out_of_a_folder(shop, dots, slash):
    up = slash.join([dots] * 6)
    for folder in ("/static/users/", "/static/products/", "/api/docs/", "/static/", "/"):
        for file in ("etc/passwd", "app.py", ".env", "instance/jwt_secret"):
            path = f"{folder}{up}{slash}{file.replace('/', slash)}"
            answer = shop.get(path)
            assert answer.status_code in (400, 404), path
            in_shape(answer, path)
            assert "root:" not in answer.text
    in_shape(shop.get(f"/problems/{up}"), up)


@pytest.mark.parametrize(
    ("path", "member", "wrong"),
    [
        ("/api/products", "stock", ["1", True, 1.5, -1, 2**31, 2**63, 2**64, 1e308, [], {}, None]),
        ("/api/products", "price", ["1", True, 0, -1, 0.001, 2**63, 1e308, [], {}, None]),
        ("/api/products", "category_id", ["1", True, 1.5, 0, -1, 2**31, 2**64, [], {}, None]),
        ("/api/products", "name", [1, True, [], {}, None, "", " ", "a\x00b", "x" * 300]),
        ("/api/cart", "product_id", ["1", True, 1.5, 0, -1, 2**31, 2**64, [], {}, None]),
        ("/api/cart", "quantity", ["1", True, 1.5, 0, -1, 2**31, 2**64, [], {}, None]),
        ("/api/register", "username", [1, True, [], {}, None, "", "ab", "a" * 81, "a\x00bc"]),
        ("/api/register", "password", [123456, True, [], {}, None, "", "12345"]),
        ("/api/offers", "discount_percent", ["1", True, -1, 20.01, 2**64, 1e308, [], {}, None]),
        ("/api/categories", "name", [1, True, [], {}, None, "", " "]),
    ],
)
def test_rows_5_and_8_a_value_of_another_kind_is_refused_by_name(shop, path, member, wrong):
    shop.make_product()
    valid = {
        "/api/products": {"name": "Lamp", "price": 1.5, "category_id": 1},
        "/api/cart": {"product_id": 1},
        "/api/register": {"username": "ada", "password": PASSWORD},
        "/api/offers": {"name": "x", "discount_percent": 1, "start_time": "2030-01-01T00:00:00Z",
                        "end_time": "2030-01-02T00:00:00Z"},
        "/api/categories": {"name": "More"},
    }[path]  # fmt: skip
    sizes = table_sizes(shop)

    for value in wrong:
        answer = shop.post(path, shop.admin, json={**valid, member: value})
        assert list(refused(answer, 400, "validation-failed")["errors"]) == [member], value
    for literal in ("NaN", "Infinity", "-Infinity", "1e400", "0x10", "1_000", "01", "+1"):
        body = json.dumps({**valid, member: "@"}).replace('"@"', literal)
        answer = shop.post(path, shop.admin, data=body, content_type="application/json")
        assert answer.status_code == 400, literal
        in_shape(answer, literal)

    assert table_sizes(shop) == sizes
    assert made(shop.get("/api/cart", shop.admin))["items"] == []
    assert shop.post(path, shop.admin, json=valid).status_code == 201  # The control.


@whatever_the_database
@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/json"])
def test_row_6_xml_is_not_read(shop, kind):
    body = """<?xml version="1.0"?>
        <!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><username>&x;</username>"""

    answer = shop.post("/api/register", data=body, content_type=kind)

    assert answer.status_code in (400, 415)
    in_shape(answer, kind)
    assert "root:" not in answer.text


@whatever_the_database
@pytest.mark.parametrize("text", TRUE_JSON)
def test_row_7_what_is_json_is_read_as_json(shop, text):
    """Whether the value is allowed is another question; it is never called unreadable."""
    body = f' \t\r\n{{ "name" :{text}\n}} '
    answer = shop.post("/api/categories", shop.admin, data=body, content_type="application/json")

    if answer.status_code == 201:
        assert answer.json["name"] == json.loads(text)
    else:
        refused(answer, 400, "validation-failed")
    whole = shop.post("/api/categories", shop.admin, data=text, content_type="application/json")
    refused(whole, 400, "validation-failed")


@whatever_the_database
@pytest.mark.parametrize("text", NO_JSON, ids=lambda text: ascii(text)[:30])
def test_row_7_what_is_no_json_is_refused(shop, text):
    bodies = [text]
    if isinstance(text, str) and text[0] in "[":
        bodies.append(f'{{"name": {text}}}')
    for body in bodies:
        answer = shop.post(
            "/api/categories", shop.admin, data=body, content_type="application/json"
        )
        if len(body) > 256 * 1024:
            refused(answer, 413, "too-large")
        else:
            refused(answer, 400, "malformed-request")
    assert len(made(shop.get("/api/categories"))) == 20


@pytest.mark.security(62)
def test_row_7_of_a_member_sent_twice_the_last_counts_everywhere(shop):
    body = '{"name": "First", "name": "Last"}'
    answer = shop.post("/api/categories", shop.admin, data=body, content_type="application/json")
    assert made(answer)["name"] == "Last"
    body = '{"name": "More", "name": 5}'
    answer = shop.post("/api/categories", shop.admin, data=body, content_type="application/json")
    refused(answer, 400, "validation-failed")


def test_row_18_every_answer_says_what_it_is(shop):
    image = made(shop.upload("/api/user/profile-image", shop.admin, picture()))
    kinds = {
        "/api/products": "application/json",
        "/api/user": "application/json",
        "/nope": "application/problem+json",
        "/api/products/99": "application/problem+json",
        "/api/docs": "text/html; charset=utf-8",
        "/api/openapi.json": "application/json",
        image["profile_image_url"]: "image/png",
    }
    for path, kind in kinds.items():
        assert shop.get(path, shop.admin).headers["Content-Type"] == kind, path


@whatever_the_database
@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_row_20_no_header_or_member_changes_the_method(shop, header):
    product = shop.make_product()
    path = f"/api/products/{product['id']}"

    made(shop.get(path, shop.admin, headers={header: "DELETE"}))
    refused(shop.post(path, shop.admin, headers={header: "DELETE"}), 405, "method-not-allowed")
    made(shop.get(f"{path}?_method=DELETE", shop.admin))

    assert shop.product(product["id"])["id"] == product["id"]


@whatever_the_database
@pytest.mark.parametrize("header", ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"])
def test_row_20_no_header_changes_the_address(shop, header):
    assert made(shop.get("/api/categories", headers={header: "/api/admin/verify"}))[0]["id"] == 1
    refused(shop.get("/nope", headers={header: "/api/categories"}), 404, "not-found")


@whatever_the_database
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "[::1]", "a b", "x" * 2000])
def test_row_20_the_host_that_was_asked_for_is_in_no_answer(shop, host):
    for _ in range(2):
        shop.make_product()
    headers = {"Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}"}
    for path in ("/api/products?limit=1", "/nope", "/api/products/", "/api/docs"):
        answer = shop.get(path, headers=headers)
        in_shape(answer, path)
        assert "evil.example" not in answer.text + str(answer.headers)


FILE = b'Content-Disposition: form-data; name="image"; filename="x.png"'


def multipart(*lines: bytes) -> bytes:
    return b"\r\n".join(lines)


@whatever_the_database
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=a", b""),
        ("multipart/form-data; boundary=a", b"--b\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=a", b"--a\r\n"),
        ("multipart/form-data; boundary=a", b"--a\r\n\r\nx\r\n--a--"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: x\r\n\r\n\r\n--a--"),
        ("multipart/form-data; boundary=" + "a" * 1000, b"--" + b"a" * 1000),
        ("multipart/form-data; boundary=a", multipart(b"--a", FILE, b"", b"cut")),
        ("multipart/form-data; boundary=a",
            multipart(b"--a", FILE, b"X: " + b"y" * 100_000, b"", b"", b"--a--")),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=n\r\n\r\n"
            b"1\r\n" * 2000 + b"--a--"),
        ("multipart/form-data; boundary=a; charset=utf-7", b"--a\r\n\r\n+ADw-\r\n--a--"),
        ("multipart/mixed; boundary=a", b"--a\r\n\r\nx\r\n--a--"),
        ("application/x-www-form-urlencoded", b"image=x"),
        ("image/png", picture()),
    ],
)  # fmt: skip
# werkzeug leaves the file of a part that was cut to the garbage collector, which closes it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_row_21_a_broken_multipart_body_is_refused(shop, kind, body):
    for path in ("/api/user/profile-image", "/api/register", "/api/cart"):
        answer = shop.post(path, shop.admin, data=body, content_type=kind)
        assert answer.status_code in (400, 413, 415), answer.text
        in_shape(answer, kind)
    assert made(shop.get("/api/user", shop.admin))["profile_image_url"] is None


@pytest.mark.parametrize(
    ("username", "password"),
    [("admin", "admin"), ("admin", "password"), ("admin", ""), ("admin", "123456"),
     ("root", "root"), ("administrator", "admin123"), ("test", "test"), ("user", "user"),
     ("guest", "guest"),
     ("postgres", "postgres"), ("demo", "demo")],
)  # fmt: skip
def test_row_36_no_account_has_a_password_that_everybody_knows(shop, username, password):
    answer = shop.post("/api/login", json={"username": username, "password": password})

    refused(answer, 401, "wrong-credentials")


def test_row_45_no_answer_holds_a_password_or_its_hash(shop):
    user = shop.make_user("ada")
    order = shop.buy(user, shop.make_product())
    paths = [
        "/api/user", "/api/cart", "/api/orders", f"/api/orders/{order['id']}", "/api/products",
        f"/api/orders/{order['id']}/history", "/api/admin/verify", "/api/categories", "/problems",
    ]  # fmt: skip
    answers = [shop.get(path, token) for path in paths for token in (user, shop.admin)]
    answers.append(shop.post("/api/login", json={"username": "ada", "password": PASSWORD}))
    answers.append(shop.post("/api/register", json={"username": "eve", "password": PASSWORD}))
    answers.append(shop.post("/api/register", json={"username": "eve", "password": PASSWORD}))
    answers.append(shop.post("/api/login", json={"username": "eve", "password": "wrong one"}))

    for answer in answers:
        for secret in (PASSWORD, "$2b$", "sha256:", "name_key", '"password"'):
            assert secret not in answer.text, (answer.request.path, secret)


@whatever_the_database
@pytest.mark.parametrize("path", HIDDEN)
def test_row_56_nothing_is_served_that_is_not_a_part_of_the_shop(shop, path):
    for token in (None, shop.admin):
        refused(shop.get(path, token), 404, "not-found")


@whatever_the_database
def test_row_56_no_debugger_listens_behind_the_home_page(shop):
    asked = "/?__debugger__=yes&cmd=resource&f=debugger.js"

    for token in (None, shop.admin):
        assert shop.get(asked, token).data == shop.get("/", token).data


@whatever_the_database
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DEBUG", "CONNECT"])
def test_row_58_nothing_is_echoed(shop, method):
    answer = shop.call(method, "/api/user", "a-token", headers={"X-Echo": "echo-me"})

    refused(answer, 405, "method-not-allowed")
    assert "a-token" not in answer.text
    assert "echo-me" not in answer.text + str(answer.headers)


def test_row_61_what_is_large_or_deep_is_refused_at_once(shop):
    for body, status in (
        (json.dumps({"name": "x" * 1_000_000}), 413),
        ("[" * 100_000, 400),
        ('{"a":' * 40_000, 400),
        (json.dumps({f"n{number}": 1 for number in range(15_000)}), 400),
        (json.dumps({"name": ["x"] * 50_000}), 400),
        (json.dumps({"name": "x" * 200_000}), 400),
    ):
        answer = shop.post(
            "/api/categories", shop.admin, data=body, content_type="application/json"
        )
        assert answer.status_code == status
        in_shape(answer, body[:30])
        assert len(answer.get_data()) < 100_000  # A refusal does not send the attack back.
    for query in ("q=" + "x" * 100_000, "&".join(["q=x"] * 20_000), "q=" + "a+" * 10_000):
        answer = shop.get(f"/api/products?{query}")
        assert answer.status_code == (200 if "&" in query else 400)  # Of many the first counts.
        in_shape(answer, query[:30])


@whatever_the_database
@pytest.mark.parametrize(
    "query",
    ["limit=1&limit=2", "limit=2&limit=1", "limit[]=1", "limit=1,2", "sort=price&sort=name",
     "q=a&q=b", "category_id=1&category_id=2", "in_stock=true&in_stock=false", "LIMIT=1",
     "limit=1;limit=2", "limit=1&LIMIT=2", "limit=1%26limit=2", "cursor=a&cursor=b"],
)  # fmt: skip
def test_row_62_a_parameter_sent_twice_has_one_meaning(shop, query):
    """The first counts or the query is refused, and each time the same."""
    for _ in range(3):
        shop.make_product()

    answers = [shop.get(f"/api/products?{query}") for _ in range(3)]

    assert len({(one.status_code, len(one.json)) for one in answers}) == 1
    in_shape(answers[0], query)
    first = shop.get(f"/api/products?{query.partition('&')[0]}")
    assert answers[0].status_code == 400 or answers[0].json == first.json


def test_row_62_a_header_sent_twice_has_one_meaning(shop):
    token = shop.make_user()
    twice = [("Authorization", f"Bearer {token}"), ("Authorization", f"Bearer {shop.admin}")]
    client = shop.app.test_client()

    answer = client.get("/api/admin/verify", headers=twice)

    assert answer.status_code in (401, 403)


def offer_at(shop, start):
    body = {"name": "x", "discount_percent": 5, "start_time": start,
            "end_time": "2999-01-01T00:00:00Z"}  # fmt: skip
    return shop.post("/api/offers", shop.admin, json=body)


@pytest.mark.parametrize(
    ("sent", "instant"),
    [
        ("1963-06-19T08:30:06.283185Z", "1963-06-19T08:30:06.283185"),
        ("1963-06-19T08:30:06Z", "1963-06-19T08:30:06"),
        ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870000"),
        ("1990-12-31T15:59:50.123-08:00", "1990-12-31T23:59:50.123000"),
        ("1998-12-31T23:59:60Z", "1999-01-01T00:00:00"),
        ("1998-12-31T15:59:60-08:00", "1999-01-01T00:00:00"),
        ("1963-06-19t08:30:06.283185z", "1963-06-19T08:30:06.283185"),
        ("2020-02-29T00:00:00Z", "2020-02-29T00:00:00"),
        ("2000-02-29T23:59:59.999999+14:00", "2000-02-29T09:59:59.999999"),
        ("2026-11-27T18:15:00+05:45", "2026-11-27T12:30:00"),
        ("2026-11-27T18:15:00-09:30", "2026-11-28T03:45:00"),
        ("2026-11-27T18:15:00+23:59", "2026-11-26T18:16:00"),
    ],
)
def test_row_70_an_instant_is_read_to_the_microsecond(shop, sent, instant):
    assert made(offer_at(shop, sent))["start_time"] == f"{instant}+00:00"


@whatever_the_database
@pytest.mark.parametrize(
    "sent",
    ["1998-12-31T23:59:61Z", "1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "1990-02-31T15:59:59Z",
     "1990-12-31T15:59:59-24:00", "1963-06-19T08:30:06.28123+01:00Z", "06/19/1963 08:30:06 PST",
     "2013-350T01:01:01", "1963-6-19T08:30:06Z", "1963-06-1T08:30:06Z", "1963-06-1৪T00:00:00Z",
     "1963-06-11T0৪:00:00Z", "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2020-13-01T00:00:00Z",
     "2020-01-32T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z", "2020-W01-1T00:00:00Z",
     "20200101T000000Z", "2020-01-01T00:00:00+5:45", "2020-01-01T00:00:00+0545x", "+2020-01-01T00Z",
     "-2020-01-01T00:00:00Z", "12020-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2020-01-01T00:00.Z",
     "2020-01-01T00:00:00.Z", "2020-01-01T00:00:00,5Z", "2020-01-01T00:00:00+24:00",
     "2020-01-01T00:00:00+12:60", "today",
     "2020-01-01T", "T00:00:00Z", " 2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z ", "1577836800",
     "2020-01-01T00:00:00Z\n", "2020-01-01T00:00:00\x00Z", 1577836800, 1.5, True, None, [], {}],
)  # fmt: skip
def test_row_70_what_is_no_instant_is_refused_by_name(shop, sent):
    answer = refused(offer_at(shop, sent), 400, "validation-failed")

    assert list(answer["errors"]) == ["start_time"]
    assert made(shop.get("/api/offers", shop.admin)) == []


def test_row_70_answers_are_in_utc(shop):
    product = shop.make_product()

    for member in ("created_at", "updated_at"):
        assert datetime.fromisoformat(product[member]).utcoffset().total_seconds() == 0
