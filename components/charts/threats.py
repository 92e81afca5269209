"""Charts of one threat: its offence groups by year, its offences by quarter, totals of a MoRiLE sheet. Pure."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart
from data_access.months import name_month_short

PANEL_WIDTH, PANEL_HEIGHT = 215, 165


def draw_group_years(years: pd.DataFrame, *, ink: Ink) -> Any:
    """A panel for each offence group by year to September, each from zero; a blank year is a gap.

    years is crime.trend by published year and group, of one area.
    """
    frame = years.assign(year=years["last_month"].str.slice(0, 4), crime_count=years["crime_count"].astype(float))
    names = list(dict.fromkeys(frame["offence_name"]))
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, grid=False, labelExpr="slice(datum.label, 2)")),
        tooltip=[
            alt.Tooltip("offence_name:N", title="Offence group"),
            alt.Tooltip("period_words:N", title="Period"),
            alt.Tooltip("crime_count:Q", title="Recorded crimes", format=",.0f"),
        ],
    )
    y = alt.Y("crime_count:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4))
    line = base.mark_line(color=ink.focus, strokeWidth=2.5, point={"size": 45, "color": ink.focus}).encode(y=y)
    last = frame.dropna(subset=["crime_count"])["year"].max()
    words = (
        base.transform_filter(alt.datum.year == str(last))
        .mark_text(align="left", dx=8, color=ink.text, fontWeight="bold", fontSize=12)
        .encode(y=y, text=alt.Text("crime_count:Q", format=",.0f"))
    )
    panels = alt.layer(line, words).properties(width=PANEL_WIDTH, height=PANEL_HEIGHT)
    facets = panels.facet(facet=alt.Facet("offence_name:N", sort=names, title=None), columns=3)
    return style_chart(facets.resolve_scale(y="independent").properties(spacing=44), ink=ink, room=52)


def draw_quarters(quarters: pd.DataFrame, *, unit: str, ink: Ink) -> Any:
    """Bars of a count by quarter from zero, with the value written above."""
    # Two short lines fit four bars on a phone: 'Apr to' over 'Jun 2017'.
    labels = [
        f"{name_month_short(first)[:3]} to {name_month_short(last)}"
        for first, last in zip(quarters["first_month"], quarters["last_month"], strict=True)
    ]
    frame = quarters.assign(crime_count=quarters["crime_count"].astype(float), label=labels)
    top = max(1.0, 1.15 * float(frame["crime_count"].max()))  # room for the value above the tallest bar
    x = alt.X(
        "label:N",
        sort=labels,
        title=None,
        axis=alt.Axis(
            labelAngle=0, grid=False, ticks=False, labelExpr="[slice(datum.label, 0, 6), slice(datum.label, 7)]"
        ),
    )
    base = alt.Chart(frame).encode(
        x=x,
        y=alt.Y("crime_count:Q", title=unit, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=4)),
        tooltip=[
            alt.Tooltip("period_words:N", title="Quarter"),
            alt.Tooltip("crime_count:Q", title=unit, format=",.0f"),
        ],
    )
    bars = base.mark_bar(color=ink.focus, width={"band": 0.6})
    words = base.mark_text(dy=-9, color=ink.text, fontWeight="bold").encode(
        text=alt.Text("crime_count:Q", format=",.0f")
    )
    return style_chart(alt.layer(bars, words).properties(height=240), ink=ink)


def draw_totals(ranks: pd.DataFrame, *, code: str, ink: Ink) -> Any:
    """Bars of the totals of a MoRiLE sheet, highest first; the chosen threat is dark."""
    frame = ranks.dropna(subset=["total"])
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "threat_name:N",
            sort=frame["threat_name"].tolist(),
            title=None,
            axis=alt.Axis(grid=False, ticks=False, labelLimit=210),
        ),
        x=alt.X("total:Q", title="total by the loaded sheet", scale=alt.Scale(zero=True, nice=False)),
        tooltip=[
            alt.Tooltip("threat_name:N", title="Threat"),
            alt.Tooltip("total:Q", title="Total", format=",.4~g"),
            alt.Tooltip("rank:Q", title="Rank"),
        ],
    )
    colour = alt.condition(f"datum.threat_code === '{code}'", alt.value(ink.focus), alt.value(ink.context))
    bars = base.mark_bar(height={"band": 0.65}).encode(color=colour)
    words = base.mark_text(align="left", dx=5, color=ink.text).encode(text=alt.Text("total:Q", format=",.4~g"))
    return style_chart(alt.layer(bars, words).properties(height=40 + 40 * len(frame)), ink=ink, room=50)
