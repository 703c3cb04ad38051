"""Products out: a file that no spreadsheet runs, and that comes back in as it went out."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.bulk_formats import guarded, unguarded
from tests.shop_driver import Shop, made, refused

EXPORT = "/api/products/export"
KINDS = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
FORMULAS = [
    '=HYPERLINK("http://evil.example","win")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠1",
    "'=1+1",
    "''=1+1",
    "a;=cmd|' /C calc'!A0;",
    "a\n@b",
    'a";-1',
]
HARMLESS = [
    "Lamp",
    "'n Roll",
    "' ",
    "a'=b",
    "a = b",
    "3-1",
    "a;b",
    " =1",
    "Ünïcödé 🎸",
    'a","b',
    "\x01",
]


def export(shop: Shop, name: str) -> bytes:
    answer = shop.get(f"{EXPORT}?format={name}", shop.admin)
    assert answer.status_code == 200
    return answer.data


def cells_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def import_again(shop: Shop, content: bytes, name: str) -> dict:
    path = "/api/products/import"
    return made(shop.post(path, shop.admin, data=content, content_type=KINDS[name]))


def shelf(shop: Shop) -> list[dict]:
    return made(shop.get("/api/products?limit=100"))[::-1]


def test_an_export_holds_every_product_on_sale(shop):
    lamp = shop.make_product(name="Lamp, bent", price=19.9, stock=3, category_id=3)
    sofa = shop.make_product(name="Sofa", price=1000, stock=0, description='"Soft"', category_id=3)
    gone = shop.make_product()
    made(shop.delete(f"/api/products/{gone['id']}", shop.admin))
    shop.apply(shop.make_offer(10), lamp)

    answer = shop.get(EXPORT, shop.admin)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="products.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text == (
        "id,name,description,price,stock,category\r\n"
        f'{lamp["id"]},"Lamp, bent",,19.90,3,Home\r\n'
        f'{sofa["id"]},Sofa,"""Soft""",1000.00,0,Home\r\n'
    )
    assert [json.loads(line) for line in export(shop, "jsonl").splitlines()] == [
        {
            "id": lamp["id"],
            "name": "Lamp, bent",
            "description": None,
            "price": 19.9,
            "stock": 3,
            "category": "Home",
        },
        {
            "id": sofa["id"],
            "name": "Sofa",
            "description": '"Soft"',
            "price": 1000,
            "stock": 0,
            "category": "Home",
        },
    ]


def test_the_format_is_asked_for_by_name_or_by_accept(shop):
    for query, accept, kind in (
        ("", "*/*", "text/csv"),
        ("", "application/x-ndjson", "application/x-ndjson"),
        ("", "text/csv;q=0.5, application/x-ndjson", "application/x-ndjson"),
        ("", "text/csv;charset=utf-8;q=0.5, application/x-ndjson;v=1;q=0.1", "text/csv"),
        ("?format=jsonl", "text/csv", "application/x-ndjson"),
    ):
        answer = shop.get(f"{EXPORT}{query}", shop.admin, headers={"Accept": accept})
        assert answer.mimetype == kind
    refused(
        shop.get(EXPORT, shop.admin, headers={"Accept": "application/json"}), 406, "not-acceptable"
    )
    refused(shop.get(f"{EXPORT}?format=xls", shop.admin), 400, "validation-failed")


def test_a_large_export_is_whole(shop):
    lines = "".join(f"Lamp {number},5,{number},Home\r\n" for number in range(2500))
    import_again(shop, b"name,price,stock,category\r\n" + lines.encode(), "csv")

    rows = cells_of(export(shop, "csv"))

    assert [row[4] for row in rows[1:]] == [str(number) for number in range(2500)]


def test_an_export_is_of_the_instant_that_an_admin_previews(shop, moved_clock):
    product = shop.make_product(price=10)
    then = moved_clock.instant.isoformat()
    moved_clock.move(hours=1)
    made(shop.patch(f"/api/products/{product['id']}", shop.admin, json={"price": 12}))
    shop.make_product()

    answer = shop.get(EXPORT, shop.admin, headers={"X-Shop-Now": then})

    assert [row[3] for row in cells_of(answer.data)] == ["price", "10.00"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_like_a_formula(text):
    cell = guarded(text)

    assert unguarded(cell) == text
    for separator in (";", "\t", "\r", "\n"):
        for begun in cell.split(separator)[1:]:
            assert not begun.startswith(tuple("=+-@＝＋－＠"))
    assert cell.startswith("'") or text[0] == "a"


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_texts_stay_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n;a ＝")) | st.text())
def test_every_text_comes_back_from_its_cell(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("name", KINDS)
def test_an_export_changes_nothing_when_it_is_imported_again(shop, name):
    for text in FORMULAS + HARMLESS:
        shop.make_product(name=f"{text}x", description=text, price=0.1, stock=7)
    shop.make_product(description="")
    shop.make_product(description=None, price=99999999.99, stock=0)
    made(shop.post("/api/categories", shop.admin, json={"name": "=Formulas"}))
    shop.make_product(category_id=21)
    before = shelf(shop)

    report = import_again(shop, export(shop, name), name)

    assert (report["unchanged"], report["lines"]) == (len(before), len(before))
    assert shelf(shop) == before


@pytest.mark.parametrize("name", KINDS)
def test_an_export_without_its_ids_makes_the_same_products_again(shop, name):
    for text in FORMULAS + HARMLESS:
        shop.make_product(name=f"{text}x", description=text, price=0.1, stock=7)
    shop.make_product(description="")
    shop.make_product(description=None)
    kept = ("name", "description", "price", "stock", "category_id")
    before = [[one[member] for member in kept] for one in shelf(shop)]
    content = export(shop, name)
    if name == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([row[1:] for row in cells_of(content)])
        content = text.getvalue().encode()
    else:
        objects = [json.loads(line) for line in content.splitlines()]
        content = "\n".join(
            json.dumps({key: value for key, value in one.items() if key != "id"}) for one in objects
        ).encode()

    assert import_again(shop, content, name)["created"] == len(before)

    assert [[one[member] for member in kept] for one in shelf(shop)] == 2 * before


@pytest.mark.parametrize("name", KINDS)
def test_an_import_takes_a_shop_back_to_its_export(shop, name):
    products = [shop.make_product(description=text, price=5) for text in ("", None, "a")]
    content = export(shop, name)
    before = [{**one, "updated_at": None} for one in shelf(shop)]
    for product in products:
        change = {"name": "X", "description": "X", "price": 6, "stock": 1, "category_id": 2}
        made(shop.patch(f"/api/products/{product['id']}", shop.admin, json=change))

    assert import_again(shop, content, name)["changed"] == 3

    assert [{**one, "updated_at": None} for one in shelf(shop)] == before
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]
