"""The glossary: a link opens a term, a search narrows the list, and every linked word leads somewhere."""

import re

import pytest

from components.plain import escape_markdown
from components.registry import PAGES
from data_access.store import open_store
from tests.app.reading import find_parts, list_parts, open_page


def test_a_link_opens_a_term(app_store):
    at = open_page("glossary", term="KSI")
    headings = [words for words in find_parts(at, "markdown") if words.startswith("## ")]
    assert headings == ["## KSI", "## Where these figures come from"]
    assert any(words.startswith("**Killed and seriously injured.**") for words in find_parts(at, "markdown"))
    assert dict(at.query_params) == {"term": "KSI"}


@pytest.mark.parametrize("term", ["nope", "<b>KSI</b>", "'; DROP TABLE"])
def test_a_term_that_is_not_there_says_so(term, duckdb_app):
    at = open_page("glossary", term=term)
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.info] == [
        escape_markdown(f"'{term}' is not in the glossary. The whole list stands below.")
    ]


def test_a_search_narrows_the_list(duckdb_app):
    at = open_page("glossary")
    whole = "".join(find_parts(at, "table")).count("<tr>")
    at.text_input(key="glossary_search").input("seriously").run()
    found = "".join(find_parts(at, "table"))
    assert "KSI" in found
    assert 1 < found.count("<tr>") < whole / 5


def test_a_search_without_a_result_is_said(duckdb_app):
    at = open_page("glossary")
    at.text_input(key="glossary_search").input("zzzz").run()
    assert [one.value for one in at.exception] == []
    assert find_parts(at, "table") == []
    assert any("zzzz" in one.value for one in at.info)


def test_every_abbreviation_that_is_a_link_leads_to_its_term(duckdb_app):
    linked: dict[str, set[str]] = {}
    for entry in PAGES:
        at = open_page(entry.topic)
        words = [text for kind, text in list_parts(at) if kind in ("finding", "markdown", "caption")]
        linked[entry.topic] = set(re.findall(r"\]\(glossary\?term=([^)]*)\)", "\n".join(words)))
    store = open_store(duckdb_app)
    terms = set(store.ask("glossary.terms")["term"])
    store.close()
    assert set().union(*linked.values()) <= terms
    assert {topic for topic, found in linked.items() if found} >= {"overview", "crime", "workforce"}
