"""What changed in recorded crime, where, and how sure are we?"""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime import draw_area_rates, draw_bars, draw_months
from components.crime_years import draw_year_section
from components.findings.crime import find_crime
from components.messages import draw_empty, draw_finding, draw_note, draw_title
from components.tables import Column, draw_table
from components.view import get_view

view = get_view()
counts = cache.ask("crime.counts", view.filters)
level = {"alliance": "policing_area", "force": "policing_area", "policing_area": "district"}.get(
    view.area.level, ""
)
areas = cache.ask("crime.areas", view.filters, level=level) if level else pd.DataFrame()
level_words = {"policing_area": "policing areas", "district": "districts"}.get(level, "")
crimes = counts[counts["is_recorded_crime"].astype(bool)]
incidents = counts[~counts["is_recorded_crime"].astype(bool)]

draw_title(view, "What changed in recorded crime, and where?", subject="recorded crime")
if view.filters.threat_code and counts.empty:
    draw_empty(
        f"No monthly category of street-level crime stands for {view.threat_name.lower()}.",
        advice="The yearly figures below show what is published; the threat's pages name the gaps.",
    )
elif counts.empty:
    draw_empty(
        f"No month of street-level crime is held for {view.area.name} in this period.",
        advice="Clear the period, or load the months on the command line: 'python -m data_access load street-crime PATH'.",
    )
else:
    draw_finding(find_crime(counts, areas, area_name=view.area.name, level_words=level_words))
    st.markdown("## Recorded crime by month")
    by_month = crimes.groupby("month", as_index=False)["crime_count"].sum(min_count=1)
    st.altair_chart(
        draw_months(by_month, value="crime_count", unit="recorded crimes", ink=view.ink),
        theme=None,
        alt=f"Line of recorded crimes a month in {view.area.name}; months not held are gaps; table below",
    )
    left, right = st.columns(2)
    with left:
        st.markdown("## Categories")
        groups = crimes.groupby("offence_name", as_index=False)["crime_count"].sum()
        groups["share_pct"] = 100 * groups["crime_count"] / max(groups["crime_count"].sum(), 1)
        st.altair_chart(
            draw_bars(
                groups,
                name="offence_name",
                value="crime_count",
                share="share_pct",
                title="recorded crimes in the months held",
                ink=view.ink,
            ),
            theme=None,
            alt="Bars of recorded crimes by category with their share; table below",
        )
    with right:
        if level and len(areas):
            st.markdown(f"## {level_words.capitalize()} by rate")
            st.altair_chart(
                draw_area_rates(areas, ink=view.ink),
                theme=None,
                alt=f"{level_words} by recorded crimes per 1,000 residents with 95% intervals; table below",
            )
            draw_note("Where two intervals do not meet, the areas differ by more than chance would explain.")
    if len(incidents):
        st.markdown("## Anti-social behaviour by month")
        draw_note("ASB is reported incidents, not recorded crime; it is in none of the figures above.")
        by_month_asb = incidents.groupby("month", as_index=False)["crime_count"].sum(min_count=1)
        st.altair_chart(
            draw_months(by_month_asb, value="crime_count", unit="incidents", ink=view.ink, height=220),
            theme=None,
            alt=f"Line of anti-social behaviour incidents a month in {view.area.name}; table below",
        )
    table = counts.pivot_table(
        index="month", columns="offence_name", values="crime_count", aggfunc="sum", observed=True
    ).reset_index()
    columns = {"month": Column("Month", "month")} | {
        name: Column(name, "count") for name in table.columns[1:]
    }
    draw_table(
        table,
        columns,
        caption=f"Recorded crime and anti-social behaviour by month, {view.area.name}",
        view=view,
        name="crime-by-month",
    )
    if level and len(areas):
        columns = {
            "area_name": Column(level_words[:-1].capitalize()),
            "crime_count": Column("Recorded crimes", "count"),
            "incident_count": Column("ASB incidents", "count"),
            "population": Column("Residents", "count", missing="not applicable"),
            "rate": Column("Crimes per 1,000 residents", "rate", missing="not applicable"),
            "rate_lower": Column("95% from", "rate", missing="not applicable"),
            "rate_upper": Column("95% to", "rate", missing="not applicable"),
        }
        draw_table(
            areas,
            columns,
            caption=f"{level_words.capitalize()} in {view.area.name}, {len(by_month)} months held",
            view=view,
            name="crime-by-area",
        )

draw_year_section(view)
