"""Write a version of a store, fail while writing one, and read which is in force."""

from pathlib import Path

import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.errors import (
    UserFacingError,
)
from data_access.settings import Settings
from data_access.store import open_store


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
