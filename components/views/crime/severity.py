"""The view of the crime page that weighs recorded crime by the harm it does."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_severity import draw_gaps_of_harm, draw_quarters, draw_scores
from components.figures import draw_chart, draw_wide_chart
from components.findings.crime_peers import say_severity
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NONE
from components.parts.crime_columns import GAP_COLUMNS
from components.parts.crime_words import explain_force_only
from components.request import Request
from components.tables import Column, draw_table
from data_access.publications import FORCE_CRIMES

WHOLE_YEAR = "2017-18"
SCORE_COLUMNS = {
    "area_name": Column("Force"),
    "period_words": Column("Period"),
    "score": Column("Severity score", "decimal"),
    "rank": Column("Rank by score", "count", missing=NONE),
    "crime_count": Column("Recorded crimes", "count"),
    "rate": Column("Per 1,000 residents", "rate"),
    "rate_rank": Column("Rank by rate", "count", missing=NONE),
    "unweighted_count": Column("Crimes without a weight", "count"),
}


def draw(request: Request) -> None:
    """Scores of all forces by quarter of 2017/18, and the offences that drive the gap between volume and harm."""
    is_extract = request.filters.source_id == FORCE_CRIMES
    scores = cache.ask("crime.severity", request.filters.but(threat_code="", source_id=""))
    tree = cache.ask("crime.tree", request.filters, step="month" if is_extract else "published-quarter")
    if scores.empty and tree.empty:
        draw_empty(
            "Severity needs offence codes: they are held for April 2017 to March 2018, which lies outside this period.",
            advice="Clear the period, or load a force's own extract: 'python -m data_access load crimes FILE'.",
        )
        return
    year = scores[scores["period_code"] == WHOLE_YEAR]
    draw_finding(say_severity(year, tree))
    if len(scores):
        draw_note(f"Weights: {scores['weight_vintage'].iloc[0]}. The plain rate stands beside every score.")
    draw_note(explain_force_only(request, tree))
    if len(year):
        st.markdown("## Every force, April 2017 to March 2018")
        draw_chart(
            request,
            lambda: draw_scores(year, ink=request.ink),
            name="scores",
            alt="Bars of the severity score of every force, own forces dark",
        )
        draw_note("The City of London has no meaningful score per resident and is left off.")
    left, right = st.columns(2)
    with left:
        _draw_gaps(request, tree)
    with right:
        _draw_quarters(request, scores[scores["period_code"] != WHOLE_YEAR])
    _draw_tables(request, scores, tree)


def _draw_gaps(request: Request, tree: pd.DataFrame) -> None:
    if tree["gap_pct"].notna().sum() == 0:
        return
    st.markdown("## Volume and harm")
    draw_chart(
        request,
        lambda: draw_gaps_of_harm(tree, ink=request.ink),
        name="gaps-of-harm",
        alt="Offences whose share of harm is furthest above or below their share of crimes",
    )
    draw_note(f"{tree['area_name'].iloc[0]}, {tree['period_words'].iloc[0]}. Hollow: share of crimes; filled: of harm.")


def _draw_quarters(request: Request, quarters: pd.DataFrame) -> None:
    own = quarters[quarters["is_own"].astype(bool)] if len(quarters) else quarters
    if own.empty:
        return
    st.markdown("## Score by quarter")
    draw_wide_chart(
        request,
        lambda: draw_quarters(own, ink=request.ink),
        name="score-quarters",
        alt="Bars of the own forces' severity score in each quarter of 2017/18",
    )
    draw_note("Harm per resident in each quarter (Q1 is April to June 2017); the four add up to the year's score.")


def _draw_tables(request: Request, scores: pd.DataFrame, tree: pd.DataFrame) -> None:
    if len(scores):
        own_first = scores.sort_values(["is_own", "period_code", "rank"], ascending=[False, True, True], kind="stable")
        caption = "Severity score of every force by quarter and for 2017/18"
        draw_table(own_first.round(2), SCORE_COLUMNS, caption=caption, request=request, name="severity-scores")
    if len(tree):
        ordered = tree.sort_values("gap_pct", ascending=False, na_position="last")
        caption = f"Volume and harm by offence, {tree['area_name'].iloc[0]}, {tree['period_words'].iloc[0]}"
        draw_table(ordered.round(2), GAP_COLUMNS, caption=caption, request=request, name="harm-by-offence")
