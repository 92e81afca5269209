"""The coverage of the documents: every section with its reason, every link with its page."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.registry import PAGES
from components.views.sources.coverage import write_links
from tests.app.reading import (
    find_parts,
    open_page,
    read_finding,
    read_marking,
)

ROOT = Path(__file__).resolve().parents[3]
THREATS = pd.read_csv(ROOT / "data_access" / "reference" / "threats.csv", dtype=str)["threat_code"].tolist()


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


@pytest.mark.parametrize(("edition", "numbers", "sections"), [("2016-17", 641, 59), ("2017-18", 219, 42)])
def test_coverage_shows_every_section_with_its_reason(edition, numbers, sections, app_store):
    at = open_page("sources", view="coverage", document=edition)
    assert read_errors(at) == []
    assert f"Of {numbers} numbers printed" in read_finding(at)
    assert "None is left without a reason." in read_finding(at)
    (body,) = [body for body in find_parts(at, "table") if f"Coverage of the assessment {edition}" in body]
    assert body.count('<tr><th scope="row">') == sections
    assert read_marking(at) == "OFFICIAL"


def test_every_link_of_the_coverage_leads_to_a_page_that_shows_something(duckdb_app):
    paths = {entry.path for entry in PAGES}
    for edition in ("2016-17", "2017-18"):
        at = open_page("sources", view="coverage", document=edition)
        (body,) = [body for body in find_parts(at, "table") if f"Coverage of the assessment {edition}" in body]
        links = set(re.findall(r'href="([^"]+)"', body))
        assert len(links) > 8
        for link in links:
            path, _, query = link.partition("?")
            assert path in paths
            codes = re.findall(r"threat=([a-z-]+)", query)
            assert set(codes) <= set(THREATS)


def test_a_page_that_is_not_there_yet_is_no_link():
    row = {"shown_on": "horizon-to-come; sources", "threat_codes": "", "facts": "1 figure", "evidence_count": 1}
    assert write_links(row, threats={}) == (
        'horizon-to-come; <a href="sources?view=coverage" target="_self">Sources</a>'
    )


def test_the_sources_page_keeps_what_it_had(duckdb_app):
    at = open_page("sources")
    assert "sources are held" in read_finding(at)
    assert any("Template: crimes.xlsx" in label for label in find_parts(at, "download"))
