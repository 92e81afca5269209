"""Outcomes compare areas within a month and never months."""

from tests.app.crime.opening import open_view, read_numbers
from tests.app.reading import read_table


def test_outcomes_compare_areas_within_a_month_and_never_months(app_store):
    at = open_view("outcomes", month="2018-10")
    table = read_table(at, "Outcomes of crimes recorded in October 2018")
    assert set(table["Area"]) == {"Warwickshire", "West Mercia"}
    assert sum(read_numbers(table, "Recorded crimes")) == 11_325
    assert any("months are not compared" in one.value for one in at.main.caption)
