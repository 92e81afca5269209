"""The quiet ground of the maps: a MapLibre style of our own, and the names of towns.

The style draws the published boundaries only. It has no letters and no symbols, which would need
a font server; the app draws the labels of load_labels on top.
"""

from typing import Any

import pandas as pd

from geodata.alliance import Alliance
from geodata.boundaries import LEVELS, read_boundaries

STYLE_FILES = {"light": "style.json", "dark": "style-dark.json"}
PREFIX = "/geodata"

# Lines have a contrast of 3:1 or more against the land of their theme.
_COLOURS = {
    "light": {
        "ground": "#F3F4F5",
        "land": "#FFFFFF",
        "district": "#8F9499",
        "policing_area": "#6B7178",
        "force": "#3D3D3D",
    },
    "dark": {
        "ground": "#0E1117",
        "land": "#1A1F27",
        "district": "#70777F",
        "policing_area": "#98A0A8",
        "force": "#E6E8EA",
    },
}
_LINE_WIDTHS = {"district": 0.5, "policing_area": 1.2, "force": 2.4}  # pixels; drawn in this order


def make_style(prefix: str = PREFIX, *, theme: str = "light") -> dict[str, Any]:
    """Make the MapLibre style (version 8) of a theme, 'light' or 'dark'.

    `prefix` is the address, without the file, at which the app serves the boundaries folder.
    Raises ValueError for another theme. Source: MapLibre style specification.
    """
    if theme not in _COLOURS:
        raise ValueError(f"There is no theme {theme!r}, only {tuple(_COLOURS)}.")
    colours = _COLOURS[theme]
    address = prefix.rstrip("/")
    return {
        "version": 8,
        "name": f"Quiet ground, {theme}",
        "sources": {level: {"type": "geojson", "data": f"{address}/{level}.geojson"} for level in LEVELS},
        "layers": [
            {
                "id": "ground",
                "type": "background",
                "paint": {"background-color": colours["ground"]},
            },
            {
                "id": "land",
                "type": "fill",
                "source": "force",
                "paint": {"fill-color": colours["land"]},
            },
            *(_draw_line(level, colours[level]) for level in _LINE_WIDTHS),
        ],
    }


def load_labels(alliance: Alliance) -> pd.DataFrame:
    """List the place names to write on the map.

    A row is a place: name, longitude and latitude in degrees (WGS84). The towns of the
    configuration; where it lists none, each district's name at a point inside the district.
    Raises BoundariesMissingError if that needs boundaries which have not been made.
    """
    columns = ["name", "longitude", "latitude"]
    if alliance.towns:
        towns = [(town.name, town.longitude, town.latitude) for town in alliance.towns]
        return pd.DataFrame(towns, columns=columns)
    districts = read_boundaries(alliance, "district")
    points = districts.geometry.representative_point()
    places = {"name": districts["area_name"], "longitude": points.x, "latitude": points.y}
    return pd.DataFrame(places)[columns]


def _draw_line(level: str, colour: str) -> dict[str, Any]:
    return {
        "id": f"{level}-line",
        "type": "line",
        "source": level,
        "layout": {"line-join": "round"},
        "paint": {"line-color": colour, "line-width": _LINE_WIDTHS[level]},
    }
