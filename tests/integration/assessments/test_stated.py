"""Every row on people, scrutiny and the horizon has its place in a document and copies none of its sentences."""

import re
from pathlib import Path

import pytest

from tests.integration.readings import read_first, read_lines

PROJECT = Path(__file__).resolve().parents[3]
DOCUMENTS = PROJECT.parent / "shared" / "assessments"
FORCES = {"E23000017": "Warwickshire", "E23000016": "West Mercia"}
ALL_FILES = (
    *("stated_strength", "stated_sickness", "stated_toil_rdil", "stated_specials", "stated_survey"),
    *("stated_confidence", "stated_standards", "stated_texts", "inspections", "peel_grades"),
    *("performance_measures", "strategies", "horizon_drivers", "horizon_items"),
)


@pytest.mark.parametrize("name", ALL_FILES)
def test_every_row_has_its_edition_section_line_and_certainty(name: str) -> None:
    rows = read_first(name)
    assert set(rows["edition"]) <= {"2016-17", "2017-18"}
    assert (rows["section"] != "").all()
    assert rows["line"].str.fullmatch(r"\d+").all()
    assert set(rows["certainty"]) <= {"certain", "inferred"}
    inferred = rows[rows["certainty"] == "inferred"]
    assert (inferred["note"] != "").all(), "what is inferred says how"


def test_a_figure_has_a_value_where_its_status_says_so_and_a_measure_that_is_described() -> None:
    measures = read_first("stated_measures")
    assert not measures.duplicated("measure_code").any()
    assert (measures["definition"] != "").all()
    assert set(measures["polarity"]) <= {"higher", "lower", "none"}
    for name in ALL_FILES[:7]:
        rows = read_first(name)
        assert ((rows["status"] == "value") == (rows["value"] != "")).all()
        assert set(rows["measure_code"]) <= set(measures["measure_code"])
        assert set(rows["area"]) <= {"alliance", "national", *FORCES}


def _words(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", text)


@pytest.mark.parametrize("name", ALL_FILES[:7])
def test_every_printed_figure_stands_in_its_line_of_the_document(name: str) -> None:
    for row in read_first(name).to_dict("records"):
        if not DOCUMENTS.is_dir() or row["status"] != "value":
            continue
        line = read_lines(row["edition"])[int(row["line"]) - 1].replace("*", "")
        after = " ".join(read_lines(row["edition"])[int(row["line"]) - 1 : int(row["line"]) + 1])
        numbers = _words(row["printed"])
        if numbers:
            assert all(number in _words(line) for number in numbers), row
        else:
            assert row["printed"] in after.replace("Almost", "almost").replace("Around", "around").replace(
                "Just over", "just over"
            ).replace("Two thirds", "two thirds"), row


def test_no_statement_is_a_sentence_of_the_documents() -> None:
    if not DOCUMENTS.is_dir():
        return
    texts = " ".join(" ".join(read_lines(edition)) for edition in ("2016-17", "2017-18"))
    plain = " ".join(re.findall(r"[a-z]+", texts.lower()))
    for name, columns in (
        ("stated_texts", ["statement"]),
        ("inspections", ["finding", "note"]),
        ("horizon_items", ["statement"]),
        ("strategies", ["statement"]),
        ("risk_levels", ["definition", "exposure", "governance"]),
    ):
        for column in columns:
            for statement in read_first(name)[column]:
                words = re.findall(r"[a-z]+", statement.lower())
                for start in range(max(len(words) - 8, 0)):
                    run = " ".join(words[start : start + 9])
                    assert run not in plain, f"{name}: nine words in a row are the document's: {run}"
