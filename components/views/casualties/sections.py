"""Sections of road on a map, with its key: a click opens a road or a section."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache
from components.findings.casualties import say_units
from components.map_frame import Bounds, get_map, make_ground, make_labels
from components.map_width import find_size
from components.maps.casualties import classify_sections, draw_casualties, find_clicked, write_key
from components.messages import draw_map_source, draw_note
from components.request import Request
from components.views.casualties.choices import Chosen
from components.views.casualties.measures import Measure
from components.views.casualties.table import open_route

MOST_POINTS = 2_500  # more are a smear on a map of the forces, and slow to send
HEIGHT = 560
RESETS = "casualties map resets"


def ask_sections(request: Request, chosen: Chosen, **options: str) -> pd.DataFrame:
    """Sections with their names."""
    sections = cache.ask("casualties.sections", request.filters, **chosen.options, **options)
    return sections.assign(name=say_units(sections))


def draw_section_map(
    request: Request,
    sections: pd.DataFrame,
    collisions: pd.DataFrame,
    *,
    chosen: Chosen,
    measure: Measure,
    code: str,
    find_extent: Callable[[], Bounds],
    focus_id: str = "",
) -> None:
    """The map with its key and how to read it; a click opens the road or section.

    code says which sections and collisions of the chosen are meant, and by what measure.
    """
    drawn = sections[sections["unit_kind"] == "section"]
    points = collisions.head(MOST_POINTS)
    size = find_size()
    deck = get_map(
        request,
        lambda: draw_casualties(
            drawn,
            points,
            measure=measure.column,
            noun=chosen.noun,
            labels=make_labels("town"),
            bounds=find_extent(),
            ground=make_ground(request),
            size=size,
            focus_id=focus_id,
        ),
        name=f"{code}-{chosen.key}-{focus_id}-{size}",
    )
    resets = st.session_state.get(RESETS, 0)
    event = st.pydeck_chart(
        deck,
        height=HEIGHT,
        on_select="rerun",
        selection_mode="single-object",
        key=f"casualties_map_{request.filters.area_code}_{code}_{focus_id}_{resets}",
        alt=f"Map of {len(drawn)} road sections by {measure.label} and of {len(points)} collisions; the table below "
        "holds every section, and selecting a row there does what a click here does",
    )
    if st.button("Reset the map's view", key="reset_map"):
        st.session_state[RESETS] = resets + 1
        st.rerun()
    section_id, road = find_clicked(event["selection"]["objects"])
    if road and (section_id != focus_id or not section_id):
        open_route(road=road, section_id=section_id)
    _draw_key(drawn, collisions, points, measure=measure)


def _draw_key(drawn: pd.DataFrame, collisions: pd.DataFrame, points: pd.DataFrame, *, measure: Measure) -> None:
    _, classes = classify_sections(drawn[measure.column])
    placed = points["longitude"].notna()
    fatal = int((placed & (points["severity"] == "fatal")).sum())
    is_dark = st.context.theme.type == "dark"
    st.html(
        write_key(
            classes,
            unit=measure.unit,
            decimals=measure.decimals,
            is_dark=is_dark,
            fatal_count=fatal,
            other_count=int(placed.sum()) - fatal,
        )
    )
    draw_note(measure.reading)
    if (drawn["geometry_source"] == "trace").any():
        draw_note(
            "Courses are traced through the collisions held, not surveyed. A trace ends at its outermost collisions, "
            "so rates per km and per vehicle-km are too high."
        )
    unplaced = int(points["longitude"].isna().sum())
    if unplaced:
        draw_note(f"Counted but not drawn, without a position: {unplaced}.")
    if len(points) < len(collisions):
        draw_note(f"The latest {len(points):,} of {len(collisions):,} collisions are drawn; all are counted.")
    draw_map_source()
