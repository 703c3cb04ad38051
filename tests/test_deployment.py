"""The files of deploy/ fit the shop and one another; tests/e2e runs them."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
from typing import Any

import pytest
import yaml
from granian.cli import cli as granian

from app import create_app
from config import load_settings
from routes.parser import LARGEST_BODY
from services.errors import ShopError
from tests.conftest import test_settings as settings_of
from tests.live_shop import ROOT

DEPLOY = ROOT / "deploy"
ASSIGNED = re.compile(r"^([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)
ASKED_FOR = re.compile(r"\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}")
OF_OTHERS = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "MALLOC_ARENA_MAX",
    "PATH",
    "PYTHONDONTWRITEBYTECODE",
}
SECRET = "0123456789abcdef-0123456789-ABCDEF"
PUBLIC = {
    "/api/products",
    "/api/products/1",
    "/api/products/1/image",
    "/api/products/1/images",
    "/api/products/1/price",
    "/api/products/1/prices",
    "/api/products/facets",
    "/api/products/suggest",
    "/api/categories",
    "/api/categories/1",
    "/api/categories/1/products",
    "/api/offers/active",
}


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def assigned(name: str) -> dict[str, str]:
    return dict(ASSIGNED.findall(read(name)))


def filled(value: Any) -> Any:
    """Put a secret where compose asks for one, and its default elsewhere."""
    if isinstance(value, str):
        return ASKED_FOR.sub(lambda found: found[3] if found[2] == "-" else SECRET, value)
    return value


def compose() -> dict[str, Any]:
    return yaml.safe_load(read("compose.yaml"))


def environment_of(service: str) -> dict[str, str]:
    return {
        name: filled(value) for name, value in compose()["services"][service]["environment"].items()
    }


def in_dockerfile(instruction: str) -> list[str]:
    """Return what stands behind an instruction, each time, continued lines joined."""
    text = re.sub(r"\\\n\s*", " ", read("Dockerfile"))
    return re.findall(rf"^{instruction} (.*)$", text, re.MULTILINE)


def test_every_setting_that_is_passed_is_one_that_somebody_reads():
    known = set(dict(ASSIGNED.findall((ROOT / ".env.example").read_text(encoding="utf-8"))))
    known |= OF_OTHERS | {f"GRANIAN_{option.name.upper()}" for option in granian.params}
    unit = " ".join(re.findall(r"^Environment=(.*)$", read("shop@.service"), re.MULTILINE))
    passed = {
        "granian.env": set(assigned("granian.env")),
        "environment.example": set(assigned("environment.example")),
        "shop@.service": set(re.findall(r"([A-Z_]+)=", unit)),
        "Dockerfile": set(re.findall(r"([A-Z_]+)=", " ".join(in_dockerfile("ENV")))),
        **{f"compose, {name}": set(environment_of(name)) for name in ("setup", "node-1", "node-2")},
    }

    assert {place: names - known for place, names in passed.items() if names - known} == {}
    assert all(passed.values())


def test_the_example_beside_compose_names_what_compose_asks_for():
    asked = {name for name, _, _ in ASKED_FOR.findall(read("compose.yaml"))}

    assert asked == set(assigned(".env.example"))
    needed = {name for name, kind, _ in ASKED_FOR.findall(read("compose.yaml")) if kind == "?"}
    assert needed == {"JWT_SECRET_KEY", "POSTGRES_PASSWORD", "S3_SECRET_KEY"}


@pytest.mark.parametrize("service", ["setup", "node-1", "node-2"])
def test_the_shop_takes_the_settings_that_compose_passes(service, monkeypatch):
    image = dict(re.findall(r"([A-Z_]+)=(\S+)", " ".join(in_dockerfile("ENV"))))
    for name in list(os.environ):
        if name in environment_of(service):
            monkeypatch.delenv(name)

    settings = load_settings({**image, **environment_of(service)})

    assert (settings["APP_ENV"], settings["STORAGE"]) == ("production", "s3")
    assert settings["SQLALCHEMY_DATABASE_URI"].startswith("postgresql+psycopg://shop:")


def test_the_shop_takes_the_settings_of_the_unit():
    given = {name: value or SECRET for name, value in assigned("environment.example").items()}

    settings = load_settings({"APP_ENV": "production", **given})

    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg:///shop?host=/run/postgresql"


def test_what_compose_mounts_and_builds_is_there():
    for service in compose()["services"].values():
        for volume in service.get("volumes", ()):
            place = volume.partition(":")[0]
            assert place in compose()["volumes"] or (DEPLOY / place).is_file(), place
        if "build" in service:
            context = DEPLOY / service["build"]["context"]
            assert (context / service["build"]["dockerfile"]).is_file()


def test_everybody_in_compose_knows_the_others_by_their_addresses():
    networks = {name: one["networks"] for name, one in compose()["services"].items()}
    fixed = {
        name: one["inside"]["ipv4_address"]
        for name, one in networks.items()
        if isinstance(one, dict)
    }

    assert environment_of("node-1")["TRUSTED_PROXIES"] == f"{fixed['nginx']}/32"
    servers = re.findall(r"server ([0-9.:]+)", read("nginx-compose.conf"))
    assert servers == [
        f"{fixed['node-1']}:5000",
        f"{fixed['node-2']}:5000",
        f"{fixed['store']}:8333",
    ]
    assert compose()["networks"]["inside"]["internal"] is True
    [outside] = compose()["networks"]["outside"]["ipam"]["config"]
    believed = re.findall(r"set_real_ip_from ([0-9./]+);", read("nginx-compose.conf"))
    assert believed == [outside["gateway"]]
    assert [name for name, one in networks.items() if "outside" in one] == ["nginx"]
    assert [name for name, one in compose()["services"].items() if "ports" in one] == ["nginx"]


def test_nobody_in_compose_may_do_more_than_needed():
    for name, service in compose()["services"].items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert re.fullmatch(r"\S+:\d[\w.-]*|shop", service["image"]), name
        assert "healthcheck" in service, name
        if name not in ("database", "store"):
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name


def test_the_logs_of_compose_do_not_fill_the_disk():
    drivers = {name: one["logging"] for name, one in compose()["services"].items()}

    assert set(drivers) == set(compose()["services"])
    assert all(one == {"driver": "local"} for one in drivers.values())


def test_whoever_stops_a_node_waits_longer_than_granian_for_its_workers():
    granted = int(assigned("granian.env")["GRANIAN_WORKERS_KILL_TIMEOUT"])

    assert int(re.search(r"^TimeoutStopSec=(\d+)$", read("shop@.service"), re.M)[1]) > granted
    assert int(compose()["services"]["node-1"]["stop_grace_period"].rstrip("s")) > granted


def test_the_image_gets_code_alone_and_the_builder_no_more_than_that():
    sources = [
        one
        for line in in_dockerfile("COPY")
        if not line.startswith("--from=")
        for one in line.split()[:-1]
    ]
    lines = [line for line in read("Dockerfile.dockerignore").splitlines() if line[:1] != "#"]

    assert lines[0] == "*"
    assert sorted(f"!{one}" for one in sources) == sorted(one for one in lines if one[0] == "!")
    assert all((ROOT / one).exists() for one in sources)
    hidden = (".env", "deploy/.env", "instance", "static", "tests", ".git")
    assert not [one for one in sources if any(fnmatch.fnmatch(one, name) for name in hidden)]


@pytest.mark.parametrize(
    ("given", "port", "workers"), [({}, "5000", "2"), ({"GRANIAN_WORKERS": "7"}, "5000", "7")]
)
def test_serve_goes_by_granian_env_unless_the_environment_says_else(tmp_path, given, port, workers):
    (tmp_path / "granian").write_text('#!/bin/sh\npwd\necho "$@"\nenv\n')
    (tmp_path / "granian").chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    secret = 'it\'s $HOME, `a` "secret"\nof two lines'

    run = subprocess.run(
        [DEPLOY / "serve"],
        env={"PATH": path, "JWT_SECRET_KEY": secret, **given},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    folder, arguments, *environment = run.stdout.splitlines()
    assert (folder, arguments) == (str(ROOT), "app:create_app")
    told = {**assigned("granian.env"), **given}
    assert (told["GRANIAN_PORT"], told["GRANIAN_WORKERS"]) == (port, workers)
    assert {f"{name}={value}" for name, value in told.items()} <= set(environment)
    assert f"JWT_SECRET_KEY={secret}" in run.stdout


def test_nginx_refuses_in_the_words_of_the_shop():
    kinds = {f"/problems/{kind.slug}": kind for kind in ShopError.every()}
    told = re.findall(r"return (\d+) '(\{.*\})';", read("nginx.conf"))

    assert len(told) == read("nginx.conf").count("location = /refused-by-nginx/") == 7
    for status, text in told:
        body = json.loads(text.replace("\\'", "'"))
        kind = kinds[body["type"]]
        assert set(body) == {"type", "title", "status", "detail", "error", "request_id"}
        assert (body["title"], body["status"], int(status)) == (
            kind.title,
            kind.status,
            kind.status,
        )
        assert body["detail"] == body["error"] != ""
        assert body["request_id"] == "$shop_request_id"


def test_nginx_takes_as_much_as_the_shop():
    """More would end in a 502, as a node hangs up on what it refuses before it has come."""
    units = {"k": 1024, "m": 1024**2}
    sizes = re.findall(r"client_max_body_size (\d+)([km]);", read("nginx.conf"))

    taken = [int(size) * units[unit] for size, unit in sizes]
    assert taken == [LARGEST_BODY, load_settings({})["IMPORT_MAX_BYTES"]]


def test_nginx_keeps_the_public_catalogue_and_nothing_else(tmp_path):
    [kept] = re.findall(r"^    location ~ (\S+) \{$", read("nginx.conf"), re.MULTILINE)
    app = create_app(settings_of(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path))
    paths = {
        re.sub(r"<[^>]+>", "1", rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
    }

    assert {path for path in paths if re.search(kept, path)} == PUBLIC
