"""What is the picture today, and how sure are we?"""

import streamlit as st

from components import cache
from components.charts.crime import draw_years
from components.figures import draw_chart
from components.findings.overview import find_overview
from components.messages import draw_empty, draw_finding, draw_note, draw_title
from components.metrics import draw_headlines, find_shown_year
from components.tables import Column, draw_table
from components.view import get_view

view = get_view()
headlines = cache.ask("overview.headlines", view.filters)
year = find_shown_year(headlines)
shown_codes = set(headlines.loc[headlines["headline_code"] == "recorded-crime", "area_code"])
changes = cache.ask("crime.change", view.filters, year_ending=year)
changes = changes[changes["area_code"].isin(shown_codes)]
years = cache.ask("crime.years", view.filters.but(from_month="", to_month=""))
totals = years[(years["offence_code"] == "total") & years["area_code"].isin(shown_codes)]

draw_title(view, "What is the threat picture?", subject="headline figures")
draw_finding(find_overview(headlines, changes, area_name=view.name_area(last_month=year)))
draw_headlines(headlines)

st.markdown("## Recorded crime, years to September")
if totals.empty:
    draw_empty("No yearly recorded crime is held for this period.", advice="Choose a later 'To month' or clear it.")
else:
    name = totals["area_name"].iloc[0]
    draw_chart(
        view,
        lambda: draw_years(totals, ink=view.ink, focus_year=year),
        name="years",
        alt=f"Bars of recorded crime in {name} for each year to September",
    )
    draw_note(view.explain_alliance(last_month=totals["year_ending"].max()))
    columns = {
        "year_ending": Column("Year to", "month"),
        "area_name": Column("Area"),
        "crime_count": Column("Recorded crimes", "count"),
    }
    draw_table(totals, columns, caption=f"Recorded crime in {name}", view=view, name="recorded-crime-years")

st.markdown("## Which offence groups changed")
columns = {
    "offence_name": Column("Offence group"),
    "then": Column("Year before", "count"),
    "now": Column("This year", "count"),
    "pct": Column("Change", "pct", missing="not comparable"),
    "words": Column("Judgement"),
}
moved = changes.sort_values("z", key=abs, ascending=False, na_position="last")
caption = f"Recorded crime by offence group, year to September {year[:4]} and the year before"
draw_table(moved, columns, caption=caption, view=view, name="recorded-crime-change")
