"""The Insomnia collection works against the demo shop, from top to bottom."""

import itertools
import re
from pathlib import Path

import pytest
import yaml

from services.demo_service import DemoService
from tests.shop_driver import ADMIN_PASSWORD, made, picture

FILE = Path(__file__).parent.parent / "docs" / "insomnia.yaml"


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_every_request_works_against_the_demo_shop(shop, monkeypatch):
    monkeypatch.setattr("services.demo_service.draw", lambda *_: picture())
    with shop.app.app_context():
        DemoService.fill(lambda _line: None)
    collection = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    data = collection["environments"]["data"]
    numbers = itertools.count()
    failed = []

    def filled(text: str) -> str:
        text = re.sub(r"\{% now .*? %\}", lambda _: str(next(numbers)), text)
        return re.sub(r"\{\{ _\.(\w+) \}\}", lambda found: values[found[1]], text)

    for request in itertools.chain(*(folder["children"] for folder in collection["collection"])):
        customer = shop.sign_in(data["customer_username"], data["customer_password"])
        items = made(shop.get("/api/cart", customer["access_token"]))["items"]
        images = made(shop.get("/api/products/1/images"))
        newcomer = f"newcomer-{next(numbers)}"
        values = {
            **data,
            "base_url": "",
            "filename": shop.product(2)["image_url"].rpartition("/")[2],
            "customer_token": customer["access_token"],
            "refresh_token": customer["refresh_token"],
            "admin_token": shop.sign_in("admin", ADMIN_PASSWORD)["access_token"],
            "session_id": str(
                made(shop.get("/api/user/sessions", customer["access_token"]))[-1]["id"]
            ),
            "newcomer_username": newcomer,
            "newcomer_token": shop.make_user(newcomer),
            "image_id": str(images[-1]["id"]) if images else "0",
            "cart_item_id": str(items[0]["id"]) if items else "0",
        }
        path = filled(request["url"])
        for parameter in request["pathParameters"]:
            path = path.replace(f":{parameter['name']}", filled(parameter["value"]))
        query = {one["name"]: one["value"] for one in request["parameters"] if not one["disabled"]}
        token = request["authentication"].get("token")
        body = request.get("body", {})
        if "params" in body:
            response = shop.upload(path, filled(token), picture())
        else:
            sent = {"data": filled(body["text"])} if "text" in body else {}
            headers = {one["name"]: one["value"] for one in request["headers"]}
            response = shop.call(
                request["method"],
                path,
                token and filled(token),
                headers=headers,
                query_string=query,
                **sent,
            )
        if response.status_code >= 400:
            failed.append((request["name"], response.status_code, response.json["error"]))

    assert failed == []
