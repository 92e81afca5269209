"""No map keeps the colours of the filters before: what an accessor says of the data is in a trigger of its layer."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pydeck as pdk
import pytest

from components.maps.casualties import draw_casualties
from components.maps.crime import draw_area_values, draw_hotspots
from components.maps.ground import FinishedMap, Ground, make_deck
from components.maps.priorities import draw_partnerships

ROOT = Path(__file__).resolve().parents[3]
GROUND = Ground(base_path="")
LABELS = pd.DataFrame({"text": ["Rugby"], "longitude": [-1.26], "latitude": [52.37]})
FRAME = {"labels": LABELS, "bounds": (-2.0, 52.0, -1.0, 52.6), "ground": GROUND}
CODES = ["E22000321", "E22000368", "E22000318"]
SECTIONS = pd.DataFrame(
    {
        "section_id": ["A46-E23000017-01", "A46-E23000017-02", "A46-E23000017-03"],
        "name": ["A46 section 1", "A46 section 2", "A46 section 3"],
        "length_km": [4.1, 3.9, 4.0],
        "eb_estimate": [2.5, 1.5, 0.5],
        "geometry": ["LINESTRING (-1.9 52.1, -1.8 52.2)"] * 3,
    }
)
COLLISIONS = pd.DataFrame(
    {
        "longitude": [-1.85],
        "latitude": [52.15],
        "severity": ["fatal"],
        "collision_date": [pd.Timestamp("2015-03-01")],
        "road": ["A46"],
        "speed_limit": [60],
        "vehicle_groups": ["Car or taxi"],
    }
)


def draw_values(numbers: list[int], *, level: str) -> pdk.Deck:
    return draw_area_values(pd.Series(numbers, index=CODES), level=level, numbered=CODES, **FRAME)


def draw_hot(numbers: list[int]) -> pdk.Deck:
    flags = [bool(number % 2) for number in numbers]
    hotspots = pd.DataFrame({"area_code": CODES, "is_hot_then": flags, "is_hot_now": True})
    return draw_hotspots(hotspots, numbered=CODES, **FRAME)


def draw_shares(numbers: list[int]) -> pdk.Deck:
    colours = {code: f"#1243{number:02X}" for code, number in zip(CODES, numbers, strict=True)}
    return draw_partnerships(colours, size=(600, 520), **FRAME)


def draw_roads(numbers: list[int]) -> pdk.Deck:
    sections = SECTIONS.assign(ksi_count=numbers)
    return draw_casualties(sections, COLLISIONS, measure="ksi_count", noun="KSI", size=(600, 520), **FRAME)


MAPS: dict[str, Callable[[list[int]], pdk.Deck]] = {
    "policing areas": lambda numbers: draw_values(numbers, level="policing_area"),
    "districts": lambda numbers: draw_values(numbers, level="district"),
    "LSOAs": lambda numbers: draw_values(numbers, level="lsoa"),
    "hot spots": draw_hot,
    "partnerships": draw_shares,
    "casualties": draw_roads,
}


def read_layers(deck: pdk.Deck) -> dict[str, dict[str, Any]]:
    """The layers as the browser gets them, by id."""
    return {layer["id"]: layer for layer in json.loads(FinishedMap(deck).to_json())["layers"]}


def list_expressions(layer: dict[str, Any]) -> dict[str, str]:
    """The accessors that the browser works out for each object."""
    return {
        name: value
        for name, value in layer.items()
        if name.startswith("get") and isinstance(value, str) and value.startswith("@@=")
    }


def has_address(layer: dict[str, Any]) -> bool:
    """Whether the objects come from an address, which stays the same when the figures change."""
    return isinstance(layer["data"], str)


def test_every_map_of_the_app_is_made_in_one_place_and_tried_here():
    makers, drawers = set(), set()
    for path in [*(ROOT / "components").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("pdk.Deck", "pydeck.Deck", "Deck"):
                makers.add(path.relative_to(ROOT).as_posix())
            is_drawer = isinstance(node, ast.FunctionDef) and node.name.startswith("draw_")
            if is_drawer and path.parent.name == "maps" and ast.unparse(node.returns or node) == "pdk.Deck":
                drawers.add(node.name)
    assert makers == {"components/maps/ground.py"}
    tried = {draw_area_values, draw_hotspots, draw_partnerships, draw_casualties}
    assert drawers == {draw.__name__ for draw in tried}


@pytest.mark.parametrize("name", MAPS)
def test_what_an_accessor_says_is_in_a_trigger(name: str):
    for layer in read_layers(MAPS[name]([1, 2, 3])).values():
        assert list(layer["updateTriggers"]) == sorted(list_expressions(layer)), layer["id"]


@pytest.mark.parametrize("name", [name for name in MAPS if name != "casualties"])
def test_other_figures_give_another_trigger_and_the_same_figures_the_same(name: str):
    once, again, other = (read_layers(MAPS[name](numbers)) for numbers in ([1, 2, 3], [1, 2, 3], [3, 1, 2]))
    assert once == again
    (changed,) = [layer for layer in once.values() if has_address(layer)]
    later = other[changed["id"]]
    assert changed["getFillColor"] != later["getFillColor"]
    assert changed["updateTriggers"] != later["updateTriggers"]


@pytest.mark.parametrize("name", MAPS)
def test_only_the_fill_of_what_comes_from_an_address_depends_on_data(name: str):
    """On a map with a selection Streamlit hands on no other trigger: another accessor needs an id that changes."""
    for layer in read_layers(MAPS[name]([1, 2, 3])).values():
        if has_address(layer):
            assert set(list_expressions(layer)) <= {"getFillColor"}


def test_a_new_layer_has_its_triggers_from_the_map_it_lies_on():
    layer = pdk.Layer("GeoJsonLayer", id="new", data="/x.geojson", get_line_width="properties.number * 7", get_radius=3)
    deck = make_deck([layer], bounds=(-2.0, 52.0, -1.0, 52.6), ground=GROUND)
    assert list(read_layers(deck)["new"]["updateTriggers"]) == ["getLineWidth"]
