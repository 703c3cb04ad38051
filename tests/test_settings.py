"""Settings: all faults named at once, nothing insecure in production."""

import stat

import pytest

from config import ConfigurationError, load_settings

SECRET = "Zx8-q1Lw_mT5vB2nK9sD4fG7hJ0pR3yU6iO"


def production(**more) -> dict[str, str]:
    return {"APP_ENV": "production", "JWT_SECRET_KEY": SECRET, "ADMIN_PASSWORD": "s3-cure", **more}


def test_all_faults_are_named_at_a_time():
    with pytest.raises(ConfigurationError) as caught:
        load_settings({"PORT": "high", "DATABASE_URL": "mysql://x", "BCRYPT_LOG_ROUNDS": "99"})

    assert [fault.partition(":")[0] for fault in caught.value.faults] == [
        "PORT",
        "DATABASE_URL",
        "BCRYPT_LOG_ROUNDS",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"JWT_SECRET_KEY": ""},
        {"JWT_SECRET_KEY": "short"},
        {"JWT_SECRET_KEY": "change-me-change-me-change-me-change-me"},
        {"JWT_SECRET_KEY": "a" * 40},
        {"ADMIN_PASSWORD": "admin123"},
        {"FLASK_DEBUG": "1"},
    ],
)
def test_production_refuses_what_only_a_laptop_may_do(change):
    with pytest.raises(ConfigurationError) as caught:
        load_settings(production(**change))

    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].startswith(next(iter(change)))


def test_production_starts_with_settings_of_its_own():
    settings = load_settings(production())

    assert settings["JWT_SECRET_KEY"] == SECRET
    assert settings["ADMIN_PASSWORD"] == "s3-cure"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_is_understood(scheme):
    settings = load_settings({"DATABASE_URL": f"{scheme}://u:p@db/shop"})

    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@db/shop"


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


def test_what_is_good_practice_in_production_is_on_there():
    """SECURITY 31; refresh tokens rotate where a shop's clients keep the new ones."""
    assert not load_settings({"APP_ENV": "development"})["PASSWORD_BLOCKLIST"]
    assert load_settings(production())["PASSWORD_BLOCKLIST"]
    assert not load_settings(production(PASSWORD_BLOCKLIST="false"))["PASSWORD_BLOCKLIST"]
    assert not load_settings(production())["REFRESH_TOKEN_ROTATION"]
    assert load_settings(production(REFRESH_TOKEN_ROTATION="true"))["REFRESH_TOKEN_ROTATION"]


@pytest.mark.parametrize("name", ["PASSWORD_BLOCKLIST", "REFRESH_TOKEN_ROTATION"])
def test_a_switch_is_on_or_off(name):
    with pytest.raises(ConfigurationError) as caught:
        load_settings({name: "perhaps"})

    assert caught.value.faults == [f"{name}: must be true or false"]
