"""The ground of every map: our own style and boundaries from this machine, names people know, no tiles."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import camel_and_lower

RGB = tuple[int, int, int]
FIT_WIDTH, FIT_HEIGHT = 345, 430  # pixels
NO_DATA: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class Ground:
    """Where the map's files are served from, and whether on a dark page."""

    base_path: str
    is_dark: bool = False

    def url(self, name: str) -> str:
        """The address of a boundary or style file, from this machine."""
        return f"{self.base_path}/geodata/{name}"

    @property
    def style(self) -> str:
        """The map style of the page's theme."""
        return self.url("style-dark.json" if self.is_dark else "style.json")

    @property
    def text(self) -> list[int]:
        """Colour of names."""
        return [243, 245, 247] if self.is_dark else [11, 12, 12]

    @property
    def halo(self) -> list[int]:
        """Colour around names, so that they read on any fill."""
        return [17, 20, 24] if self.is_dark else [255, 255, 255]


def to_rgb(colour: str) -> RGB:
    """'#12436D' as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def make_area_layer(level: str, *, colours: Mapping[str, str], ground: Ground, opacity: int = 190) -> pdk.Layer:
    """The areas of a level filled by a colour each; areas without one are outlined only (no data)."""
    fill = f"[{', '.join(map(str, NO_DATA))}]"
    for code, colour in colours.items():
        red, green, blue = to_rgb(colour)
        fill = f"properties.area_code === '{code}' ? [{red}, {green}, {blue}, {opacity}] : ({fill})"
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"areas-{level}",
        data=ground.url(f"{level}.geojson"),
        get_fill_color=fill,
        get_line_color=ground.text,
        line_width_min_pixels=1,
        pickable=True,
    )


def make_label_layer(labels: pd.DataFrame, *, ground: Ground, layer_id: str = "labels", size: int = 13) -> pdk.Layer:
    """Names with a halo; labels has text, longitude and latitude."""
    return pdk.Layer(
        "TextLayer",
        id=layer_id,
        data=labels[["text", "longitude", "latitude"]].to_dict("records"),
        get_position="[longitude, latitude]",
        get_text="text",
        get_size=size,
        get_color=ground.text,
        background=True,
        get_background_color=[*ground.halo, 200],
        background_padding=[3, 1],
        font_family=pdk.types.String("Source Sans, sans-serif"),
        character_set=pdk.types.String("auto"),
    )


def make_deck(
    layers: list[pdk.Layer],
    *,
    bounds: tuple[float, float, float, float],
    ground: Ground,
    tooltip: dict[str, str] | None = None,
    size: tuple[int, int] = (FIT_WIDTH, FIT_HEIGHT),
) -> pdk.Deck:
    """A map of some layers on our own ground, fitted to bounds (west, south, east, north in degrees).

    size is the map's width and height in pixels; without one it fits the narrowest, that of a phone.
    Every map of the app is made here, so that none keeps the colours of the filters before (see trigger_updates).
    """
    west, south, east, north = bounds
    for layer in layers:
        trigger_updates(layer)
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=fit_zoom(bounds, size=size), pitch=0
        ),
        map_provider="maplibre",
        map_style=ground.style,
        tooltip=tooltip or True,
    )


def trigger_updates(layer: pdk.Layer) -> None:
    """Have the browser work out a layer anew where what one of its accessors says has changed.

    deck.gl asks an accessor again only for other data or another trigger: areas that come from an address would
    keep their old colours under a new legend. On a map with a selection Streamlit hands on the trigger of the
    fill colour alone, so another accessor that carries data needs a layer id that changes with it.
    """
    said = {name: value for name, value in vars(layer).items() if name.startswith("get_") and isinstance(value, str)}
    layer.update_triggers = {camel_and_lower(name): _digest(value) for name, value in said.items()}


def _digest(words: str) -> str:
    return hashlib.blake2s(words.encode(), digest_size=8).hexdigest()


class FinishedMap(pdk.Deck):  # type: ignore[misc]
    """A map written as JSON once, without the line breaks that pydeck puts between any two numbers: half the size."""

    def __init__(self, deck: pdk.Deck) -> None:
        self.__dict__.update(deck.__dict__)
        self.layers: list[pdk.Layer] = []  # Streamlit looks through them at each run
        self._text = json.dumps(json.loads(deck.to_json()), separators=(",", ":"))

    def to_json(self) -> str:
        """The map as JSON."""
        return self._text


def fit_zoom(bounds: tuple[float, float, float, float], *, size: tuple[int, int] = (FIT_WIDTH, FIT_HEIGHT)) -> float:
    """The zoom at which bounds fit into a map of a width and height in pixels, by default a phone's."""
    west, south, east, north = bounds
    width = max(east - west, 0.05) / 360
    height = max(_mercator(north) - _mercator(south), 0.00005)
    return round(min(math.log2(size[0] / 512 / width), math.log2(size[1] / 512 / height)), 2)


def _mercator(latitude: float) -> float:
    """Northing of a latitude in web Mercator, as a share of the world's height."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)
