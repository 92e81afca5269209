"""The map's ground calls nobody, is readable in both themes, and names places."""

import json
from dataclasses import replace

import pytest

from geodata.alliance import PUBLISHED, Alliance
from geodata.areas import locate_points
from geodata.boundaries import read_boundaries
from geodata.ground import STYLE_FILES, load_labels, make_style

LEAST_CONTRAST = 3.0  # of marks against what they lie on: WCAG 2.2, 1.4.11


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("theme", "name"), STYLE_FILES.items())
def test_published_style_is_self_contained(theme: str, name: str) -> None:
    text = (PUBLISHED / name).read_text(encoding="utf-8")
    assert "http" not in text
    style = json.loads(text)
    assert style == make_style(theme=theme)
    assert set(style) == {"version", "name", "sources", "layers"}
    for source in style["sources"].values():
        assert (PUBLISHED / source["data"].removeprefix("/geodata/")).is_file()


@pytest.mark.parametrize("theme", STYLE_FILES)
def test_layers_have_sources_and_order(theme: str) -> None:
    style = make_style(theme=theme)
    layers = [layer["id"] for layer in style["layers"]]
    assert layers == ["ground", "land", "district-line", "policing_area-line", "force-line"]
    assert {layer.get("source") for layer in style["layers"]} - {None} == set(style["sources"])


@pytest.mark.parametrize("theme", STYLE_FILES)
def test_lines_stand_out_from_the_land(theme: str) -> None:
    _, land, *lines = make_style(theme=theme)["layers"]
    ground = _luminance(land["paint"]["fill-color"])
    for line in lines:
        dark, light = sorted((_luminance(line["paint"]["line-color"]), ground))
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


def test_prefix_and_theme_are_parameters() -> None:
    sources = make_style("/base/geodata/")["sources"]
    assert sources["force"]["data"] == "/base/geodata/force.geojson"
    with pytest.raises(ValueError, match="sepia"):
        make_style(theme="sepia")


def test_labels_are_the_towns_of_the_configuration(alliance: Alliance) -> None:
    labels = load_labels(alliance)
    assert list(labels) == ["name", "longitude", "latitude"]
    assert list(labels["name"]) == [town.name for town in alliance.towns]


def test_labels_fall_back_to_districts(alliance: Alliance) -> None:
    labels = load_labels(replace(alliance, towns=()))
    districts = read_boundaries(alliance, "district")
    assert list(labels["name"]) == list(districts["area_name"])
    assert list(locate_points(labels, alliance=alliance)) == list(districts["area_code"])
