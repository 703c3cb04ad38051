"""Products by the file: every line is checked, and all of them count or none."""

import json

import pytest

from services import import_service
from tests.shop_driver import Shop, made, refused

HEADER = "id,name,description,price,stock,category\r\n"


def send(shop: Shop, content: str | bytes, query: str = "", kind: str = "text/csv"):
    content = content.encode() if isinstance(content, str) else content
    return shop.post(
        f"/api/products/import?{query}",
        shop.admin,
        data=content,
        content_type=kind,
        environ_overrides={"CONTENT_LENGTH": str(len(content))},  # The client says no 0.
    )


def send_objects(shop: Shop, *objects: object, query: str = ""):
    lines = "".join(f"{json.dumps(one)}\n" for one in objects)
    return send(shop, lines, query, "application/x-ndjson")


def shelf(shop: Shop) -> list[dict]:
    """Return all products on sale, the oldest first, without their instants."""
    return made(shop.get("/api/products?limit=100"))[::-1]


def report_of(**figures) -> dict:
    usual = {
        "dry_run": False,
        "partial": False,
        "lines": 0,
        "created": 0,
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
        "refused_lines": [],
    }
    return usual | figures


def errors_of(answer: dict) -> dict[int, dict]:
    return {one["line"]: one["errors"] for one in answer["refused_lines"]}


def is_clean(shop: Shop) -> bool:
    return made(shop.get("/api/admin/verify", shop.admin))["clean"]


def test_a_csv_file_adds_products(shop):
    answer = made(
        send(
            shop,
            "name,price,stock,category,description\r\n"
            'Lamp,19.99,3,Home,"Bends, ""gently"",\r\nwhere you need it."\r\n'
            "Café Noir,5,,Groceries,\r\n",
        )
    )

    assert answer == report_of(lines=2, created=2)
    lamp, coffee = shelf(shop)
    assert (lamp["name"], lamp["price"], lamp["stock"]) == ("Lamp", 19.99, 3)
    assert lamp["description"] == 'Bends, "gently",\r\nwhere you need it.'
    assert lamp["category"] == {"name": "Home"}
    assert (coffee["price"], coffee["stock"], coffee["description"]) == (5, 10, None)
    assert [one["id"] for one in made(shop.get("/api/products?q=cafe"))] == [coffee["id"]]
    assert is_clean(shop)


def test_json_lines_add_products(shop):
    lamp = {"name": "Lamp", "price": 19.99, "category_id": 3, "description": ""}
    answer = made(send_objects(shop, lamp, {**lamp, "name": " = ", "stock": 0}))

    assert answer == report_of(lines=2, created=2)
    first, second = shelf(shop)
    assert (first["description"], first["stock"], first["category_id"]) == ("", 10, 3)
    assert (second["name"], second["stock"]) == (" = ", 0)
    assert is_clean(shop)


def test_a_line_with_an_id_changes_what_it_names_and_books_it(shop, moved_clock):
    product = shop.make_product(name="Lamp", price=10, stock=5, description="Old", category_id=3)
    before = moved_clock.instant
    moved_clock.move(hours=1)

    answer = made(send(shop, f"id,price,stock\r\n{product['id']},12.50,7\r\n"))

    assert answer == report_of(lines=1, changed=1)
    after = shop.product(product["id"])
    assert (after["price"], after["stock"]) == (12.5, 7)
    assert [after[one] for one in ("name", "description", "category_id")] == ["Lamp", "Old", 3]
    assert after["updated_at"] == moved_clock.instant.isoformat()
    path = f"/api/products/{product['id']}"
    movements = made(shop.get(f"{path}/stock", shop.admin))
    assert [(one["delta"], one["reason"]) for one in movements] == [
        (2, "correction"),
        (5, "initial"),
    ]
    window = {"from": before.isoformat(), "to": moved_clock.move(hours=1).isoformat()}
    segments = made(shop.get(f"{path}/prices", query_string=window))
    assert [one["price"] for one in segments] == [10, 12.5]
    assert is_clean(shop)


def test_a_name_and_a_description_can_be_changed_and_found(shop):
    product = shop.make_product(name="Lamp", description="Old")

    assert made(send(shop, f"id,description\r\n{product['id']},\r\n"))["changed"] == 1
    assert shop.product(product["id"])["description"] is None
    assert made(send_objects(shop, {"id": product["id"], "name": "Lantern", "description": "Ölig"}))
    assert [one["name"] for one in made(shop.get("/api/products?q=olig+lantern"))] == ["Lantern"]
    assert made(shop.get("/api/products?q=lamp")) == []


def test_a_line_that_changes_nothing_leaves_the_product_as_it_is(shop):
    product = shop.make_product(name="Lamp", price=10, stock=5)

    answer = made(send(shop, f"id,name,price,stock\r\n{product['id']},Lamp,10.00,5\r\n"))

    assert answer == report_of(lines=1, unchanged=1)
    assert shop.product(product["id"]) == product


BAD_LINES = {
    "Lamp,1e5,1,Home": {"price": ["Not a number with at most two decimals."]},
    "Lamp,１２,1,Home": {"price": ["Not a number with at most two decimals."]},
    "Lamp,12.345,1,Home": {"price": ["Not a number with at most two decimals."]},
    "Lamp, 5,1,Home": {"price": ["Not a number with at most two decimals."]},
    'Lamp,"1,50",1,Home': {"price": ["Not a number with at most two decimals."]},
    "Lamp,0,1,Home": {"price": ["Must be from 0.01 to 99999999.99."]},
    "Lamp,,1,Home": {"price": ["Missing data for required field."]},
    ",5,1,Home": {"name": ["Missing data for required field."]},
    "   ,5,1,Home": {"name": ["Must not be blank."]},
    "La\x00mp,5,1,Home": {"name": ["Must not hold NUL characters."]},
    f"{201 * 'x'},5,1,Home": {"name": ["Length must be between 1 and 200."]},
    "Lamp,5,-1,Home": {
        "stock": ["Must be greater than or equal to 0 and less than or equal to 10000000."]
    },
    "Lamp,5,1.0,Home": {"stock": ["Not a valid integer."]},
    "Lamp,5,1,": {"category": ["Missing data for required field."]},
    "Lamp,5,1,home": {"category": ["No category has this name."]},
    "Lamp,5,1": {"line": ["Has 3 cells, the header 4."]},
    "Lamp,5,1,Home,": {"line": ["Has 5 cells, the header 4."]},
}


def test_each_bad_line_is_named_with_its_reasons_and_nothing_is_changed(shop):
    good = "Good,5,1,Home\r\n"
    content = "name,price,stock,category\r\n" + good + "\r\n".join(BAD_LINES) + "\r\n" + good

    answer = refused(send(shop, content), 400, "import-refused")

    assert answer["detail"] == "17 of 19 lines can't be imported, so nothing was changed."
    assert {name: answer[name] for name in report_of()} == report_of(
        lines=19,
        refused=17,
        refused_lines=[
            {"line": number, "errors": errors}
            for number, errors in enumerate(BAD_LINES.values(), start=3)
        ],
    )
    assert shelf(shop) == []


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        ({"price": "5"}, {"price": ["Not a number with at most two decimals."]}),
        ({"price": None}, {"price": ["Field may not be null."]}),
        ({"stock": True}, {"stock": ["Not a valid integer."]}),
        ({"colour": "red"}, {"colour": ["Unknown field."]}),
        ({"offer_id": 1}, {"offer_id": ["Unknown field."]}),
        ({"category_id": 99}, {"category_id": ["No category has this id."]}),
        (
            {"category": "Toys"},
            {"category": ["Is not the name of the category that category_id says."]},
        ),
        ({"id": "1"}, {"id": ["Not a valid integer."]}),
        ({"id": 99}, {"id": ["No product on sale has this id."]}),
        ({"id": None}, {"id": ["Field may not be null."]}),
    ],
)  # fmt: skip
def test_json_lines_are_as_strict_as_every_body(shop, line, errors):
    good = {"name": "Lamp", "price": 5, "category_id": 3}

    answer = refused(send_objects(shop, good, {**good, **line}), 400, "import-refused")

    assert errors_of(answer) == {2: errors}
    assert shelf(shop) == []


def test_lines_that_are_no_json_objects_are_refused_by_number(shop):
    content = (
        b'{"name": "Lamp", "price": 5, "category_id": 3}\n\n[1]\n{"name": "\\ud800"}\n{\n\xff\n'
    )

    answer = refused(send(shop, content, kind="application/x-ndjson"), 400, "import-refused")

    reason = {"line": ["Is not a JSON object in UTF-8."]}
    assert errors_of(answer) == {3: reason, 4: reason, 5: reason, 6: reason}
    assert answer["lines"] == 5
    assert shelf(shop) == []


def test_partial_imports_the_good_lines(shop):
    product = shop.make_product(price=10)
    content = (
        "id,name,price,category\r\n"
        ",Lamp,5,Home\r\n"
        ",Lamp,five,Home\r\n"
        f"{product['id']},,11,\r\n"
        "99,,11,\r\n"
    )

    answer = made(send(shop, content, "partial=true"))

    assert {**answer, "refused_lines": None} == report_of(
        partial=True, lines=4, created=1, changed=1, refused=2, refused_lines=None
    )
    assert list(errors_of(answer)) == [3, 5]
    assert [one["price"] for one in shelf(shop)] == [11, 5]
    assert is_clean(shop)


@pytest.mark.parametrize("query", ["", "&partial=true"])
def test_a_dry_run_tells_the_same_and_changes_nothing(shop, query):
    product = shop.make_product(price=10, stock=5)
    content = (
        "id,name,price,category\r\n"
        ",Lamp,5,Home\r\n"
        f"{product['id']},,11,\r\n"
        "99,,11,\r\n"
    )  # fmt: skip

    answer = made(send(shop, content, f"dry_run=true{query}"))

    assert answer == report_of(
        dry_run=True,
        partial=bool(query),
        lines=3,
        created=1,
        changed=1,
        refused=1,
        refused_lines=[{"line": 4, "errors": {"id": ["No product on sale has this id."]}}],
    )
    assert shelf(shop) == [product]
    made(send(shop, content, "partial=true"))
    assert shelf(shop)[1]["id"] == product["id"] + 1


def test_a_product_stands_in_a_file_once(shop):
    product = shop.make_product(price=10)
    content = f"id,price\r\n{product['id']},11\r\n\r\n{product['id']},12\r\n"

    answer = refused(send(shop, content), 400, "import-refused")

    assert errors_of(answer) == {4: {"id": ["Line 2 is of this product, too."]}}
    assert shop.product(product["id"]) == product


def test_a_withdrawn_product_is_not_changed(shop):
    product = shop.make_product()
    made(shop.delete(f"/api/products/{product['id']}", shop.admin))

    answer = refused(send(shop, f"id,price\r\n{product['id']},11\r\n"), 400, "import-refused")

    assert errors_of(answer) == {2: {"id": ["No product on sale has this id."]}}


def test_a_report_lists_a_thousand_lines_and_counts_all(shop):
    content = "name\r\n" + 1500 * "Lamp\r\n"

    answer = refused(send(shop, content), 400, "import-refused")

    assert (answer["lines"], answer["refused"]) == (1500, 1500)
    assert [one["line"] for one in answer["refused_lines"]] == list(range(2, 1002))


BROKEN_FILES = {
    b"": "The file is empty; its first line names the columns.",
    b"\r\n\r\n": "The file is empty; its first line names the columns.",
    b"Lamp,5,1,Home\r\n": "Line 1: there is no column 'Lamp', only id, name,",
    b"name,price,colour\r\n": "Line 1: there is no column 'colour', only id, name,",
    b"name,price,price\r\n": "Line 1: there are two columns price.",
    b"name;price\r\n": "Line 1: there is no column 'name;price', only",
    b"name,price\r\nLamp,5\r\nCaf\xe9,5\r\n": "Line 3 is not in UTF-8.",
    "name,price\r\n".encode("utf-16"): "Line 1 is not in UTF-8.",
    b'name,price\r\n"Lamp\r\n,5\r\n': "Line 2: its quotes or line ends are not those of CSV",
    b'name,price\r\n"La"mp,5\r\n': "Line 2: its quotes or line ends are not those of CSV",
    b"name,price\rLamp,5\r": "Line 1: its quotes or line ends are not those of CSV",
    b"name\r\n" + 300_000 * b"," + b"\r\n": "The row up to line 2 is too long.",
    b"name\r\n" + 10_000 * b'x","\n"' + b"\r\n": "Line 2: its quotes or line ends are not",
}


@pytest.mark.parametrize("number", range(len(BROKEN_FILES)))
@pytest.mark.parametrize("query", ["partial=true", "dry_run=true"])
def test_a_broken_file_is_refused_as_a_whole(shop, number, query):
    content, message = list(BROKEN_FILES.items())[number]

    answer = refused(send(shop, content, query), 400, "import-unreadable")

    assert message in answer["detail"]
    assert shelf(shop) == []


def test_a_long_cell_costs_its_line_alone(shop):
    content = f"name,price,category\r\nLamp,5,Home\r\n{140_000 * 'x'},5,Home\r\n"

    answer = made(send(shop, content, "partial=true"))

    assert errors_of(answer) == {3: {"name": ["Length must be between 1 and 200."]}}
    assert [product["name"] for product in shelf(shop)] == ["Lamp"]


def test_a_row_of_endless_lines_is_refused(shop):
    content = b"name\r\n" + 40_000 * b'"x\n","y\n",' + b"z\r\n"

    answer = refused(send(shop, content), 400, "import-unreadable")

    assert "is too long" in answer["detail"]


def test_empty_json_lines_and_too_long_ones_are_refused(shop):
    for content, message in ((b"", "The file is empty."), (300_000 * b" ", "line 1 is too long")):
        answer = refused(send(shop, content, kind="application/x-ndjson"), 400, "import-unreadable")
        assert message in answer["detail"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_and_either_line_end_do(shop, newline):
    lines = ["\ufeffname,price,category", "Lamp,5,Home", "", "Sofa,50,Home"]

    answer = made(send(shop, newline.join(lines)))

    assert answer == report_of(lines=2, created=2)
    assert [one["name"] for one in shelf(shop)] == ["Lamp", "Sofa"]


def test_a_header_alone_adds_nothing(shop):
    assert made(send(shop, HEADER)) == report_of()


def test_only_files_of_the_two_kinds_in_utf_8_are_taken(shop):
    content = HEADER + ",Lamp,,5,1,Home\r\n"
    for kind in (None, "application/json", "text/plain", "text/csv; charset=latin1"):
        refused(send(shop, content, kind=kind), 415, "unsupported-media-type")

    assert shelf(shop) == []
    made(send(shop, content, kind="text/csv; charset=UTF-8; header=present"))


def test_a_file_over_the_limit_is_refused(shop, monkeypatch):
    content = HEADER + ",Lamp,,5,1,Home\r\n"
    monkeypatch.setitem(shop.app.config, "IMPORT_MAX_BYTES", len(content) - 1)
    refused(send(shop, content), 413, "too-large")
    assert shelf(shop) == []
    monkeypatch.setitem(shop.app.config, "IMPORT_MAX_BYTES", len(content))
    made(send(shop, content))


def test_a_file_may_be_larger_than_any_json_body(shop):
    content = HEADER + 3000 * f",Lamp,{100 * 'x'},5,1,Home\r\n"

    assert made(send(shop, content))["created"] == 3000
    assert made(shop.get("/api/products?count=true&limit=1")) != []
    assert is_clean(shop)


def test_a_body_without_its_length_or_cut_off_is_refused(shop):
    """Servers end a body that was cut off like any other."""
    content = (HEADER + ",Lamp,,5,1,Home\r\n").encode()
    cut_off = {"CONTENT_LENGTH": str(len(content) + 1), "wsgi.input_terminated": True}
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    for environment, status, slug in (
        (cut_off, 400, "malformed-request"),
        (chunked, 411, "length-required"),
    ):
        answer = shop.post(
            "/api/products/import",
            shop.admin,
            data=content,
            content_type="text/csv",
            environ_overrides=environment,
        )
        refused(answer, status, slug)

    assert shelf(shop) == []


def test_a_category_deleted_while_a_file_is_read_refuses_the_file(shop, monkeypatch):
    checked = import_service._check

    def check_and_lose_the_category(*arguments):
        checked(*arguments)
        made(shop.delete("/api/categories/3", shop.admin))

    monkeypatch.setattr(import_service, "_check", check_and_lose_the_category)

    refused(send(shop, HEADER + ",Lamp,,5,1,Home\r\n"), 404, "category-not-found")

    assert shelf(shop) == []


def test_an_import_that_fails_at_the_end_changes_nothing(shop, monkeypatch):
    product = shop.make_product(price=10, stock=5)
    written = import_service.write_added

    def write_and_fail(*arguments):
        written(*arguments)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(import_service, "write_added", write_and_fail)
    content = HEADER + f"{product['id']},,,11,9,\r\n,Lamp,,5,1,Home\r\n"

    refused(send(shop, content), 500, "internal-error")

    assert shelf(shop) == [product]
    assert is_clean(shop)
