"""One timeline of inspections, events and what is coming."""

from tests.app.opening import open_view
from tests.app.reading import read_chart


def test_one_timeline_has_inspections_events_and_what_is_coming(duckdb_app):
    at = open_view("horizon", "timeline")
    (drawn,) = [frame for frame in read_chart(at, 0) if "kind_words" in frame]
    assert set(drawn["kind_words"]) == {"Horizon", "Event", "Inspection"}
    only = open_view("horizon", "timeline", kind="inspection")
    (inspections,) = [frame for frame in read_chart(only, 0) if "kind_words" in frame]
    assert set(inspections["kind_words"]) == {"Inspection"}
