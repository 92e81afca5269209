"""One route: its own collisions, and the link that opens it again."""

from tests.app.casualties.drawn import list_layers
from tests.app.reading import (
    open_page,
    read_chart,
    read_finding,
    read_table,
)

WARWICKSHIRE, RUGBY = "E23000017", "E07000220"


def test_a_route_shows_its_own_collisions_with_date_and_time_in_the_table_only(duckdb_app):
    at = open_page("casualties", view="route", road="A46", area=WARWICKSHIRE)
    assert "The A46 had 17" in read_finding(at)
    table = read_table(at, "KSI collisions on The A46, 2015")
    assert len(table) == 17
    assert table["Date"].str.fullmatch(r"\d{1,2} [A-Z][a-z]{2} 2015").all()
    assert table["Time"].str.fullmatch(r"\d{1,2}:\d{2}").all()
    assert len(list_layers(at)["fatal"]) + len(list_layers(at)["others"]) == 17
    profile = read_table(at, "Profile of The A46 beside Warwickshire")
    assert {"Speed limit", "Light", "Weather", "Surface", "Junction", "Vehicles in it"} == set(profile["By"])
    for frame in (frame for number in range(len(at.get("vega_lite_chart"))) for frame in read_chart(at, number)):
        assert not {"collision_date", "collision_time"} & set(frame.columns)


def test_a_section_is_reopened_by_its_link_with_its_estimate(duckdb_app):
    at = open_page("casualties", view="route", road="A46", section="A46-E23000017-09")
    assert "A46 section 9 of 12" in read_finding(at)
    assert "would be expected of such a road" in read_finding(at)
    assert [record["i"] for record in list_layers(at)["focus"]] == ["A46-E23000017-09"]
    table = read_table(at, "KSI collisions on A46 section 9 of 12, near Leamington Spa, 2015")
    assert len(table) == 2


def test_a_road_that_is_not_held_gives_the_first_and_a_sentence(duckdb_app):
    at = open_page("casualties", view="route", road="A9999")
    assert "'A9999', which is not offered" in at.warning[0].value
    assert "The A46 had 23" in read_finding(at)
