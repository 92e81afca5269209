"""The picture of a threat: its editions, its aims, its statements and its strongest measure."""

import re

import pytest

from data_access.filters import Filters
from data_access.store import open_store
from tests.app.reading import (
    find_parts,
    open_page,
    read_chart,
    read_finding,
    read_table,
)

NO_FIGURE = ("fgm-fm-hbv", "fno", "pipeline", "radicalisation", "food-crime", "homelessness", "serious-acquisitive")
RUGBY, WARWICKSHIRE = "E22000321", "E23000017"


def test_the_picture_of_a_priority_says_its_editions_and_its_change(duckdb_app):
    finding = read_finding(open_page("threats", threat="oac"))
    assert (
        "The alliance priorities of 2017-18 include organised acquisitive crime, and so do those recommended" in finding
    )
    assert "vehicle offences, 9,290 to 8,072 (-13.1%)" in finding
    cyber = read_finding(open_page("threats", threat="cyber"))
    assert "2016-17 and 2017-18 include cyber crime, but not those recommended for 2018-19" in cyber


def test_the_aim_of_each_edition_stands_with_its_line(duckdb_app):
    aims = read_table(open_page("threats", threat="csea"), "Aims: Child sexual exploitation and abuse")
    assert aims["Edition"].tolist() == ["2016-17", "2017-18", "2018-19, recommended in 2017-18"]
    assert aims["Line"].tolist() == ["558", "513", "373"]


def test_each_statement_names_edition_section_and_line(duckdb_app):
    at = open_page("threats", threat="domestic-abuse")
    lists = [words for words in find_parts(at, "markdown") if words.startswith("- ")]
    items = [line for words in lists for line in words.splitlines()]
    assert len(items) == 14
    assert all(re.search(r"\*\(20\d\d-\d\d, .+, line \d+.*\)\*$", line) for line in items)


def test_the_chart_of_the_strongest_measure_is_what_the_store_answers(duckdb_app):
    at = open_page("threats", threat="rape-sexual", area=WARWICKSHIRE)
    (drawn,) = [frame for frame in read_chart(at, 0) if "crime_count" in frame]
    store = open_store(duckdb_app)
    filters = Filters(threat_code="rape-sexual", area_code=WARWICKSHIRE)
    asked = store.ask("crime.trend", filters, step="published-year", breakdown="group")
    store.close()
    assert drawn["crime_count"].astype(float).tolist() == asked["crime_count"].tolist()
    table = read_table(at, "Recorded crimes in years to September, Warwickshire")
    assert table["Sexual offences"].iloc[-1] == f"{asked['crime_count'].iloc[-1]:,.0f}"


def test_a_month_without_a_collision_is_zero_and_no_gap(duckdb_app):
    at = open_page("threats", threat="ksi", area="E07000218")
    table = read_table(at, "KSI collisions by month, North Warwickshire")
    assert len(table) == 12
    assert table["KSI collisions"].astype(int).sum() == 45


@pytest.mark.parametrize("threat", NO_FIGURE)
def test_a_threat_without_figures_says_plainly_that_none_is_held(threat, duckdb_app):
    finding = read_finding(open_page("threats", threat=threat, view="figures"))
    assert re.search(r"Neither assessment prints a figure about .+: none is held\.", finding)
    if threat != "serious-acquisitive":  # counted by published offences
        assert re.search(r"No figure about .+ is held:", read_finding(open_page("threats", threat=threat)))
