"""A printed figure is written with its qualifier and unit."""

import pytest

from components.parts.printed_figures import write_figure


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"value": 10.0, "value_to": 16.0, "qualifier": "range", "unit": "years of age"}, "10 to 16 years of age"),
        ({"value": 3_200_000.0, "value_to": None, "qualifier": "about", "unit": "frauds"}, "about 3,200,000 frauds"),
        ({"value": 46_200_000_000.0, "value_to": None, "qualifier": "exact", "unit": "pounds"}, "£46,200,000,000"),
        ({"value": 33.3, "value_to": None, "qualifier": "exact", "unit": "% of victims"}, "33.3% of victims"),
        ({"value": 1.0, "value_to": None, "qualifier": "within", "unit": "days"}, "within 1 day"),
        ({"value": 15.0, "value_to": None, "qualifier": "exact", "unit": "hour of the day"}, "hour of the day 15"),
    ],
)
def test_a_figure_is_written_with_its_qualifier_and_unit(row, words):
    assert write_figure(row) == words
