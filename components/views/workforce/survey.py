"""The wellbeing survey: discrimination and what goes with it, the drivers of wellbeing, every figure."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import draw_pairs
from components.figures import draw_chart
from components.findings.workforce import say_survey
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import say_none_held
from components.parts.stated import draw_stated_table
from components.plain import draw_heading
from components.request import Request
from components.views.workforce.statements import draw_statements

PAIRS = {
    "days-off": "A day or more off work unwell",
    "stress": "Work-related stress in twelve months",
    "ailments": "Ailments that could affect work",
    "balance": "Good balance of work and life",
}
WHO = ["discriminated against", "others (for ailments: everyone)"]


def draw(request: Request) -> None:
    """Discrimination and what goes with it, the four drivers of wellbeing, and every figure."""
    figures = cache.ask("workforce.survey", request.filters)
    statements = cache.ask("workforce.statements", request.filters)
    if figures.empty:
        draw_empty(
            say_none_held("survey of the workforce", area_name=request.area.name),
            advice="Clear the period to see the one an assessment reports.",
        )
        return
    draw_finding(say_survey(figures))
    _draw_discrimination(request, figures)
    left, right = st.columns(2)
    for column, code, title in (
        (left, "survey-drivers", "What drives wellbeing at work"),
        (right, "survey-reasons", "Why discrimination is not reported"),
    ):
        with column:
            draw_heading(title)
            draw_statements(request, statements[statements["table_code"] == code], caption=title, name=code)
    draw_note(
        "The model of the drivers is a picture in the document; its text names the four and what makes them possible."
    )
    st.markdown("## What the survey found")
    found = statements[statements["table_code"].isin(["survey-findings", "people"])]
    draw_statements(request, found, caption="Findings of the survey and what followed", name="survey-findings")
    draw_stated_table(request, figures, caption="Wellbeing survey, every figure as printed", name="wellbeing-survey")


def _draw_discrimination(request: Request, figures: pd.DataFrame) -> None:
    parts = figures["measure_code"].str.extract(r"^(?P<pair>[a-z-]+)-(?P<who>discriminated|others)$")
    rows = figures.assign(**parts).dropna(subset=["who"])
    rows = rows[rows["pair"].isin(list(PAIRS))]
    if rows.empty:
        return
    st.markdown("## Those discriminated against, beside others")
    named = rows.assign(
        question=rows["pair"].map(PAIRS), who=rows["who"].map(dict(zip(("discriminated", "others"), WHO, strict=True)))
    )
    draw_chart(
        request,
        partial(
            draw_pairs,
            named,
            row="question",
            series="who",
            value="value",
            printed="printed",
            title="% of those who answered",
            ink=request.ink,
            order=WHO,
        ),
        name="discrimination",
        alt="Dots of four shares for those discriminated against and for others",
    )
    draw_note("A survey shows what goes together, not what causes what.")
    doubted = figures[figures["measure_code"].isin(["discriminated", "not-reported"]) & (figures["note"] != "")]
    for printed, note in zip(doubted["printed"], doubted["note"], strict=True):
        draw_note(f"Printed as {printed}: {note}")
