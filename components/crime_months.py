"""The parts of the crime page that show months: trend, categories, areas by rate, anti-social behaviour."""

import pandas as pd
import streamlit as st

from components.charts.crime import draw_area_rates, draw_bars, draw_months
from components.figures import draw_chart
from components.messages import draw_note
from components.tables import Column, draw_table
from components.view import View

ANNOTATION_COLUMNS = {
    "annotation_date": Column("Date", "date", missing="no date in its source"),
    "area_name": Column("Area", missing="all forces"),
    "text": Column("What changed in recording"),
    "evidence": Column("Source"),
}

LEVEL_PLURALS = {"policing_area": "policing areas", "district": "districts"}

# The level whose areas stand beside a chosen one: those within it, or its own kind for comparison.
COMPARED_LEVELS = {
    "alliance": "policing_area",
    "force": "policing_area",
    "policing_area": "policing_area",
    "district": "district",
}


def draw_trend(view: View, totals: pd.DataFrame) -> None:
    """Recorded crime by month, with gaps as gaps; totals has a row a month and kind."""
    st.markdown("## Recorded crime by month")
    crimes = totals[totals["is_recorded_crime"].astype(bool)]
    draw_chart(
        view,
        lambda: draw_months(crimes, value="crime_count", unit="recorded crimes", ink=view.ink),
        name="trend",
        alt=f"Line of recorded crimes a month in {view.area.name}; months not held are gaps",
    )


def draw_annotations(view: View, annotations: pd.DataFrame) -> None:
    """Recording changes beside the chart: a rise may be better recording."""
    if annotations.empty:
        return
    with st.expander(f"What changed in recording: {len(annotations)} changes named in the sources"):
        caption = "Changes in how crime is recorded"
        draw_table(annotations, ANNOTATION_COLUMNS, caption=caption, view=view, name="recording-changes")


def draw_breakdowns(view: View, counts: pd.DataFrame, areas: pd.DataFrame) -> None:
    """Categories on the left, areas by rate on the right."""
    left, right = st.columns(2)
    with left:
        st.markdown("## Categories")
        crimes = counts[counts["is_recorded_crime"].astype(bool)]
        groups = crimes.groupby("offence_name", as_index=False)["crime_count"].sum()
        groups["share_pct"] = 100 * groups["crime_count"] / max(groups["crime_count"].sum(), 1)
        draw_chart(
            view,
            lambda: draw_bars(
                groups,
                name="offence_name",
                value="crime_count",
                share="share_pct",
                title="recorded crimes in the months held",
                ink=view.ink,
            ),
            name="categories",
            alt="Bars of recorded crimes by category with their share",
        )
        draw_note("Hidden counts are in none of the bars." if crimes["is_suppressed"].any() else "")
    with right:
        words = LEVEL_PLURALS.get(COMPARED_LEVELS.get(view.area.level, ""), "")
        if words and areas["rate"].notna().sum() > 1:
            st.markdown(f"## {words.capitalize()} by rate")
            draw_chart(
                view,
                lambda: draw_area_rates(areas, ink=view.ink, focus_code=view.area.code),
                name="areas",
                alt=f"{words.capitalize()} by recorded crimes per 1,000 residents with 95% intervals",
            )
            draw_note("Where two intervals do not meet, the areas differ by more than chance would explain.")


def draw_anti_social_behaviour(view: View, totals: pd.DataFrame) -> None:
    """Incidents by month on a chart of their own: they are not recorded crime."""
    incidents = totals[~totals["is_recorded_crime"].astype(bool)]
    if incidents.empty:
        return
    st.markdown("## Anti-social behaviour by month")
    draw_note("ASB is reported incidents, not recorded crime; it is in none of the figures above.")
    draw_chart(
        view,
        lambda: draw_months(incidents, value="crime_count", unit="incidents", ink=view.ink, height=220),
        name="asb",
        alt=f"Line of anti-social behaviour incidents a month in {view.area.name}",
    )


def draw_tables(view: View, counts: pd.DataFrame, areas: pd.DataFrame) -> None:
    """The figures behind the charts: months by category, and areas."""
    cells = counts.groupby(["month", "offence_name"])
    # A month whose counts are all hidden or missing stays missing: it is no zero.
    table = cells["crime_count"].sum(min_count=1).unstack()
    hidden = cells["is_suppressed"].any().unstack().any(axis=1)
    table = table.reset_index().assign(is_suppressed=hidden.to_numpy())
    columns = {"month": Column("Month", "month")} | {name: Column(name, "count") for name in table.columns[1:-1]}
    caption = f"Recorded crime and anti-social behaviour by month, {view.area.name}"
    draw_table(table, columns, caption=caption, view=view, name="crime-by-month")
    level = COMPARED_LEVELS.get(view.area.level, "")
    if not level or areas.empty:
        return
    columns = {
        "area_name": Column(LEVEL_PLURALS[level][:-1].capitalize()),
        "crime_count": Column("Recorded crimes", "count"),
        "incident_count": Column("ASB incidents", "count", missing="not applicable"),
        "population": Column("Residents", "count", missing="not applicable"),
        "rate": Column("Crimes per 1,000 residents", "rate", missing="not applicable"),
        "rate_lower": Column("95% from", "rate", missing="not applicable"),
        "rate_upper": Column("95% to", "rate", missing="not applicable"),
    }
    caption = f"{LEVEL_PLURALS[level].capitalize()} over the {areas['month_count'].iloc[0]} months held"
    draw_table(areas, columns, caption=caption, view=view, name="crime-by-area")
