"""Strength: by date and per 1,000 residents, no basis mixed with another, nothing shown as zero."""

from tests.app.opening import open_view
from tests.app.reading import find_parts, read_chart, read_table


def test_strength_is_shown_by_date_and_per_1000_residents(app_store):
    at = open_view("workforce", "strength")
    by_date = read_table(at, "Officers by date").set_index("Force")
    assert len(by_date.columns) == 9
    assert (by_date.columns[0], by_date.columns[-1]) == ("30 Sep 2014", "30 Sep 2018")
    assert by_date.loc["West Mercia", "30 Sep 2018"] == "1,921.7"
    rates = read_table(at, "Officers as at 30 Sep 2018, with peers").set_index("Force")
    assert rates.loc["Warwickshire", "Per 1,000 residents"] == "1.39"
    stated = read_table(at, "Actual strength, all forces together, basis not stated").set_index("Workers")
    assert stated.loc["Officers"].tolist() == ["2,936", "2,865"]
    assert stated.loc["Special constables"].tolist() == ["498", "633"]


def test_what_is_not_available_at_source_is_not_shown_as_zero(duckdb_app):
    at = open_view("workforce", "strength", worker="designated-officer", date="2018-09-30")
    by_date = read_table(at, "Designated officers by date").set_index("Force")
    assert by_date.loc["Warwickshire", "30 Sep 2018"] == "not available at source (..)"
    assert by_date.loc["Warwickshire", "30 Sep 2014"] == "0.0"
    rows = read_table(at, "Designated officers as at 30 Sep 2018, with peers").set_index("Force")
    assert rows.loc["Warwickshire", "Strength"] == "no figure"
    assert rows.loc["Warwickshire", "Why no figure"] == "not available at source (..)"


def test_fte_and_headcount_and_a_basis_not_stated_are_on_no_chart_together(duckdb_app):
    at = open_view("workforce", "strength")
    bases = [
        {row for frame in read_chart(at, number) if "basis" in frame for row in frame["basis"]}
        for number in range(len(find_parts(at, "chart")))
    ]
    assert all(len(found) == 1 for found in bases if found)
    assert {"fte", "headcount", "not_stated"} == set().union(*bases)
