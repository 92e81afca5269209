"""The view of the crime page that shows outcomes as at publication, one month at a time."""

import streamlit as st

from components import cache
from components.charts.crime_outcomes import draw_outcome_shares
from components.choosing import choose
from components.figures import draw_chart
from components.findings.crime_peers import say_outcomes
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import say_none_held
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from data_access.measures.outcome_groups import sum_groups
from data_access.months import name_month
from data_access.publications import FORCE_CRIMES

MOST_AREAS = 4
OUTCOME_COLUMNS = {
    "area_name": Column("Area"),
    "outcome_group": Column("Group (ours)"),
    "outcome": Column("Outcome as published"),
    "crime_count": Column("Recorded crimes", "count"),
    "share_pct": Column("Share", "share"),
    "share_lower_pct": Column("95% from", "share"),
    "share_upper_pct": Column("95% to", "share"),
}


def draw(request: Request) -> None:
    """Outcome groups of one month: the forces side by side, or the area chosen; never month against month."""
    level = "force" if request.area.level == "alliance" else ""
    outcomes = cache.ask("crime.outcomes", request.filters, level=level)
    if outcomes.empty:
        draw_empty(
            say_none_held("month with outcomes", area_name=request.area.name),
            advice="Clear the period or the threat, or load months: 'python -m data_access load street-crime PATH'.",
        )
        return
    months = sorted(set(outcomes["month"]), reverse=True)
    left, _ = st.columns(2)
    with left:
        month = choose(request, "month", {each: name_month(each) for each in months}, label="Month recorded")
    shown = outcomes[outcomes["month"] == month]
    groups = sum_groups(shown)
    stood = "the extract was made" if request.filters.source_id == FORCE_CRIMES else "the file was published"
    draw_finding(say_outcomes(groups, month_words=name_month(month), stood=stood))
    draw_note(
        f"Outcomes as they stood when {stood}. The files do not say how long after the month that was, and the longer, "
        "the more crimes have an outcome: months are not compared. Within one month all areas have the same age."
    )
    draw_heading(f"Outcomes of crimes recorded in {name_month(month)}")
    draw_chart(
        request,
        lambda: draw_outcome_shares(groups, ink=request.ink),
        name=f"outcomes-{month}",
        alt=f"Outcome groups by share of the crimes recorded in {name_month(month)} with 95% intervals",
    )
    draw_note("Groups are ours, so that 28 outcomes can be read; the table keeps the publisher's words.")
    caption = f"Outcomes of crimes recorded in {name_month(month)}"
    draw_table(shown, OUTCOME_COLUMNS, caption=caption, request=request, name="outcomes")
