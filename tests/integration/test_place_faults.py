"""A store whose place fails: one sentence, exit code 2, and the last good version goes on serving."""

import contextlib
import errno
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.main import main
from data_access.database import versions_duckdb
from data_access.database.versions import open_versions, write_version
from data_access.errors import StoreUnreadableError, StoreUnwritableError
from data_access.settings import Settings, read_settings
from data_access.store import open_store

PROJECT = Path(__file__).resolve().parents[2]
STREET_FILE = PROJECT / "tests" / "data" / "street-crime" / "2014-01-warwickshire-street.csv"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code and what it said on stderr, which is one sentence where it fails."""

    def run_command(url: str, *arguments: object) -> tuple[int, str]:
        monkeypatch.setenv("STORE_URL", url)
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr().err.split("\r")[-1].lstrip("\x1b[A")
        if code == 2:
            assert said.count("\n") == 1
            assert said.endswith(".\n")
        return code, said

    return run_command


@pytest.fixture
def folder(tmp_path: Path, default_settings: Callable[[str], Settings]) -> Path:
    """The folder of a default store in DuckDB files."""
    built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
    shutil.copytree(built.parent, tmp_path / "place")
    return tmp_path / "place"


def _url(folder: Path) -> str:
    return f"duckdb:///{folder / 'store.duckdb'}"


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"store.lock"}


# --- no room ------------------------------------------------------------------------------------------


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Make a file system of a size in memory; where this account may not, the test is skipped."""
    made: list[Path] = []

    def make(*, mebibytes: int) -> Path:
        place = tmp_path / f"mount-{len(made)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(place)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this account may not mount a file system")
        made.append(place)
        return place

    yield make
    for place in made:
        subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)


def test_a_disk_that_fills_while_a_version_is_copied_is_said_and_leaves_nothing(
    run: Run, folder: Path, mount: Callable[..., Path]
) -> None:
    held = folder / "store.1.duckdb"
    small = mount(mebibytes=held.stat().st_size // 2**20 + 3)
    shutil.copytree(folder, small, dirs_exist_ok=True)
    before = _names(small)
    code, said = run(_url(small), "load", "street-crime", STREET_FILE)
    assert code == 2
    assert "the disk is full" in said
    assert _names(small) == before
    assert run(_url(small), "status")[0] == 0


def test_a_disk_that_fills_while_a_store_is_built_is_said_and_leaves_nothing(
    run: Run, mount: Callable[..., Path]
) -> None:
    small = mount(mebibytes=4)
    code, said = run(_url(small), "init")
    assert code == 2
    assert "the disk is full" in said
    assert _names(small) == set()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_on_any_system(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fill(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:4096])
        raise OSError(number, os.strerror(number), str(target))

    monkeypatch.setattr(versions_duckdb.shutil, "copyfile", fill)
    before = _names(folder)
    code, said = run(_url(folder), "load", "street-crime", STREET_FILE)
    assert code == 2
    assert "the disk is full" in said
    assert _names(folder) == before


def test_a_disk_that_fills_when_the_pointer_is_written_leaves_the_version_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_: object, __: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(versions_duckdb.DuckDbVersions, "switch_to", fill)
    versions = open_versions(read_settings({"STORE_URL": _url(folder)}))
    with pytest.raises(StoreUnwritableError, match="disk is full"), write_version(versions, from_current=True):
        pass
    assert (versions.find_current(), versions.list_held()) == (1, [1])


# --- no right, and places that only read --------------------------------------------------------------


def test_a_place_that_only_reads_is_read_and_a_load_says_so(run: Run, folder: Path, mount: Callable[..., Path]) -> None:
    place = mount(mebibytes=64)
    shutil.copytree(folder, place, dirs_exist_ok=True)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True, capture_output=True)
    assert run(_url(place), "status")[0] == 0
    for command in (["load", "street-crime", STREET_FILE], ["init"], ["rollback"]):
        code, said = run(_url(place), *command)
        assert code == 2
        assert "can only be read" in said
    missing = run(_url(place / "new"), "init")
    assert missing[0] == 2
    assert "can only be read" in missing[1]


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EROFS, "can only be read"), (errno.EACCES, "this account may not write there")]
)
def test_a_place_that_cannot_be_written_is_said_on_any_system(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(folder / "store.lock"))

    monkeypatch.setattr(versions_duckdb.FileLock, "acquire", refuse)
    code, said = run(_url(folder), "load", "street-crime", STREET_FILE)
    assert code == 2
    assert words in said


def test_a_file_to_load_that_may_not_be_read_is_no_fault_of_the_store(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(STREET_FILE))

    monkeypatch.setattr("data_access.load.loading._write", refuse)
    code, said = run(_url(folder), "load", "street-crime", STREET_FILE)
    assert code == 2
    assert said.startswith(str(STREET_FILE))
    assert "store of figures" not in said


@pytest.fixture
def plain_account(make_store_url: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """A store in PostgreSQL: its own address, and that of an account without any right to it."""
    url = make_store_url("postgresql")
    with write_version(open_versions(read_settings({"STORE_URL": url})), from_current=False) as connection:
        schema.metadata.create_all(connection)
        connection.execute(schema.meta_store.insert().values(schema_version=schema.SCHEMA_VERSION))
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE ROLE passer_by LOGIN"))
    yield url, sa.make_url(url).set(username="passer_by", password=None).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text("DROP OWNED BY passer_by"))
        connection.execute(sa.text("DROP ROLE passer_by"))
    engine.dispose()


@pytest.mark.parametrize("command", [["status"], ["check"], ["init"], ["load", "street-crime", STREET_FILE]])
def test_an_account_without_the_right_is_told_so(
    run: Run, plain_account: tuple[str, str], command: list[object]
) -> None:
    code, said = run(plain_account[1], *command)
    assert code == 2
    assert "this account may not" in said
    assert "rollback" not in said


def test_an_account_that_may_read_the_pointer_alone_is_told_so(run: Run, plain_account: tuple[str, str]) -> None:
    url, other = plain_account
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(sa.text("GRANT USAGE ON SCHEMA threat_picture, threat_picture_v1 TO passer_by"))
        connection.execute(sa.text("GRANT SELECT ON threat_picture.current_version TO passer_by"))
    engine.dispose()
    for command in (["status"], ["check"]):
        code, said = run(other, *command)
        assert code == 2
        assert "this account may not read it" in said


# --- addresses, boundaries and output -----------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["postgresql://someone@127.0.0.1/store?sslmoed=require", "duckdb:////tmp/none/store.duckdb?read=only"]
)
def test_an_unknown_option_of_the_address_is_named(run: Run, address: str) -> None:
    code, said = run(address, "status")
    assert code == 2
    assert "sslmoed" in said or "'read'" in said


def test_boundaries_that_are_not_there_are_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cambs.toml").write_text(
        'boundaries = "none"\n[[forces]]\ncode = "E23000023"\nname = "Cambridgeshire"\n', encoding="utf-8"
    )
    monkeypatch.setenv("ALLIANCE_CONFIG", str(tmp_path / "cambs.toml"))
    code, said = run(f"duckdb:///{tmp_path / 'new' / 'store.duckdb'}", "init")
    assert code == 2
    assert "python -m geodata build" in said


def _run_in_ascii(url: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"STORE_URL": url, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "data_access", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=False)


def test_an_output_that_takes_ascii_only_gets_sentences_and_no_damaged_data(
    default_settings: Callable[[str], Settings],
) -> None:
    url = default_settings("duckdb").store_url
    status = _run_in_ascii(url, "status")
    assert (status.returncode, status.stderr) == (0, b"")
    assert b"street-crime:" in status.stdout
    terms = _run_in_ascii(url, "figures", "threats.evidence")
    assert terms.returncode == 2
    assert terms.stdout == b""
    assert terms.stderr.count(b"\n") == 1
    assert b"PYTHONIOENCODING=utf-8" in terms.stderr


def test_a_folder_in_place_of_the_pointer_is_named(run: Run, folder: Path) -> None:
    (folder / "store.current").unlink()
    (folder / "store.current").mkdir()
    code, said = run(_url(folder), "status")
    assert code == 2
    assert "store.current is a folder" in said
    before = _names(folder)
    for command in (["rollback"], ["init"], ["load", "street-crime", STREET_FILE]):
        code, said = run(_url(folder), *command)
        assert code == 2
        assert "folder" in said
    assert _names(folder) == before


# --- locked, and frozen -------------------------------------------------------------------------------


@contextlib.contextmanager
def _answering_nothing() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_that_takes_the_connection_and_never_answers_is_given_up(run: Run) -> None:
    with _answering_nothing() as port:
        code, said = run(f"postgresql://someone:open-sesame@127.0.0.1:{port}/store", "status")
    assert code == 2
    assert "the database does not answer" in said
    assert "open-sesame" not in said


class Relay:
    """A way to a server that can be frozen: what either side sends then arrives nowhere."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.is_frozen = threading.Event()
        self._sockets: list[socket.socket] = [self._server]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                self._sockets += [client, server]
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.is_frozen.is_set():
                    sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@pytest.fixture
def relay(make_store_url: Callable[[str], str]) -> Iterator[tuple[Relay, str]]:
    """A way to a store in PostgreSQL that can be frozen, and the store's address by it."""
    url = sa.make_url(make_store_url("postgresql"))
    with write_version(
        open_versions(read_settings({"STORE_URL": url.render_as_string(hide_password=False)})), from_current=False
    ) as connection:
        schema.metadata.create_all(connection)
        connection.execute(
            schema.meta_store.insert().values(
                schema_version=schema.SCHEMA_VERSION, alliance_code="ALLIANCE", alliance_name="good"
            )
        )
    host = str(url.query["host"])
    made = Relay(f"{host}/.s.PGSQL.{url.port or url.query.get('port', 5432)}")
    by_relay = url.set(host="127.0.0.1", port=made.port, query={"sslmode": "disable", "gssencmode": "disable"})
    yield made, by_relay.render_as_string(hide_password=False)
    made.close()


def test_a_server_that_freezes_is_given_up_and_found_again(relay: tuple[Relay, str]) -> None:
    way, url = relay
    store = open_store(read_settings({"STORE_URL": url, "STATEMENT_SECONDS": "0.5"}))
    assert store.read_info().alliance_name == "good"
    way.is_frozen.set()
    with pytest.raises(StoreUnreadableError, match="the database does not answer") as caught:
        store.read_info()
    assert "rollback" not in str(caught.value)
    way.is_frozen.clear()
    assert store.read_info().alliance_name == "good"
    store.close()


def test_a_store_that_a_program_has_locked_is_not_to_be_rolled_back(run: Run, folder: Path) -> None:
    program = "import duckdb, sys\nc = duckdb.connect(sys.argv[1])\nprint('open', flush=True)\nsys.stdin.readline()\n"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder / "store.1.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        code, said = run(_url(folder), "status")
        process.communicate("done\n")
    assert code == 2
    assert "another program has locked it" in said
    assert "rollback" not in said
    assert "data_access status" not in said


def test_a_damaged_block_is_not_called_locked() -> None:
    from data_access.database.faults import name_read_fault

    text = "Corrupt database file: computed checksum 12 does not match stored checksum 13 in block 4 of the blocks"
    assert name_read_fault(duckdb.IOException(text))[0] == "the file is damaged or is no store"
    assert name_read_fault(duckdb.IOException("cannot read block 7"))[0] == "the file is damaged or is no store"
    assert name_read_fault(duckdb.IOException("Could not set lock on file"))[0] == "another program has locked it"


def test_a_store_that_too_many_ask_at_once_says_so(store_settings: Settings) -> None:
    store = open_store(read_settings({"STORE_URL": store_settings.store_url, "STATEMENT_SECONDS": "0.2"}))
    with contextlib.ExitStack() as held:
        with contextlib.suppress(sa.exc.TimeoutError):
            while True:
                held.enter_context(store._engine.connect())
        with pytest.raises(StoreUnreadableError, match="too many ask it at once") as caught:
            store.ask("glossary.terms")
    assert "rollback" not in str(caught.value)
    assert len(store.ask("glossary.terms"))
    store.close()
