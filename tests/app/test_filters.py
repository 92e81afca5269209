"""The filters: they change what is said, survive the menu, stand in the address, and fall back with a warning."""

import pytest

from components.plain import escape_markdown
from components.registry import PAGES
from tests.app.reading import find_parts, go_to, open_page, read_finding, read_scope

RUGBY = "E22000321"
USUAL = "Warwickshire Police and West Mercia Police (all forces), all months held"
KEYS = {
    "area": ("filter_area",),
    "threat": ("filter_threat",),
    "period": ("filter_from", "filter_to"),
    "edition": ("filter_edition",),
}
VALUES = {
    "area": {"area": RUGBY},
    "threat": {"threat": "oac"},
    "period": {"from_": "2018-10", "to": "2019-02"},
    "edition": {"edition": "2016-17"},
}


def test_a_link_sets_the_filters_the_scope_and_the_finding(app_store):
    at = open_page("crime", area=RUGBY, from_="2018-10", to="2019-02")
    assert read_scope(at) == "Rugby (policing area), October 2018 to February 2019, recorded crime"
    assert "were recorded in Rugby in the 5 months held (Oct 2018 to Feb 2019)" in read_finding(at)
    assert at.selectbox(key="filter_area").value == RUGBY
    assert at.selectbox(key="filter_from").value == "2018-10"
    assert at.selectbox(key="filter_to").value == "2019-02"


def test_the_finding_changes_with_each_filter(app_store):
    at = open_page("crime")
    said = {read_finding(at)}
    at.selectbox(key="filter_area").set_value(RUGBY).run()
    said.add(read_finding(at))
    at.selectbox(key="filter_from").set_value("2018-10").run()
    said.add(read_finding(at))
    at.selectbox(key="filter_to").set_value("2018-12").run()
    said.add(read_finding(at))
    assert len(said) == 4
    assert "in Rugby in the 3 months held (Oct to Dec 2018)" in read_finding(at)
    assert dict(at.query_params) == {"area": RUGBY, "from": "2018-10", "to": "2018-12"}


def test_a_threat_changes_the_counts_of_the_crime_page(duckdb_app):
    at = open_page("crime")
    whole = read_finding(at)
    at.selectbox(key="filter_threat").select("Organised acquisitive crime").run()
    assert [one.value for one in at.exception] == []
    assert read_finding(at) != whole
    assert "crimes were recorded" in read_finding(at)
    assert read_scope(at).endswith("bearing on organised acquisitive crime")


def test_a_threat_without_a_category_of_crime_says_so(duckdb_app):
    at = open_page("crime")
    at.selectbox(key="filter_threat").select("Cyber crime").run()
    assert [one.value for one in at.exception] == []
    assert at.info[0].value.startswith("No monthly category of street-level crime stands for cyber crime.")


def test_filters_survive_the_menu(app_store):
    at = open_page("crime", area=RUGBY, from_="2018-10", to="2019-02")
    for topic in ("overview", "glossary", "casualties", "sources", "crime"):
        go_to(at, topic)
        assert at.selectbox(key="filter_area").value == RUGBY
        assert dict(at.query_params) == {"area": RUGBY, "from": "2018-10", "to": "2019-02"}
    assert read_scope(at) == "Rugby (policing area), October 2018 to February 2019, recorded crime"


def test_a_link_opened_in_a_running_session_wins_over_its_filters(duckdb_app):
    at = open_page("crime", area=RUGBY)
    at.query_params.clear()
    at.query_params["area"] = "E23000017"
    at.run()
    assert read_scope(at).startswith("Warwickshire (force)")


def test_clear_all_takes_every_filter_off(duckdb_app):
    at = open_page("crime", area=RUGBY, from_="2018-10", to="2019-02")
    next(one for one in at.button if one.label == "Clear all filters").click().run()
    assert read_scope(at) == f"{USUAL}, recorded crime"
    assert dict(at.query_params) == {}


def test_chips_name_the_filters_in_force_and_take_off_one(duckdb_app):
    at = open_page("crime", area=RUGBY, from_="2018-10")
    chips = {one.key: one.label for one in at.button if str(one.key).startswith("chip_")}
    assert chips == {"chip_area": "Rugby (policing area) ✕", "chip_from": "From Oct 2018 ✕"}
    at.button(key="chip_area").click().run()
    assert dict(at.query_params) == {"from": "2018-10"}
    assert "Rugby" not in read_scope(at)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area", "XX"),
        ("from", "2018-13"),
        ("to", "2018-13"),
        ("to", "12/2018"),
        ("threat", "nope"),
        ("edition", "1999"),
        ("area", "'; DROP TABLE core_area; --"),
        ("area", "<script>alert(1)</script>"),
        ("area", ""),
    ],
)
def test_a_value_that_is_not_held_falls_back_with_a_warning(name, value, duckdb_app):
    at = open_page("overview", **{"from_" if name == "from" else name: value})
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.warning] == [
        escape_markdown(f"The link asks for {name} '{value[:40]}', which is not held: the usual view is shown instead.")
    ]
    assert read_scope(at) == f"{USUAL}, edition 2017-18, headline figures"
    assert "126,629" in read_finding(at)
    assert dict(at.query_params) == {}


def test_every_bad_value_of_a_link_has_a_warning_of_its_own(app_store):
    at = open_page("crime", area="XX", from_="2018-13", threat="nope", edition="1999")
    assert len(at.warning) == 4
    assert read_scope(at).startswith(USUAL)


def test_a_period_that_starts_after_it_ends_falls_back_with_a_warning(duckdb_app):
    at = open_page("crime", from_="2019-02", to="2018-10")
    assert [one.value for one in at.warning] == [
        "The period starts after it ends (2019-02 to 2018-10): all months held are shown instead."
    ]
    assert "all months held" in read_scope(at)
    assert "144,299 crimes" in read_finding(at)


def test_good_values_of_a_link_stand_beside_bad_ones(duckdb_app):
    at = open_page("crime", area=RUGBY, threat="nope")
    assert len(at.warning) == 1
    assert read_scope(at).startswith("Rugby (policing area)")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_filter_is_greyed_with_its_reason_where_it_does_not_apply(entry, duckdb_app):
    at = open_page(entry.topic)
    reasons = [one.value for one in at.sidebar.caption]
    for name, keys in KEYS.items():
        applies = name in entry.filters
        assert [at.selectbox(key=key).disabled for key in keys] == [not applies] * len(keys), name
        reason = entry.find_reason(name)
        assert (reason == "") is applies
        assert applies or f"Does not apply: {reason}." in reasons
    assert len(reasons) == len([name for name in KEYS if name not in entry.filters])


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_greyed_filters_have_no_effect(entry, duckdb_app):
    greyed = {key: value for name in KEYS if name not in entry.filters for key, value in VALUES[name].items()}
    assert greyed, "every page greys something"
    plain, filtered = open_page(entry.topic), open_page(entry.topic, **greyed)
    assert [one.value for one in filtered.warning] == []
    assert not [one for one in filtered.button if str(one.key).startswith("chip_")]
    for kind in ("title", "finding", "chart", "map", "table", "source", "metric"):
        assert find_parts(filtered, kind) == find_parts(plain, kind), kind
    assert read_scope(filtered) == read_scope(plain)
