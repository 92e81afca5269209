"""Severity scores of forces, and which offences drive the gap between volume and harm."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart


def draw_scores(scores: pd.DataFrame, *, ink: Ink) -> Any:
    """Every force with a meaningful severity score, highest first; own forces dark, with their score."""
    frame = scores[scores["is_meaningful"] & scores["rank"].notna()].sort_values("score", ascending=False)
    y = alt.Y(
        "area_name:N",
        sort=frame["area_name"].tolist(),
        title=None,
        axis=alt.Axis(grid=False, ticks=False, labelFontSize=11),
    )
    x = alt.X("score:Q", title="severity score: harm per resident", scale=alt.Scale(zero=True))
    base = alt.Chart(frame).encode(
        y=y,
        color=alt.condition("datum.is_own", alt.value(ink.focus), alt.value(ink.context)),
        tooltip=[
            alt.Tooltip("area_name:N", title="Force"),
            alt.Tooltip("score:Q", title="Severity score", format=".2f"),
            alt.Tooltip("rank:Q", title="Rank by score"),
            alt.Tooltip("rate:Q", title="Crimes per 1,000 residents", format=".1f"),
            alt.Tooltip("rate_rank:Q", title="Rank by rate"),
        ],
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(x=x)
    words = (
        base.transform_filter("datum.is_own")
        .mark_text(align="left", dx=5, color=ink.text, fontWeight="bold")
        .encode(x=x, text=alt.Text("score:Q", format=".2f"), color=alt.value(ink.text))
    )
    return style_chart(alt.layer(bars, words).properties(height=17 * len(frame)), ink=ink, room=40)


def draw_quarters(scores: pd.DataFrame, *, ink: Ink) -> Any:
    """The own areas' score by quarter, a panel each, from zero."""
    frame = scores[scores["is_own"]]
    base = alt.Chart(frame).encode(
        x=alt.X(
            "period_code:O", title=None, axis=alt.Axis(labelAngle=0, grid=False, labelExpr="slice(datum.label, 8)")
        ),
        y=alt.Y("score:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=3)),
        tooltip=[
            alt.Tooltip("period_words:N", title="Quarter"),
            alt.Tooltip("score:Q", title="Severity score", format=".2f"),
            alt.Tooltip("crime_count:Q", title="Crimes", format=",.0f"),
        ],
    )
    bars = base.mark_bar(color=ink.focus)
    words = base.mark_text(dy=-8, color=ink.text, fontSize=12).encode(text=alt.Text("score:Q", format=".2f"))
    layered = alt.layer(bars, words).properties(width=220, height=130)
    panels = layered.facet(facet=alt.Facet("area_name:N", title=None, sort=None), columns=2)
    return style_chart(panels, ink=ink)


def draw_gaps_of_harm(tree: pd.DataFrame, *, ink: Ink, most: int = 8) -> Any:
    """The offences that weigh most above and below their number: share of crimes hollow, share of harm filled."""
    held = tree.dropna(subset=["gap_pct"])
    ends = pd.concat([held.nlargest(most, "gap_pct"), held.nsmallest(most, "gap_pct")]).drop_duplicates("offence_code")
    frame = ends.sort_values("gap_pct", ascending=False)
    y = alt.Y(
        "offence_name:N",
        sort=frame["offence_name"].tolist(),
        title=None,
        axis=alt.Axis(grid=False, ticks=False, labelLimit=230),
    )
    base = alt.Chart(frame).encode(
        y=y,
        tooltip=[
            alt.Tooltip("offence_name:N", title="Offence"),
            alt.Tooltip("share_pct:Q", title="% of crimes", format=".1f"),
            alt.Tooltip("harm_share_pct:Q", title="% of harm", format=".1f"),
            alt.Tooltip("crime_count:Q", title="Crimes", format=",.0f"),
            alt.Tooltip("severity_weight:Q", title="Weight", format=",.1f"),
        ],
    )
    x = alt.X("share_pct:Q", title="% of crimes, % of harm", scale=alt.Scale(zero=True))
    rule = base.mark_rule(color=ink.context, strokeWidth=2).encode(x=x, x2="harm_share_pct:Q")
    count = base.mark_point(filled=False, size=100, strokeWidth=2, opacity=1, color=ink.focus).encode(x="share_pct:Q")
    harm = base.mark_point(filled=True, size=100, opacity=1, color=ink.focus).encode(x="harm_share_pct:Q")
    return style_chart(alt.layer(rule, count, harm).properties(height=26 * len(frame) + 30), ink=ink)
