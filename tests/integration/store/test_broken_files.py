"""A DuckDB store whose files are not what they should be is named in a sentence, and can be mended."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from data_access.commands.main import main
from data_access.database.versions import open_versions, roll_back
from data_access.errors import (
    StoreMissingError,
    StoreUnreadableError,
    UserFacingError,
)
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from data_access.store import open_store
from tests.integration.store.writing import assert_one_sentence, read_name, rename, write

PROJECT = Path(__file__).resolve().parents[3]


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
