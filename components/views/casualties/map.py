"""The map view of the casualties page: sections by a measure, collisions, key, and the sections behind it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_sections as draw_bars
from components.figures import draw_chart
from components.findings.casualties import say_casualties, say_units
from components.map_frame import Bounds, find_bounds, get_map, make_ground, make_labels
from components.map_width import find_size
from components.maps.casualties import classify_sections, draw_casualties, find_clicked, write_key
from components.messages import draw_finding, draw_map_source, draw_note
from components.request import Request
from components.views.casualties.choices import Chosen, Measure, choose_measure
from components.views.casualties.table import draw_sections, open_route

MOST_POINTS = 2_500  # more are a smear on a map of the forces, and slow to send
HEIGHT = 560
RESETS = "casualties map resets"


def draw_map_view(request: Request, chosen: Chosen, collisions: pd.DataFrame, *, period: str) -> None:
    """Where collisions happened and which sections do most harm."""
    roads = cache.ask("casualties.roads", request.filters, **chosen.options)
    sections = ask_sections(request, chosen)
    area_name = request.name_area(last_month=find_last_month(collisions))
    draw_finding(say_casualties(roads, area_name=area_name, period=period, noun=chosen.noun, kind=chosen.kind))
    left, right = st.columns([3, 2])
    with left:
        code, measure = choose_measure(request, chosen)
        draw_section_map(
            request,
            sections,
            collisions,
            chosen=chosen,
            measure=measure,
            code=code,
            find_extent=lambda: find_bounds(request),
        )
    with right:
        draw_top(request, sections, chosen=chosen, measure=measure, code=code)
    caption = f"Sections and roads by estimated harm, {request.area.name}, {period}"
    draw_sections(request, sections, chosen=chosen, caption=caption)


def ask_sections(request: Request, chosen: Chosen, **options: str) -> pd.DataFrame:
    """Sections with their names."""
    sections = cache.ask("casualties.sections", request.filters, **chosen.options, **options)
    return sections.assign(name=say_units(sections))


def find_last_month(collisions: pd.DataFrame) -> str:
    """The month of the latest collision, YYYY-MM; '' without one."""
    dates = [day for day in collisions["collision_date"] if day is not None]
    return f"{max(dates):%Y-%m}" if dates else ""


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


def draw_top(request: Request, sections: pd.DataFrame, *, chosen: Chosen, measure: Measure, code: str) -> None:
    """The ten sections with most of the measure, as bars."""
    st.markdown("## Ten sections with most")
    held = sections[(sections["unit_kind"] == "section") & (sections[measure.column].astype(float) > 0)]
    top = held.sort_values([measure.column, "eb_estimate"], ascending=False, kind="stable").head(10)
    if top.empty:
        draw_note("No section has any in this period.")
        return
    draw_chart(
        request,
        lambda: draw_bars(top, value=measure.column, title=measure.label, decimals=measure.decimals, ink=request.ink),
        name=f"top-{code}-{chosen.key}",
        alt=f"Bars of the ten sections with most, by {measure.label}",
    )
    last = float(top[measure.column].iloc[-1])
    ties = int((held[measure.column].astype(float) == last).sum())
    shown = int((top[measure.column].astype(float) == last).sum())
    if ties > shown:
        draw_note(f"{ties} sections share the last value shown; {shown} of them are drawn.")
    others = sections[sections["unit_kind"] != "section"]
    by_kind = others.groupby("unit_kind")["ksi_count"].sum()
    draw_note(
        f"On no section: {int(by_kind.get('road', 0))} {chosen.noun} on numbered roads that are not traced (fewer than "
        f"8 positions held, or gaps over 5 km), {int(by_kind.get('unnumbered', 0))} on unclassified and C roads. They "
        "are in the table by road and by district, ranked by count only."
    )
