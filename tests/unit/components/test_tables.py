"""A long table in a grid: missing, hidden, zero and not applicable are told apart, and numbers still sort."""

import pandas as pd
import pytest

from components.tables import Column, find_hidden, write_cells

COLUMNS = {
    "area": Column("Area"),
    "month": Column("Month", "month"),
    "count": Column("Count", "count"),
    "rate": Column("Rate", "rate", missing="not applicable"),
}


@pytest.fixture
def frame(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    monkeypatch.delenv("SMALL_NUMBER_THRESHOLD", raising=False)
    return pd.DataFrame(
        {
            "area": ["Rugby", "Warwick", "Shropshire"],
            "month": ["2018-10", "2018-11", "2018-12"],
            "count": [1200.0, 0.0, None],
            "rate": [11.26, 0.0, 3.0],
            "is_suppressed": [False, False, False],
        }
    )


def test_numbers_stay_numbers_and_one_word_stands_for_what_is_missing(frame: pd.DataFrame) -> None:
    cells, placeholder = write_cells(frame[list(COLUMNS)], COLUMNS)
    assert list(cells.columns) == ["Area", "Month", "Count", "Rate"]
    assert cells["Month"].tolist() == ["Oct 2018", "Nov 2018", "Dec 2018"]
    assert cells["Count"].dtype.kind == "f"
    assert placeholder == "not held"


def test_a_column_with_another_word_for_missing_is_written_out(frame: pd.DataFrame) -> None:
    frame["rate"] = [None, 0.0, 3.0]
    frame["other"] = [None, None, 1.0]
    columns = {**COLUMNS, "other": Column("Other", "count")}
    cells, placeholder = write_cells(frame[list(columns)], columns)
    assert placeholder == "not held"
    assert cells["Rate"].tolist() == ["not applicable", "0.0", "3.0"]
    assert cells["Count"].dtype.kind == "f"


def test_a_hidden_count_is_neither_missing_nor_zero(frame: pd.DataFrame) -> None:
    frame["count"] = [1200.0, 0.0, None]
    frame["is_suppressed"] = [False, False, True]
    cells, placeholder = write_cells(frame[list(COLUMNS)], COLUMNS, hidden=find_hidden(frame, COLUMNS))
    assert cells["Count"].tolist() == ["1,200", "0", "<5"]
    assert placeholder == "not held"
