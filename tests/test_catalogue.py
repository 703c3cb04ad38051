"""Products and categories: read by anyone, kept by the admin."""

import pytest

from tests.shop_driver import Shop, made, refused

FIRST_CATEGORIES = ["Electronics", "Fashion", "Home", "Beauty", "Sports", "Books", "Toys"]


def names(shop: Shop, query: str) -> list[str]:
    return [product["name"] for product in made(shop.get(f"/api/products?{query}"))]


def test_twenty_categories_are_there_from_the_start(shop):
    categories = made(shop.get("/api/categories"))

    assert len(categories) == 20
    assert [one["name"] for one in categories[:7]] == FIRST_CATEGORIES
    assert categories[0] == {"id": 1, "name": "Electronics", "product_count": 0}


def test_a_new_product_is_answered_whole(shop):
    response = shop.post(
        "/api/products", shop.admin, json={"name": "Lamp", "price": 19.99, "category_id": 3}
    )

    body = response.json
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/products/{body['id']}"
    assert body.pop("created_at") == body.pop("updated_at")
    assert body == {
        "id": 1,
        "name": "Lamp",
        "description": None,
        "price": 19.99,
        "stock": 10,
        "category_id": 3,
        "category": {"name": "Home"},
        "offer_id": None,
        "offer": None,
        "current_price": 19.99,
        "is_on_offer": False,
        "discount_amount": 0.0,
        "image_url": None,
        "image": None,
        "lowest_price_30d": None,
        "percent_off_lowest": None,
    }


@pytest.mark.parametrize("price", [0, 0.001, 1.239, -1, 1e30, "1.00", True, None, [1], 10**20])
def test_a_price_is_at_least_a_cent_with_two_decimals(shop, price):
    body = {"name": "Lamp", "price": price, "category_id": 3}

    answer = refused(shop.post("/api/products", shop.admin, json=body), 400, "validation-failed")

    assert list(answer["errors"]) == ["price"]
    assert made(shop.get("/api/products")) == []


@pytest.mark.parametrize("price", [0.01, 0.1, 19.99, 999.99, 1234567.89, 99999999.99, 90])
def test_a_price_comes_back_as_it_was_sent(shop, price):
    product = shop.make_product(price=price)

    assert (product["price"], product["current_price"]) == (price, price)


def test_unknown_categories_and_offers_are_named(shop):
    body = {"name": "Lamp", "price": 1, "category_id": 99}
    refused(shop.post("/api/products", shop.admin, json=body), 404, "category-not-found")
    body = {"name": "Lamp", "price": 1, "category_id": 1, "offer_id": 99}
    refused(shop.post("/api/products", shop.admin, json=body), 404, "offer-not-found")

    assert made(shop.get("/api/products")) == []


def test_a_change_to_a_category_that_is_not_there_is_refused(shop):
    path = f"/api/products/{shop.make_product()['id']}"
    for body in ({"category_id": 99}, {"category_id": 99, "offer_id": 98}):
        refused(shop.patch(path, shop.admin, json=body), 404, "category-not-found")
    refused(shop.patch(path, shop.admin, json={"offer_id": 98}), 404, "offer-not-found")
    assert made(shop.get(path))["category_id"] == 1


def test_put_takes_back_what_get_gave(shop):
    product = shop.make_product(price=20)
    shop.apply(shop.make_offer(10), product)
    shown = shop.product(product["id"])

    answer = made(shop.put(f"/api/products/{product['id']}", shop.admin, json=shown))

    assert answer.pop("updated_at") >= shown.pop("updated_at")
    assert answer == shown


def test_put_replaces_and_patch_changes(shop):
    path = f"/api/products/{shop.make_product(description='Old.', stock=4)['id']}"

    replaced = made(
        shop.put(path, shop.admin, json={"name": "New", "price": 5.5, "category_id": 2})
    )
    assert (replaced["name"], replaced["description"], replaced["stock"]) == ("New", None, 4)

    changed = made(shop.patch(path, shop.admin, json={"stock": 9}))
    assert (changed["name"], changed["price"], changed["stock"]) == ("New", 5.5, 9)


@pytest.mark.parametrize("member", ["current_price", "id", "created_at", "nonsense"])
def test_patch_refuses_members_that_no_client_sets(shop, member):
    product = shop.make_product()

    answer = refused(
        shop.patch(f"/api/products/{product['id']}", shop.admin, json={member: 1}),
        400,
        "validation-failed",
    )

    assert answer["errors"] == {member: ["Unknown field."]}


def test_offer_id_applies_an_offer_and_null_takes_the_running_ones_off(shop):
    path = f"/api/products/{shop.make_product(price=100)['id']}"
    offer = shop.make_offer(20)

    on = made(shop.patch(path, shop.admin, json={"offer_id": offer["id"]}))
    assert (on["offer_id"], on["current_price"], on["discount_amount"]) == (offer["id"], 80, 20)
    off = made(shop.patch(path, shop.admin, json={"offer_id": None}))
    assert (off["offer_id"], off["offer"], off["current_price"]) == (None, None, 100)


def test_a_change_with_an_outdated_if_match_changes_nothing(shop):
    path = f"/api/products/{shop.make_product(price=1)['id']}"
    seen = shop.get(path).headers["ETag"]
    made(shop.patch(path, shop.admin, json={"price": 2}, headers={"If-Match": seen}))

    for call, body in ((shop.put, {"name": "x", "price": 3, "category_id": 1}), (shop.patch, {})):
        response = call(path, shop.admin, json=body, headers={"If-Match": seen})
        refused(response, 412, "precondition-failed")
    refused(shop.delete(path, shop.admin, headers={"If-Match": seen}), 412, "precondition-failed")

    assert made(shop.get(path))["price"] == 2
    made(shop.patch(path, shop.admin, json={"price": 3}, headers={"If-Match": "*"}))


def test_a_tag_that_a_proxy_made_weak_names_the_same_version(shop):
    path = f"/api/products/{shop.make_product(price=1)['id']}"
    seen = f"W/{shop.get(path).headers['ETag']}"

    made(shop.patch(path, shop.admin, json={"price": 2}, headers={"If-Match": seen}))
    again = shop.patch(path, shop.admin, json={"price": 3}, headers={"If-Match": seen})

    refused(again, 412, "precondition-failed")
    assert made(shop.get(path))["price"] == 2


def test_an_answer_the_client_has_is_not_sent_again(shop):
    shop.make_product()
    for path in ("/api/products/1", "/api/products", "/api/categories"):
        first = shop.get(path)
        again = shop.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_withdrawn_product_is_gone_from_the_shop(shop):
    product = shop.make_product()
    path = f"/api/products/{product['id']}"

    assert made(shop.delete(path, shop.admin)) == {"message": "Product withdrawn"}

    for call in (shop.get, shop.delete):
        refused(call(path, shop.admin), 404, "product-not-found")
    refused(shop.patch(path, shop.admin, json={"price": 1}), 404, "product-not-found")
    assert made(shop.get("/api/products")) == []
    assert made(shop.get("/api/categories/1"))["product_count"] == 0


def test_filters_speak_of_current_prices(shop):
    cheap = shop.make_product(name="Cheap", price=10, stock=0)
    shop.make_product(name="Dear", price=50, category_id=2)
    reduced = shop.make_product(name="Reduced", price=20)
    shop.apply(shop.make_offer(20), reduced)

    assert names(shop, "min_price=16&max_price=16") == ["Reduced"]
    assert names(shop, "max_price=9.99") == []
    assert names(shop, "on_offer=true") == ["Reduced"]
    assert names(shop, "on_offer=false&sort=name") == ["Cheap", "Dear"]
    assert names(shop, "in_stock=false") == [cheap["name"]]
    assert names(shop, "category_id=2") == ["Dear"]
    assert [one["name"] for one in made(shop.get("/api/categories/2/products"))] == ["Dear"]
    refused(shop.get("/api/categories/99/products"), 404, "category-not-found")


def test_every_sort_orders_by_what_it_says(shop):
    shop.make_product(name="banana", price=30)
    shop.make_product(name="Äpfel", price=20)
    third = shop.make_product(name="Cherry", price=25)
    shop.apply(shop.make_offer(20), third)

    assert names(shop, "sort=newest") == ["Cherry", "Äpfel", "banana"]
    assert names(shop, "") == names(shop, "sort=newest")
    assert names(shop, "sort=name") == ["Äpfel", "banana", "Cherry"]
    assert names(shop, "sort=price") == ["Äpfel", "Cherry", "banana"]
    assert names(shop, "sort=-price") == ["banana", "Cherry", "Äpfel"]
    assert names(shop, "sort=discount")[0] == "Cherry"


def test_search_finds_words_and_beginnings_without_case_and_accents(shop):
    shop.make_product(name="Café Crème", description="A cup for the morning")
    shop.make_product(name="Morning 100%_sure", description=None)

    assert names(shop, "q=cafe") == ["Café Crème"]
    assert names(shop, "q=CR%C3%88M") == ["Café Crème"]
    assert names(shop, "q=morning&sort=relevance")[0] == "Morning 100%_sure"
    assert names(shop, "q=cup+morn") == ["Café Crème"]
    assert names(shop, "q=rning") == []
    assert names(shop, "q=%25") == names(shop, "q=")
    assert names(shop, "q=_") == names(shop, "q=")
    assert names(shop, "q='%20OR%201=1") == []


def test_a_category_is_added_renamed_and_deleted(shop):
    response = shop.post("/api/categories", shop.admin, json={"name": "Garden"})
    path = response.headers["Location"]
    assert response.json == {"id": 21, "name": "Garden", "product_count": 0}

    renamed = made(shop.patch(path, shop.admin, json={"name": "Balcony"}))
    assert renamed == {"id": 21, "name": "Balcony", "product_count": 0}

    assert made(shop.delete(path, shop.admin)) == {"message": "Category deleted"}
    refused(shop.get(path), 404, "category-not-found")


def test_category_names_are_taken_once(shop):
    refused(
        shop.post("/api/categories", shop.admin, json={"name": "Toys"}), 409, "category-name-taken"
    )
    refused(
        shop.patch("/api/categories/1", shop.admin, json={"name": "Toys"}),
        409,
        "category-name-taken",
    )
    assert len(made(shop.get("/api/categories"))) == 20


def test_a_category_with_products_is_not_deleted(shop):
    shop.make_product(category_id=1)

    refused(shop.delete("/api/categories/1", shop.admin), 409, "category-not-empty")

    assert made(shop.get("/api/categories/1"))["product_count"] == 1
