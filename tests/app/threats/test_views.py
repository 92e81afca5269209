"""The page of one threat in its six views, with and without loaded sheets, and the coverage of the documents."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from components.parts.printed_figures import write_figure
from components.registry import PAGES, find_entry
from components.views.sources.coverage import write_links
from data_access.filters import Filters
from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from data_access.store import open_store
from tests.app.reading import (
    collect_texts,
    find_parts,
    open_page,
    read_chart,
    read_finding,
    read_marking,
    read_scope,
    read_table,
)

ROOT = Path(__file__).resolve().parents[3]
VIEWS = [code for code, _ in find_entry("threats").views]
THREATS = pd.read_csv(ROOT / "data_access" / "reference" / "threats.csv", dtype=str)["threat_code"].tolist()
NO_FIGURE = ("fgm-fm-hbv", "fno", "pipeline", "radicalisation", "food-crime", "homelessness", "serious-acquisitive")
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
    assert find_parts(at, "source")


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


# --- which threat ------------------------------------------------------------------------------------


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


# --- picture -----------------------------------------------------------------------------------------


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


# --- figures -----------------------------------------------------------------------------------------


def test_the_printed_figures_stand_with_unit_period_area_and_line(duckdb_app):
    at = open_page("threats", threat="domestic-abuse", view="figures")
    table = read_table(at, "Figures printed about domestic abuse")
    assert table["Figure"].tolist()[:3] == ["33,450 incidents", "16,374 crimes", "14% of reported crime"]
    assert table["Where"].iloc[0] == "2017-18, Domestic Abuse, line 669"
    assert "this figure" in table["Beware"].iloc[2]


def test_an_area_hides_figures_about_others_and_says_how_many(duckdb_app):
    at = open_page("threats", threat="ksi", view="figures", area=WARWICKSHIRE)
    assert any("3 figures about other areas are not shown" in words for words in find_parts(at, "caption"))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": 10.0, "value_to": 16.0, "qualifier": "range", "unit": "years of age"}, "10 to 16 years of age"),
        ({"value": 3_200_000.0, "value_to": None, "qualifier": "about", "unit": "frauds"}, "about 3,200,000 frauds"),
        ({"value": 46_200_000_000.0, "value_to": None, "qualifier": "exact", "unit": "pounds"}, "£46,200,000,000"),
        ({"value": 33.3, "value_to": None, "qualifier": "exact", "unit": "% of victims"}, "33.3% of victims"),
        ({"value": 1.0, "value_to": None, "qualifier": "within", "unit": "days"}, "within 1 day"),
        ({"value": 15.0, "value_to": None, "qualifier": "exact", "unit": "hour of the day"}, "hour of the day 15"),
    ],
)
def test_a_figure_is_written_with_its_qualifier_and_unit(row, words):
    assert write_figure(row) == words


# --- measures ----------------------------------------------------------------------------------------


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


# --- who shares it -----------------------------------------------------------------------------------


def test_partnerships_that_name_a_threat_are_listed_and_lost_columns_are_not_guessed(duckdb_app):
    at = open_page("threats", threat="hate-crime", view="who")
    assert "Telford & Wrekin and Warwickshire County name hate crime itself in 2016-17" in read_finding(at)
    later = open_page("threats", threat="oac", view="who", tables="2017-18")
    table = read_table(later, "Partnerships and Organised acquisitive crime, 2017-18")
    assert any("not known" in words for words in table["Bears on it"])
    none = open_page("threats", threat="fno", view="who")
    assert "Nothing in the tables of 2016-17 is linked to foreign national offenders" in none.info[0].value


# --- loaded sheets -----------------------------------------------------------------------------------

CRITERIA = ("physical", "volume", "capacity")
SCORES = {"soc": (4, 3, 2), "ksi": (5, 2, 1), "oac": (1, 4, 1)}


@pytest.fixture
def loaded_app(
    default_settings: Callable[[str], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """The app on a copy of the default store with intelligence requirements and a MoRiLE sheet."""
    built = Path(sa.make_url(default_settings("duckdb").store_url).database or "")
    shutil.copytree(built.parent, tmp_path / "store")
    own_settings = read_settings({"STORE_URL": f"duckdb:///{tmp_path / 'store' / built.name}"})
    requirements = (
        "requirement_id,threat,requirement,knowledge,collection_priority,as_at\n"
        "IR-1,soc,Who leads,low,high,2018-04-03\nIR-2,soc,What is sold,high,low,2018-04-03\n"
    )
    scores = "threat,criterion,score,highest_score,as_at\n" + "".join(
        f"{threat},{criterion},{score},5,2018-04-03\n"
        for threat, own in SCORES.items()
        for criterion, score in zip(CRITERIA, own, strict=True)
    )
    for source, text in (("intelligence", requirements), ("morile", scores)):
        path = tmp_path / f"{source}.csv"
        path.write_text(text, encoding="utf-8")
        load_source(own_settings, Request(source, (path,)))
    monkeypatch.setenv("STORE_URL", own_settings.store_url)
    return own_settings


def test_a_status_is_derived_and_said_with_a_shape_and_a_word(loaded_app):
    at = open_page("threats", threat="soc", view="intelligence")
    assert read_errors(at) == []
    assert "are held: one red and one green." in read_finding(at)
    table = read_table(at, "Intelligence requirements: Serious and organised crime")
    assert table["Status"].tolist() == ["◆\N{NO-BREAK SPACE}Red", "●\N{NO-BREAK SPACE}Green"]
    assert table["From"].tolist() == ["loaded from the template"] * 2


def test_restricted_sheets_raise_the_marking_of_their_view_only(loaded_app):
    assert read_marking(open_page("threats", threat="soc", view="intelligence")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_page("threats", threat="soc", view="morile")) == "OFFICIAL-SENSITIVE"
    assert read_marking(open_page("threats", threat="soc", view="figures")) == "OFFICIAL"


def test_a_sheet_brings_ranks_and_how_far_a_score_must_move(loaded_app):
    at = open_page("threats", threat="ksi", view="morile")
    assert read_errors(at) == []
    finding = read_finding(at)
    assert "has rank 2 of 3 by the loaded sheet (total 8)" in finding
    assert "there it is level with serious and organised crime" in finding
    ranks = read_table(at, "Threats by total score")
    assert ranks["Total"].tolist() == ["9", "8", "6"]
    moves = read_table(at, "One score at a time: killed and seriously injured on the roads")
    assert set(moves["Move"]) == {"+1", "-2"}
    assert "no: beyond the scale" in set(moves["Within the scale"])
    (matrix,) = [body for body in find_parts(at, "table") if "17 threats by 11 criteria" in body]
    assert matrix.count('<tr><th scope="row">') == 17
    assert matrix.count('aria-label="no score"') == 17 * 11 - 9


def test_without_a_sheet_nothing_is_scored_or_ranked(duckdb_app):
    at = open_page("threats", threat="ksi", view="morile")
    assert "sheet is loaded: its structure is published" in read_finding(at)
    (matrix,) = [body for body in find_parts(at, "table") if "17 threats by 11 criteria" in body]
    assert matrix.count('aria-label="no score"') == 17 * 11
    assert not find_parts(at, "chart")
    issues = read_table(at, "Issues as listed")
    assert len(issues) == 24
    assert list(issues.columns) == ["Number", "Issue, as listed", "Threat", "Edition", "Line"]


def test_templates_are_offered(duckdb_app):
    for view, name in (("intelligence", "intelligence"), ("morile", "morile")):
        labels = find_parts(open_page("threats", view=view), "download")
        assert f"Template: {name}.xlsx" in labels
        assert f"Template: {name}.csv" in labels


# --- coverage of the documents -----------------------------------------------------------------------


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


def test_no_chart_map_or_choice_uses_who_people_are(duckdb_app):
    for threat in ("fno", "hate-crime", "radicalisation", "cyber"):
        at = open_page("threats", threat=threat)
        for box in at.selectbox:
            assert not any(PERSONAL.search(str(option)) for option in box.options)
        for spec in find_parts(at, "chart"):
            assert not PERSONAL.search(spec)
        assert collect_texts(at)
