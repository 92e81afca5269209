"""The five views of the casualties page, what they choose, and what a click or a row opens."""

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from components.views.casualties import table as casualties_table
from components.views.casualties.choices import make_chosen
from components.views.casualties.measures import list_measures
from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.settings import Settings, read_settings
from tests.app.reading import (
    collect_texts,
    find_parts,
    go_to,
    list_parts,
    open_page,
    read_chart,
    read_finding,
    read_table,
)

VIEWS = ("map", "ranking", "route", "profile", "areas")
WARWICKSHIRE, RUGBY = "E23000017", "E07000220"


def read_map(at, number: int = 0) -> dict:
    return json.loads(find_parts(at, "map")[number])


def list_layers(at) -> dict[str, list[dict]]:
    return {layer["id"]: layer["data"] for layer in read_map(at)["layers"]}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_in_the_order_of_every_page(view, app_store):
    at = open_page("casualties", view=view)
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert [one.value for one in at.warning] == []
    kinds = [kind for kind, _ in list_parts(at)]
    first = [kinds.index(kind) for kind in ("title", "finding", "chart", "table", "source")]
    assert first == sorted(first)
    assert kinds.count("download") >= 1
    assert "KSI" in read_finding(at) or "seriously injured" in read_finding(at)
    for kind in ("vega_lite_chart", "deck_gl_json_chart"):
        for element in at.get(kind):
            assert len(element.proto.alt) > 20


@pytest.mark.parametrize("view", VIEWS)
def test_an_area_without_estimates_or_with_few_collisions_draws_too(view, duckdb_app):
    at = open_page("casualties", view=view, area=RUGBY, severity="fatal", vehicles="motorcycle")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []
    assert find_parts(at, "finding") or at.info


@pytest.mark.parametrize("view", VIEWS)
def test_a_period_before_and_after_the_change_draws(view, duckdb_app):
    at = open_page("casualties", view=view, from_="2015-07", to="2015-12")
    assert [one.value for one in at.exception] == []
    assert [one.value for one in at.error] == []


# --- the map ----------------------------------------------------------------------------------------


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


# --- ranking ----------------------------------------------------------------------------------------


def test_the_ranking_says_plainly_how_sure_it_is(duckdb_app):
    at = open_page("casualties", view="ranking")
    finding = read_finding(at)
    assert "Its chance of truly being among the ten worst is" in finding
    assert "No section is likely to be among the ten worst" in finding
    assert "sections have none" in finding
    ranked = read_chart(at, 0)[0]
    assert ranked["eb_estimate"].is_monotonic_decreasing
    assert len(ranked) == 15
    fits = read_table(at, "Negative binomial fits")
    assert {"A roads", "motorways", "all roads traced"} <= set(fits["Fitted to"])
    assert (fits["Standard error of its logarithm"] != "").all()


def test_what_moved_is_said_for_a_period_and_not_across_the_change_in_recording(duckdb_app):
    across = open_page("casualties", view="ranking", from_="2015-07", to="2015-12")
    assert "no change is judged" in read_finding(across)
    before = open_page("casualties", view="ranking", from_="2015-04", to="2015-06")
    assert "No section changed more than usual since the period before" in read_finding(before)


def test_a_row_opens_its_section_and_an_unclassified_road_says_why_not(duckdb_app, monkeypatch):
    opened = []
    monkeypatch.setattr(casualties_table, "open_route", lambda **route: opened.append(route))
    shown = []
    monkeypatch.setattr(casualties_table.st, "info", shown.append)
    from data_access.store import open_store

    store = open_store(duckdb_app)
    sections = store.ask("casualties.sections")
    store.close()
    casualties_table.open_row(sections, rows=[])
    casualties_table.open_row(sections, rows=[0])
    assert opened == [{"road": sections["road"].iloc[0], "section_id": sections["section_id"].iloc[0]}]
    untraced = sections.index[sections["unit_kind"] == "road"][0]
    casualties_table.open_row(sections, rows=[untraced])
    assert opened[-1] == {"road": sections["road"].loc[untraced], "section_id": ""}
    casualties_table.open_row(sections, rows=[sections.index[sections["unit_kind"] == "unnumbered"][0]])
    assert len(opened) == 2
    assert "have no number" in shown[0]


# --- one route --------------------------------------------------------------------------------------


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


# --- when and who, areas ----------------------------------------------------------------------------


def test_when_and_who_sets_motorcycles_beside_the_nation_and_names_the_change(duckdb_app):
    at = open_page("casualties", view="profile")
    finding = read_finding(at).replace("[KSI](glossary?term=KSI)", "KSI")
    assert "A motorcycle was in 158 of the 550 KSI collisions whose vehicles are held: 29%" in finding
    assert "1% of traffic and 19% of deaths" in finding
    assert "West Mercia and Warwickshire in November 2015" in finding
    evidence = read_table(at, "Statements of the assessments")
    assert evidence["What it says, in our words"].str.contains("15:00 to 19:00").any()
    assert (evidence["Line"] != "").all()
    notes = " ".join(words for kind, words in list_parts(at) if kind == "caption")
    assert "Loss of control" in notes
    assert "Casualties are not held" in notes
    assert "Vehicle types are not held for 161" in notes.replace("[KSI](glossary?term=KSI)", "KSI")


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


def test_ages_and_sexes_reach_no_browser_without_casualties(duckdb_app):
    at = open_page("casualties", view="profile")
    texts = " ".join(collect_texts(at))
    assert "26 to 35" not in texts


def test_leaving_the_page_and_coming_back_sets_its_choices_back(duckdb_app):
    at = open_page("casualties", view="areas", level="force")
    go_to(at, "crime")
    back = go_to(at, "casualties")
    assert [one.value for one in back.exception] == []
    assert len(find_parts(back, "map")) == 1
