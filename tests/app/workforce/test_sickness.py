"""Three measures of sickness, on no chart together."""

from tests.app.opening import open_view
from tests.app.reading import find_parts, read_chart


def test_the_three_measures_of_sickness_are_on_no_chart_together(duckdb_app):
    at = open_view("workforce", "sickness")
    measures = [
        {code for frame in read_chart(at, number) if "measure_code" in frame for code in frame["measure_code"]}
        for number in range(len(find_parts(at, "chart")))
    ]
    assert measures == [{"hours-lost-month"}, {"days-lost-month"}, {"hours-lost-half-year"}]
