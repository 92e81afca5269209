"""The environment read into Settings."""

from pathlib import Path

import pytest

from data_access.database.engine import parse_url
from data_access.errors import SettingsError
from data_access.markings import Marking
from data_access.settings import DEFAULT_STORE, PROJECT_ROOT, SETTINGS, read_settings


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = read_settings({})
    assert settings.store_url == f"duckdb:///{DEFAULT_STORE}"
    assert settings.alliance_config is None
    assert settings.reference_dir == PROJECT_ROOT / "data_access" / "reference"
    assert settings.minimum_marking is Marking.NONE
    assert settings.statement_seconds == 20
    assert settings.small_number_threshold == 5


def test_every_setting_described_is_read() -> None:
    values = {
        "STORE_URL": "duckdb:////elsewhere/store.duckdb",
        "ALLIANCE_CONFIG": "/elsewhere/alliance.toml",
        "MARKING": "OFFICIAL",
        "STATEMENT_SECONDS": "0.5",
        "SMALL_NUMBER_THRESHOLD": "10",
        "REFERENCE_DIR": "/elsewhere/reference",
        "ALLOWED_HOSTS": "figures.example.org",
        "LOADER_URL": "postgresql://loader@host/database",
    }
    assert values.keys() == SETTINGS.keys()
    plain = read_settings({})
    for name, value in values.items():
        assert read_settings({name: value}) != plain, f"{name} changes nothing"
    settings = read_settings(values)
    assert settings.alliance_config == Path("/elsewhere/alliance.toml")
    assert settings.reference_dir == Path("/elsewhere/reference")
    assert settings.minimum_marking is Marking.OFFICIAL
    assert settings.statement_seconds == 0.5
    assert settings.small_number_threshold == 10


def test_spaces_around_a_value_and_blank_values_do_not_count() -> None:
    blank = read_settings(dict.fromkeys(SETTINGS, "  "))
    assert blank == read_settings({})
    assert read_settings({"STATEMENT_SECONDS": " 3 "}).statement_seconds == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STATEMENT_SECONDS", "soon"),
        ("STATEMENT_SECONDS", "0"),
        ("STATEMENT_SECONDS", "-1"),
        ("STATEMENT_SECONDS", "nan"),
        ("STATEMENT_SECONDS", "inf"),
        ("SMALL_NUMBER_THRESHOLD", "0"),
        ("SMALL_NUMBER_THRESHOLD", "five"),
        ("SMALL_NUMBER_THRESHOLD", "inf"),
    ],
)
def test_a_number_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is '{value}'"):
        read_settings({name: value})


@pytest.mark.parametrize(
    "address",
    ["nonsense", "sqlite:///store.db", "mysql://user@host/database", "duckdb:///:memory:", "duckdb://", ""],
)
def test_an_address_of_no_store_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="STORE_URL"):
        parse_url(address)


@pytest.mark.parametrize("address", ["mysql://user:open-sesame@host/data", "postgres//user:open-sesame@host/data"])
def test_a_refused_address_does_not_show_its_password(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_url(address)
    assert "open-sesame" not in str(caught.value)


def test_both_spellings_of_postgresql_use_the_same_driver() -> None:
    short = parse_url("postgresql://user:word@host/database")
    assert short.drivername == "postgresql+psycopg"
    assert parse_url("postgresql+psycopg://user:word@host/database") == short


def test_allowed_hosts_are_names_parted_by_commas() -> None:
    settings = read_settings({"ALLOWED_HOSTS": " Figures.example.org , 10.0.0.7:8600,,[fd00::1]:8501 "})
    assert settings.allowed_hosts == ("figures.example.org", "10.0.0.7:8600", "[fd00::1]:8501")


@pytest.mark.parametrize("value", ["*", "*.example.org", "https://example.org", "a b", "name:port", "name/", "a@b"])
def test_an_allowed_host_that_is_no_name_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="ALLOWED_HOSTS"):
        read_settings({"ALLOWED_HOSTS": value})


def test_commands_that_write_use_the_loading_account() -> None:
    reader, loader = "postgresql://reader@host/database", "postgresql://loader@host/database"
    both = read_settings({"STORE_URL": reader, "LOADER_URL": loader})
    assert both.store_url == reader
    assert both.for_loading.store_url == loader
    assert read_settings({"STORE_URL": reader}).for_loading.store_url == reader
