"""Objectives that bear on no threat are listed too."""

from tests.app.reading import open_page, read_table


def test_objectives_that_bear_on_no_threat_are_listed_too(duckdb_app):
    at = open_page("priorities", view="who")
    plans = read_table(at, "Requirements and objectives as printed")
    assert len(plans) == 29
    assert "Reforming West Mercia" in set(plans["As printed"])
