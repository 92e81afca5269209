"""Versions of the store: a load works on a copy, and whatever happens the last good one goes on serving."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions, roll_back, write_version
from data_access.errors import (
    LoadRunningError,
    NoEarlierVersionError,
    QueryTooSlowError,
    StoreMissingError,
    StoreOutdatedError,
)
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from data_access.store import Store, find_version, open_store
from tests.integration.store.writing import list_traces, read_name, rename, write

PROJECT = Path(__file__).resolve().parents[3]


def fail_half_way(settings: Settings, *, from_current: bool) -> None:
    """Begin to write a version and fail."""
    with write_version(open_versions(settings), from_current=from_current) as connection:
        schema.metadata.create_all(connection)
        connection.execute(schema.meta_store.insert().values(alliance_name="bad"))
        raise RuntimeError("half way")


def test_a_place_without_a_store_says_so(empty_settings: Settings) -> None:
    with pytest.raises(StoreMissingError, match="python -m data_access init"):
        open_store(empty_settings)


@pytest.mark.parametrize("from_current", [True, False])
def test_a_failed_write_changes_nothing_and_leaves_nothing_behind(empty_settings: Settings, from_current: bool) -> None:
    write(empty_settings, "good")
    versions = open_versions(empty_settings)
    before = list_traces(empty_settings)
    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way(empty_settings, from_current=from_current)
    assert read_name(empty_settings) == "good"
    assert (versions.find_current(), versions.list_held()) == (1, [1])
    assert list_traces(empty_settings) == before


def test_a_first_write_that_fails_leaves_no_store(empty_settings: Settings) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way(empty_settings, from_current=False)
    assert open_versions(empty_settings).find_current() is None
    assert open_versions(empty_settings).list_held() == []


def test_the_last_three_versions_are_kept(empty_settings: Settings) -> None:
    for number in range(1, 6):
        write(empty_settings, f"number {number}")
    versions = open_versions(empty_settings)
    assert (versions.find_current(), versions.list_held()) == (5, [3, 4, 5])
    assert read_name(empty_settings) == "number 5"


def test_a_copy_keeps_what_the_version_before_held(own_settings: Settings) -> None:
    before = open_store(own_settings)
    held = before.ask("glossary.terms")
    rename(own_settings, "copied")
    after = open_store(own_settings)
    assert after.read_info().alliance_name == "copied"
    assert after.ask("glossary.terms").equals(held)
    before.close()
    after.close()


def test_rolling_back_reads_the_version_before(empty_settings: Settings) -> None:
    for name in ("one", "two", "three"):
        write(empty_settings, name)
    versions = open_versions(empty_settings)
    assert roll_back(versions) == (3, 2)
    assert read_name(empty_settings) == "two"
    assert roll_back(versions) == (2, 1)
    assert read_name(empty_settings) == "one"
    with pytest.raises(NoEarlierVersionError):
        roll_back(versions)
    assert read_name(empty_settings) == "one"


def test_there_is_nothing_to_roll_back_to_without_a_store(empty_settings: Settings) -> None:
    with pytest.raises(NoEarlierVersionError):
        roll_back(open_versions(empty_settings))


def test_a_version_number_is_never_used_again(empty_settings: Settings) -> None:
    write(empty_settings, "one")
    write(empty_settings, "two")
    left, _ = roll_back(open_versions(empty_settings))
    write(empty_settings, "three")
    assert find_version(empty_settings) > left


def test_a_version_rolled_back_from_is_never_rolled_back_to(empty_settings: Settings) -> None:
    write(empty_settings, "one")
    rename(empty_settings, "two")
    roll_back(open_versions(empty_settings))
    rename(empty_settings, "three")
    roll_back(open_versions(empty_settings))
    assert read_name(empty_settings) == "one"


def test_a_load_after_a_rollback_shows_to_new_readers_though_an_old_one_is_open(empty_settings: Settings) -> None:
    write(empty_settings, "one")
    write(empty_settings, "two")
    old = open_store(empty_settings)
    assert old.read_info().alliance_name == "two"
    roll_back(open_versions(empty_settings))
    write(empty_settings, "three")
    try:
        assert read_name(empty_settings) == "three"
    finally:
        old.close()


def test_a_reader_keeps_its_answers_during_a_load_and_after_it(own_settings: Settings) -> None:
    reader = open_store(own_settings)
    name, terms = reader.read_info().alliance_name, reader.ask("glossary.terms")
    with write_version(open_versions(own_settings), from_current=True) as connection:
        connection.execute(schema.core_term.delete())
        connection.execute(schema.meta_store.update().values(alliance_name="new"))
        assert reader.ask("glossary.terms").equals(terms)
        assert read_name(own_settings) == name
    assert reader.ask("glossary.terms").equals(terms)
    assert reader.read_info().alliance_name == name
    later = open_store(own_settings)
    assert later.read_info().alliance_name == "new"
    assert later.ask("glossary.terms").empty
    reader.close()
    later.close()


def _refuse_to_wait(seconds: float) -> None:
    raise AssertionError(f"waits {seconds} seconds")


def test_a_second_load_is_refused_at_once_and_works_when_the_first_is_done(
    empty_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(empty_settings, "one")
    with write_version(open_versions(empty_settings), from_current=True) as connection:
        with monkeypatch.context() as patched:
            patched.setattr(time, "sleep", _refuse_to_wait)
            with pytest.raises(LoadRunningError):
                rename(empty_settings, "second")
            with pytest.raises(LoadRunningError):
                roll_back(open_versions(empty_settings))
        connection.execute(schema.meta_store.update().values(alliance_name="first"))
    assert read_name(empty_settings) == "first"
    rename(empty_settings, "second")
    assert read_name(empty_settings) == "second"


_LOAD = """
import os, sys, time
from data_access import schema
from data_access.settings import read_settings
from data_access.database.versions import open_versions, write_version
with write_version(open_versions(read_settings()), from_current=True) as connection:
    connection.execute(schema.meta_store.update().values(alliance_name="never"))
    print("writing", flush=True)
    if sys.argv[1] == "exit":
        os._exit(9)
    time.sleep(120)
"""


@pytest.mark.parametrize("end", ["exit", "kill"])
def test_a_load_that_is_killed_leaves_the_last_good_version(empty_settings: Settings, end: str) -> None:
    write(empty_settings, "good")
    environment = os.environ | {"STORE_URL": empty_settings.store_url, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        [sys.executable, "-c", _LOAD, end], env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        if end == "kill":
            with pytest.raises(LoadRunningError):
                rename(empty_settings, "while the other is running")
            process.send_signal(signal.SIGKILL)
    assert process.returncode != 0
    assert read_name(empty_settings) == "good"
    _retry(lambda: rename(empty_settings, "next"))
    assert read_name(empty_settings) == "next"
    assert not any("partial" in name for name in list_traces(empty_settings))


def _retry(write_again: Callable[[], None]) -> None:
    """A server may need a moment to notice that the other side has gone."""
    for _ in range(100):
        try:
            return write_again()
        except LoadRunningError:
            time.sleep(0.1)
    return write_again()


def test_a_reader_cannot_write(own_settings: Settings) -> None:
    versions = open_versions(own_settings)
    engine = versions.open_reader(find_version(own_settings))
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match=r"read.only"):
        connection.execute(schema.core_term.delete())
    engine.dispose()


def test_duckdb_fetches_nothing_from_the_internet(own_settings: Settings) -> None:
    versions = open_versions(own_settings)
    engine = versions.open_reader(find_version(own_settings))
    with engine.connect() as connection:
        if connection.dialect.name == "duckdb":
            assert connection.scalar(sa.text("SELECT current_setting('autoinstall_known_extensions')")) is False
        else:
            assert connection.scalar(sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'dblink'")) == 0
    engine.dispose()


def test_a_question_that_takes_too_long_is_stopped(own_settings: Settings) -> None:
    limited = read_settings({"STORE_URL": own_settings.store_url, "STATEMENT_SECONDS": "0.2"})
    engine = open_versions(limited).open_reader(find_version(limited))
    area, other, third = (schema.core_area_member.alias() for _ in range(3))
    slow = sa.select(sa.func.sum(sa.func.length(area.c.level + other.c.level + third.c.level)))
    with (
        pytest.raises(QueryTooSlowError, match=r"0\.2 seconds"),
        connect_for_reading(engine, place="here", seconds=0.2) as connection,
    ):
        connection.execute(slow.select_from(sa.join(area, other, sa.true()).join(third, sa.true())))
    with connect_for_reading(engine, place="here", seconds=0.2) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.core_term)) > 0
    engine.dispose()


def test_a_store_of_another_layout_says_so(empty_settings: Settings) -> None:
    for layout, advice in ((schema.SCHEMA_VERSION - 1, "upgrade"), (schema.SCHEMA_VERSION + 1, "newer release")):
        write(empty_settings, "another", layout=layout)
        with closing(open_store(empty_settings)) as store, pytest.raises(StoreOutdatedError, match=advice):
            store.read_info()


def test_nothing_is_loaded_into_a_store_of_another_layout(empty_settings: Settings) -> None:
    write(empty_settings, "Warwickshire Police and West Mercia Police", layout=schema.SCHEMA_VERSION + 1)
    file = PROJECT / "tests" / "data" / "street-crime" / "2014-01-warwickshire-street.csv"
    with pytest.raises(StoreOutdatedError):
        load_source(empty_settings, Request("street-crime", (file,)))
    assert open_versions(empty_settings).list_held() == [1]


def test_a_store_can_be_closed_twice(own_settings: Settings) -> None:
    store: Store = open_store(own_settings)
    store.close()
    store.close()
    assert store.read_info().alliance_name
    store.close()
