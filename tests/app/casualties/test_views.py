"""Every view of the casualties page draws, in the order of every page, and forgets its choices when left."""

import pytest

from tests.app.reading import (
    find_parts,
    go_to,
    list_parts,
    open_page,
    read_finding,
)

VIEWS = ("map", "ranking", "route", "profile", "areas")
WARWICKSHIRE, RUGBY = "E23000017", "E07000220"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_in_the_order_of_every_page(view, app_store):
    at = open_page("casualties", view=view)
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert [one.value for one in at.warning] == []
    kinds = [kind for kind, _ in list_parts(at)]
    first = [kinds.index(kind) for kind in ("title", "finding", "chart", "table", "source")]
    assert first == sorted(first)
    assert kinds.count("download") >= 1
    assert "KSI" in read_finding(at) or "seriously injured" in read_finding(at)
    for kind in ("vega_lite_chart", "deck_gl_json_chart"):
        for element in at.get(kind):
            assert len(element.proto.alt) > 20


@pytest.mark.parametrize("view", VIEWS)
def test_an_area_without_estimates_or_with_few_collisions_draws_too(view, duckdb_app):
    at = open_page("casualties", view=view, area=RUGBY, severity="fatal", vehicles="motorcycle")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert find_parts(at, "finding") or at.info


@pytest.mark.parametrize("view", VIEWS)
def test_a_period_before_and_after_the_change_draws(view, duckdb_app):
    at = open_page("casualties", view=view, from_="2015-07", to="2015-12")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []


def test_leaving_the_page_and_coming_back_sets_its_choices_back(duckdb_app):
    at = open_page("casualties", view="areas", level="force")
    go_to(at, "crime")
    back = go_to(at, "casualties")
    assert [one.value for one in back.exception] == []
    assert len(find_parts(back, "map")) == 1
