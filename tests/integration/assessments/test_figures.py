"""The figures transcribed stand on their lines, as printed."""

import re

import pandas as pd
import pytest

from data_access.measures.document_numbers import list_printed
from tests.integration.assessments.reading import read_document, read_reference, read_threats


def test_a_figure_stands_on_its_line_as_printed(evidence: pd.DataFrame) -> None:
    numbers = read_reference("document_numbers")
    printed = numbers.groupby(["edition", "line"])["printed"].agg(set)
    for row in evidence.to_dict("records"):
        found = list_printed(row["as_printed"])
        assert found, row["evidence_id"]
        assert set(found) <= printed[(row["edition"], row["line"])], row["evidence_id"]
        lines = read_document(row["edition"])
        assert not lines or row["as_printed"] in lines[row["line"] - 1], row["evidence_id"]


COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = {**{word: number for number, word in enumerate(COUNTED, 1)}, "eighteen": 18, "quarter": 25, "half": 50}


def _read_value(as_printed: str) -> list[float]:
    """The value or values that the words printed mean, read without looking at the value transcribed."""
    text = as_printed.casefold().replace(",", "")
    shares = re.search(r"(?<![0-9])(1|one) in (100|[345]|three|four|five)\b", text)
    if shares:
        parts = [float(WORDS.get(part, part)) for part in shares.groups()]
        return [round(100 * parts[0] / parts[1], 1)]
    values = [float(WORDS.get(token, token)) for token in list_printed(text) if token != "million"]
    if "hour" not in text and re.fullmatch(r"[0-9]{2}:00", text):
        return values[:1]
    scale = 1e6 if "million" in text else 1e9 if re.search(r"[0-9]bn", text) else 1
    return [value * scale for value in values]


def test_a_value_is_what_its_printed_words_say(evidence: pd.DataFrame) -> None:
    for row in evidence.to_dict("records"):
        values = [row["value"]] + ([row["value_to"]] if row["value_to"] == row["value_to"] else [])
        assert values == pytest.approx(_read_value(row["as_printed"])), row["evidence_id"]
        assert (len(values) == 2) == (row["qualifier"] == "range"), row["evidence_id"]


def test_a_figure_says_what_it_counts_where_when_and_how_surely(evidence: pd.DataFrame) -> None:
    threats = set(read_threats()["threat_code"])
    assert not evidence.duplicated("evidence_id").any()
    assert ((evidence["threat_code"] == "") != (evidence["topic"] == "")).all()
    assert set(evidence.loc[evidence["threat_code"] != "", "threat_code"]) <= threats
    assert set(evidence["topic"]) <= {"", "demand", "partnership", "horizon", "scrutiny", "workforce"}
    assert (evidence[["unit", "period", "area_code", "area_name", "what"]] != "").all(axis=None)
    assert set(evidence["certainty"]) == {"certain", "inferred"}
    assert set(evidence["qualifier"]) == {"exact", "about", "over", "under", "nearly", "range", "within"}


@pytest.mark.parametrize(
    ("edition", "line", "value", "unit"),
    [
        ("2017-18", 669, 33_450, "incidents"),
        ("2017-18", 669, 16_374, "crimes"),
        ("2017-18", 670, 14, "% of reported crime"),
        ("2017-18", 506, 616, "reports"),
        ("2016-17", 581, 77.8, "% rise"),
        ("2017-18", 632, 26, "% of crimes"),
        ("2016-17", 598, 85, "% not reported"),
        ("2016-17", 536, 40, "% of victims"),
        ("2016-17", 550, 16, "% of frauds reported"),
        ("2016-17", 552, 3_200_000, "frauds"),
        ("2016-17", 629, 7_500, "orders"),
        ("2016-17", 629, 24, "% fall"),
    ],
)
def test_the_figures_named_in_the_issue_are_held(
    evidence: pd.DataFrame, edition: str, line: int, value: float, unit: str
) -> None:
    rows = evidence[(evidence["edition"] == edition) & (evidence["line"] == line) & (evidence["value"] == value)]
    assert rows["unit"].tolist() == [unit]


def test_a_figure_that_disagrees_with_itself_is_as_printed_with_a_note(evidence: pd.DataFrame) -> None:
    fall = evidence[(evidence["line"] == 629) & (evidence["unit"] == "% fall")].iloc[0]
    counts = evidence[(evidence["line"] == 629) & (evidence["unit"] == "orders")].set_index(["what", "period"])["value"]
    station = counts["Place of safety orders that led to a police station"]
    assert 100 * (1 - station["2013/14"] / station["2012/13"]) == pytest.approx(20)
    assert (fall["value"], "20%" in fall["note"]) == (24, True)
    share = evidence[(evidence["line"] == 670)].iloc[0]
    assert "this figure" in share["note"]
    twice = evidence[evidence["line"].isin([402, 766]) & (evidence["edition"] == "2017-18")]
    assert sorted(twice["value"]) == [1, 1, 19, 19]
