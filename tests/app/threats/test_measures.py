"""What measures a threat: what each measure covers, each part drawn, and only the sources shown."""

import pytest
from streamlit.testing.v1 import AppTest

from data_access.filters import Filters
from data_access.store import open_store
from tests.app.reading import (
    find_parts,
    open_page,
    read_finding,
    read_table,
)


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


def test_measures_say_what_they_cover_and_offences_why_they_count(duckdb_app):
    at = open_page("threats", threat="csea", view="measures")
    measures = read_table(at, "Measures that bear on child sexual exploitation and abuse")
    assert measures["Held"].tolist() == ["yes", "no: comes with a force's own extract"]
    assert "the interest marker is not public" in measures["How well, and why"].iloc[0]
    offences = read_table(at, "Offences that count for child sexual exploitation and abuse")
    assert len(offences) == 11
    assert offences["Why it counts"].str.len().min() > 20
    assert any("Areas below a force are not compared" in words for words in find_parts(at, "caption"))


@pytest.mark.parametrize(
    ("threat", "show", "said"),
    [
        ("oac", "trend", "No measure moved more than usual"),
        ("oac", "areas", "had the highest rate"),
        ("oac", "peers", "the weighted mean of its peers is"),
        ("oac", "severity", "% of their harm, by"),
        ("csea", "severity", "its offences were"),
        ("modern-slavery", "trend", "70 offences that count for it were recorded in the alliance"),
        ("ksi", "trend", "711 collisions"),
        ("ksi", "areas", "North Warwickshire has the highest rate of"),
        ("ksi", "severity", "million pounds to society in 2015 prices"),
    ],
)
def test_each_part_of_the_measures_says_and_draws_its_own(threat, show, said, duckdb_app):
    at = open_page("threats", threat=threat, view="measures", show=show)
    assert read_errors(at) == []
    assert said in read_finding(at)


def test_the_value_of_prevention_is_of_collisions_and_adds_up(app_store):
    store = open_store(app_store)
    values = store.ask("threats.ksi_value", Filters()).set_index("severity")
    store.close()
    assert values["collision_count"].sum() == 711
    assert values.loc["fatal", "prevention_value"] == values.loc["fatal", "collision_count"] * 2_005_664


def test_only_the_sources_shown_are_named(duckdb_app):
    years = " ".join(find_parts(open_page("threats", threat="oac"), "source"))
    assert "Police recorded crime by police force area" in years
    assert "Road safety data" not in years
    ksi = " ".join(find_parts(open_page("threats", threat="ksi"), "source"))
    assert "Road safety data" in ksi
    assert "Police recorded crime" not in ksi
