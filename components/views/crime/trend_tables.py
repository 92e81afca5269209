"""The figures behind the trend: periods with their limits, months by category, then and now, projections."""

import pandas as pd
import streamlit as st

from components import cache
from components.missing import NONE, NOT_COMPARABLE
from components.parts.crime_columns import PERIOD_COLUMNS
from components.request import Request
from components.tables import Column, draw_table

STEP_UNITS = {
    "month": "a month",
    "quarter": "a quarter",
    "financial-year": "a financial year",
    "year-to-date": "from April",
    "rolling-12": "in 12 months",
    "published-year": "in 12 months",
    "published-quarter": "a quarter",
}
PAIR_COLUMNS = {
    "months_words": Column("Months"),
    "then_year": Column("Then"),
    "now_year": Column("Now"),
    "offence_name": Column("What"),
    "then": Column("Count then", "count"),
    "now": Column("Count now", "count"),
    "pct": Column("Change", "pct", missing=NOT_COMPARABLE),
    "words": Column("Judgement (chance alone)"),
    "years_between": Column("Years between, not compared", missing=NONE),
}
PROJECTION_COLUMNS = {
    "area_name": Column("Force"),
    "stated": Column("Projected for 2015/16"),
    "then": Column("Year to Sep, before", "count"),
    "now": Column("Year to Sep, after", "count"),
    "pct": Column("Change held", "pct"),
    "note": Column("Beware"),
    "where": Column("Source"),
}


def draw_tables(
    request: Request, trend: pd.DataFrame, counts: pd.DataFrame, pairs: pd.DataFrame, *, subject: str, step: str
) -> None:
    """The figures behind the charts: periods with their limits, months by category, then and now."""
    caption = f"{subject} {STEP_UNITS[step]} with its control limits, {request.area.name}"
    draw_table(trend, PERIOD_COLUMNS, caption=caption, request=request, name="trend-with-limits")
    if not counts.empty:
        _draw_month_table(request, counts)
    if not pairs.empty:
        caption = "Then and now: the same calendar months of two years"
        draw_table(pairs, PAIR_COLUMNS, caption=caption, request=request, name="then-and-now")


def _draw_month_table(request: Request, counts: pd.DataFrame) -> None:
    # A hidden count stays missing: it is no zero.
    table = counts.pivot(index="month", columns="offence_name", values="crime_count")
    hidden = counts["is_suppressed"].groupby(counts["month"]).any()
    table = table.reset_index().assign(is_suppressed=hidden.to_numpy())
    columns = {"month": Column("Month", "month")} | {name: Column(name, "count") for name in table.columns[1:-1]}
    caption = f"Recorded crime and anti-social behaviour by month, {request.area.name}"
    draw_table(table, columns, caption=caption, request=request, name="crime-by-month")


def draw_projections(request: Request) -> None:
    """What the 2016/17 document projected, as stated, beside the nearest years held."""
    stated = cache.ask("crime.projections", request.filters)
    if stated.empty:
        return
    with st.expander("What was projected for 2015/16, beside the nearest years held"):
        worded = stated.assign(
            stated=[
                f"{low}% to {high}% more" for low, high in zip(stated["lower_pct"], stated["upper_pct"], strict=True)
            ],
            where=[
                f"{edition}, {section}, line {line}"
                for edition, section, line in zip(stated["edition"], stated["section"], stated["line"], strict=True)
            ],
        )
        caption = "Projections as stated; the periods differ from the years held"
        draw_table(worded, PROJECTION_COLUMNS, caption=caption, request=request, name="projections")
