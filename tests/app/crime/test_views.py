"""Every view of the crime page: it draws at every level, and stands in the address."""

import pytest

from components.registry import find_entry
from tests.app.crime.opening import open_view
from tests.app.reading import find_parts, list_parts, open_page, read_finding

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
