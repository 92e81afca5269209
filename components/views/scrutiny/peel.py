"""PEEL grades by force and pillar, in the order in which they came."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.scrutiny import draw_grades, word_grades
from components.figures import draw_chart
from components.findings.scrutiny import say_grades
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NOT_IN_TEXT
from components.parts.stated import NO_ASSESSMENT, add_where
from components.request import Request
from components.tables import Column, draw_table

GRADE_COLUMNS = {
    "pillar": Column("Pillar"),
    "graded": Column("Graded"),
    "previous_name": Column("Grade before", missing=NOT_IN_TEXT),
    "printed": Column("As printed", missing="not printed"),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}


def draw(request: Request) -> None:
    """Grades by force and pillar in the order of time, with shapes and words."""
    grades = cache.ask("scrutiny.peel", request.filters)
    if grades.empty:
        draw_empty(NO_ASSESSMENT, advice="Grades come from one: name its edition in the alliance's configuration.")
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
