"""The map of partnerships: a click chooses one, and a county is said and not shaded."""

import json

from components.views.priorities.map import read_clicked
from tests.app.reading import find_parts, open_page, read_table

RUGBY = "E22000321"


def test_the_map_lists_the_partnership_that_is_chosen_and_reads_a_click(duckdb_app):
    at = open_page("priorities", view="map", csp=RUGBY)
    table = read_table(at, "Rugby and the alliance priorities, 2016-17")
    assert len(table) == 6
    clicked = {"selection": {"objects": {"areas-policing_area": [{"properties": {"area_code": RUGBY}}]}}}
    assert read_clicked(clicked) == RUGBY
    assert read_clicked({"selection": {"objects": {}}}) == ""
    assert read_clicked(None) == ""


def test_a_county_is_said_and_not_shaded(duckdb_app):
    at = open_page("priorities", view="map", shade="theme-vehicle-crime")
    (drawn,) = find_parts(at, "map")
    (areas,) = [layer for layer in json.loads(drawn)["layers"] if layer["id"] == "areas-policing_area"]
    assert "E22000333" in areas["getFillColor"]
    assert "E10000031" not in areas["getFillColor"]
    assert any("not shaded" in words and "Warwickshire County" in words for words in find_parts(at, "caption"))
