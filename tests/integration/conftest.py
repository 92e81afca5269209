"""Stores of a test's own on both databases, and the official files (whole, or as small samples)."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.settings import Settings, read_settings

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "data"
SAMPLES = PROJECT / "tests" / "data"
KINDS = ("duckdb", "postgresql")


@dataclass(frozen=True)
class Official:
    """The official files: whole, or small samples cut from them."""

    folder: Path
    is_whole: bool

    def expect(self, *, whole: object, sample: object) -> object:
        """What to expect where the answer depends on how much of the files there is."""
        return whole if self.is_whole else sample


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture(params=["whole", "sample"])
def shared_or_sample(request: pytest.FixtureRequest) -> Official:
    """The small samples, and the official files themselves; where those are not here, the samples again."""
    if request.param == "whole" and SHARED.is_dir():
        return Official(folder=SHARED, is_whole=True)
    return Official(folder=SAMPLES, is_whole=False)


@pytest.fixture
def empty_settings(kind: str, make_store_url: Callable[[str], str]) -> Settings:
    """Settings of a place where there is no store yet."""
    return read_settings({"STORE_URL": make_store_url(kind), "STATEMENT_SECONDS": "30"})


@pytest.fixture
def own_settings(
    kind: str,
    make_store_url: Callable[[str], str],
    default_settings: Callable[[str], Settings],
    template_database: Callable[[], str],
) -> Settings:
    """Settings of a copy of the default store that a test may change."""
    url = make_store_url(kind)
    if kind == "duckdb":
        built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
        shutil.copytree(built.parent, Path(sa.make_url(url).database or "").parent)
    else:
        address = sa.make_url(url)
        server = address.set(database="postgres").render_as_string(hide_password=False)
        execute_alone(server, f'DROP DATABASE "{address.database}"')
        execute_alone(server, f'CREATE DATABASE "{address.database}" TEMPLATE "{template_database()}"')
    return read_settings({"STORE_URL": url})


def execute_alone(server: str, statement: str) -> None:
    """Run a statement that PostgreSQL wants outside a transaction."""
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
