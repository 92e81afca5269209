"""The part of the crime page that shows yearly recorded crime, which is published for forces only."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime import draw_bars
from components.figures import draw_chart
from components.findings.crime import find_years
from components.messages import draw_empty, draw_finding, draw_note
from components.metrics import find_shown_year
from components.tables import Column, draw_table
from components.view import View
from data_access.measures.offence_groups import COMBINED_GROUPS, share_groups


def draw_year_section(view: View) -> None:
    """Yearly counts by offence group with their share of the total and the judged change."""
    st.markdown("## Twelve months to September, by offence group")
    changes = cache.ask("crime.change", view.filters, year_ending=find_year(view))
    if changes.empty:
        advice = "Choose another threat or clear the filters."
        draw_empty("No yearly recorded crime is held for this threat and period.", advice=advice)
        return
    own = changes[changes["area_code"] == view.area.code]
    shown = own if len(own) else changes
    if shown["area_code"].nunique() == 1 and own.empty:
        draw_note(f"Published for forces only: these are the figures of {shown['area_name'].iloc[0]} as a whole.")
    shares = share_groups(shown)
    year = shown["year_ending"].iloc[0][:4]
    where = shown["area_name"].iloc[0] if own.empty else view.name_area(last_month=shown["year_ending"].iloc[0])
    draw_finding(find_years(shown, shares, area_name=where), name="years")
    if len(shares):
        draw_chart(
            view,
            lambda: draw_bars(
                shares,
                name="offence_name",
                value="crime_count",
                share="share_pct",
                title="recorded crimes",
                ink=view.ink,
            ),
            name="groups",
            alt=f"Bars of recorded crime by offence group, year to September {year}",
        )
        draw_note(
            "Groups that do not overlap, with their share of all recorded crime. "
            + " ".join(
                f"'{name}' is two groups that were one until September 2016." for name, *_ in COMBINED_GROUPS.values()
            )
        )
    columns = {
        "offence_name": Column("Offence group"),
        "then": Column("Year before", "count"),
        "now": Column("This year", "count"),
        "pct": Column("Change", "pct", missing="not comparable"),
        "words": Column("Judgement"),
    }
    caption = f"Recorded crime in {shown['area_name'].iloc[0]}, year to September {year} and the year before"
    draw_table(shown, columns, caption=caption, view=view, name="crime-by-year")


def find_year(view: View) -> str:
    """The last year to September of the period, else that of the latest assessment, else the latest held."""
    if view.filters.from_month or view.filters.to_month:
        return ""
    headlines: pd.DataFrame = cache.ask("overview.headlines", view.default)
    return find_shown_year(headlines)
