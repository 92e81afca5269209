"""The scanner of printed numbers, and what becomes of each."""

import pandas as pd
import pytest

from data_access.measures.document_numbers import (
    count_by_section,
    describe_reasons,
    find_numbers,
    list_printed,
    settle_numbers,
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("33,450 incidents, 14% of crime", ["33,450", "14"]),
        ("a 77.8%* rise", ["77.8"]),
        ("from 7500 in 2012/13 to 6,000", ["7500", "2012", "13", "6,000"]),
        ("£46.2bn, the 4Ps and the M42", ["46.2", "4", "42"]),
        ("ranks 3rd and 5th", ["3", "5"]),
        ("1,2 and 12,34", ["1", "2", "12", "34"]),
        ("15:00 on 24/09/15", ["15", "00", "24", "09", "15"]),
        ("victims¹⁶ of abuse²", ["¹⁶", "²"]),
        ("Two thirds, one in four; A Quarter", ["two", "thirds", "one", "four", "quarter"]),
        ("quarterly, someone, tension, halfway, thirdly", []),
        ("", []),
    ],
)
def test_every_number_in_a_text_is_found_as_printed(text: str, printed: list[str]) -> None:
    assert list_printed(text) == printed


def test_numbers_carry_their_line_and_kind() -> None:
    found = find_numbers(["no number", "eight of 10²"])
    assert [(number.line, number.printed, number.kind) for number in found] == [
        (2, "eight", "word"),
        (2, "10", "digits"),
        (2, "²", "raised"),
    ]


NUMBERS = pd.DataFrame(
    [
        ("2017-18", 1, 1, "14", "digits"),
        ("2017-18", 1, 2, "14", "digits"),
        ("2017-18", 1, 3, "²", "raised"),
        ("2017-18", 3, 1, "616", "digits"),
    ],
    columns=["edition", "line", "position", "printed", "kind"],
)
EVIDENCE = pd.DataFrame([("2017-18", 1, "14% of crime")], columns=["edition", "line", "as_printed"])
EXCEPTIONS = pd.DataFrame(
    [("2017-18", 1, "14", 1, "page number", ""), ("2017-18", 3, "616", 1, "held in another table", "survey")],
    columns=["edition", "line", "printed", "number_count", "reason", "held_in"],
)
SECTIONS = pd.DataFrame([("2017-18", 1, 2), ("2017-18", 3, 4)], columns=["edition", "first_line", "last_line"])


def _settle(evidence: pd.DataFrame = EVIDENCE, exceptions: pd.DataFrame = EXCEPTIONS) -> pd.DataFrame:
    settled = settle_numbers(NUMBERS, evidence, exceptions)
    return settled.set_index(["line", "printed"])


def test_a_number_is_in_a_figure_in_another_table_or_no_figure() -> None:
    settled = _settle()
    assert (settled["open_count"] == 0).all()
    counts = ["number_count", "evidence_count", "elsewhere_count", "excepted_count"]
    assert settled.loc[(1, "14"), counts].tolist() == [2, 1, 0, 1]
    assert settled.loc[(1, "²"), counts].tolist() == [1, 0, 0, 1]
    assert settled.loc[(3, "616"), counts].tolist() == [1, 0, 1, 0]


def test_a_number_accounted_for_nowhere_is_open() -> None:
    assert _settle(evidence=EVIDENCE[:0])["open_count"].to_dict() == {(1, "14"): 1, (1, "²"): 0, (3, "616"): 0}
    assert _settle(exceptions=EXCEPTIONS[:1]).loc[(3, "616"), "open_count"] == 1


def test_a_number_accounted_for_more_often_than_printed_shows() -> None:
    twice = pd.concat([EVIDENCE, EVIDENCE, EVIDENCE])
    assert _settle(evidence=twice).loc[(1, "14"), "open_count"] == -2
    elsewhere = EVIDENCE.assign(as_printed="15%")
    assert _settle(evidence=elsewhere).loc[(1, "15"), "open_count"] == -1


def test_a_figure_on_another_line_or_in_another_edition_accounts_for_nothing() -> None:
    assert _settle(evidence=EVIDENCE.assign(line=2)).loc[(1, "14"), "open_count"] == 1
    assert _settle(evidence=EVIDENCE.assign(edition="2016-17")).loc[(1, "14"), "open_count"].tolist() == [-1, 1]


def test_sections_count_the_numbers_on_their_lines_with_the_reasons() -> None:
    settled = settle_numbers(NUMBERS, EVIDENCE, EXCEPTIONS)
    counted = count_by_section(SECTIONS, settled)
    assert counted["number_count"].tolist() == [3, 1]
    assert counted["elsewhere_count"].tolist() == [0, 1]
    assert describe_reasons(SECTIONS, settled, EXCEPTIONS).tolist() == ["footnote mark (1), page number (1)", ""]
