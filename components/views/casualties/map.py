"""Where collisions happened: the map of sections by a measure, those with most, and the table behind it."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_sections as draw_bars
from components.figures import draw_chart
from components.findings.casualties import say_casualties, say_period
from components.map_frame import find_bounds
from components.messages import draw_finding, draw_note
from components.request import Request
from components.views.casualties.choices import Chosen, ask_collisions, choose_collisions
from components.views.casualties.measures import Measure, choose_measure
from components.views.casualties.sections import ask_sections, draw_section_map
from components.views.casualties.table import draw_sections


def draw(request: Request) -> None:
    """Where collisions happened and which sections do most harm."""
    chosen = choose_collisions(request)
    collisions = ask_collisions(request, chosen)
    if collisions.empty:
        return
    period = say_period(request.filters, collisions)
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


def find_last_month(collisions: pd.DataFrame) -> str:
    """The month of the latest collision, YYYY-MM; '' without one."""
    dates = [day for day in collisions["collision_date"] if day is not None]
    return f"{max(dates):%Y-%m}" if dates else ""


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
