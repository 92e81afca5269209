"""The banner is the highest marking of the sources in view, and the configuration can only raise it."""

import pytest

from components.registry import PAGES
from tests.app.reading import find_parts, list_parts, open_page, read_marking


@pytest.mark.parametrize(("topic", "view"), [("crime", "places"), ("crime", "peers"), ("casualties", "map")])
def test_open_figures_carry_no_marking(topic, view, duckdb_app):
    assert read_marking(open_page(topic, view=view)) == ""


@pytest.mark.parametrize(
    ("topic", "view", "marking"),
    [
        ("crime", "trend", "OFFICIAL"),  # with recording changes that the document of 2017-18 names
        ("priorities", "editions", "OFFICIAL"),
        ("priorities", "who", "OFFICIAL"),
        ("crime", "change", "OFFICIAL"),  # with what both documents say of the survey
        ("casualties", "profile", "OFFICIAL"),
    ],
)
def test_a_view_carries_the_marking_of_the_documents_it_quotes(topic, view, marking, duckdb_app):
    assert read_marking(open_page(topic, view=view)) == marking


@pytest.mark.parametrize(("edition", "marking"), [("2017-18", "OFFICIAL"), ("2016-17", "Not protectively marked")])
def test_an_edition_carries_its_own_marking(edition, marking, app_store):
    at = open_page("priorities", edition=edition)
    assert read_marking(at) == marking
    # The overview also shows the status of intelligence requirements, which stand in the document of 2017-18.
    assert read_marking(open_page("overview", edition=edition)) == "OFFICIAL"
    kinds = ["marking" if 'class="marking"' in words else kind for kind, words in list_parts(at)]
    assert kinds.index("marking") < kinds.index("title")


@pytest.mark.parametrize("topic", ["workforce", "scrutiny", "horizon"])
def test_a_page_of_both_editions_carries_the_higher_marking(topic, duckdb_app):
    assert read_marking(open_page(topic)) == "OFFICIAL"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_the_configuration_raises_the_marking_everywhere(entry, duckdb_app, monkeypatch):
    monkeypatch.setenv("MARKING", "OFFICIAL-SENSITIVE")
    assert read_marking(open_page(entry.topic)) == "OFFICIAL-SENSITIVE"


def test_the_configuration_never_lowers_a_marking(duckdb_app, monkeypatch):
    monkeypatch.setenv("MARKING", "not protectively marked")
    assert read_marking(open_page("priorities", edition="2017-18")) == "OFFICIAL"
    assert read_marking(open_page("crime", view="places")) == "Not protectively marked"


@pytest.mark.parametrize("marking", ["SECRET", "top-secret"])
@pytest.mark.parametrize("topic", ["overview", "crime"])
def test_a_marking_above_official_is_refused_in_one_sentence(marking, topic, duckdb_app, monkeypatch):
    monkeypatch.setenv("MARKING", marking)
    at = open_page(topic)
    assert [one.value for one in at.exception] == []
    (sentence,) = [one.value for one in at.error]
    assert sentence.startswith(f"The marking {marking.upper().replace('-', ' ')} is refused")
    assert sentence.count(". ") == 0
    assert find_parts(at, "title") == []
    assert find_parts(at, "table") == []


def test_a_marking_that_is_no_marking_is_refused_in_one_sentence(duckdb_app, monkeypatch):
    monkeypatch.setenv("MARKING", "PRIVATE")
    (sentence,) = [one.value for one in open_page("crime").error]
    assert sentence.startswith("'PRIVATE' is not a protective marking")
