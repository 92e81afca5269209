"""Every page on both databases: it draws, in the same order, with its figures and their source."""

import pytest

from components.registry import PAGES
from tests.app.reading import find_parts, list_parts, open_page, read_finding, read_scope, read_table

CHARTS = {
    "overview": 2,
    "threats": 1,
    "crime": 4,
    "priorities": 0,
    "casualties": 1,
    "workforce": 7,
    "scrutiny": 1,
    "horizon": 1,
    "sources": 0,
    "glossary": 0,
}
MAPS = {"casualties": 1}
TITLES = {
    "overview": "What is the threat picture?",
    "threats": "What is known about child sexual exploitation and abuse?",
    "crime": "What changed in recorded crime, and where?",
    "priorities": "Which priorities do partnerships share?",
    "casualties": "On which roads were people killed or seriously injured?",
    "workforce": "How many people do the forces have?",
    "scrutiny": "What did inspections find, and how is risk steered?",
    "horizon": "What is coming, and when?",
    "sources": "Where does every figure come from?",
    "glossary": "What do the abbreviations mean?",
}
PUBLISHERS = {
    "overview": ["Office for National Statistics and Home Office", "Department for Transport", "Home Office"],
    "threats": ["Warwickshire Police and West Mercia Police"],
    "crime": ["data.police.uk", "Office for National Statistics and Home Office"],
    "priorities": ["Warwickshire Police and West Mercia Police"],
    "casualties": ["Department for Transport"],
    "workforce": ["Home Office", "Warwickshire Police and West Mercia Police"],
    "scrutiny": ["Warwickshire Police and West Mercia Police"],
    "horizon": ["Warwickshire Police and West Mercia Police"],
    "sources": [],
    "glossary": [],
}
FINDINGS = {
    "overview": "126,629",
    "threats": "2,326 offences that count for it",
    "crime": "144,299 crimes were recorded",
    "priorities": "All nine partnerships and Warwickshire County name",
    "casualties": "711 collisions",
    "workforce": "2,723 officers",
    "scrutiny": "25 inspections, assessments and surveys are named",
    "horizon": "25 of them inspections",
    "sources": "sources are held",
}


def test_a_download_writes_abbreviations_in_capitals(app_store):
    labels = find_parts(open_page("casualties", view="ranking"), "download")
    assert "Download KSI roads (CSV)" in labels
    assert not any("ksi" in label for label in labels)


def test_every_page_of_the_menu_is_tested_here():
    assert [entry.topic for entry in PAGES] == list(TITLES)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_draws_its_figures_with_their_source(entry, app_store):
    at = open_page(entry.topic)
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert [one.value for one in at.warning] == []
    assert [one.value for one in at.title] == [TITLES[entry.topic]]
    assert FINDINGS.get(entry.topic, "") in (read_finding(at) if entry.topic in FINDINGS else "")
    assert len(find_parts(at, "chart")) == CHARTS[entry.topic]
    assert len(find_parts(at, "map")) == MAPS.get(entry.topic, 0)
    assert len(find_parts(at, "table")) >= 1
    assert len(find_parts(at, "download")) >= 1
    sources = find_parts(at, "source")
    assert len(sources) >= len(PUBLISHERS[entry.topic])
    for publisher in PUBLISHERS[entry.topic]:
        assert any(f". {publisher}" in line or f" {publisher}." in line for line in sources), publisher
    assert all("As at" in line for line in sources)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_has_the_order_of_every_page(entry, duckdb_app):
    at = open_page(entry.topic)
    kinds = [kind for kind, _ in list_parts(at)]
    wanted = ["title", "finding", "chart", "table", "source"]
    first = [kinds.index(kind) for kind in wanted if kind in kinds]
    assert first == sorted(first)
    if entry.topic not in ("sources", "glossary"):
        # The main view of the priorities is a matrix, which is a table.
        drawn = [kind for kind in wanted if kind != "chart" or CHARTS[entry.topic]]
        assert [kind for kind in wanted if kind in kinds] == drawn
        last_figure = max(at for at, kind in enumerate(kinds) if kind in ("chart", "map", "table"))
        assert last_figure < kinds.index("source")
    for kind in ("vega_lite_chart", "deck_gl_json_chart"):
        for element in at.get(kind):
            assert len(element.proto.alt) > 20, "a chart says in words what it shows"
            assert "below" in element.proto.alt
    (foot,) = [body for body in find_parts(at, "html") if 'class="foot"' in body]
    assert "nor endorsed by, Warwickshire Police or West Mercia Police" in foot


@pytest.mark.parametrize("entry", [entry for entry in PAGES if "area" in entry.filters], ids=lambda entry: entry.topic)
def test_a_page_draws_for_every_level_of_area(entry, duckdb_app):
    for area in ("E23000017", "E22000321", "E07000220"):  # a force, a policing area, a district
        at = open_page(entry.topic, area=area)
        assert [one.value for one in at.exception] == [], area
        assert [one.value for one in at.error] == [], area
        assert at.title[0].value == TITLES[entry.topic]
        assert read_scope(at).startswith(("Warwickshire (force)", "Rugby (policing area)", "Rugby (district)"))


def test_the_overview_shows_the_published_figures(app_store):
    at = open_page("overview")
    assert [one.value for one in at.metric if one.label == "Recorded crime"] == ["126,629"]
    assert [one.delta for one in at.metric if one.label == "Recorded crime"] == ["+16.1% on the year before"]
    assert "126,629 in the year to September 2017, 16.1% more than the year before" in read_finding(at)
    years = read_table(at, "Recorded crime in Warwickshire Police and West Mercia Police").set_index("Year to")
    assert years.loc["Sep 2017", "Recorded crimes"] == "126,629"


def test_the_crime_page_shows_the_published_share(app_store):
    at = open_page("crime", view="change")
    (years,) = [finding for finding in find_parts(at, "finding") if "year to September 2017" in finding]
    assert "19.9%" in years
    assert "25,258 of 126,629" in years
    assert "+16.1%" in years


@pytest.mark.parametrize(
    ("topic", "view", "named", "others"),
    [
        ("crime", "trend", ["street-level crime", "2016/17", "2017-18"], ["Severity"]),
        ("crime", "peers", ["years ending September"], ["Severity", "2017-18"]),
        ("casualties", "profile", ["collisions", "2017-18"], ["Traffic", "Population"]),
        ("casualties", "areas", ["collisions", "Traffic", "Population"], ["2017-18"]),
        ("workforce", "capacity", ["workforce", "collisions", "Severity"], ["2017-18"]),
        ("workforce", "survey", ["2016/17"], ["collisions"]),
    ],
)
def test_a_view_names_the_sources_of_its_own_figures_only(topic, view, named, others, duckdb_app):
    at = open_page(topic, view=view)
    sources = [words.lower() for kind, words in list_parts(at) if kind == "source"]
    for words in named:
        assert any(words.lower() in line for line in sources), (words, sources)
    for words in others:
        assert not any(words.lower() in line for line in sources), (words, sources)
