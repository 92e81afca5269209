"""Every view of people, scrutiny and the horizon draws, and says so where a period holds nothing."""

import pytest

from components.registry import PAGES
from tests.app.opening import open_view, require_sound
from tests.app.reading import find_parts, read_finding

TOPICS = ("workforce", "scrutiny", "horizon")
VIEWS = [(entry.topic, code) for entry in PAGES if entry.topic in TOPICS for code, _ in entry.views]


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
