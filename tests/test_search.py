"""Searching: both databases find what a naive matcher finds, in its order, whatever the plan."""

import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from models import PricePoint, Product, db
from services import product_search
from services.text import searchable
from tests.shop_driver import Shop, beside, made, refused

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PLANS = {"small": {}, "sampled": {"SMALL": 0}, "walk": {"SMALL": 0, "PAGE": 0},
         "index": {"SMALL": 0, "PAGE": 10**12}}  # fmt: skip
TRICKY = [
    "Café", "CAFÉ", "cafe\u0301", "Straße", "strasse", "ﬁsh", "fish", "İstanbul", "ısı", "Ǆ",
    "Å", "東京", "東京タワー", "カ゛", "ｶﾞ", "한국어", "กำลัง", "हिन्दी", "עִבְרִית", "👩\u200d💻", "🎉",
    "🎉x", "x²", "½",
    "①", "٣", "3", "3.5", "1e5", "-5", "10gb", "10 gb", "AC/DC", "rock'n'roll", "O'Neill", "e-mail",
    "a.b.c", "www.shop.example", "user@shop.example", "c++", "100%", "_under_score_", "a_b", "and",
    "or", "not", "NEAR", "the", "AND", "search_name", "search_text:x", "x*", '"', "'", "\\", ":",
    "&", "|", "!", "(", ")", "<->", "--", ";", "{", "}", "^", "$1", ":*", "%s", "\ufdfa", "ß" * 40,
    "x" * 199, "x" * 200, "x" * 201, "x" * 300, "y" * 2500, "\u200b", "a\u200bb", "\u00ad", "ʼn",
    "\U0001d49c", "\U00020000", "\U0010ffff", "ꭓ", "𞤀", "ⷠ", "ᲀ", "Ꭰ", "ꮿ",
]  # fmt: skip

texts = st.lists(
    st.one_of(
        st.sampled_from(TRICKY),
        st.text(alphabet="abAB éÉ1-_", max_size=6),
        st.text(
            alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6
        ),
    ),
    max_size=4,
).map(" ".join)


@pytest.fixture(params=list(PLANS))
def plan(request, monkeypatch):
    """How products are found: as in small shops or large, always by walking or by the index."""
    for name, value in PLANS[request.param].items():
        monkeypatch.setattr(product_search, name, value)


def put_in(shop: Shop, *rows: tuple[str, str]) -> None:
    """Write products past the shop, as a bulk load does; only they are there then."""
    values = [
        {
            "id": number,
            "name": name,
            "description": description,
            "search_name": searchable(name),
            "search_text": searchable(name, description),
            "price_cents": 1000 + number,
            "price_since": LONG_AGO,
            "stock": number % 2,
            "category_id": 1 + number % 2,
            "created_at": LONG_AGO,
            "updated_at": LONG_AGO,
        }
        for number, (name, description) in enumerate(rows, 1)
    ]
    prices = [{"product_id": one["id"], "price_cents": 1, "since": LONG_AGO} for one in values]
    with shop.app.app_context(), db.engine.connect() as connection:
        connection.execute(delete(PricePoint))
        connection.execute(delete(Product))
        if values:
            connection.execute(insert(Product), values)
            connection.execute(insert(PricePoint), prices)
        if shop.database == "postgresql":
            connection.execute(text(f"SELECT setval('product_id_seq', {len(rows) + 1}, false)"))
            connection.execute(text("SELECT setval('price_point_id_seq', 1000)"))


def naive_words(value: str) -> list[str]:
    """Normalise by the rule's own words, not by the shop's code."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
    letters = [one for one in folded if not unicodedata.combining(one)]
    return "".join(one if one.isalnum() else " " for one in letters).split()


def naive(rows: list[tuple[str, str]], query: str) -> list[int]:
    """Return the ids found by relevance."""
    wanted = naive_words(query)
    ranks = []
    for number, (name, description) in enumerate(rows, 1):
        in_name, words = naive_words(name), naive_words(name) + naive_words(description)
        if not all(any(one.startswith(word) for one in words) for word in wanted):
            continue
        beginnings = all(any(one.startswith(word) for one in in_name) for word in wanted)
        whole = beginnings and all(word in in_name for word in wanted)
        ranks.append((-whole - beginnings if wanted else 0, -number))
    return [-number for _, number in sorted(ranks)]


def ids(shop: Shop, query: str, **parameters: str) -> list[int]:
    """Return the ids of all pages."""
    values = {"q": query, "limit": "100", **parameters}
    path = "/api/products?" + "&".join(f"{name}={quote(one)}" for name, one in values.items())
    found: list[int] = []
    while path:
        response = shop.get(path)
        found += [product["id"] for product in made(response)]
        path = beside(response, "next")
    return found


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(st.tuples(texts, texts), min_size=1, max_size=6),
    query=texts,
    cut=st.integers(1, 8),
    place=st.integers(0, 5),
)
def test_what_is_found_is_what_a_naive_matcher_finds(shop, plan, rows, query, cut, place):
    put_in(shop, *rows)
    of_a_row = " ".join(" ".join(rows[place % len(rows)]).split()[:cut])[:200]
    for wanted in (query[:200], of_a_row, of_a_row[: 2 * cut], of_a_row[cut:]):
        expected = naive(rows, wanted)
        assert ids(shop, wanted, sort="relevance") == expected, wanted
        assert ids(shop, wanted) == sorted(expected, reverse=True), wanted


def test_no_character_does_harm(shop, plan):
    rows = [row for word in TRICKY for row in ((word[:200], ""), ("Lamp", f"a{word}b {word * 2}"))]
    put_in(shop, *rows)

    for word in TRICKY:
        for wanted in (word[:200], f"{word[:190]}* l", f"a\"{word[:190]}'"):
            assert ids(shop, wanted, sort="relevance") == naive(rows, wanted), wanted


ROWS = [
    ("Steel Kettle", "Boils a litre."),
    ("Kettle", "Of steel."),
    ("Steelwork", "With a kettle."),
    ("Lamp", "Not of steel; the kettle stands beside it."),
    ("Kettlebell of Steel", ""),
    ("Steel Kettle", "Whistles."),
    ("Oak Table", "Plain."),
]


def test_whole_words_in_the_name_come_first_then_beginnings_then_the_rest(shop, plan):
    put_in(shop, *ROWS)

    assert ids(shop, "kettle steel", sort="relevance") == [6, 1, 5, 4, 3, 2]
    assert ids(shop, "steel", sort="relevance") == [6, 5, 1, 3, 4, 2]
    assert ids(shop, "kett", sort="relevance") == [6, 5, 2, 1, 4, 3]
    assert ids(shop, "kett st stee steel", sort="relevance") == [6, 5, 1, 4, 3, 2]


@pytest.mark.parametrize("sort", ["relevance", "newest", "name", "price", "-price"])
@pytest.mark.parametrize("limit", ["1", "2", "3", "6"])
def test_pages_part_and_repeat_nothing(shop, plan, sort, limit):
    put_in(shop, *ROWS)
    whole = ids(shop, "kettle steel", sort=sort)

    assert len(whole) == 6
    assert ids(shop, "kettle steel", sort=sort, limit=limit) == whole


def test_a_row_added_while_one_scrolls_moves_no_page(shop, plan):
    put_in(shop, *ROWS)
    first = shop.get("/api/products?q=kettle&sort=relevance&limit=2")
    shop.make_product(name="Kettle")

    assert [one["id"] for one in made(first)] == [6, 2]
    assert [one["id"] for one in made(shop.get(beside(first, "next")))] == [1, 5]
    assert ids(shop, "kettle", sort="relevance") == [8, 6, 2, 1, 5, 4, 3]


def test_search_goes_with_every_filter(shop, plan):
    put_in(shop, *ROWS)
    shop.apply(shop.make_offer(20), {"id": 2})

    assert ids(shop, "steel", on_offer="true") == [2]
    assert ids(shop, "steel", in_stock="true") == [5, 3, 1]
    assert ids(shop, "steel", category_id="1", sort="relevance") == [6, 4, 2]
    assert ids(shop, "steel", min_price="10.04", max_price="10.05", sort="price") == [4, 5]
    counted = shop.get("/api/products?q=steel&sort=relevance&limit=1&count=true")
    assert counted.headers["X-Total-Count"] == "6"
    assert len(made(shop.get("/api/categories/1/products?q=steel"))) == 3


def test_more_hits_than_can_be_named_are_walked(shop, monkeypatch):
    put_in(shop, *ROWS)
    monkeypatch.setattr(product_search, "SMALL", 0)
    monkeypatch.setattr(product_search, "PAGE", 10**12)
    for few in (0, 1, 2, 5, 6):
        monkeypatch.setattr(product_search, "FEW", few)
        assert ids(shop, "kettle steel", sort="relevance") == [6, 1, 5, 4, 3, 2]


@pytest.mark.parametrize("limit", ["1", "2", "4"])
def test_pages_lead_back_as_they_came(shop, plan, limit):
    put_in(shop, *ROWS)
    path = f"/api/products?q=kettle+steel&sort=relevance&limit={limit}"
    pages = [shop.get(path)]
    while (following := beside(pages[-1], "next")) is not None:
        pages.append(shop.get(following))

    for page, before in zip(pages[:0:-1], pages[-2::-1], strict=True):
        assert made(shop.get(beside(page, "prev"))) == made(before)
    assert beside(pages[0], "prev") is None


def test_a_renamed_product_is_found_by_its_new_name_only(shop, plan):
    product = shop.make_product(name="Kettle", description="Steel")
    path = f"/api/products/{product['id']}"

    made(shop.patch(path, shop.admin, json={"name": "Teapot"}))
    assert (ids(shop, "kettle"), ids(shop, "teapot"), ids(shop, "steel")) == ([], [1], [1])
    made(shop.patch(path, shop.admin, json={"description": "Clay"}))
    assert (ids(shop, "steel"), ids(shop, "clay")) == ([], [1])


def test_a_withdrawn_product_is_not_found_but_was(shop, plan):
    product = shop.make_product(name="Kettle")
    before = datetime.now(UTC)
    made(shop.delete(f"/api/products/{product['id']}", shop.admin))

    assert ids(shop, "kettle") == []
    assert made(shop.get("/api/products/suggest?q=kettle")) == []
    then = {"X-Shop-Now": before.isoformat()}
    for path in ("/api/products?q=kettle", "/api/products/suggest?q=kettle"):
        assert [one["id"] for one in made(shop.get(path, shop.admin, headers=then))] == [1]
    earlier = {"X-Shop-Now": (before - timedelta(hours=1)).isoformat()}
    assert made(shop.get("/api/products?q=kettle", shop.admin, headers=earlier)) == []


def test_rows_written_past_the_shop_are_found_and_lost(shop, plan):
    put_in(shop, *ROWS)
    with shop.app.app_context(), db.engine.connect() as connection:
        connection.execute(update(Product).values(search_name=" jug", search_text=" jug clay"))
        assert ids(shop, "clay") == [7, 6, 5, 4, 3, 2, 1]
        assert ids(shop, "kettle") == []
        connection.execute(update(Product).where(Product.id > 1).values(stock=5))
        connection.execute(delete(PricePoint))
        connection.execute(delete(Product).where(Product.id > 2))
    assert ids(shop, "jug", sort="relevance") == [2, 1]


def test_the_index_agrees_with_the_rows(shop):
    put_in(shop, *ROWS)
    shop.make_product(name="Kettle")
    made(shop.patch("/api/products/3", shop.admin, json={"name": "Girder"}))
    with shop.app.app_context(), db.engine.connect() as connection:
        connection.execute(delete(PricePoint).where(PricePoint.product_id == 5))
        connection.execute(delete(Product).where(Product.id == 5))
        if shop.database == "sqlite":
            check = (
                "INSERT INTO product_search (product_search, rank) VALUES ('integrity-check', 1)"
            )
            connection.execute(text(check))
        else:
            found = select(Product.id).where(text("search_vector(search_name) @@ 'girder'"))
            assert connection.execute(found).scalars().all() == [3]


# --- Suggestions ------------------------------------------------------------------------------


def suggested(shop: Shop, typed: str) -> list[tuple[int, str]]:
    found = made(shop.get(f"/api/products/suggest?q={quote(typed)}"))
    return [(one["id"], one["name"]) for one in found]


def test_names_are_suggested_once_in_their_order(shop):
    put_in(shop, *ROWS)

    assert suggested(shop, "ste") == [(1, "Steel Kettle"), (3, "Steelwork")]
    assert suggested(shop, "STEEL  ket") == [(1, "Steel Kettle")]
    assert suggested(shop, "stéel-k") == [(1, "Steel Kettle")]
    assert suggested(shop, "kettle") == [(2, "Kettle"), (5, "Kettlebell of Steel")]
    assert suggested(shop, "bell") == []


def test_at_most_ten_names_are_suggested(shop):
    put_in(shop, *[(f"Lamp {number % 20:02}", "") for number in range(60)])

    assert suggested(shop, "la") == [(number + 1, f"Lamp {number:02}") for number in range(10)]


def test_nothing_is_suggested_for_nothing(shop):
    put_in(shop, *ROWS)

    for typed in ("", " ", "%", "_", "'", "\U0010ffff", "👩\u200d💻"):
        assert suggested(shop, typed) == []
    refused(shop.get("/api/products/suggest"), 400, "validation-failed")
    refused(shop.get(f"/api/products/suggest?q={'x' * 201}"), 400, "validation-failed")


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(texts, min_size=1, max_size=8), cut=st.integers(0, 6))
def test_suggestions_are_the_first_names_that_begin_so(shop, names, cut):
    put_in(shop, *[(name, "") for name in names])
    typed = names[0][:cut]
    keys = [" ".join(naive_words(name)) for name in names]
    beginning = " ".join(naive_words(typed))
    first = {key: number for number, key in reversed(list(enumerate(keys, 1)))}
    expected = sorted(key for key in first if key.startswith(beginning)) if beginning else []

    assert suggested(shop, typed) == [(first[key], names[first[key] - 1]) for key in expected[:10]]
