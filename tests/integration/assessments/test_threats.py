"""The threats that the assessments name, with their texts, measures, offences and themes."""

import re
from pathlib import Path

import pandas as pd

from data_access.catalogue import find_measure
from data_access.publications import PUBLICATIONS
from data_access.queries.threats.documents import TEXT_KINDS
from data_access.questions import QUESTIONS
from tests.integration.assessments.reading import read_document, read_reference, read_threats

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
PRIORITIES = ("csea", "soc", "domestic-abuse", "modern-slavery", "oac", "ksi", "cyber", "rape-sexual")
EMERGING = (
    *("serious-acquisitive", "mental-health", "fgm-fm-hbv", "fno", "pipeline", "radicalisation", "hate-crime"),
    *("food-crime", "homelessness"),
)


def test_the_threats_are_the_eight_priorities_and_what_else_the_documents_name() -> None:
    threats = read_threats()
    assert tuple(threats["threat_code"]) == PRIORITIES + EMERGING
    assert threats["standing"].str.startswith("alliance priority").sum() == 8
    assert threats["threat_name"].is_unique


def test_every_threat_has_texts_and_measures_and_a_priority_every_kind_it_can_have() -> None:
    texts, measures = read_reference("threat_texts"), pd.read_csv(REFERENCE / "threat_measures.csv", dtype=str)
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
    issues = read_reference("impact_issues")
    assert issues["position"].tolist() == list(range(1, 25))
    assert "impact" not in issues.columns
    lines = read_document("2016-17")
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
