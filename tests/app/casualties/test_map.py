"""The map of collisions and sections: what it holds, colours and leaves out."""

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from components.views.casualties.choices import make_chosen
from components.views.casualties.measures import list_measures
from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.settings import Settings, read_settings
from tests.app.casualties.drawn import list_layers
from tests.app.reading import (
    find_parts,
    list_parts,
    open_page,
    read_chart,
    read_finding,
    read_table,
)

VIEWS = ("map", "ranking", "route", "profile", "areas")
WARWICKSHIRE, RUGBY = "E23000017", "E07000220"


def test_the_map_has_every_collision_and_section_and_no_date(duckdb_app):
    at = open_page("casualties")
    layers = list_layers(at)
    assert len(layers["fatal"]) == 66
    assert len(layers["others"]) == 645
    sections = [record for name, records in layers.items() if name.startswith("sections") for record in records]
    assert len(sections) > 250
    assert all(len(record["p"]) >= 2 for record in sections)
    geometry = json.dumps([record["p"] for record in sections], separators=(",", ":"))
    assert len(geometry) < 50_000
    tips = {record["m"] for name in ("fatal", "others") for record in layers[name]}
    assert tips <= {
        f"{severity}, {month} 2015"
        for severity in ("Fatal", "Serious")
        for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    }, "a point says its month, never its day"
    assert any("vehicles not held" in record["r"] for record in layers["others"])
    assert any("mph; car or taxi" in record["r"] for record in layers["others"])


@pytest.mark.parametrize("measure", ["count", "km", "traffic", "value", "estimate"])
def test_every_measure_colours_the_sections_and_says_how_to_read_it(measure, duckdb_app):
    at = open_page("casualties", measure=measure)
    asked = list_measures(make_chosen({"severity": "ksi"}))[measure]
    notes = [words for kind, words in list_parts(at) if kind == "caption"]
    assert any(asked.reading[:40] in words.replace("\\", "") for words in notes)
    (key,) = [body for body in find_parts(at, "html") if 'class="map-key"' in body]
    assert asked.unit in key
    assert "fatal collision (66)" in key
    assert {name for name in list_layers(at) if name.startswith("sections")} >= {
        "sections-1",
        "sections-2",
        "sections-3",
    }


@pytest.fixture
def adjusted_app(duckdb_app, tmp_path, monkeypatch) -> Settings:
    """The app on a copy of the default store whose collisions in Warwickshire have DfT's chances."""
    built = Path(sa.make_url(duckdb_app.store_url).database or "")
    shutil.copytree(built.parent, tmp_path / "store")
    settings = read_settings({"STORE_URL": f"duckdb:///{tmp_path / 'store' / built.name}"})
    collision = schema.core_collision
    with write_version(open_versions(settings), from_current=True) as connection:
        is_own = collision.c.force_code == WARWICKSHIRE
        connection.execute(collision.update().where(is_own).values(adjusted_serious=0.9))
        is_serious = sa.and_(is_own, collision.c.severity == "serious")
        one = connection.scalar(sa.select(sa.func.min(collision.c.collision_id)).where(is_serious))
        connection.execute(collision.update().where(collision.c.collision_id == one).values(severity="slight"))
    monkeypatch.setenv("STORE_URL", settings.store_url)
    return settings


def test_adjusted_figures_are_a_measure_of_the_map_and_a_counting_of_areas(adjusted_app):
    at = open_page("casualties", measure="adjusted")
    assert [one.value for one in at.exception] == []
    (key,) = [body for body in find_parts(at, "html") if 'class="map-key"' in body]
    assert "adjusted KSI collisions" in key
    assert "not held for this measure" in key  # the sections of the other force
    at = open_page("casualties", view="areas", level="district", counting="adjusted")
    assert [one.value for one in at.exception] == []
    assert "adjusted [KSI](glossary?term=KSI) collisions a year" in read_finding(at)
    (drawn,) = [frame for frame in read_chart(at, 0) if "rate" in frame]
    assert set(drawn["area_code"].str[:4]) == {"E070"}  # the five districts of Warwickshire alone
    assert len(drawn) == 5
    table = read_table(at, "KSI collisions by area, all areas of the forces, 2015")
    assert "Adjusted for recording" in table.columns


def test_adjusted_figures_are_not_offered_where_none_is_held(duckdb_app):
    at = open_page("casualties", view="areas", counting="adjusted")
    assert not [box for box in at.selectbox if box.label == "Counting"]
    assert "adjusted" not in read_finding(at)
    table = read_table(at, "KSI collisions by area, all areas of the forces, 2015")
    assert "Adjusted for recording" not in table.columns


def test_estimates_are_not_offered_for_what_they_are_not_fitted_to(duckdb_app):
    assert "estimate" in list_measures(make_chosen({"severity": "ksi", "road_class": "a"}))
    assert "estimate" not in list_measures(make_chosen({"severity": "ksi", "speed_limit": "60"}))
    assert "estimate" not in list_measures(make_chosen({"severity": "fatal"}))
    at = open_page("casualties", severity="fatal", measure="estimate")
    assert "not offered" in at.warning[0].value
    assert "66 fatal collisions happened" in read_finding(at)


def test_the_choices_narrow_the_collisions_and_stay_in_the_address(duckdb_app):
    at = open_page("casualties", **{"class": "a", "limit": "60", "vehicles": "motorcycle"})
    counted = sum(len(list_layers(at)[name]) for name in ("fatal", "others"))
    assert 0 < counted < 158
    assert at.query_params["vehicles"] == "motorcycle"
    assert f"in {counted} collisions in the alliance in 2015 (A roads, 60 mph, with a motorcycle)" in read_finding(at)


def test_no_label_says_ksi_alone(duckdb_app):
    for view in VIEWS:
        labels = [str(box.label) for box in open_page("casualties", view=view).selectbox]
        assert "KSI" not in labels
