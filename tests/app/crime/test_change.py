"""What changed: the crimeogram, the usual spread and the survey beside it."""

import re

import pytest

from components.registry import find_entry
from tests.app.crime.opening import open_view
from tests.app.reading import read_chart, read_finding, read_table

VIEWS = [code for code, _ in find_entry("crime").views]


@pytest.mark.parametrize(("area", "total"), [("E23000016", 85_433), ("E23000017", 41_196)])
def test_the_crimeogram_and_its_table_hold_the_published_total(area, total, app_store):
    at = open_view("change", area=area)
    (drawn,) = [frame for frame in read_chart(at, 1) if "left" in frame and "crime_count" in frame]
    assert drawn["crime_count"].sum() == total
    areas = (drawn["right"] - drawn["left"]) * (drawn["bottom"] - drawn["top"])
    assert (areas / areas.sum()).tolist() == pytest.approx((drawn["crime_count"] / total).tolist(), abs=1e-9)


def test_the_change_view_says_the_usual_spread_and_how_often_it_names(duckdb_app):
    finding = read_finding(open_view("change"))
    assert "0.064" in finding
    assert "7.5% of 385 force-years" in finding


def test_a_percentage_never_stands_alone(duckdb_app):
    for view in VIEWS:
        for sentence in read_finding(open_view(view)).split("\n\n"):
            if re.search(r"\([+-]\d", sentence):
                assert re.search("within what|more than usual|more than chance", sentence), sentence


def test_the_survey_stands_beside_recorded_crime(duckdb_app):
    table = read_table(open_view("change"), "Recorded crime and the national survey, as the assessments put them")
    assert set(table.loc[table["Of"] == "the national survey", "Direction stated"]) == {"down"}
