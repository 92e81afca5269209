"""Every number printed in the two assessments is held or has its reason."""

from pathlib import Path

import pandas as pd
import pytest

from data_access.load.threats import list_numbers
from data_access.measures.document_numbers import OTHER_TABLE, REASONS, list_printed, settle_numbers
from tests.integration.assessments.reading import read_reference

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"
# Tables of people and scrutiny that hold numbers of the documents.
OTHER_TABLES = {
    *("stated_strength", "stated_sickness", "stated_toil_rdil", "stated_specials", "stated_survey"),
    *("stated_confidence", "stated_standards", "peel_grades", "inspections"),
}


def test_the_list_of_numbers_is_what_the_scanner_finds_in_the_documents() -> None:
    held = read_reference("document_numbers").drop(columns="source_id")
    assert held["printed"].map(list_printed).map(len).eq(1).all()
    assert held.groupby("edition").size().to_dict() == {"2016-17": 641, "2017-18": 219}
    if DOCUMENTS.is_dir():
        pd.testing.assert_frame_equal(held, list_numbers(DOCUMENTS), check_dtype=False)


def test_every_printed_number_is_a_figure_held_or_has_its_reason(evidence: pd.DataFrame) -> None:
    settled = settle_numbers(read_reference("document_numbers"), evidence, read_reference("coverage_exceptions"))
    wrong = settled[settled["open_count"] != 0]
    assert wrong.empty, f"not accounted for, or more often than printed:\n{wrong.to_string()}"


def test_an_exception_has_a_reason_or_a_table_that_holds_the_number() -> None:
    exceptions = read_reference("coverage_exceptions")
    assert set(exceptions["reason"]) <= set(REASONS)
    assert ((exceptions["reason"] == OTHER_TABLE) == (exceptions["held_in"] != "")).all()
    assert (exceptions["number_count"] > 0).all()


@pytest.mark.parametrize("table", sorted({*OTHER_TABLES, "impact_issues"}))
def test_a_number_held_elsewhere_stands_in_that_table_on_its_line(table: str) -> None:
    exceptions = read_reference("coverage_exceptions")
    named = exceptions[exceptions["held_in"] == table]
    assert len(named)
    path = REFERENCE / f"{table}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    texts = rows.drop(columns=["edition", "line"]).agg(" ".join, axis="columns")
    held = {
        (edition, int(line), number)
        for edition, line, text in zip(rows["edition"], rows["line"], texts, strict=True)
        for number in list_printed(text)
    }
    wanted = set(named[["edition", "line", "printed"]].itertuples(index=False, name=None))
    assert wanted <= held
