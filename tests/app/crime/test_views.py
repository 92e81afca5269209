"""The seven views of the crime page: what each draws, says and keeps in the address."""

import json
import re

import pandas as pd
import pytest

from components.registry import find_entry
from data_access.filters import Filters
from data_access.store import open_store
from tests.app.reading import collect_texts, find_parts, list_parts, open_page, read_chart, read_finding, read_table

VIEWS = [code for code, _ in find_entry("crime").views]
AREAS = {
    "alliance": {},
    "force": {"area": "E23000016"},
    "policing area": {"area": "E22000321"},
    "district": {"area": "E07000220"},
    "no location": {"threat": "oac"},
}
CHARTS = {"trend": 4, "change": 2, "places": 1, "hotspots": 1, "peers": 2, "severity": 3, "outcomes": 1}
MAPS = {"places": 1, "hotspots": 1}


def open_view(view: str, **params: str):
    return open_page("crime", **({"view": view} if view != "trend" else {}), **params)


def read_numbers(table: pd.DataFrame, column: str) -> list[float]:
    return [float(cell.replace(",", "")) for cell in table[column] if re.fullmatch(r"-?[\d,.]+", cell)]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_in_the_order_of_every_page_on_both_databases(view, app_store):
    at = open_view(view)
    assert [one.value for one in [*at.exception, *at.error, *at.warning, *at.info]] == []
    kinds = [kind for kind, _ in list_parts(at)]
    assert kinds.count("chart") == CHARTS[view]
    assert kinds.count("map") == MAPS.get(view, 0)
    first_drawing = min(kinds.index(kind) for kind in ("chart", "map") if kind in kinds)
    order = [kinds.index("title"), kinds.index("finding"), first_drawing, kinds.index("source")]
    assert order == sorted(order)
    assert len(find_parts(at, "table")) >= 1
    for kind in ("vega_lite_chart", "deck_gl_json_chart"):
        for element in at.get(kind):
            assert len(element.proto.alt) > 40
            assert "below" in element.proto.alt


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("area", AREAS)
def test_a_view_draws_for_every_level_and_for_a_threat(view, area, duckdb_app):
    at = open_view(view, **AREAS[area])
    assert [one.value for one in [*at.exception, *at.error, *at.warning]] == []
    assert find_parts(at, "finding") or at.info


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_a_period_without_figures_says_so_and_what_to_do(view, duckdb_app):
    at = open_view(view, from_="2020-02", to="2020-03")
    assert [one.value for one in [*at.exception, *at.error]] == []
    assert len(at.info) == 1
    assert " held " in at.info[0].value


def test_the_views_stand_under_the_title_and_the_address_keeps_the_choice(duckdb_app):
    at = open_view("peers")
    assert dict(at.query_params) == {"view": "peers"}
    assert "rank" in read_finding(at)


def test_an_unknown_view_gives_the_usual_one_and_a_sentence(duckdb_app):
    at = open_page("crime", view="guess")
    assert "view 'guess'" in at.warning[0].value
    assert "were recorded" in read_finding(at)


# --- trend --------------------------------------------------------------------------------------------


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


# --- change, severity ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("area", "total"), [("E23000016", 85_433), ("E23000017", 41_196)])
def test_the_crimeogram_and_its_table_hold_the_published_total(area, total, app_store):
    at = open_view("change", area=area)
    (drawn,) = [frame for frame in read_chart(at, 1) if "left" in frame and "crime_count" in frame]
    assert drawn["crime_count"].sum() == total
    areas = (drawn["right"] - drawn["left"]) * (drawn["bottom"] - drawn["top"])
    assert (areas / areas.sum()).tolist() == pytest.approx((drawn["crime_count"] / total).tolist(), abs=1e-9)


def test_severity_stands_beside_the_crimeogram_only_where_codes_are_held(app_store):
    groups = open_view("change")
    assert any("needs offence codes" in one.value for one in groups.main.caption)
    codes = open_view("change", basis="published-quarter")
    assert len(find_parts(codes, "chart")) == 3
    assert any("vintage not stated" in one.value for one in codes.main.caption)
    assert not any("needs offence codes" in one.value for one in codes.main.caption)


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


# --- places, hot spots, peers, outcomes ------------------------------------------------------------------


@pytest.mark.parametrize("level", ["policing_area", "district"])
def test_the_ski_slope_its_table_and_the_store_agree(level, app_store):
    at = open_view("places", **({"level": level} if level != "policing_area" else {}))
    store = open_store(app_store)
    rates = store.ask("crime.rates", Filters(), level=level)
    store.close()
    crimes = rates[rates["is_recorded_crime"].astype(bool) & rates["rate"].notna()]
    (drawn,) = [frame for frame in read_chart(at, 0) if "rate_lower" in frame]
    assert drawn["rate"].tolist() == pytest.approx(crimes["rate"].astype(float).tolist())
    words = {"policing_area": "policing area", "district": "district"}[level]
    table = read_table(at, f"Recorded crime by {words} over the 17 months held")
    assert read_numbers(table, "Count") == [
        float(count) for count in rates.loc[rates["is_recorded_crime"].astype(bool), "crime_count"]
    ]


def test_an_lsoa_map_shows_counts_until_rates_are_asked_for_and_carries_the_points_note(duckdb_app):
    at = open_view("places", level="lsoa")
    assert at.selectbox(key="choice_crime_show").value == "count"
    assert any("anonymised map points" in one.value for one in at.main.caption)
    assert "Crimes, from light to dark" in " ".join(one.value for one in at.main.caption)
    rates = open_view("places", level="lsoa", show="rate")
    assert "no value" in " ".join(one.value for one in rates.main.caption)


def test_the_fill_of_an_lsoa_map_is_looked_up_without_a_call(duckdb_app):
    deck = json.loads(open_view("hotspots").get("deck_gl_json_chart")[0].proto.json)
    (layer,) = [layer for layer in deck["layers"] if layer["id"] == "areas-lsoa"]
    fill = layer["getFillColor"]
    assert fill.endswith("[properties.number]]")
    classes = [int(each) for each in re.search(r"\(\[([\d,]+)\]\)\[properties", fill).group(1).split(",")]
    assert len(classes) == 1_120
    assert {number: classes.count(number) for number in (1, 2, 3)} == {1: 34, 2: 22, 3: 22}


def test_peers_name_both_means_and_the_list_as_incomplete(app_store):
    at = open_view("peers")
    notes = " ".join(one.value for one in at.main.caption)
    assert "weighted mean (all their crimes by all their residents)" in notes
    assert "simple mean of their rates" in notes
    assert "names five for both forces and speaks of eight" in notes
    table = read_table(at, "Recorded crime of the 43 forces, year to September 2017")
    assert len(table) == 43
    assert table.loc[table["Force"] == "City of London", "Per 1,000 residents"].tolist() == ["no rate"]
    assert "means nothing" in table.loc[table["Force"] == "City of London", "Note"].iloc[0]
    assert (table["Role"] == "peer").sum() == 5


def test_outcomes_compare_areas_within_a_month_and_never_months(app_store):
    at = open_view("outcomes", month="2018-10")
    table = read_table(at, "Outcomes of crimes recorded in October 2018")
    assert set(table["Area"]) == {"Warwickshire", "West Mercia"}
    assert sum(read_numbers(table, "Recorded crimes")) == 11_325
    assert any("months are not compared" in one.value for one in at.main.caption)


def test_no_peer_of_another_force_leaks_into_the_usual_view(duckdb_app):
    assert not [text for text in collect_texts(open_view("trend")) if "Gloucestershire" in text]
