"""No driver has a place that the text does not give."""

from tests.app.opening import open_view
from tests.app.reading import read_chart, read_table


def test_seventeen_of_eighteen_drivers_are_not_in_the_text_and_none_is_placed(duckdb_app):
    at = open_view("horizon", "drivers")
    drivers = read_table(at, "Drivers of change")
    assert drivers["Driver"].tolist().count("not in the text") == 17
    assert set(drivers["Impact"]) == set(drivers["Uncertainty"]) == {"not in the text"}
    (squares,) = [frame for frame in read_chart(at, 1) if "words" in frame]
    assert set(squares["words"]) == {""}
