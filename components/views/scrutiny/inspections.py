"""The scrutiny page's views of inspections and of PEEL grades."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.scrutiny import STATES, draw_grades, draw_inspections, word_grades
from components.figures import draw_chart
from components.findings.scrutiny import say_grades, say_inspections
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NOT_IN_TEXT
from components.request import Request
from components.tables import Column, draw_table
from components.views.workforce.sickness import add_where

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
GRADE_COLUMNS = {
    "pillar": Column("Pillar"),
    "graded": Column("Graded"),
    "previous_name": Column("Grade before", missing=NOT_IN_TEXT),
    "printed": Column("As printed", missing="not printed"),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}
NO_ASSESSMENT = "No strategic assessment is held for these forces."
ADVICE = "Inspections and grades come from one: name its edition in the alliance's configuration."


def draw_inspections_view(request: Request) -> None:
    """Inspections in time, those to come, and each with what it found."""
    inspections = cache.ask("scrutiny.inspections", request.filters)
    if inspections.empty:
        draw_empty(NO_ASSESSMENT, advice=ADVICE)
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


def draw_peel_view(request: Request) -> None:
    """Grades by force and pillar in the order of time, with shapes and words."""
    grades = cache.ask("scrutiny.peel", request.filters)
    if grades.empty:
        draw_empty(NO_ASSESSMENT, advice=ADVICE)
        return
    draw_finding(say_grades(grades))
    st.markdown("## Grades in the order in which they came")
    draw_chart(
        request,
        partial(draw_grades, _sort(grades), ink=request.ink),
        name="grades",
        alt=f"Matrix of {len(grades)} grades: gradings down, forces across, each with a shape and its word",
    )
    draw_note(
        "★ outstanding, ● good, ▼ requires improvement, ✖ inadequate: the inspectorate's four grades, best first. A "
        "dashed frame is a grade still expected, or an earlier one, named only as the grade before another."
    )
    _draw_grades_table(request, grades)


def _draw_grades_table(request: Request, grades: pd.DataFrame) -> None:
    """A row a grading, with a column for each force."""
    rows = add_where(word_grades(_sort(grades)))
    keys = [*GRADE_COLUMNS, "order"]
    wide = rows.pivot(index=keys, columns="force_name", values="words").reset_index().sort_values("order")
    forces = {name: Column(name) for name in dict.fromkeys(grades["force_name"])}
    pillar, graded, *others = GRADE_COLUMNS
    columns = {name: GRADE_COLUMNS[name] for name in (pillar, graded)} | forces
    columns |= {name: GRADE_COLUMNS[name] for name in others}
    draw_table(wide[list(columns)], columns, caption="PEEL grades as printed", request=request, name="peel-grades")


def _sort(grades: pd.DataFrame) -> pd.DataFrame:
    """In the order of time: a grading named by its year alone stands at the end of that year."""
    years = grades["graded"].str.extract(r"(\d{4})", expand=False)
    is_before = grades["graded"].str.contains("before", regex=False)
    years = (years.astype(int) - is_before.astype(int)).astype(str)
    order = grades["graded_month"].where(grades["graded_month"] != "", years + "-13")
    return grades.assign(order=order).sort_values(["order", "pillar"], kind="stable", ignore_index=True)
