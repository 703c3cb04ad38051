"""Settings: all faults named at once, nothing insecure in production."""

import os
import re
import stat
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

import config
from app import create_app
from config import PROJECT_FOLDER, ConfigurationError, load_settings

# Each takes megabytes of every worker, and only a command or REDIS_URL asks for it.
SELDOM_USED = ("alembic", "flask_migrate", "redis", "routes.commands", "services.demo_service")
SECRET = "Zx8-q1Lw_mT5vB2nK9sD4fG7hJ0pR3yU6iO"


WRONG = {
    "PORT": "high",
    "DATABASE_URL": "mysql://x",
    "BCRYPT_LOG_ROUNDS": "99",
    "STORAGE": "ftp",
    "S3_ENDPOINT_URL": "files.example",
    "S3_PUBLIC_URL": "https://files.example/shop?",
    "X_ACCEL_REDIRECT": "../uploads",
    "X_SENDFILE": "perhaps",
    "RATELIMIT_ENABLED": "perhaps",
    "REQUESTS_PER_MINUTE": "0",
    "REDIS_URL": "localhost:6379",
    "TRUSTED_PROXIES": "10.0.0.0/8, my-proxy",
    "CORS_ORIGINS": "https://shop.example/path",
    "LOG_FORMAT": "xml",
    "LOG_LEVEL": "LOUD",
    "SLOW_QUERY_MS": "-1",
}


def production(**more) -> dict[str, str]:
    return {"APP_ENV": "production", "JWT_SECRET_KEY": SECRET, "ADMIN_PASSWORD": "s3-cure", **more}


def test_all_faults_are_named_at_a_time():
    with pytest.raises(ConfigurationError) as caught:
        load_settings(WRONG)

    assert [fault.partition(":")[0] for fault in caught.value.faults] == list(WRONG)
    for name in WRONG:
        assert name in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"JWT_SECRET_KEY": ""},
        {"JWT_SECRET_KEY": "short"},
        {"JWT_SECRET_KEY": "change-me-change-me-change-me-change-me"},
        {"JWT_SECRET_KEY": "a" * 40},
        {"ADMIN_PASSWORD": "admin123"},
        {"ADMIN_PASSWORD": "admin"},
        {"ADMIN_PASSWORD": "Admin2026"},
        {"ADMIN_PASSWORD": "password"},
        {"FLASK_DEBUG": "1"},
        {"FLASK_DEBUG": "On"},
        {"JWT_PREVIOUS_SECRET_KEYS": "short"},
        {"METRICS_TOKEN": "short"},
        {"JWT_PREVIOUS_SECRET_KEYS": f"{SECRET}x, secret-secret-secret-secret-secret-secret"},
        {"TRUSTED_PROXIES": "10.0.0.0/8, 0.0.0.0/0"},
    ],
)
@pytest.mark.security(36, 52)
def test_production_refuses_what_only_a_laptop_may_do(change):
    with pytest.raises(ConfigurationError) as caught:
        load_settings(production(**change))

    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].startswith(next(iter(change)))


@pytest.mark.parametrize("debug", ["", "0", "False", "no"])
def test_production_starts_with_settings_of_its_own(debug):
    settings = load_settings(production(FLASK_DEBUG=debug))

    assert settings["JWT_SECRET_KEY"] == SECRET
    assert settings["ADMIN_PASSWORD"] == "s3-cure"


@pytest.mark.parametrize("password", ["123", " "])
def test_an_admins_password_is_held_to_the_rules_of_all_others(password):
    with pytest.raises(ConfigurationError) as caught:
        load_settings({"APP_ENV": "development", "ADMIN_PASSWORD": password})

    assert caught.value.faults == ["ADMIN_PASSWORD: Shorter than minimum length 6."]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_is_understood(scheme):
    settings = load_settings({"DATABASE_URL": f"{scheme}://u:p@db/shop"})

    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@db/shop"


@pytest.mark.security(52)
def test_a_development_secret_is_made_once_and_kept_private(tmp_path):
    first = load_settings({"INSTANCE_FOLDER": str(tmp_path), "JWT_SECRET_KEY": ""})
    again = load_settings({"INSTANCE_FOLDER": str(tmp_path), "JWT_SECRET_KEY": ""})

    assert first["JWT_SECRET_KEY"] == again["JWT_SECRET_KEY"]
    assert len(first["JWT_SECRET_KEY"]) >= 43
    assert stat.S_IMODE((tmp_path / "jwt_secret").stat().st_mode) == 0o600


def test_a_secret_file_left_empty_is_filled(tmp_path):
    (tmp_path / "jwt_secret").touch(mode=0o600)

    settings = load_settings({"INSTANCE_FOLDER": str(tmp_path), "JWT_SECRET_KEY": ""})

    assert (tmp_path / "jwt_secret").read_text() == settings["JWT_SECRET_KEY"] != ""


@pytest.mark.security(31)
def test_what_is_good_practice_in_production_is_on_there():
    """SECURITY 31; refresh tokens rotate where a shop's clients keep the new ones."""
    assert not load_settings({"APP_ENV": "development"})["PASSWORD_BLOCKLIST"]
    assert load_settings(production())["PASSWORD_BLOCKLIST"]
    assert not load_settings(production(PASSWORD_BLOCKLIST="false"))["PASSWORD_BLOCKLIST"]
    assert not load_settings(production())["REFRESH_TOKEN_ROTATION"]
    assert load_settings(production(REFRESH_TOKEN_ROTATION="true"))["REFRESH_TOKEN_ROTATION"]


def test_the_log_is_for_machines_in_production_and_for_people_elsewhere():
    assert load_settings(production())["LOG_FORMAT"] == "json"
    assert load_settings({"APP_ENV": "development"})["LOG_FORMAT"] == "text"


@pytest.mark.parametrize("name", ["PASSWORD_BLOCKLIST", "REFRESH_TOKEN_ROTATION"])
def test_a_switch_is_on_or_off(name):
    with pytest.raises(ConfigurationError) as caught:
        load_settings({name: "perhaps"})

    assert caught.value.faults == [f"{name}: must be true or false"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"STORAGE": "s3"}, "S3_BUCKET: STORAGE=s3 needs the name of a bucket"),
        ({"X_SENDFILE": "true", "X_ACCEL_REDIRECT": "/uploads"},
         "X_SENDFILE: the web server in front knows this or X_ACCEL_REDIRECT"),
        ({"X_ACCEL_REDIRECT": "/uploads\r\nX: y"},
         "X_ACCEL_REDIRECT: is no path such as /uploads"),
        ({"S3_PUBLIC_URL": "https://files.example/a b"},
         "S3_PUBLIC_URL: is no address such as https://files.example/shop"),
    ],
)  # fmt: skip
def test_a_storage_that_could_not_work_is_a_fault(given, fault):
    with pytest.raises(ConfigurationError) as caught:
        load_settings(given)

    assert caught.value.faults == [fault]


NO_DATABASE = (
    "DATABASE_URL: is no address such as postgresql://user:password@host:5432/database "
    "or sqlite:////folder/shop.db"
)
NO_REDIS = "REDIS_URL: is no address such as redis://host:6379/0"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"DATABASE_URL": "postgresql://u:hush@h:port/x"}, NO_DATABASE),
        ({"DATABASE_URL": "sqlite://folder/shop.db"}, NO_DATABASE),
        ({"REDIS_URL": "redis://:hush@h:port/0"}, NO_REDIS),
        ({"REDIS_URL": "redis://[h/0"}, NO_REDIS),
    ],
)
def test_an_address_that_leads_nowhere_is_a_fault(given, fault):
    with pytest.raises(ConfigurationError) as caught:
        load_settings(given)

    assert caught.value.faults == [fault]


@pytest.mark.parametrize("name", ["INSTANCE_FOLDER", "UPLOAD_FOLDER"])
def test_a_folder_that_can_not_be_made_is_a_fault(tmp_path, name):
    (tmp_path / "file").touch()
    folders = {"INSTANCE_FOLDER": str(tmp_path), "UPLOAD_FOLDER": str(tmp_path)}

    with pytest.raises(ConfigurationError) as caught:
        create_app({**folders, "JWT_SECRET_KEY": "", name: str(tmp_path / "file" / "in it")})

    assert caught.value.faults == [f"{name}: can't be made: Not a directory"]


def test_settings_are_read_as_any_editor_of_utf8_writes_them(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "PROJECT_FOLDER", tmp_path)
    monkeypatch.delenv("PORT", raising=False)  # `make` names one, which comes before a file's.
    (tmp_path / ".env").write_text("PORT=5055\n", encoding="utf-8-sig")
    assert load_settings({"JWT_SECRET_KEY": SECRET})["PORT"] == 5055

    (tmp_path / ".env").write_text("PORT=5055\n", encoding="utf-16")  # As PowerShell 5 writes it.
    with pytest.raises(ConfigurationError) as caught:
        load_settings()

    assert caught.value.faults == [".env: is no text in UTF-8; save it as that"]


def test_storage_in_s3_says_which_package_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)  # As where it is not installed.

    with pytest.raises(ConfigurationError) as caught:
        load_settings({"STORAGE": "s3", "S3_BUCKET": "shop"})

    assert caught.value.faults == ["STORAGE: s3 needs boto3: pip install -r requirements-s3.txt"]


def test_addresses_that_others_are_built_on_end_in_no_slash():
    settings = load_settings(
        {"S3_PUBLIC_URL": "https://files.example/shop/", "X_ACCEL_REDIRECT": "/uploads/"}
    )

    assert settings["S3_PUBLIC_URL"] == "https://files.example/shop"
    assert settings["X_ACCEL_REDIRECT"] == "/uploads"


@pytest.mark.parametrize(
    "urls", [("", "postgresql://db/copy"), ("postgresql://db/shop", "sqlite:///x")]
)
def test_only_postgresql_has_a_replica(urls):
    with pytest.raises(ConfigurationError) as caught:
        load_settings({"DATABASE_URL": urls[0], "DATABASE_REPLICA_URL": urls[1]})

    assert caught.value.faults == ["DATABASE_REPLICA_URL: only PostgreSQL has a replica"]


def test_folders_are_found_from_wherever_the_shop_is_started(tmp_path, monkeypatch):
    """Where `.env` is read, too: else another start would open another, empty shop."""
    monkeypatch.chdir(tmp_path)

    settings = load_settings(
        {"INSTANCE_FOLDER": "../data", "UPLOAD_FOLDER": str(tmp_path), "JWT_SECRET_KEY": SECRET}
    )

    assert settings["INSTANCE_FOLDER"] == PROJECT_FOLDER.parent / "data"
    assert settings["UPLOAD_FOLDER"] == tmp_path


def test_lists_are_read_with_commas_between():
    settings = load_settings(
        {
            "TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::/32,",
            "CORS_ORIGINS": "https://shop.example,http://localhost:3000",
            "JWT_PREVIOUS_SECRET_KEYS": " one , two ",
            "RATELIMIT_ENABLED": "No",
        }
    )

    assert settings["TRUSTED_PROXIES"] == (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))
    assert settings["CORS_ORIGINS"] == ("https://shop.example", "http://localhost:3000")
    assert settings["JWT_PREVIOUS_SECRET_KEYS"] == ("one", "two")
    assert settings["RATELIMIT_ENABLED"] is False


def test_the_settings_in_force_are_printed_without_a_secret(shop_with):
    shop = shop_with(
        JWT_SECRET_KEY="hush-hush-hush-hush-hush-hush-hush-hush",
        JWT_PREVIOUS_SECRET_KEYS="older-hush-older-hush-older-hush-older",
        ADMIN_PASSWORD="hush-too",
        METRICS_TOKEN="hush-metrics",
        REDIS_URL="redis://:hush-redis@localhost:6379/0",
        CORS_ORIGINS="https://shop.example",
    )

    printed = shop.app.test_cli_runner().invoke(args=["config"]).output

    assert "hush" not in printed
    assert "JWT_SECRET_KEY=***\n" in printed
    assert "JWT_PREVIOUS_SECRET_KEYS=***\n" in printed
    assert "REDIS_URL=redis://:***@localhost:6379/0\n" in printed
    assert "CORS_ORIGINS=https://shop.example\n" in printed
    assert "PASSWORD_MIN_LENGTH=6\n" in printed


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("postgresql://shop:hush/hush:9@db.example/shop", "shop:***@db.example/shop"),
        ("postgresql://shop:hush:hush@db.example/shop", "shop:***@db.example/shop"),
        ("postgresql://shop:hush@hush@db.example/shop", "shop:***@db.example/shop"),
        ("postgresql://db.example/shop?user=u&password=hush&sslpassword=hush&connect_timeout=3",
         "db.example/shop?user=u&password=***&sslpassword=***&connect_timeout=3"),
        ("postgresql://shop:hush@db/shop?password=hush@hush", "shop:***@db/shop?password=***"),
        ("postgresql://db.example:5432/shop", "db.example:5432/shop"),
    ],
)  # fmt: skip
def test_a_password_in_an_address_is_masked_however_it_is_written(url, printed):
    settings = load_settings({"DATABASE_URL": url})

    assert settings["SETTINGS_SHOWN"]["DATABASE_URL"] == f"postgresql+psycopg://{printed}"


def test_every_setting_is_explained_in_the_example():
    explained = set(re.findall(r"^([A-Z_]+)=", (PROJECT_FOLDER / ".env.example").read_text(), re.M))
    read = set(re.findall(r'take\("([A-Z_]+)"', (PROJECT_FOLDER / "config.py").read_text()))

    assert explained == read


def test_the_example_starts_a_shop_as_it_is(tmp_path: Path):
    text = (PROJECT_FOLDER / ".env.example").read_text()
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.M))
    folders = {"INSTANCE_FOLDER": str(tmp_path)}

    assert load_settings({**example, **folders}) == load_settings(folders)


@pytest.mark.parametrize("more", [{}, {"REDIS_URL": "redis://127.0.0.1:1"}])
def test_a_server_loads_no_more_than_it_may_need(tmp_path, more):
    """In a process of its own, as this one has loaded everything."""
    told = (
        f"import sys, app; app.create_app(); print([n for n in {SELDOM_USED} if n in sys.modules])"
    )
    folders = {"INSTANCE_FOLDER": str(tmp_path), "UPLOAD_FOLDER": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-c", told],
        cwd=PROJECT_FOLDER, env={**os.environ, **folders, **more}, capture_output=True, check=True,
    )  # fmt: skip
    assert found.stdout.decode().strip() == ("['redis']" if more else "[]")
