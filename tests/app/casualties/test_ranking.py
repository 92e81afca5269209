"""The ranking of sections: how sure it is, what moved, and what a row opens."""

from components.views.casualties import table as casualties_table
from tests.app.reading import (
    open_page,
    read_chart,
    read_finding,
    read_table,
)


def test_the_ranking_says_plainly_how_sure_it_is(duckdb_app):
    at = open_page("casualties", view="ranking")
    finding = read_finding(at)
    assert "Its chance of truly being among the ten worst is" in finding
    assert "No section is likely to be among the ten worst" in finding
    assert "sections have none" in finding
    ranked = read_chart(at, 0)[0]
    assert ranked["eb_estimate"].is_monotonic_decreasing
    assert len(ranked) == 15
    fits = read_table(at, "Negative binomial fits")
    assert {"A roads", "motorways", "all roads traced"} <= set(fits["Fitted to"])
    assert (fits["Standard error of its logarithm"] != "").all()


def test_what_moved_is_said_for_a_period_and_not_across_the_change_in_recording(duckdb_app):
    across = open_page("casualties", view="ranking", from_="2015-07", to="2015-12")
    assert "no change is judged" in read_finding(across)
    before = open_page("casualties", view="ranking", from_="2015-04", to="2015-06")
    assert "No section changed more than usual since the period before" in read_finding(before)


def test_a_row_opens_its_section_and_an_unclassified_road_says_why_not(duckdb_app, monkeypatch):
    opened = []
    monkeypatch.setattr(casualties_table, "open_route", lambda **route: opened.append(route))
    shown = []
    monkeypatch.setattr(casualties_table.st, "info", shown.append)
    from data_access.store import open_store

    store = open_store(duckdb_app)
    sections = store.ask("casualties.sections")
    store.close()
    casualties_table.open_row(sections, rows=[])
    casualties_table.open_row(sections, rows=[0])
    assert opened == [{"road": sections["road"].iloc[0], "section_id": sections["section_id"].iloc[0]}]
    untraced = sections.index[sections["unit_kind"] == "road"][0]
    casualties_table.open_row(sections, rows=[untraced])
    assert opened[-1] == {"road": sections["road"].loc[untraced], "section_id": ""}
    casualties_table.open_row(sections, rows=[sections.index[sections["unit_kind"] == "unnumbered"][0]])
    assert len(opened) == 2
    assert "have no number" in shown[0]
