"""What is measured of a threat: its trend, areas, forces beside peers, severity. Each draws, and gives what it says."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_rates
from components.charts.crime_peers import draw_funnel
from components.charts.crime_places import draw_ski_slope
from components.charts.crime_severity import draw_gaps_of_harm
from components.choosing import choose
from components.figures import draw_chart
from components.findings.crime_peers import say_peers
from components.findings.crime_places import say_places
from components.findings.threats import say_harm, say_ksi_value, say_threat
from components.messages import draw_note
from components.missing import say_none_held
from components.parts.crime_columns import GAP_COLUMNS, RATE_COLUMNS
from components.parts.crime_words import explain_force_only, find_compared_area
from components.parts.peers import PEER_COLUMNS, name_means, name_role
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat
from components.views.threats.crime_series import draw_latest_change
from components.views.threats.series import draw_link, list_series
from data_access.measures.judging import is_any_apart
from data_access.publications import (
    COLLISIONS,
)

VALUE_COLUMNS = {
    "severity": Column("Severity"),
    "collision_count": Column("Collisions", "count"),
    "collision_value": Column("Value of preventing one, £", "count"),
    "prevention_value": Column("Together, £", "count"),
    "price_year": Column("Prices of"),
}
KSI_RATE_COLUMNS = {
    "area_name": Column("Policing area"),
    "ksi_count": Column("KSI collisions", "count"),
    "denominator": Column("Residents", "count"),
    "rate": Column("A year per 100,000 residents", "rate"),
    "rate_lower": Column("95% from", "rate"),
    "rate_upper": Column("95% to", "rate"),
}


def draw_trend(request: Request, measures: pd.DataFrame) -> list[str]:
    """The series chosen of those held, with its table."""
    series = list_series(request, measures)
    code = choose(request, "series", {code: each.label for code, each in series.items()}, label="Series")
    if not code:
        return [f"Nothing of it is held for {request.area.name} in this period."]
    draw_heading(f"Trend: {say_threat(series[code].label)}")
    series[code].draw(request)
    if code == "years":
        draw_latest_change(request)
    series[code].draw_table(request)
    draw_link(request, series[code])
    return series[code].say(request)


def draw_areas(request: Request, measures: pd.DataFrame) -> list[str]:
    """Policing areas by rate: of the crimes that count, or of KSI collisions."""
    if COLLISIONS in set(measures["source_id"]):
        return _draw_ksi_areas(request)
    whose = request.filters.but(area_code=find_compared_area(request))
    rates = cache.ask("crime.rates", whose, level="policing_area")
    rates = rates[rates["is_recorded_crime"].astype(bool)] if len(rates) else rates
    if rates.empty:
        return [say_none_held("month of street-level crime", area_name=request.area.name)]
    st.markdown("## Policing areas by rate, over the months held")
    draw_chart(
        request,
        lambda: draw_ski_slope(rates, unit="crimes per 1,000 residents", ink=request.ink, focus_code=request.area.code),
        name="areas",
        alt="Policing areas by rate of the crimes that count, with 95% intervals and the rate of all together",
    )
    draw_note("An interval that does not reach the dashed line lies apart by more than chance would explain.")
    draw_table(rates, RATE_COLUMNS, caption="Policing areas by rate", request=request, name="areas-by-rate")
    return say_places(rates, level_words="policing areas", unit="of these crimes")


def _draw_ksi_areas(request: Request) -> list[str]:
    rates = cache.ask("casualties.rates", request.filters.but(area_code=find_compared_area(request), threat_code=""))
    is_shown = (rates["basis"] == "residents") & (rates["level"] == "policing_area")
    rates = rates[is_shown].dropna(subset=["rate"]).sort_values("rate", ascending=False)
    if rates.empty:
        return [say_none_held("collision", area_name=request.area.name)]
    st.markdown("## Policing areas, KSI collisions a year per 100,000 residents")
    draw_chart(
        request,
        lambda: draw_rates(
            rates, title="KSI collisions a year per 100,000 residents", ink=request.ink, focus_code=request.area.code
        ),
        name="areas",
        alt="Policing areas by KSI collisions a year per 100,000 residents, with 95% intervals",
    )
    draw_note("Residents are not the drivers: a rate here says nothing of the risk of those who live there.")
    draw_table(
        rates, KSI_RATE_COLUMNS, caption="KSI collisions by policing area", request=request, name="areas-by-rate"
    )
    high, low = rates.iloc[0], rates.iloc[-1]
    if not is_any_apart(rates):
        return ["No two policing areas differ by more than chance would explain."]
    return [
        f"{high['area_name']} has the highest rate of KSI collisions per 100,000 residents ({high['rate']:.1f}), "
        f"{low['area_name']} the lowest ({low['rate']:.1f})."
    ]


def draw_peers(request: Request, measures: pd.DataFrame) -> list[str]:
    """Forces by their rate of one offence group that counts, latest year."""
    offences = cache.ask("threats.offences", about_threat(request))
    groups = offences[offences["scheme"] == "group"]
    named = dict(zip(groups["offence_code"], groups["offence_name"], strict=True))
    group = choose(request, "group", named, label="Offence group")
    every = cache.ask("crime.peers", request.filters.but(threat_code=""), offence_code=group)
    rated = every[every["rate"].notna()]
    if rated.empty:
        return ["No year with residents is held in this period, so there are no rates to compare."]
    year = rated["year_ending"].max()
    peers = every[every["year_ending"] == year]
    draw_heading(f"{named[group]} beside the peers, year to September {year[:4]}")
    draw_chart(
        request,
        lambda: draw_funnel(peers, ink=request.ink),
        name=f"funnel-{group}",
        alt=f"Forces by residents and rate of {say_threat(named[group])}, with limits around the peers' weighted mean",
    )
    draw_note("Squares: own forces; diamonds: peers; circles: others. Dotted: 95% limits, dashed: 99.8%.")
    draw_note(name_means(peers))
    table = peers.assign(role=[name_role(row) for row in peers.to_dict("records")])
    caption = f"{named[group]} of the 43 forces, year to September {year[:4]}"
    draw_table(table, PEER_COLUMNS, caption=caption, request=request, name="peers")
    return say_peers(peers, noun=f"crimes of {say_threat(named[group])}")


def draw_severity(request: Request, measures: pd.DataFrame) -> list[str]:
    """Its offences by share of crimes and of harm; collisions by the value of preventing them."""
    if COLLISIONS in set(measures["source_id"]):
        return _draw_value(request)
    tree = cache.ask("crime.tree", request.filters, step="published-quarter")
    if tree.empty:
        return ["Severity needs offence codes: they are held for April 2017 to March 2018, outside this period."]
    whole = cache.ask("crime.tree", request.filters.but(threat_code=""), step="published-quarter")
    draw_heading(f"Volume and harm of its offences, {tree['period_words'].iloc[0]}")
    if len(tree) > 1:
        draw_chart(
            request,
            lambda: draw_gaps_of_harm(tree, ink=request.ink),
            name="harm",
            alt="The threat's offences by share of its crimes and share of its harm",
        )
        draw_note("Hollow: share of the threat's crimes; filled: share of its harm.")
    draw_note(f"Weights: {tree['weight_vintage'].iloc[0]}.")
    draw_note(explain_force_only(request, tree))
    caption = f"Volume and harm by offence, {tree['area_name'].iloc[0]}"
    draw_table(tree, GAP_COLUMNS, caption=caption, request=request, name="harm-by-offence")
    own = str(tree["area_name"].iloc[0])
    return say_harm(tree, whole, area_name=request.area.name if own == request.area.name else own)


def _draw_value(request: Request) -> list[str]:
    """A road death weighs by what preventing the collision is worth: no severity weight of crimes stands for it."""
    values = cache.ask("threats.ksi_value", request.filters)
    st.markdown("## Value of prevention")
    draw_table(
        values, VALUE_COLUMNS, caption="Value of preventing the KSI collisions held", request=request, name="value"
    )
    draw_note("Department for Transport, RAS60001: a value per collision, never multiplied by people.")
    return say_ksi_value(values, area_name=request.area.name)
