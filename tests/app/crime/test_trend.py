"""The trend: its periods, its gaps, the changes of recording and what was projected."""

import json

import pytest

from tests.app.crime.opening import open_view, read_numbers
from tests.app.reading import read_chart, read_table


@pytest.mark.parametrize(("step", "total"), [("published-year", "126,629"), ("published-quarter", None)])
def test_the_trend_by_published_periods_reconciles(step, total, app_store):
    at = open_view("trend", step=step)
    (drawn,) = [frame for frame in read_chart(at, 0) if "crime_count" in frame]
    if total:
        assert f"{drawn.set_index('period_code').loc['ye-2017-09', 'crime_count']:,.0f}" == total
    else:
        assert drawn["crime_count"].sum() == 84_350 + 41_411


def test_steps_that_are_not_held_are_named_with_their_reason_and_not_offered(duckdb_app):
    at = open_view("trend")
    offered = at.selectbox(key="choice_crime_step").options
    assert offered == ["Month", "Quarter", "Published year to September", "Published quarter of 2017/18"]
    (note,) = [one.value for one in at.main.caption if one.value.startswith("Not offered.")]
    assert "Rolling 12 months: no 12 months in a row have every month held" in note


def test_no_line_of_the_control_chart_crosses_a_gap(duckdb_app):
    at = open_view("trend")
    spec = json.loads(at.get("vega_lite_chart")[0].proto.spec)
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(lines) == 4
    assert {layer["encoding"]["detail"]["field"] for layer in lines} == {"segment"}
    (drawn,) = [frame for frame in read_chart(at, 0) if "crime_count" in frame]
    assert drawn.groupby("segment").size().tolist() == [10, 5, 2]


def test_a_dated_change_of_recording_stands_on_the_chart_and_undated_ones_beside_it(duckdb_app):
    at = open_view("trend", step="published-year", group="sexual-offences")
    placed = [frame for frame in read_chart(at, 0) if "number" in frame]
    assert placed[0]["month_words"].tolist() == ["Apr 2015", "Nov 2015"]
    months = open_view("trend")
    assert not [frame for frame in read_chart(months, 0) if "number" in frame]
    table = read_table(months, "Changes in how crime is recorded")
    assert (table["Date"] == "no date in its source").sum() == 24


def test_then_and_now_names_the_years_between(duckdb_app):
    at = open_view("trend")
    table = read_table(at, "Then and now: the same calendar months of two years")
    assert list(dict.fromkeys(table["Months"])) == ["October", "January and February"]
    assert set(table["Years between, not compared"]) == {"2015 to 2017", "2015 to 2018", "2020 to 2023"}


def test_projections_stand_as_stated(duckdb_app):
    table = read_table(open_view("trend"), "Projections as stated; the periods differ from the years held")
    assert table["Projected for 2015/16"].tolist() == ["10% to 16% more", "13% to 21% more"]
    assert read_numbers(table, "Year to Sep, after") == [33_433, 75_663]
