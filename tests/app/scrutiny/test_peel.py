"""Grades by force, with shape and word."""

from tests.app.opening import open_view
from tests.app.reading import read_table


def test_the_grades_stand_by_force_with_shape_and_word(app_store):
    at = open_view("scrutiny", "peel")
    grades = read_table(at, "PEEL grades as printed")
    (last,) = grades[grades["Graded"] == "12 December 2017"].to_dict("records")
    assert last["Warwickshire"] == last["West Mercia"] == "▼ Requires improvement"
    assert last["Grade before"] == "Good"
    assert len(grades) == 9
