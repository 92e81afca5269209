"""The workforce page's view of capacity against demand: what was recorded for each officer."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import draw_per_officer, draw_ranked
from components.choosing import choose
from components.figures import draw_chart
from components.findings.workforce import say_capacity
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NO_FIGURE
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table

UNITS = {"recorded-crime": "crimes", "severity": "severity points", "ksi-collisions": "KSI collisions"}
COLUMNS = {
    "period": Column("Period"),
    "area_name": Column("Force"),
    "demand_count": Column("Recorded", "count"),
    "officer_count": Column("Officers, FTE", "count"),
    "as_at_date": Column("Officers as at", "date"),
    "per_officer": Column("For each officer", "decimal", missing=NO_FIGURE),
}
CAVEATS = (
    "A number for each officer is no measure of workload or of how well a force works: officers do more than record "
    "crime, not every officer answers calls, and recording that gets better raises it. Higher is neither better nor "
    "worse."
)
SEVERITY = (
    "Severity points are crimes times their ONS severity weight, for April 2017 to March 2018: the one year whose "
    "offence codes are held for all forces."
)


def draw(request: Request) -> None:
    """Demand for each officer by year, and one year beside peers; one kind of demand at a time."""
    rows = cache.ask("workforce.capacity", request.filters, with_peers=True)
    kinds = dict(zip(rows["demand_code"], rows["demand_name"], strict=True))
    if not kinds:
        draw_empty("No year of this period has both demand and officers.", advice="Widen the period or clear it.")
        return
    kind = choose(request, "demand", kinds, label="Demand", is_row=True)
    rows = rows[rows["demand_code"] == kind]
    own_codes = [*request.alliance.force_codes, request.default.area_code]
    own = rows[rows["area_code"].isin(own_codes)]
    shown = (
        request.area.code
        if request.area.code in set(own["area_code"])
        else (own["area_code"].iloc[0] if len(own) else "")
    )
    name = request.name_area(last_month=rows["as_at_date"].max()[:7])
    if shown != request.area.code:
        name = own["area_name"].iloc[0]
        draw_note(f"Published for forces only: these are the figures of {name} as a whole.")
    draw_finding(say_capacity(own, area_code=shown, area_name=name, unit=UNITS.get(kind, kinds[kind].lower())))
    _draw_years(request, own, kind=kind, unit=UNITS.get(kind, kinds[kind].lower()))
    _draw_year(request, rows[rows["area_code"] != request.default.area_code], kind=kind)
    draw_note(CAVEATS)
    draw_note(SEVERITY if kind == "severity" else "")
    caption = f"{kinds[kind]} for each officer, by year and force"
    draw_table(rows, COLUMNS, caption=caption, request=request, name="capacity-and-demand")


def _draw_years(request: Request, own: pd.DataFrame, *, kind: str, unit: str) -> None:
    # All forces together lie between them and would cover their names: the finding and the table have them.
    forces = own[own["area_code"] != request.default.area_code]
    years = forces.assign(year=forces["period_code"].str.extract(r"(\d{4})", expand=False), series=forces["area_name"])
    if years["year"].nunique() < 2:
        return
    draw_heading(f"{unit[0].upper()}{unit[1:]} for each officer, years to September")
    draw_chart(
        request,
        partial(
            draw_per_officer,
            years,
            title=f"{unit} for each officer",
            ink=request.ink,
            names=list(dict.fromkeys(years["series"])),
        ),
        name=f"per-officer-{kind}",
        alt=f"Lines of {unit} for each officer by year",
    )


def _draw_year(request: Request, rows: pd.DataFrame, *, kind: str) -> None:
    periods = rows.drop_duplicates("period_code").sort_values("period_code", ascending=False)
    named = dict(zip(periods["period_code"], periods["period"], strict=True))
    st.markdown("## One year, force by force")
    period = choose(request, "year", named, label="Year")
    year = rows[rows["period_code"] == period]
    draw_chart(
        request,
        partial(
            draw_ranked,
            year,
            name="area_name",
            value="per_officer",
            title="for each officer (FTE)",
            ink=request.ink,
            focus=[force.name for force in request.alliance.forces],
            digits=1 if year["per_officer"].max() >= 1 else 2,
        ),
        name=f"capacity-{kind}-{period}",
        alt=f"Bars of demand for each officer by force, {named[period]}",
    )
    if year["area_code"].isin(list(request.alliance.force_codes)).all():
        draw_note("Of this kind of demand the store holds no peer's figures.")
    else:
        draw_note("The list of peers is incomplete: the document names five and speaks of eight forces.")
