"""The figures printed about a threat, with unit, period, area and line."""

from tests.app.reading import (
    find_parts,
    open_page,
    read_table,
)

RUGBY, WARWICKSHIRE = "E22000321", "E23000017"


def test_the_printed_figures_stand_with_unit_period_area_and_line(duckdb_app):
    at = open_page("threats", threat="domestic-abuse", view="figures")
    table = read_table(at, "Figures printed about domestic abuse")
    assert table["Figure"].tolist()[:3] == ["33,450 incidents", "16,374 crimes", "14% of reported crime"]
    assert table["Where"].iloc[0] == "2017-18, Domestic Abuse, line 669"
    assert "this figure" in table["Beware"].iloc[2]


def test_an_area_hides_figures_about_others_and_says_how_many(duckdb_app):
    at = open_page("threats", threat="ksi", view="figures", area=WARWICKSHIRE)
    assert any("3 figures about other areas are not shown" in words for words in find_parts(at, "caption"))
