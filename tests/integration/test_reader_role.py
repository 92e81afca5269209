"""An account that may only read goes on reading through loads, and may not write; PostgreSQL alone has accounts."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.commands.main import main
from data_access.database.versions import open_versions
from data_access.errors import SettingsError
from data_access.settings import read_settings
from data_access.store import open_store

WORD = "one-two-three"


def run_as_owner(url: str, *statements: str) -> None:
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
    finally:
        engine.dispose()


@pytest.fixture
def accounts(make_store_url: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """Addresses of the owner, a loader and a reader of one empty database, with roles of their own."""
    owner = make_store_url("postgresql")
    database = sa.make_url(owner).database
    names = {kind: f"{kind}_{database}" for kind in ("loader", "reader")}
    run_as_owner(
        owner,
        *(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{WORD}'" for name in names.values()),
        f'GRANT CREATE ON DATABASE "{database}" TO "{names["loader"]}"',
    )
    address = sa.make_url(owner)
    loader, reader = (
        address.set(username=name, password=WORD).render_as_string(hide_password=False) for name in names.values()
    )
    yield owner, loader, reader
    run_as_owner(
        owner,
        *(f'REASSIGN OWNED BY "{name}" TO CURRENT_USER' for name in names.values()),
        *(f'DROP OWNED BY "{name}"' for name in names.values()),
        *(f'DROP ROLE "{name}"' for name in names.values()),
    )


def write_annotations(folder: Path, day: str) -> Path:
    path = folder / f"annotations-{day}.csv"
    path.write_text(
        f"date,area_code,offence_code,text,source,is_rebase\n{day},E23000017,,A change of {day},A note,no\n",
        encoding="utf-8",
    )
    return path


def read_changes(url: str) -> set[str]:
    with closing(open_store(read_settings({"STORE_URL": url}))) as store:
        return set(store.ask("crime.annotations")["text"])


def test_a_reader_named_by_the_settings_reads_every_version(
    accounts: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, loader, reader = accounts
    monkeypatch.setenv("STORE_URL", reader)
    monkeypatch.setenv("LOADER_URL", loader)
    assert main(["init"]) == 0
    versions = set()
    for day in ("2018-11-01", "2018-12-01", "2019-01-01"):
        assert main(["load", "annotations", str(write_annotations(tmp_path, day))]) == 0
        assert f"A change of {day}" in read_changes(reader)
        versions.add(open_versions(read_settings({"STORE_URL": reader})).find_current())
    assert len(versions) == 3
    assert main(["status"]) == 0
    assert main(["rollback"]) == 0
    assert "A change of 2019-01-01" not in read_changes(reader)
    for table in ("meta_store", "core_area"):
        version = open_versions(read_settings({"STORE_URL": reader})).find_current()
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
            run_as_owner(reader, f"DELETE FROM threat_picture_v{version}.{table}")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        run_as_owner(reader, "UPDATE threat_picture.current_version SET version = 1")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        run_as_owner(reader, "CREATE SCHEMA mine")


def test_a_reader_who_was_given_the_first_schema_by_hand_reads_every_version(
    accounts: tuple[str, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, loader, reader = accounts
    monkeypatch.setenv("STORE_URL", loader)
    monkeypatch.delenv("LOADER_URL", raising=False)
    assert main(["init"]) == 0
    role = sa.make_url(reader).username
    run_as_owner(owner, f'GRANT USAGE ON SCHEMA threat_picture TO "{role}"')
    for day in ("2018-11-01", "2018-12-01"):
        assert main(["load", "annotations", str(write_annotations(tmp_path, day))]) == 0
        assert f"A change of {day}" in read_changes(reader)


def test_a_table_kept_for_loading_is_not_given_to_readers(
    accounts: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from data_access import schema

    _, loader, reader = accounts
    table = schema.metadata.sorted_tables[-1]
    monkeypatch.setitem(table.info, "is_for_loading", True)
    monkeypatch.setenv("STORE_URL", reader)
    monkeypatch.setenv("LOADER_URL", loader)
    assert main(["init"]) == 0
    with pytest.raises(sa.exc.ProgrammingError, match=f"permission denied for table {table.name}"):
        run_as_owner(reader, f'SELECT count(*) FROM threat_picture_v1."{table.name}"')


@pytest.mark.parametrize("name", ["core_force_crime", "meta_protection"])
def test_true_counts_and_what_protects_them_are_not_given_to_readers(
    accounts: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _, loader, reader = accounts
    monkeypatch.setenv("STORE_URL", reader)
    monkeypatch.setenv("LOADER_URL", loader)
    assert main(["init"]) == 0
    with pytest.raises(sa.exc.ProgrammingError, match=f"permission denied for table {name}"):
        run_as_owner(reader, f'SELECT count(*) FROM threat_picture_v1."{name}"')
    run_as_owner(reader, 'SELECT count(*) FROM threat_picture_v1."out_force_crime"')


@pytest.mark.parametrize(
    ("store", "loader"),
    [
        ("postgresql://reader@host/figures", "postgresql://loader@host/other"),
        ("postgresql://reader@host/figures", "duckdb:////elsewhere/store.duckdb"),
        ("duckdb:////elsewhere/store.duckdb", "duckdb:////elsewhere/store.duckdb"),
    ],
)
def test_two_addresses_that_are_not_of_one_store_are_refused(store: str, loader: str) -> None:
    settings = read_settings({"STORE_URL": store, "LOADER_URL": loader})
    with pytest.raises(SettingsError, match="LOADER_URL"):
        open_versions(settings.for_loading)
