"""No address and no path reaches a viewer: the sentence names a code that the log has."""

import pytest

from components.failures import hide_places
from data_access.database.engine import describe_url, parse_url
from data_access.errors import SettingsError, StoreMissingError, StoreUnreadableError

CODE = "a1b2c3 (see the log)"


@pytest.mark.parametrize(
    "place",
    [
        "/srv/figures/store.duckdb",
        "C:\\figures\\store.duckdb",
        "\\\\server\\share\\store.duckdb",
        "~/store.duckdb",
        "postgresql+psycopg://reader:***@db.example.org:5432/figures",
        "postgresql+psycopg://reader@/figures",
    ],
)
def test_an_address_or_path_becomes_a_code(place: str) -> None:
    for error in (StoreMissingError(place), StoreUnreadableError(place, reason="the database does not answer")):
        shown = hide_places(str(error), code="a1b2c3")
        assert shown == str(error).replace(place, CODE)


def test_a_place_of_the_configuration_is_hidden_whatever_it_looks_like() -> None:
    place = "my stores/warwick shire.duckdb"
    shown = hide_places(str(StoreMissingError(place)), code="a1b2c3", known=(place,))
    assert shown.startswith(f"There is no store of figures at {CODE} yet")


@pytest.mark.parametrize(
    "sentence",
    [
        "This question took longer than 20 seconds and was stopped: choose a smaller area or a shorter period.",
        "Rate of sick/injured and/or TOIL: run 'python -m data_access init' to build it.",
    ],
)
def test_a_sentence_without_a_place_stays_as_it_is(sentence: str) -> None:
    assert hide_places(sentence, code="a1b2c3") == sentence


@pytest.mark.parametrize("parameter", ["password", "sslpassword", "passfile", "options"])
def test_the_command_line_shows_host_and_user_but_no_password(parameter: str) -> None:
    url = parse_url(f"postgresql://reader:s3cr3t@db.example.org/figures?{parameter}=0pen-sesame")
    assert describe_url(url) == "postgresql+psycopg://reader:***@db.example.org/figures"
    with pytest.raises(SettingsError) as caught:
        parse_url(f"mysql://reader:s3cr3t@db.example.org/figures?{parameter}=0pen-sesame")
    assert "s3cr3t" not in str(caught.value)
    assert "0pen-sesame" not in str(caught.value)
