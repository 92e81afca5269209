"""The view of the crime page that shows places: areas ranked by rate, and maps of rates and counts."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_places import draw_ski_slope
from components.choosing import choose
from components.figures import draw_chart
from components.findings.crime_places import say_places, say_small_areas
from components.map_frame import find_bounds, get_map, make_ground, make_labels, number_small_areas
from components.maps.crime import draw_area_values, name_value_classes
from components.messages import draw_empty, draw_finding, draw_map_source, draw_note
from components.missing import say_none_held
from components.parts.crime_columns import RATE_COLUMNS
from components.parts.crime_words import LEVEL_PLURALS, find_compared_area
from components.plain import draw_heading
from components.request import Request
from components.tables import draw_table
from data_access.measures.sensitive import LEFT_OUT_NOTE, SMALL_LEVELS

LEVELS = {"policing_area": "Policing areas", "district": "Districts", "lsoa": "LSOAs"}


def draw(request: Request) -> None:
    """A ski slope of areas with intervals, their map, and the table of both."""
    left, middle, right = st.columns(3)
    with left:
        level = choose(request, "level", LEVELS, label="Places")
    # The parts of a chosen area, or all of its kind; LSOAs are always those within the area chosen.
    filters = request.filters if level == "lsoa" else request.filters.but(area_code=find_compared_area(request))
    totals = cache.ask("crime.rates", filters, level=level)
    if totals.empty:
        draw_empty(
            say_none_held("month of street-level crime", area_name=request.area.name),
            advice="Clear the period or the threat, or load months: 'python -m data_access load street-crime PATH'.",
        )
        return
    named = _name_offences(request, totals)
    with middle:
        offence = choose(request, "offence", named, label="Offence")
    is_total = offence in set(totals["offence_code"])
    every = totals if is_total else cache.ask("crime.rates", filters, level=level, breakdown="category")
    shown = "rate"
    with right:
        if level == "lsoa":
            shown = choose(request, "show", {"count": "Count", "rate": "Rate per 1,000 residents"}, label="Show")
    rates = every[every["offence_code"] == offence].reset_index(drop=True)
    unit = "crimes" if rates["is_recorded_crime"].astype(bool).any() else "incidents"
    _say(request, rates, level=level, unit=unit, subject=named[offence])
    _draw_map(request, rates, level=level, shown=shown, unit=unit, subject=named[offence])
    if level != "lsoa":
        _draw_slope(request, rates, level=level, unit=unit, offence=offence)
    caption = f"{named[offence]} by {LEVEL_PLURALS[level][:-1]} over the {rates['month_count'].iloc[0]} months held"
    # A long table is a grid that shows numbers as they are.
    draw_table(rates.round(1), RATE_COLUMNS, caption=caption, request=request, name="crime-by-area")


def _name_offences(request: Request, totals: pd.DataFrame) -> dict[str, str]:
    """Recorded crime, anti-social behaviour and the categories, by code."""
    # The names come from the few rows of the forces: those of a thousand LSOAs are asked for only when chosen.
    every = request.filters.but(area_code=request.default.area_code)
    listed = cache.ask("crime.rates", every, level="force", breakdown="category")
    named = dict(zip(totals["offence_code"], totals["offence_name"], strict=True))
    rest = listed[~listed["offence_code"].isin(totals["offence_code"])]
    return named | dict(zip(rest["offence_code"], rest["offence_name"], strict=True))


def _say(request: Request, rates: pd.DataFrame, *, level: str, unit: str, subject: str) -> None:
    words = unit if subject in ("Recorded crime", "Anti-social behaviour") else f"crimes ({subject.lower()})"
    if level == "lsoa":
        draw_finding(say_small_areas(rates, unit=words))
    else:
        draw_finding(say_places(rates, level_words=LEVEL_PLURALS[level], unit=words))
    draw_note(LEFT_OUT_NOTE if request.filters.source_id and level in SMALL_LEVELS else "")


def _draw_slope(request: Request, rates: pd.DataFrame, *, level: str, unit: str, offence: str) -> None:
    if rates["rate"].notna().sum() < 2:
        return
    draw_heading(f"{LEVELS[level]} by rate")
    draw_chart(
        request,
        lambda: draw_ski_slope(
            rates, unit=f"{unit} per 1,000 residents", ink=request.ink, focus_code=request.area.code
        ),
        name=f"slope-{level}-{offence}",
        alt=f"{LEVELS[level]} from the highest rate to the lowest with 95% intervals and the rate of all together",
    )
    draw_note(
        "An interval that does not reach the dashed line lies apart from all together by more than chance would "
        "explain. Rates are over the months held, never scaled up to a year."
    )


def _draw_map(request: Request, rates: pd.DataFrame, *, level: str, shown: str, unit: str, subject: str) -> None:
    column = "rate" if shown == "rate" else "crime_count"
    placed = rates[~rates["area_code"].str.contains("-")]
    values = placed.set_index("area_code")[column].astype(float)
    draw_heading(f"Where: {subject[0].lower()}{subject[1:]}, {'rate' if shown == 'rate' else 'count'}")
    if values.notna().sum() == 0:
        draw_note("No area has a value that may be drawn.")
        return
    decimals = 1 if shown == "rate" else 0
    words = {
        code: f"{name}\n{value:,.{decimals}f}"
        for code, name, value in zip(placed["area_code"], placed["area_name"], values, strict=True)
        if not pd.isna(value)
    }
    st.pydeck_chart(
        get_map(
            request,
            lambda: draw_area_values(
                values,
                level=level,
                labels=make_labels("town") if level == "lsoa" else make_labels(level, words),
                bounds=find_bounds(request),
                ground=make_ground(request),
                numbered=number_small_areas() if level == "lsoa" else (),
            ),
            name=f"places-{level}-{shown}-{subject}",
        ),
        height=460,
        alt=f"Map of {subject} by {LEVEL_PLURALS[level]}, three classes from light to dark; table below",
    )
    label = f"{unit.capitalize()} per 1,000 residents" if shown == "rate" else unit.capitalize()
    draw_note(name_value_classes(values, unit=label, decimals=decimals))
    draw_map_source(has_street_points=level == "lsoa")
