"""Every view of a threat draws, for which threat, and uses nothing of who people are."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.registry import find_entry
from tests.app.reading import (
    collect_texts,
    find_parts,
    open_page,
    read_scope,
)

ROOT = Path(__file__).resolve().parents[3]
VIEWS = [code for code, _ in find_entry("threats").views]
THREATS = pd.read_csv(ROOT / "data_access" / "reference" / "threats.csv", dtype=str)["threat_code"].tolist()
RUGBY, WARWICKSHIRE = "E22000321", "E23000017"
PERSONAL = re.compile(r"ethnic|national(ity|ities)\b|religio", re.IGNORECASE)


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


# Every threat in two of the views, so that every view is drawn for several threats.
TWO_VIEWS = [(threat, VIEWS[(at + step) % len(VIEWS)]) for at, threat in enumerate(THREATS) for step in (0, 3)]


@pytest.mark.parametrize(("threat", "view"), TWO_VIEWS)
def test_a_view_of_a_threat_draws(threat, view, duckdb_app):
    at = open_page("threats", threat=threat, view=view)
    assert read_errors(at) == []
    assert at.title[0].value.startswith("What is known about ")
    found = find_parts(at, "finding")
    assert found or at.info
    for sentence in found:
        assert not PERSONAL.search(sentence)
        assert "nan" not in sentence.casefold().split()
    # Measures of which none is held are our reading: no source has a figure on that page.
    is_unmeasured = view == "measures" and any("Nothing held counts" in sentence for sentence in found)
    assert bool(find_parts(at, "source")) != is_unmeasured


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_on_each_database_with_downloads(view, app_store):
    at = open_page("threats", threat="soc", view=view)
    assert read_errors(at) == []
    labels = find_parts(at, "download")
    if view != "figures":  # no figure about it is printed
        assert any("(CSV)" in label for label in labels)


AREAS = ({"area": RUGBY}, {"area": WARWICKSHIRE, "from_": "2018-10"}, {"area": "E07000220"})


@pytest.mark.parametrize("number", range(len(AREAS)))
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_for_an_area_and_a_period(view, number, duckdb_app):
    threat, params = ("oac", "ksi", "csea")[number], AREAS[number]
    at = open_page("threats", threat=threat, view=view, **params)
    assert read_errors(at) == []


def test_without_a_filter_the_page_shows_the_first_threat_and_takes_a_choice(duckdb_app):
    at = open_page("threats")
    assert at.title[0].value == "What is known about child sexual exploitation and abuse?"
    at.selectbox(key="choice_threats_of").select("cyber").run()
    assert at.title[0].value == "What is known about cyber crime?"
    assert dict(at.query_params)["of"] in ("cyber", ["cyber"])
    assert read_scope(at).endswith("bearing on cyber crime")


def test_the_shared_filter_wins_and_leaves_no_choice(duckdb_app):
    at = open_page("threats", threat="ksi")
    assert not [one for one in at.selectbox if one.key == "choice_threats_of"]
    assert "killed and seriously injured" in at.title[0].value


def test_no_chart_map_or_choice_uses_who_people_are(duckdb_app):
    for threat in ("fno", "hate-crime", "radicalisation", "cyber"):
        at = open_page("threats", threat=threat)
        for box in at.selectbox:
            assert not any(PERSONAL.search(str(option)) for option in box.options)
        for spec in find_parts(at, "chart"):
            assert not PERSONAL.search(spec)
        assert collect_texts(at)
