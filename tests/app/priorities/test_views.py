"""Every view of partnership priorities, as a CSP manager meets them: it draws, and stands in the address."""

import pytest
from streamlit.testing.v1 import AppTest

from components.registry import find_entry
from tests.app.reading import find_parts, open_page, read_finding

RUGBY = "E22000321"
VIEWS = [code for code, _ in find_entry("priorities").views]


def read_errors(at: AppTest) -> list[str]:
    return [one.value for one in (*at.exception, *at.error, *at.warning)]


@pytest.mark.parametrize("edition", ["2016-17", "2017-18"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_with_a_finding_a_table_and_downloads(view, edition, app_store):
    at = open_page("priorities", view=view, edition=edition)
    assert read_errors(at) == []
    assert read_finding(at)
    assert find_parts(at, "table")
    labels = find_parts(at, "download")
    assert any("(CSV)" in label for label in labels)
    assert any("(Excel)" in label for label in labels)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("params", [{"area": RUGBY}, {"threat": "oac"}, {"area": "E23000016", "edition": "2017-18"}])
def test_a_view_draws_for_an_area_and_a_threat(view, params, duckdb_app):
    at = open_page("priorities", view=view, **params)
    assert read_errors(at) == []
    assert len(at.title) == 1


def test_an_unknown_view_or_choice_is_said_and_the_usual_one_shown(duckdb_app):
    at = open_page("priorities", view="guess")
    assert [one.value for one in at.warning] == [
        "The link asks for view 'guess', which is not offered: the usual one is shown instead."
    ]
    assert "reducing reoffending" in read_finding(at)
    assert "view" not in at.query_params


def test_a_choice_stands_in_the_address_and_the_address_wins(duckdb_app):
    at = open_page("priorities", view="gaps")
    at.selectbox(key="choice_priorities_against").select("2018-19").run()
    assert dict(at.query_params) == {"view": ["gaps"], "against": ["2018-19"]} or dict(at.query_params) == {
        "view": "gaps", "against": "2018-19",
    }  # fmt: skip
    at.query_params["view"] = "who"
    at.run()
    assert any("Strategic Policing Requirement" in words for words in find_parts(at, "markdown"))
