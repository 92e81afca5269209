"""Inspections in time, those to come, and what each found."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.scrutiny import STATES, draw_inspections
from components.figures import draw_chart
from components.findings.scrutiny import say_inspections
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NOT_IN_TEXT
from components.parts.stated import NO_ASSESSMENT, add_where
from components.request import Request
from components.tables import Column, draw_table

INSPECTION_COLUMNS = {
    "title": Column("Inspection"),
    "scope": Column("Of"),
    "kind": Column("Kind"),
    "inspected": Column("Inspected", missing=NOT_IN_TEXT),
    "published": Column("Report", missing=NOT_IN_TEXT),
    "core_group": Column("Core group", missing="not marked"),
    "action_plan": Column("Action plan", missing="not marked"),
    "finding": Column("Finding, in our words", missing=""),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}


def draw(request: Request) -> None:
    """Inspections in time, those to come, and each with what it found."""
    inspections = cache.ask("scrutiny.inspections", request.filters)
    if inspections.empty:
        draw_empty(NO_ASSESSMENT, advice="Inspections come from one: name its edition in the alliance's configuration.")
        return
    draw_finding(say_inspections(inspections))
    st.markdown("## When the forces were inspected, and when reports came out")
    dated = _date(inspections)
    draw_chart(
        request,
        partial(draw_inspections, dated, ink=request.ink),
        name="inspections",
        alt=f"Timeline of {len(dated)} inspections: a ring for the inspection, a filled mark for its report",
    )
    draw_note(
        "A ring is the month of the inspection, a filled mark that of its report, by its shape. What has no month in "
        "the text is in the tables only."
    )
    inspections = add_where(inspections)
    known = inspections[inspections["state"] != "forthcoming"]
    st.markdown("## What was found")
    caption = "Inspections as the two assessments report them"
    draw_table(known, INSPECTION_COLUMNS, caption=caption, request=request, name="inspections")
    coming = inspections[inspections["state"] == "forthcoming"]
    if len(coming):
        st.markdown("## To come, as the later assessment saw it")
        columns = {
            name: INSPECTION_COLUMNS[name] for name in ("title", "scope", "kind", "inspected", "finding", "where")
        }
        draw_table(coming, columns, caption="Forthcoming inspections", request=request, name="forthcoming-inspections")
    draw_note("Core group and action plan stand as the table of 2016-17 marks them; later inspections are not marked.")


def _date(inspections: pd.DataFrame) -> pd.DataFrame:
    """Inspections with a month, in the order of time; start is the inspection, end its report."""
    dated = inspections.assign(
        start=_day(inspections["first_month"]),
        end=_day(inspections["published_month"]),
        state_words=inspections["state"].map(STATES),
    )
    dated = dated[dated["start"].notna() | dated["end"].notna()]
    return dated.assign(order=dated["start"].fillna(dated["end"])).sort_values("order", ignore_index=True)


def _day(months: pd.Series) -> pd.Series:
    """The middle of a month as a day, missing where there is none."""
    return (months + "-15").where(months != "", None).astype(object)
