"""The facts transcribed from the two assessments: every printed number accounted for, and every row checkable."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.registry import PAGES
from data_access.catalogue import find_measure
from data_access.load.threats import COMMON_FILES, EDITION_FILES, list_numbers, read_threat_file
from data_access.measures.document_numbers import OTHER_TABLE, REASONS, list_printed, settle_numbers
from data_access.publications import PUBLICATIONS
from data_access.queries.threats.documents import TEXT_KINDS
from data_access.questions import QUESTIONS

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"
LAST_LINES = {"2016-17": 1300, "2017-18": 1294}
# Tables of people and scrutiny that hold numbers of the documents.
OTHER_TABLES = {
    *("stated_strength", "stated_sickness", "stated_toil_rdil", "stated_specials", "stated_survey"),
    *("stated_confidence", "stated_standards", "peel_grades", "inspections"),
}
PRIORITIES = ("csea", "soc", "domestic-abuse", "modern-slavery", "oac", "ksi", "cyber", "rape-sexual")
EMERGING = (
    *("serious-acquisitive", "mental-health", "fgm-fm-hbv", "fno", "pipeline", "radicalisation", "hate-crime"),
    *("food-crime", "homelessness"),
)
# Words about who people are, and people named in the documents: none belongs in a row.
PERSONAL = re.compile(
    r"\b(white|black|asian|jewish|maltese|muslim|islam\w*|sharia|albania\w*|nigeria\w*|vietnam\w*|british|"
    r"stiff|noman|stoneman|rhodes|farrar|campion|seccombe|longmore|winsor)\b",
    re.IGNORECASE,
)


def _read(name: str) -> pd.DataFrame:
    return read_threat_file(REFERENCE / f"{name}.csv")


@cache
def _read_document(edition: str) -> list[str]:
    """The lines of a document; none where the documents are not here."""
    path = DOCUMENTS / f"strategic-assessment-{edition}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    return _read("evidence")


@pytest.fixture(scope="module")
def sections() -> pd.DataFrame:
    return _read("document_sections")


def _find_section(sections: pd.DataFrame, *, edition: str, line: int) -> str:
    around = (sections["first_line"] <= line) & (line <= sections["last_line"]) & (sections["edition"] == edition)
    (name,) = sections.loc[around, "section"]
    return str(name)


# --- every printed number ----------------------------------------------------------------------------


def test_the_list_of_numbers_is_what_the_scanner_finds_in_the_documents() -> None:
    held = _read("document_numbers").drop(columns="source_id")
    assert held["printed"].map(list_printed).map(len).eq(1).all()
    assert held.groupby("edition").size().to_dict() == {"2016-17": 641, "2017-18": 219}
    if DOCUMENTS.is_dir():
        pd.testing.assert_frame_equal(held, list_numbers(DOCUMENTS), check_dtype=False)


def test_every_printed_number_is_a_figure_held_or_has_its_reason(evidence: pd.DataFrame) -> None:
    settled = settle_numbers(_read("document_numbers"), evidence, _read("coverage_exceptions"))
    wrong = settled[settled["open_count"] != 0]
    assert wrong.empty, f"not accounted for, or more often than printed:\n{wrong.to_string()}"


def test_an_exception_has_a_reason_or_a_table_that_holds_the_number() -> None:
    exceptions = _read("coverage_exceptions")
    assert set(exceptions["reason"]) <= set(REASONS)
    assert ((exceptions["reason"] == OTHER_TABLE) == (exceptions["held_in"] != "")).all()
    assert (exceptions["number_count"] > 0).all()


@pytest.mark.parametrize("table", sorted({*OTHER_TABLES, "impact_issues"}))
def test_a_number_held_elsewhere_stands_in_that_table_on_its_line(table: str) -> None:
    exceptions = _read("coverage_exceptions")
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


# --- the figures -------------------------------------------------------------------------------------


def test_a_figure_stands_on_its_line_as_printed(evidence: pd.DataFrame) -> None:
    numbers = _read("document_numbers")
    printed = numbers.groupby(["edition", "line"])["printed"].agg(set)
    for row in evidence.to_dict("records"):
        found = list_printed(row["as_printed"])
        assert found, row["evidence_id"]
        assert set(found) <= printed[(row["edition"], row["line"])], row["evidence_id"]
        lines = _read_document(row["edition"])
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
    threats = set(_read_threats()["threat_code"])
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


# --- sections ----------------------------------------------------------------------------------------


def test_the_sections_cover_every_line_once_and_say_why_the_rest_is_text(sections: pd.DataFrame) -> None:
    for edition, rows in sections.groupby("edition"):
        assert rows["first_line"].tolist() == [1, *(rows["last_line"].iloc[:-1] + 1)]
        assert rows["last_line"].iloc[-1] == LAST_LINES[str(edition)]
        assert len(_read_document(str(edition))) in (0, LAST_LINES[str(edition)])
        assert rows["section"].is_unique
    assert (sections["text_only"].str.len() > 10).all()
    shown = set(sections["shown_on"].str.split("; ").explode()) - {""}
    assert shown <= {entry.topic for entry in PAGES}


def test_a_section_is_shown_where_its_facts_are(sections: pd.DataFrame, evidence: pd.DataFrame) -> None:
    """Facts about a threat stand on the threats page, figures about none in the coverage view of the sources page."""
    aims = pd.read_csv(REFERENCE / "alliance_priorities.csv", dtype=str).assign(threat_code="aim")
    aims["edition"] = aims["edition"].replace({"2018-19": "2017-18"})
    facts = [evidence, aims, *(_read(name) for name in ("threat_texts", "impact_issues", "intelligence"))]
    rows = pd.concat([frame[["edition", "line", "threat_code"]] for frame in facts])
    rows["line"] = rows["line"].astype(int)
    for section in sections.to_dict("records"):
        shown = set(section["shown_on"].split("; "))
        has_threat = (_keep_inside(rows, section)["threat_code"] != "").any()
        assert ("threats" in shown) == has_threat, section["section"]
        has_topic = (_keep_inside(evidence, section)["topic"] != "").any()
        assert ("sources" in shown) or not has_topic, section["section"]


def _keep_inside(rows: pd.DataFrame, section: dict[str, Any]) -> pd.DataFrame:
    is_inside = rows["line"].between(section["first_line"], section["last_line"])
    return rows[(rows["edition"] == section["edition"]) & is_inside]


# --- threats -----------------------------------------------------------------------------------------


def _read_threats() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "threats.csv", dtype=str, keep_default_na=False)


def test_the_threats_are_the_eight_priorities_and_what_else_the_documents_name() -> None:
    threats = _read_threats()
    assert tuple(threats["threat_code"]) == PRIORITIES + EMERGING
    assert threats["standing"].str.startswith("alliance priority").sum() == 8
    assert threats["threat_name"].is_unique


def test_every_threat_has_texts_and_measures_and_a_priority_every_kind_it_can_have() -> None:
    texts, measures = _read("threat_texts"), pd.read_csv(REFERENCE / "threat_measures.csv", dtype=str)
    codes = set(PRIORITIES + EMERGING)
    assert set(texts["threat_code"]) == set(measures["threat_code"]) == codes
    assert set(texts["kind"]) <= set(TEXT_KINDS) - {"aim"}
    assert set(texts["certainty"]) == {"certain", "inferred"}
    kinds = texts.groupby("threat_code")["kind"].agg(set)
    for code in PRIORITIES:
        assert {"situation", "recommendation", "gap"} <= kinds[code], code
    assert (texts.loc[texts["certainty"] == "inferred", "note"] != "").sum() >= 5
    assert not texts.duplicated(["threat_code", "edition", "text"]).any()


def test_a_measure_is_described_as_the_catalogue_describes_it_and_has_been_reviewed() -> None:
    measures = pd.read_csv(REFERENCE / "threat_measures.csv", dtype=str, keep_default_na=False)
    sources = {publication.source_id for publication in PUBLICATIONS}
    for row in measures.to_dict("records"):
        if row["measure_code"]:
            known = find_measure(row["measure_code"])
            assert (known.polarity, known.source_id) == (row["polarity"], row["source_id"])
        assert row["source_id"] in sources | {""}
        assert row["question"] in {*QUESTIONS, ""}
        assert (row["coverage"] == "none") == (row["availability"] == "not public")
        assert row["coverage"] in ("whole", "part", "none")
        assert row["availability"] in ("held", "if loaded", "not public")
        assert row["polarity"] == ("lower" if row["threat_code"] == "ksi" else "none")
        assert row["reviewer"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["reviewed_date"])
        assert len(row["definition"]) > 20
        assert len(row["reason"]) > 20


def test_an_offence_that_counts_for_a_threat_is_known_and_has_a_reason() -> None:
    links = pd.read_csv(REFERENCE / "threat_offences.csv", dtype=str)
    assert not links.duplicated(["threat_code", "scheme", "offence_code"]).any()
    offences = pd.read_csv(REFERENCE / "offences.csv", dtype=str)
    known = set(offences.loc[offences["scheme"] == "offence", "offence_code"])
    assert set(links.loc[links["scheme"] == "offence", "offence_code"]) <= known
    assert (links["reason"].str.len() > 20).all()
    assert set(links["coverage"]) == {"whole", "part"}


def test_the_24_issues_stand_as_listed_and_have_no_position() -> None:
    issues = _read("impact_issues")
    assert issues["position"].tolist() == list(range(1, 25))
    assert "impact" not in issues.columns
    lines = _read_document("2016-17")
    for row in issues.to_dict("records"):
        assert not lines or lines[row["line"] - 1] == f"- {row['position']}. {row['issue']}"
    assert set(issues["threat_code"]) - {""} <= set(PRIORITIES + EMERGING)


def test_a_theme_that_bears_on_a_threat_is_known_and_no_alliance_priority_has_two_links() -> None:
    links = pd.read_csv(REFERENCE / "threat_themes.csv", dtype=str)
    themes = set(pd.read_csv(REFERENCE / "csp_themes.csv", dtype=str)["theme_code"])
    assert set(links["theme_code"]) <= themes
    assert set(links["threat_code"]) <= set(EMERGING), "a priority has its links in csp_theme_links.csv"
    assert set(links["strength"]) == {"direct", "contributes"}
    assert not links.duplicated(["threat_code", "theme_code"]).any()
    assert (links["reason"].str.len() > 20).all()
    assert links[["reviewer", "reviewed_date"]].notna().all(axis=None)


# --- words -------------------------------------------------------------------------------------------

PROSE = {
    "evidence": ["what", "note"],
    "threat_texts": ["text", "note"],
    "threat_measures": ["measure_name", "definition", "reason"],
    "document_sections": ["text_only"],
    "intelligence": ["requirement", "note"],
    "intelligence_scale": ["reason"],
    "morile": ["definition", "basis"],
    "threat_themes": ["reason"],
}


def _list_prose(name: str) -> list[str]:
    frame = pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)
    return [text for column in PROSE[name] for text in frame[column] if text]


@pytest.mark.parametrize("name", PROSE)
def test_nobody_is_named_or_described_by_origin_or_belief(name: str) -> None:
    assert [text for text in _list_prose(name) if PERSONAL.search(text)] == []


@pytest.mark.parametrize("name", PROSE)
def test_no_row_copies_eight_words_in_a_row_from_the_documents(name: str) -> None:
    printed = " ".join(" ".join(_split(line)) for edition in LAST_LINES for line in _read_document(edition))
    for text in _list_prose(name):
        words = _split(text)
        assert all(word for word in words)
        for start in range(len(words) - 7):
            run = " ".join(words[start : start + 8])
            assert run not in printed, run


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def test_every_file_here_is_loaded_into_the_store() -> None:
    for name in (*EDITION_FILES, *COMMON_FILES):
        assert (REFERENCE / name).is_file()
