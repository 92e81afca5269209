"""A CSV export holds no cell that a spreadsheet would work out; numbers stay numbers."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from components.exports.csv import write_csv
from components.exports.stamp import Stamp
from components.exports.xlsx import write_xlsx
from data_access.spreadsheets import neutralise

STAMP = Stamp(source="=source", definition="@words", filters="+all", marking="-none", made_on=date(2026, 11, 28))
LIVE = (
    '=HYPERLINK("http://127.0.0.1:9/x","click")',
    "@SUM(A1)",
    "+1+cmd|calc",
    "-2+3",
    "-5",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\uff1d1",
)
PLAIN = ("Rugby", "3-4 = 5", "a@b", "", "<5", "'=1")


def read_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", LIVE)
def test_a_live_cell_begins_with_an_apostrophe(text: str) -> None:
    frame = pd.DataFrame({"text": [text]})
    for kind in ("object", "str", "category"):
        (row,) = read_rows(write_csv(frame.astype(kind), stamp=STAMP))
        assert row["text"] == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays_as_it_is(text: str) -> None:
    (row,) = read_rows(write_csv(pd.DataFrame({"text": [text]}), stamp=STAMP))
    assert row["text"] == text


def test_the_stamp_and_the_heads_are_text_too() -> None:
    (row,) = read_rows(write_csv(pd.DataFrame({"=head": [1]}), stamp=STAMP))
    assert row["'=head"] == "1"
    assert (row["source"], row["definition"], row["filters"], row["marking"]) == (
        "'=source",
        "'@words",
        "'+all",
        "'-none",
    )


def test_numbers_dates_and_missing_values_are_untouched() -> None:
    frame = pd.DataFrame(
        {
            "pct": [-3.5, None],
            "count": pd.array([-2, None], dtype="Int64"),
            "mixed": pd.Series([-1, "=1"], dtype=object),
            "is_low": [True, False],
            "day": pd.to_datetime(["2018-12-01", None]),
            "text": [None, "-x"],
        }
    )
    first, second = read_rows(write_csv(frame, stamp=STAMP))
    assert [first[name] for name in frame] == ["-3.5", "-2", "-1", "True", "2018-12-01", ""]
    assert [second[name] for name in frame] == ["", "", "'=1", "False", "", "'-x"]


def test_a_frame_with_two_columns_of_one_name_is_written() -> None:
    frame = pd.DataFrame([["=1", "=2"]], columns=["same", "same"])
    assert b"'=1,'=2" in write_csv(frame, stamp=STAMP)


def test_nothing_but_text_is_changed() -> None:
    assert neutralise(-5) == -5
    assert neutralise(None) is None


@pytest.mark.parametrize("text", LIVE[:5])
def test_a_workbook_holds_text_and_no_formula(text: str) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(pd.DataFrame({"=head": [text], "n": [-5]}), stamp=STAMP)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book["Figures"]["A2"].value == text
    assert book["Figures"]["B2"].value == -5
