"""Every view of the pages on people, scrutiny and the horizon: figures, tables, empty states, a force's own totals."""

from collections.abc import Callable
from pathlib import Path

import pytest

from components.registry import PAGES
from data_access.load.building import build_store
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import read_settings
from tests.app.reading import find_parts, open_page, read_chart, read_finding, read_marking, read_table

TOPICS = ("workforce", "scrutiny", "horizon")
VIEWS = [(entry.topic, code) for entry in PAGES if entry.topic in TOPICS for code, _ in entry.views]


def open_view(topic: str, view: str, **params: str):
    """Open a view by its link; the first view's code is not in the address."""
    first = next(entry.views[0][0] for entry in PAGES if entry.topic == topic)
    return open_page(topic, **({} if view == first else {"view": view}), **params)


def require_sound(at) -> None:
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert [one.value for one in at.warning] == []


@pytest.mark.parametrize(("topic", "view"), VIEWS)
def test_a_view_draws_its_figures_and_their_table(topic: str, view: str, duckdb_app):
    at = open_view(topic, view)
    require_sound(at)
    assert read_finding(at)
    assert find_parts(at, "table")
    assert find_parts(at, "download")
    assert find_parts(at, "chart") or view == "equality"
    for element in at.get("vega_lite_chart"):
        assert len(element.proto.alt) > 20


@pytest.mark.parametrize(("topic", "view"), VIEWS)
def test_a_view_of_a_force_with_no_months_in_the_period_says_so_or_draws(topic: str, view: str, duckdb_app):
    at = open_view(topic, view, area="E23000017", from_="2024-01", to="2024-02")
    require_sound(at)
    assert find_parts(at, "table") or at.info


def test_strength_is_shown_by_date_and_per_1000_residents(app_store):
    at = open_view("workforce", "strength")
    by_date = read_table(at, "Officers by date").set_index("Force")
    assert len(by_date.columns) == 9
    assert (by_date.columns[0], by_date.columns[-1]) == ("30 Sep 2014", "30 Sep 2018")
    assert by_date.loc["West Mercia", "30 Sep 2018"] == "1,921.7"
    rates = read_table(at, "Officers as at 30 Sep 2018, with peers").set_index("Force")
    assert rates.loc["Warwickshire", "Per 1,000 residents"] == "1.39"
    stated = read_table(at, "Actual strength, all forces together, basis not stated").set_index("Workers")
    assert stated.loc["Officers"].tolist() == ["2,936", "2,865"]
    assert stated.loc["Special constables"].tolist() == ["498", "633"]


def test_what_is_not_available_at_source_is_not_shown_as_zero(duckdb_app):
    at = open_view("workforce", "strength", worker="designated-officer", date="2018-09-30")
    by_date = read_table(at, "Designated officers by date").set_index("Force")
    assert by_date.loc["Warwickshire", "30 Sep 2018"] == "not available at source (..)"
    assert by_date.loc["Warwickshire", "30 Sep 2014"] == "0.0"
    rows = read_table(at, "Designated officers as at 30 Sep 2018, with peers").set_index("Force")
    assert rows.loc["Warwickshire", "Strength"] == "no figure"
    assert rows.loc["Warwickshire", "Why no figure"] == "not available at source (..)"


def test_fte_and_headcount_and_a_basis_not_stated_are_on_no_chart_together(duckdb_app):
    at = open_view("workforce", "strength")
    bases = [
        {row for frame in read_chart(at, number) if "basis" in frame for row in frame["basis"]}
        for number in range(len(find_parts(at, "chart")))
    ]
    assert all(len(found) == 1 for found in bases if found)
    assert {"fte", "headcount", "not_stated"} == set().union(*bases)


def test_the_three_measures_of_sickness_are_on_no_chart_together(duckdb_app):
    at = open_view("workforce", "sickness")
    measures = [
        {code for frame in read_chart(at, number) if "measure_code" in frame for code in frame["measure_code"]}
        for number in range(len(find_parts(at, "chart")))
    ]
    assert measures == [{"hours-lost-month"}, {"days-lost-month"}, {"hours-lost-half-year"}]


def test_toil_and_rdil_stand_as_printed_with_their_limits(app_store):
    at = open_view("workforce", "toil")
    toil = read_table(at, "TOIL, all forces together (2016-17, lines 1091 to 1095)").set_index("Month")
    assert toil.loc["Apr 2015"].tolist() == ["260", "74", "42", "65"]
    rdil = read_table(at, "RDIL, all forces together (2016-17, lines 1101 to 1105)").set_index("Month")
    assert rdil.loc["Aug 2015"].tolist() == ["889", "10", "106", "8"]
    limits = [frame["words"].iloc[0] for number in range(4) for frame in read_chart(at, number) if "limit" in frame]
    assert limits == ["limit 40 hours", "limit 5 days"]


def test_the_grades_stand_by_force_with_shape_and_word(app_store):
    at = open_view("scrutiny", "peel")
    grades = read_table(at, "PEEL grades as printed")
    (last,) = grades[grades["Graded"] == "12 December 2017"].to_dict("records")
    assert last["Warwickshire"] == last["West Mercia"] == "▼ Requires improvement"
    assert last["Grade before"] == "Good"
    assert len(grades) == 9


def test_an_empty_register_is_an_empty_matrix_with_advice(duckdb_app):
    at = open_view("scrutiny", "risk")
    (squares,) = [frame for frame in read_chart(at, 0) if "risk_count" in frame]
    assert len(squares) == 25
    assert squares["risk_count"].sum() == 0
    assert any("load risks FILE" in caption.value for caption in at.caption)
    levels = read_table(at, "Levels of risk exposure, the most exposed first")
    assert levels["Boundary"].tolist()[:3] == ["Risk Capacity", "Risk Tolerance", "Risk Appetite"]
    assert set(levels["Pairing"]) == {"inferred"}


def test_seventeen_of_eighteen_drivers_are_not_in_the_text_and_none_is_placed(duckdb_app):
    at = open_view("horizon", "drivers")
    drivers = read_table(at, "Drivers of change")
    assert drivers["Driver"].tolist().count("not in the text") == 17
    assert set(drivers["Impact"]) == set(drivers["Uncertainty"]) == {"not in the text"}
    (squares,) = [frame for frame in read_chart(at, 1) if "words" in frame]
    assert set(squares["words"]) == {""}


def test_one_timeline_has_inspections_events_and_what_is_coming(duckdb_app):
    at = open_view("horizon", "timeline")
    (drawn,) = [frame for frame in read_chart(at, 0) if "kind_words" in frame]
    assert set(drawn["kind_words"]) == {"Horizon", "Event", "Inspection"}
    only = open_view("horizon", "timeline", kind="inspection")
    (inspections,) = [frame for frame in read_chart(only, 0) if "kind_words" in frame]
    assert set(inspections["kind_words"]) == {"Inspection"}


def test_finance_is_not_published_in_the_document(duckdb_app):
    at = open_view("scrutiny", "strategies")
    assert any("Not published in the document" in caption.value for caption in at.caption)


# --- a force's own totals ---------------------------------------------------------------------------

OWN = {
    "sickness": "month,force,group,headcount,unit,lost,contracted\n"
    "2018-04,Warwickshire,officer,802,hours,400,10000\n2018-05,Warwickshire,officer,802,hours,500,10000\n"
    "2018-04,Warwickshire,special,7,hours,77.5,310\n",
    "toil": "month,force,group,kind,headcount,over_count,owed\n2018-04,Warwickshire,staff,toil,700,6,300\n"
    "2018-05,Warwickshire,staff,toil,700,62,4216\n",
    "specials": "month,force,headcount,joined,left\n2018-04,Warwickshire,251,14,11\n2018-05,Warwickshire,260,12,3\n",
    "risks": "reference,risk,likelihood,impact,level,reviewed\n"
    "R01,Demand outgrows people.,4,5,beyond capacity,2018-03\nR02,Systems are late.,3,3,within appetite,2018-03\n",
    "horizon": "edition,driver_number,item,category,likelihood,impact,uncertainty,from_month,statement,source\n"
    "2018-19,1,Automation,technological,expected,high,low,2019-04,More is automated.,p. 1\n",
}


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a force's own totals, register and scan; built once."""
    folder: Path = tmp_path_factory.mktemp("own")
    settings = read_settings({"STORE_URL": f"duckdb:///{folder / 'store' / 'store.duckdb'}"})
    assert build_store(settings) == 0
    for source, text in OWN.items():
        path = folder / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        load_source(settings, Request(source, (path,)))
    return settings.store_url


@pytest.fixture
def own_app(own_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The app reads that store."""
    monkeypatch.setenv("STORE_URL", own_url)
    return lambda: None


def test_a_forces_own_totals_raise_the_marking(own_app):
    assert read_marking(open_view("workforce", "sickness")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_view("scrutiny", "risk")) == "OFFICIAL-SENSITIVE"


def test_a_small_group_is_shown_as_under_10_and_on_no_chart(own_app):
    at = open_view("workforce", "sickness")
    require_sound(at)
    table = read_table(at, "Sickness, every figure stated")
    own = table[table["Where"].str.startswith("own totals")]
    assert own["As printed"].tolist() == ["4.00%", "5.00%", "<10"]
    drawn = [frame for frame in read_chart(at, 3) if "series" in frame]
    assert all(set(frame["series"]) == {"Warwickshire, officers"} for frame in drawn)


@pytest.mark.parametrize("view", ["toil", "specials"])
def test_few_people_are_shown_as_under_10_in_every_view(view: str, own_app):
    at = open_view("workforce", view)
    require_sound(at)
    assert any("&lt;10" in body for body in find_parts(at, "table"))


def test_a_loaded_register_fills_the_matrix_and_its_table(own_app):
    at = open_view("scrutiny", "risk")
    require_sound(at)
    assert "2 risks are on the register; 1 of them beyond tolerance" in read_finding(at)
    (squares,) = [frame for frame in read_chart(at, 0) if "risk_count" in frame]
    assert squares.set_index(["likelihood", "impact"]).loc[(4, 5), "words"] == "1\n▲▲▲"
    assert read_table(at, "Risk register")["Reference"].tolist() == ["R01", "R02"]


def test_a_loaded_scan_places_its_drivers_and_stands_on_the_timeline(own_app):
    at = open_view("horizon", "drivers")
    require_sound(at)
    (squares,) = [frame for frame in read_chart(at, 1) if "words" in frame]
    assert [words for words in squares["words"] if words] == ["1. Automation"]
    (drawn,) = [frame for frame in read_chart(open_view("horizon", "timeline"), 0) if "item" in frame]
    assert "Automation" in set(drawn["item"])
