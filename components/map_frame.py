"""What every map of a page needs: its ground, its bounds, and names people know."""

from collections.abc import Callable, Mapping

import pandas as pd
import pydeck as pdk
import streamlit as st

from components import cache
from components.maps.ground import FinishedMap, Ground
from components.request import Request
from components.serving import find_base_path

Bounds = tuple[float, float, float, float]  # west, south, east and north in degrees
DRAWN_LEVELS = ("alliance", "force", "policing_area", "district")


def make_ground(request: Request) -> Ground:
    """The ground for the reader's theme."""
    return Ground(base_path=find_base_path(), is_dark=st.context.theme.type == "dark")


def get_map(request: Request, build: Callable[[], pdk.Deck], *, name: str) -> FinishedMap:
    """A finished map, built once for a view: a map that depends on choices of the page has them in its name."""
    return cache.get_map(
        topic=request.entry.topic, filters=request.filters, theme=str(st.context.theme.type), name=name, build=build
    )


def find_bounds(request: Request) -> Bounds:
    """West, south, east, north of the chosen area; an LSOA takes those of its district."""
    code, level = request.area.code, request.area.level
    if level not in DRAWN_LEVELS:
        areas = cache.ask("areas.list").set_index("area_code")
        code = str(areas.loc[code, "parent_code"])
    return cache.get_bounds(str(request.alliance.boundaries_dir), code)


def number_small_areas() -> list[str]:
    """LSOA codes by the number that their boundary file gives them."""
    return cache.get_small_areas(str(cache.get_alliance().boundaries_dir))


def make_labels(level: str, words: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Labels with a position: town names, or words for the areas of a level."""
    if level == "town":
        return cache.get_town_labels(str(cache.get_alliance().boundaries_dir))
    points = cache.get_label_points(str(cache.get_alliance().boundaries_dir), level)
    named = points.assign(text=points["area_code"].map(dict(words or {})))
    return named.dropna(subset=["text"])
