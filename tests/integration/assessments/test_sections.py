"""The sections cover every line once, and are shown where their facts are."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.registry import PAGES
from tests.integration.assessments.reading import read_document, read_reference

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
LAST_LINES = {"2016-17": 1300, "2017-18": 1294}


@pytest.fixture(scope="module")
def sections() -> pd.DataFrame:
    return read_reference("document_sections")


def test_the_sections_cover_every_line_once_and_say_why_the_rest_is_text(sections: pd.DataFrame) -> None:
    for edition, rows in sections.groupby("edition"):
        assert rows["first_line"].tolist() == [1, *(rows["last_line"].iloc[:-1] + 1)]
        assert rows["last_line"].iloc[-1] == LAST_LINES[str(edition)]
        assert len(read_document(str(edition))) in (0, LAST_LINES[str(edition)])
        assert rows["section"].is_unique
    assert (sections["text_only"].str.len() > 10).all()
    shown = set(sections["shown_on"].str.split("; ").explode()) - {""}
    assert shown <= {entry.topic for entry in PAGES}


def test_a_section_is_shown_where_its_facts_are(sections: pd.DataFrame, evidence: pd.DataFrame) -> None:
    """Facts about a threat stand on the threats page, figures about none in the coverage view of the sources page."""
    aims = pd.read_csv(REFERENCE / "alliance_priorities.csv", dtype=str).assign(threat_code="aim")
    aims["edition"] = aims["edition"].replace({"2018-19": "2017-18"})
    facts = [evidence, aims, *(read_reference(name) for name in ("threat_texts", "impact_issues", "intelligence"))]
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
