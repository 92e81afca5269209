"""Areas outside the funnel are named, and traffic is for authorities."""

from tests.app.reading import (
    find_parts,
    open_page,
    read_finding,
    read_table,
)


def test_areas_outside_the_funnel_are_named_and_traffic_is_for_authorities(duckdb_app):
    at = open_page("casualties", view="areas")
    assert "North Warwickshire, Rugby and Stratford-on-Avon" in read_finding(at)
    table = read_table(at, "KSI collisions by area, all areas of the forces, 2015")
    traffic = table[table["Rate per"] == "billion vehicle-km"]
    assert set(traffic["Kind of area"]) == {"highway authority", "force"}
    assert len(traffic) == 7
    assert len(find_parts(at, "chart")) == 3
    forces = open_page("casualties", view="areas", level="force")
    assert len(find_parts(forces, "chart")) == 2, "two forces make no funnel"
