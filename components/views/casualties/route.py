"""One route: its map, its months, days and hours, its profile beside the whole area's, its collisions."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_hours, draw_shares
from components.choosing import choose
from components.figures import draw_chart
from components.findings.casualties import say_period, say_recording_change, say_route
from components.map_frame import find_bounds
from components.maps.casualties import find_extent
from components.messages import draw_empty, draw_finding, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.casualties.choices import Chosen, ask_collisions, choose_collisions
from components.views.casualties.measures import list_measures
from components.views.casualties.months import draw_months
from components.views.casualties.sections import ask_sections, draw_section_map
from data_access.measures.profiles import compare_profiles

COLLISION_COLUMNS = {
    "collision_date": Column("Date", "date"),
    "collision_time": Column("Time"),
    "severity": Column("Severity"),
    "area_name": Column("Place"),
    "speed_limit": Column("Speed limit, mph"),
    "light": Column("Light"),
    "weather": Column("Weather"),
    "surface": Column("Surface"),
    "junction_detail": Column("Junction"),
    "vehicle_groups": Column("Vehicles"),
}
PROFILE_COLUMNS = {
    "dimension_name": Column("By"),
    "value": Column("Value"),
    "ksi_count": Column("Collisions of the route", "count"),
    "share_pct": Column("Share", "share"),
    "share_lower": Column("95% from", "share"),
    "share_upper": Column("95% to", "share"),
    "other_pct": Column("Share in the whole area", "share"),
}
DIMENSIONS = {
    "speed_limit": "Speed limit",
    "light": "Light",
    "weather": "Weather",
    "surface": "Surface",
    "junction_detail": "Junction",
    "vehicle_group": "Vehicles in it",
}
WHOLE = "all"
FEWEST = 5


def draw(request: Request) -> None:
    """Everything held of one road or section of it, beside the whole area."""
    chosen = choose_collisions(request)
    collisions = ask_collisions(request, chosen)
    if collisions.empty:
        return
    period = say_period(request.filters, collisions)
    roads = cache.ask("casualties.roads", request.filters, **chosen.options)
    numbered = roads[roads["road"].str.fullmatch(r"[ABM][1-9][0-9]*(\(M\))?( Toll)?")]
    counts = numbered.groupby("road")["ksi_count"].sum().sort_values(ascending=False, kind="stable")
    if counts.empty:
        draw_empty(f"No {chosen.noun} are held on a numbered road here.", advice="Choose another area or period.")
        return
    left, right = st.columns(2)
    with left:
        named = {str(road): f"{road} ({count} {chosen.noun})" for road, count in counts.items()}
        road = choose(request, "road", named, label="Road")
    sections = ask_sections(request, chosen, road=road)
    cut = sections[sections["unit_kind"] == "section"].sort_values(["force_code", "section_number"])
    with right:
        offered = {WHOLE: f"The whole {road}"} | dict(zip(cut["section_id"], cut["name"], strict=True))
        section_id = choose(request, "section", offered, label="Section")
    options = {"section_id": section_id} if section_id != WHOLE else {"road": road}
    own = cache.ask("casualties.collisions", request.filters, **chosen.options, **options)
    section = None if section_id == WHOLE else cut.set_index("section_id", drop=False).loc[section_id]
    name = f"The {road}" if section is None else str(section["name"])
    profile = cache.keep(
        topic=request.entry.topic,
        filters=request.filters,
        name=f"profile-{chosen.key}-{road}-{section_id}",
        build=lambda: compare_profiles(
            cache.ask("casualties.profile", request.filters, **chosen.options, **options),
            cache.ask("casualties.profile", request.filters, **chosen.options),
            dimensions=DIMENSIONS,
        ),
    )
    draw_finding(
        say_route(own, name=name, period=period, noun=chosen.noun, profile=profile, section=section)
        + say_recording_change(cache.ask("casualties.reporting_change", request.filters))
    )
    left, right = st.columns(2)
    with left:
        draw_route_map(request, chosen, sections, own, road=road, section_id="" if section is None else section_id)
    with right:
        draw_route_times(request, chosen, options)
    draw_route_profile(request, chosen, profile, options=options, name=name)
    caption = f"{chosen.noun[0].upper()}{chosen.noun[1:]} on {name}, {period}"
    draw_table(own, COLLISION_COLUMNS, caption=caption, request=request, name="route-collisions")


def draw_route_map(
    request: Request, chosen: Chosen, sections: pd.DataFrame, own: pd.DataFrame, *, road: str, section_id: str
) -> None:
    """The route's sections and collisions, close up."""
    measures = list_measures(chosen)
    measure = measures.get("estimate", measures["count"])
    draw_heading(f"Its sections, by {measure.label}")
    shown = sections[sections["section_id"] == section_id] if section_id else sections
    draw_section_map(
        request,
        sections,
        own,
        chosen=chosen,
        measure=measure,
        code=f"route-{road}-{measure.column}",
        find_extent=lambda: find_extent(shown, own) or find_bounds(request),
        focus_id=section_id,
    )


def draw_route_times(request: Request, chosen: Chosen, options: dict[str, str]) -> None:
    """Months with the change in recording, and days by hour."""
    key = f"{chosen.key}-{'-'.join(options.values())}"
    months = cache.ask("casualties.months", request.filters, **chosen.options, **options)
    st.markdown("## Month by month")
    draw_months(request, months, chosen=chosen, name=f"route-months-{key}")
    profile = cache.ask("casualties.profile", request.filters, **chosen.options, **options)
    st.markdown("## Day and hour")
    hours = profile[profile["dimension"] == "weekday-hour"]
    draw_chart(
        request,
        lambda: draw_hours(hours, ink=request.ink),
        name=f"route-hours-{key}",
        alt=f"Squares of {chosen.noun} by day of the week and hour; the larger, the more",
    )


def draw_route_profile(
    request: Request, chosen: Chosen, profile: pd.DataFrame, *, options: dict[str, str], name: str
) -> None:
    """Light, weather, surface, junction, limits and vehicles of the route beside the whole area's."""
    if profile.empty or profile["total"].max() < FEWEST:
        draw_note(f"With fewer than {FEWEST} collisions a profile would say nothing: they are in the table below.")
        return
    st.markdown("## Where and how, beside the whole area")
    draw_note(
        f"Filled mark and line: {name} with its 95% interval. Diamond: {request.area.name} as a whole. Shares are of "
        "the collisions for which the value is held."
    )
    columns = st.columns(2)
    for number, (dimension, title) in enumerate(DIMENSIONS.items()):
        rows = profile[profile["dimension"] == dimension]
        if rows.empty:
            continue
        with columns[number % 2]:
            draw_heading(title, level=3)
            draw_chart(
                request,
                lambda rows=rows: draw_shares(rows, own=name, other=request.area.name, ink=request.ink),  # type: ignore[misc]
                name=f"route-{dimension}-{chosen.key}-{'-'.join(options.values())}",
                alt=f"Shares by {title.lower()} of the collisions of {name} with 95% intervals, and of the area",
            )
    caption = f"Profile of {name} beside {request.area.name}"
    draw_table(profile, PROFILE_COLUMNS, caption=caption, request=request, name="route-profile")
