"""What an open store remembers: one reading for all who ask, and nothing that one asker could spoil for another."""

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access.database import remembered
from data_access.database.remembered import begin_remembering, remember

reads: list[tuple[object, ...]] = []


@remember
def list_areas(connection: sa.Connection, *, level: str = "") -> pd.DataFrame:
    reads.append(("areas", level))
    return pd.DataFrame({"area_code": ["A", "B"], "level": level})


@remember
def name_area(connection: sa.Connection, code: str) -> str:
    reads.append(("name", code))
    return f"area {code}"


@pytest.fixture
def engine() -> sa.Engine:
    reads.clear()
    return sa.create_engine("duckdb:///:memory:")


def test_a_reader_reads_once_for_each_set_of_options(engine: sa.Engine) -> None:
    begin_remembering(engine)
    for _ in range(3):
        with engine.connect() as connection:
            assert list_areas(connection, level="force")["level"].tolist() == ["force", "force"]
            assert list_areas(connection)["level"].tolist() == ["", ""]
            assert name_area(connection, "A") == "area A"
    assert reads == [("areas", "force"), ("areas", ""), ("name", "A")]


def test_a_writer_reads_each_time(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        for _ in range(2):
            list_areas(connection)
    assert reads == [("areas", ""), ("areas", "")]


def test_stores_remember_apart(engine: sa.Engine) -> None:
    other = sa.create_engine("duckdb:///:memory:")
    for each in (engine, other):
        begin_remembering(each)
        with each.connect() as connection:
            name_area(connection, "A")
    assert len(reads) == 2


def test_no_asker_changes_what_another_gets(engine: sa.Engine) -> None:
    begin_remembering(engine)
    with engine.connect() as connection:
        first = list_areas(connection)
        first["level"] = "spoilt"
        first.loc[0, "area_code"] = "spoilt"
        pd.testing.assert_frame_equal(list_areas(connection), pd.DataFrame({"area_code": ["A", "B"], "level": ""}))


def test_what_is_kept_is_bounded(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    begin_remembering(engine)
    with engine.connect() as connection:
        for code in "ABCDEA":
            assert name_area(connection, code) == f"area {code}"
        assert len(connection.get_execution_options()[remembered.OPTION]) <= 3
