"""Forces beside their peers: the funnel, and year by year."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from components.charts.crime_trend import find_special
from components.theme import Ink, style_chart

UNIT = "crimes per 1,000 residents"
DRAWN = [
    *("area_name", "crime_count", "population", "rate", "rank", "is_own", "is_peer", "differs", "peers_weighted_rate"),
    *("funnel_lower_95", "funnel_upper_95", "funnel_lower_998", "funnel_upper_998"),
]
SHAPES = ["square", "diamond", "circle"]


def draw_funnel(peers: pd.DataFrame, *, ink: Ink) -> Any:
    """Forces by residents and rate with the limits around the peers' weighted rate; own and peer forces named."""
    frame = peers.dropna(subset=["rate"])[DRAWN].assign(people=peers["population"] / 1e6)
    role = np.select([frame["is_own"].astype(bool), frame["is_peer"].astype(bool)], ["own", "peer"], default="other")
    frame = frame.assign(role=role)
    lines = frame.sort_values("people")
    x = alt.X("people:Q", title="residents, millions", scale=alt.Scale(type="log", nice=False, padding=12))
    y = alt.Y("rate:Q", title=UNIT, scale=alt.Scale(zero=False))
    base = alt.Chart(lines).encode(x=x)
    limits = [
        base.mark_line(color=ink.context, strokeDash=dash).encode(y=alt.Y(f"{column}:Q", title=UNIT))
        for column, dash in (
            ("funnel_lower_95", [2, 3]),
            ("funnel_upper_95", [2, 3]),
            ("funnel_lower_998", [6, 3]),
            ("funnel_upper_998", [6, 3]),
            ("peers_weighted_rate", [1, 0]),
        )
    ]
    roles = ["own", "peer", "other"]
    colours = [ink.focus, find_special(ink), ink.context]
    points = (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=1, size=90)
        .encode(
            x=x,
            y=y,
            color=alt.Color("role:N", scale=alt.Scale(domain=roles, range=colours), legend=None),
            shape=alt.Shape("role:N", scale=alt.Scale(domain=roles, range=SHAPES), legend=None),
            tooltip=[
                alt.Tooltip("area_name:N", title="Force"),
                alt.Tooltip("rate:Q", title="Crimes per 1,000 residents", format=".1f"),
                alt.Tooltip("crime_count:Q", title="Crimes", format=",.0f"),
                alt.Tooltip("rank:Q", title="Rank by rate"),
                alt.Tooltip("differs:N", title="Than the peers"),
            ],
        )
    )
    # Neighbours by size are named above and below by turns, so that names do not lie on each other.
    named = frame[frame["role"] != "other"].sort_values("people").assign(turn=lambda rows: range(len(rows)))
    names = [
        alt.Chart(named[named["turn"] % 2 == turn])
        .mark_text(align="left", dx=8, dy=rise, color=ink.text, fontSize=12)
        .encode(x=x, y=y, text="area_name:N")
        for turn, rise in ((0, -9), (1, 12))
    ]
    return style_chart(alt.layer(*limits, points, *names).properties(height=380), ink=ink, room=70)


def draw_peer_years(peers: pd.DataFrame, *, value: str, unit: str, ink: Ink) -> Any:
    """A small panel for each own force and peer by year from zero; a blank year is a gap, never a zero."""
    drawn = ["year_ending", "area_name", value, "is_own", "is_peer"]
    frame = peers.loc[peers["is_own"] | peers["is_peer"], drawn].assign(year=peers["year_ending"].str.slice(0, 4))
    order = [*frame[frame["is_own"]]["area_name"].unique(), *sorted(frame[frame["is_peer"]]["area_name"].unique())]
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, grid=False, labelExpr="slice(datum.label, 2)")),
        y=alt.Y(f"{value}:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=3)),
        color=alt.condition("datum.is_own", alt.value(ink.focus), alt.value(ink.context)),
        tooltip=[
            alt.Tooltip("area_name:N", title="Force"),
            alt.Tooltip("year:O", title="Year to September"),
            alt.Tooltip(f"{value}:Q", title=unit, format=",.1f"),
        ],
    )
    line = base.mark_line(strokeWidth=2.5, point={"size": 35})
    panels = line.properties(width=210, height=110).facet(
        facet=alt.Facet("area_name:N", sort=order, title=None), columns=4
    )
    return style_chart(panels, ink=ink)
