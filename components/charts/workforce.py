"""Charts of police strength."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import CATEGORIES, Ink, style_chart

WORKER_NAMES = {
    "officer": "Officers",
    "staff": "Police staff",
    "pcso": "PCSOs",
    "designated-officer": "Designated officers",
    "special": "Special constables",
    "volunteer": "Police support volunteers",
    "traffic-warden": "Traffic wardens",
}
BASIS_NAMES = {
    "fte": "full-time equivalents (FTE)",
    "headcount": "headcount",
    "not_stated": "basis not stated",
}


def draw_strength(strength: pd.DataFrame, *, unit: str, ink: Ink, names: list[str]) -> Any:
    """Strength by date, a small panel for each worker type, a line for each force; dates not held are gaps."""
    dark = ink.text != "#0B0C0C"
    colours = ["#6BACE6", "#28A197", "#F46A25"] if dark else list(CATEGORIES[:3])
    frame = strength.dropna(subset=["strength_count"]).assign(
        worker=strength["worker_type"].map(WORKER_NAMES).fillna(strength["worker_type"])
    )
    legend = alt.Legend(title=None, labelLimit=420)
    base = alt.Chart(frame).encode(
        x=alt.X("as_at_date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=False)),
        y=alt.Y("strength_count:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
        color=alt.Color("area_name:N", scale=alt.Scale(domain=names, range=colours[: len(names)]), legend=legend),
        shape=alt.Shape("area_name:N", scale=alt.Scale(domain=names), legend=legend),
        tooltip=[
            alt.Tooltip("area_name:N", title="Force"),
            alt.Tooltip("worker:N", title="Workers"),
            alt.Tooltip("as_at_date:T", title="As at", format="%-d %b %Y"),
            alt.Tooltip("strength_count:Q", title=unit, format=",.1f"),
        ],
    )
    panel = alt.layer(base.mark_line(strokeWidth=2), base.mark_point(filled=True, size=55, opacity=1)).properties(
        width=250, height=170
    )
    chart = panel.facet(
        facet=alt.Facet("worker:N", title=None, sort=[WORKER_NAMES[code] for code in WORKER_NAMES]), columns=3
    ).resolve_scale(y="independent")
    return style_chart(chart, ink=ink)
