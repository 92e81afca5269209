"""Against other areas: rates per resident and per vehicle-km with intervals, and a funnel."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_funnel, draw_rates
from components.choosing import choose
from components.figures import draw_chart
from components.findings.casualties import say_areas, say_period
from components.messages import draw_finding, draw_note
from components.missing import NO_RATE, NOT_APPLICABLE
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.casualties.choices import COUNTINGS, Chosen, choose_collisions
from data_access.measures.funnel import add_funnel, find_average_rate, find_funnel

LEVELS = {"district": "districts", "policing_area": "policing areas", "force": "forces"}
PER = 100_000
RATE_COLUMNS = {
    "area_name": Column("Area"),
    "level_words": Column("Kind of area"),
    "ksi_count": Column("Collisions", "count"),
    "fatal_count": Column("Fatal", "count"),
    "adjusted_ksi_count": Column("Adjusted for recording", "rate"),
    "denominator": Column("Residents, or million vehicle-km a year", "count", missing=NOT_APPLICABLE),
    "denominator_year": Column("As of", missing=NOT_APPLICABLE),
    "rate": Column("Rate a year", "rate", missing=NOT_APPLICABLE),
    "rate_lower": Column("95% from", "rate", missing=NOT_APPLICABLE),
    "rate_upper": Column("95% to", "rate", missing=NOT_APPLICABLE),
    "basis_words": Column("Rate per"),
}
LEVEL_WORDS = {
    "district": "district",
    "policing_area": "policing area",
    "force": "force",
    "authority": "highway authority",
}


def draw(request: Request) -> None:
    """How areas compare once residents, or traffic, are allowed for."""
    chosen = choose_collisions(request)
    # Other areas are compared also where the one chosen has none.
    period = say_period(request.filters, cache.ask("casualties.collisions", request.filters, **chosen.options))
    level = choose(
        request, "level", {code: words.capitalize() for code, words in LEVELS.items()}, label="Compare", is_row=True
    )
    counting = _choose_counting(request, chosen)
    rates = cache.ask("casualties.rates", request.filters, **chosen.options, counting=counting)
    noun = f"adjusted {chosen.noun}" if counting == "adjusted" else chosen.noun
    key = f"{counting}-{chosen.key}"
    residents = rates[(rates["basis"] == "residents") & (rates["level"] == level)].dropna(subset=["rate"])
    average = find_average_rate(rates[(rates["basis"] == "residents") & (rates["level"] == "force")])
    exposure = residents["denominator"].astype(float) * residents["years"]
    placed = add_funnel(residents, centre=average, exposure=exposure, per=PER)
    draw_finding(say_areas(placed, average=average, words=LEVELS[level], noun=noun))
    left, right = st.columns(2)
    with left:
        draw_heading(f"{LEVELS[level].capitalize()}, per 100,000 residents")
        draw_chart(
            request,
            lambda: draw_rates(
                residents,
                title=f"{noun} a year per 100,000 residents",
                ink=request.ink,
                focus_code=request.area.code,
            ),
            name=f"rates-{level}-{key}",
            alt=f"{LEVELS[level].capitalize()} by {noun} a year per 100,000 residents, with 95% intervals",
        )
        draw_note("Residents are not the drivers: a rate here says nothing of the risk of those who live there.")
    with right:
        _draw_funnel(request, placed, average=average, level=level, noun=noun, key=key)
    _draw_traffic(request, rates, noun=noun, key=key)
    table = rates.assign(
        level_words=rates["level"].map(LEVEL_WORDS),
        basis_words=rates["basis"].map({"residents": "100,000 residents", "traffic": "billion vehicle-km"}),
    )
    caption = f"{chosen.noun[0].upper()}{chosen.noun[1:]} by area, all areas of the forces, {period}"
    has_adjusted = table["adjusted_ksi_count"].notna().any()
    columns = {name: column for name, column in RATE_COLUMNS.items() if has_adjusted or name != "adjusted_ksi_count"}
    if counting == "adjusted":  # of some areas nothing adjusted is held, of others no residents
        columns |= {name: replace(columns[name], missing=NO_RATE) for name in ("rate", "rate_lower", "rate_upper")}
    draw_table(table, columns, caption=caption, request=request, name="area-rates")


def _choose_counting(request: Request, chosen: Chosen) -> str:
    """As recorded, or adjusted where DfT's adjusted severity is held: forces did not record alike."""
    if chosen.severity != "ksi" or not chosen.has_adjusted:
        return "recorded"
    counting = choose(request, "counting", COUNTINGS, label="Counting")
    draw_note("Adjusted figures are DfT's estimate of what injury-based recording would have said throughout.")
    return counting


def _draw_funnel(request: Request, placed: pd.DataFrame, *, average: float, level: str, noun: str, key: str) -> None:
    st.markdown("## Funnel")
    if len(placed) < 3 or not np.isfinite(average):
        draw_note("A funnel needs three areas or more: compare districts or policing areas.")
        return
    years = float(placed["years"].max())
    top = float(placed["denominator"].max()) * 1.05
    people = np.linspace(top / 25, top, 60)
    limits = find_funnel(centre=average, exposures=people * years, per=PER).assign(population=people)
    draw_chart(
        request,
        lambda: draw_funnel(placed, limits, average=average, title=f"{noun} a year per 100,000", ink=request.ink),
        name=f"funnel-{level}-{key}",
        alt=f"Funnel of {LEVELS[level]}: rates against residents, with the lines of 95% and 99.8%",
    )
    draw_note(
        "Dashed: 95% of areas would lie within by chance; solid: 99.8%. Only areas outside the solid lines differ from "
        "the forces together; they are named and drawn as triangles."
    )


def _draw_traffic(request: Request, rates: pd.DataFrame, *, noun: str, key: str) -> None:
    traffic = rates[rates["basis"] == "traffic"].dropna(subset=["rate"])
    if traffic.empty:
        draw_note("No traffic of a highway authority is held, so there are no rates per vehicle-km.")
        return
    st.markdown("## Highway authorities and forces, per billion vehicle-km")
    own = traffic["area_name"].duplicated(keep=False)
    named = traffic.assign(
        area_name=traffic["area_name"].where(
            ~own & (traffic["level"] != "force"), traffic["area_name"] + " (" + traffic["level"].map(LEVEL_WORDS) + ")"
        )
    )
    draw_chart(
        request,
        lambda: draw_rates(
            named, title=f"{noun} per billion vehicle-km", ink=request.ink, focus_code=request.area.code
        ),
        name=f"traffic-{key}",
        alt=f"Highway authorities and forces by {noun} per billion vehicle-km, with 95% intervals",
    )
    year = traffic["denominator_year"].iloc[0]
    draw_note(
        f"Traffic of {year} is held for highway authorities only, and counts cars, vans and goods vehicles: no "
        "motorcycles or buses. Districts and policing areas have none, so they have no such rate."
    )
