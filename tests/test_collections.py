"""The collections for API clients: their requests work, and every format holds the same.

`tests/e2e/test_api_clients.py` has Insomnia's and Postman's own programs send them.
"""

import itertools
import json
import re
from pathlib import Path

import pytest
import yaml

from routes.collection import collection
from routes.collection_demo import ALWAYS, ANSWERS, SETTINGS
from routes.commands import collections
from routes.openapi import document
from services.demo_service import DemoService
from tests.shop_driver import picture

DOCS = Path(__file__).parent.parent / "docs"
INSOMNIA_TAG = re.compile(r"\{%.*?%\}")


@pytest.fixture
def written(shop):
    with shop.app.test_request_context():
        return collection(document()), document()


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


class Sender:
    """Sends requests as a client does, and answers what they need from others."""

    def __init__(self, shop, requests):
        self.shop = shop
        self.requests = {request.key: request for request in requests}
        self.answers = {}
        self.numbers = itertools.count(1)

    def send(self, key):
        """Send a request and keep its answer."""
        request = self.requests[key]
        headers = {name: self.filled(value) for name, value in request.headers.items()}
        query = {name: value for name, value, wanted in request.query if wanted}
        token = request.token and self.value(request.token)
        path, body = self.filled(request.path), request.body
        if body and body.file:
            response = self.shop.upload(path, token, picture())
        else:
            sent = {"data": self.filled(body.text)} if body else {}
            response = self.shop.call(
                request.method, path, token, headers=headers, query_string=query, **sent
            )
        self.answers[key] = response
        return response

    def filled(self, text):
        return re.sub(r"\{\{ (\w+) \}\}", lambda found: str(self.value(found[1])), text)

    def value(self, name):
        if name == "now":
            return next(self.numbers)
        if name in SETTINGS:
            return SETTINGS[name]
        answer = ANSWERS[name]
        if answer.again == ALWAYS or answer.request not in self.answers:
            self.send(answer.request)
        found = self.answers[answer.request].json
        for step in answer.path:
            found = found[step]
        return found


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_every_request_works_against_the_demo_shop(shop, written, monkeypatch):
    monkeypatch.setattr("services.demo_service.draw", lambda *_: picture())
    with shop.app.app_context():
        DemoService.fill(lambda _line: None)
    whole, _ = written
    requests = [request for folder in whole.folders for request in folder.requests]
    sender = Sender(shop, requests)

    answered = {request.key: sender.send(request.key).status_code for request in requests}

    assert answered == {request.key: request.status for request in requests}


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_the_files_are_up_to_date(shop):
    with shop.app.test_request_context():
        assert collections() == {name: text_of(name) for name in collections()}, "make insomnia"


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_every_operation_is_there_once(written):
    whole, api = written
    operations = [
        operation["operationId"]
        for path in api["paths"].values()
        for operation in path.values()
        if "operationId" in operation
    ]
    keys = [request.key for folder in whole.folders for request in folder.requests]

    assert len(set(keys)) == len(keys)
    assert set(operations) <= set(keys)
    for folder in whole.folders:
        for request in folder.requests:
            if request.body and request.body.kind == "application/json":
                json.loads(re.sub(r"\{\{ \w+ \}\}", "1", request.body.text))


def test_both_formats_of_insomnia_hold_the_same():
    new, old = yaml.safe_load(text_of("insomnia.yaml")), json.loads(text_of("insomnia-v4.json"))
    by_id = {one["_id"]: one for one in old["resources"]}
    requests = [one for folder in new["collection"] for one in folder["children"]]
    tests = [one for suite in new["testSuites"] for one in suite["tests"]]

    assert (new["type"], new["schema_version"]) == ("collection.insomnia.rest/5.0", "5.1")
    for request in requests:
        twin = by_id.pop(request["meta"]["id"])
        for member in ("name", "url", "method", "headers", "parameters", "authentication"):
            assert twin[member] == request[member], request["name"]
        assert twin["body"] == request.get("body", {})
        assert twin["parentId"] in {folder["meta"]["id"] for folder in new["collection"]}
    for test in tests:
        assert by_id.pop(test["meta"]["id"])["code"] == test["code"]
    assert len(tests) == len(requests)
    kinds = {one["_type"] for one in by_id.values()}
    assert kinds == {"workspace", "environment", "request_group", "unit_test_suite"}


def test_every_answer_that_insomnia_takes_is_of_a_request_that_is_there():
    text = text_of("insomnia.yaml")
    requests = {
        one["meta"]["id"]
        for folder in yaml.safe_load(text)["collection"]
        for one in folder["children"]
    }

    named = set(re.findall(r"'(req_\w+)'", " ".join(INSOMNIA_TAG.findall(text.replace("\n", " ")))))

    assert named
    assert named <= requests


def test_postman_gets_the_same_requests():
    new, postman = yaml.safe_load(text_of("insomnia.yaml")), json.loads(text_of("postman.json"))

    assert [
        [(one["name"], one["request"]["method"]) for one in folder["item"]]
        for folder in postman["item"]
    ] == [
        [(one["name"], one["method"]) for one in folder["children"]] for folder in new["collection"]
    ]
    assert not re.search(r"\{\{ | \}\}|\{%", json.dumps(postman["item"]))
