"""Areas by rate, and how concentrated crime is."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.crime_trend import find_special
from components.theme import Ink, style_chart


def draw_ski_slope(areas: pd.DataFrame, *, unit: str, ink: Ink, focus_code: str = "") -> Any:
    """Areas from the highest rate to the lowest with 95% intervals and the rate of them all as a line."""
    frame = areas.dropna(subset=["rate"])
    y = alt.Y("area_name:N", sort=frame["area_name"].tolist(), title=None, axis=alt.Axis(grid=False, labelLimit=200))
    tooltip = [
        alt.Tooltip("area_name:N", title="Area"),
        alt.Tooltip("rate:Q", title=unit, format=".1f"),
        alt.Tooltip("rate_lower:Q", title="95% from", format=".1f"),
        alt.Tooltip("rate_upper:Q", title="to", format=".1f"),
        alt.Tooltip("crime_count:Q", title="Count", format=",.0f"),
        alt.Tooltip("differs:N", title="Than all together"),
    ]
    is_focus = f"datum.area_code === '{focus_code}'"
    colour = alt.condition(is_focus, alt.value(find_special(ink)), alt.value(ink.focus))
    base = alt.Chart(frame).encode(y=y, color=colour, tooltip=tooltip)
    x = alt.X("rate_lower:Q", title=unit, scale=alt.Scale(zero=True))
    marks = [
        base.mark_rule(strokeWidth=3).encode(x=x, x2="rate_upper:Q"),
        base.mark_point(filled=True, size=90, opacity=1).encode(x="rate:Q"),
    ]
    whole = frame.head(1)[["whole_rate"]].assign(label="all together")
    line = alt.Chart(whole).mark_rule(color=ink.quiet, strokeDash=[5, 4]).encode(x="whole_rate:Q")
    words = (
        alt.Chart(whole)
        .mark_text(align="left", dx=4, y=alt.expr("height - 8"), color=ink.quiet, fontSize=12)
        .encode(x="whole_rate:Q", text="label:N")
    )
    return style_chart(alt.layer(line, words, *marks).properties(height=max(140, 28 * len(frame))), ink=ink)


def draw_concentration(hotspots: pd.DataFrame, *, ink: Ink) -> Any:
    """How much of the crime the LSOAs with most of it have, for both periods; the top 5% are marked."""
    parts = []
    for name, year in (("then", "then_year"), ("now", "now_year")):
        counts = hotspots[name].astype(float).sort_values(ascending=False).reset_index(drop=True)
        total = counts.sum()
        if not total:
            continue
        share = 100 * counts.cumsum() / total
        places = 100 * (counts.index + 1) / len(counts)
        step = max(1, len(counts) // 100)
        part = pd.DataFrame({"places_pct": places, "crime_pct": share, "year": str(hotspots[year].iloc[0])})
        parts.append(part.iloc[sorted({*range(0, len(part), step), len(part) - 1})])
    frame = pd.concat(parts, ignore_index=True)
    x = alt.X("places_pct:Q", title="% of LSOAs, those with most crime first", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("crime_pct:Q", title="% of crimes", scale=alt.Scale(domain=[0, 100]))
    years = sorted(frame["year"].unique())
    line = (
        alt.Chart(frame)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=alt.Color("year:N", scale=alt.Scale(domain=years, range=[ink.context, ink.focus][-len(years) :])),
            strokeDash=alt.StrokeDash("year:N", scale=alt.Scale(domain=years, range=[[5, 4], [1, 0]][-len(years) :])),
        )
    )
    mark = pd.DataFrame({"places_pct": [5.0], "label": ["top 5%"]})
    rule = alt.Chart(mark).mark_rule(color=ink.quiet, strokeDash=[2, 2]).encode(x="places_pct:Q")
    words = (
        alt.Chart(mark)
        .mark_text(align="left", dx=4, y=10, color=ink.quiet, fontSize=12)
        .encode(x="places_pct:Q", text="label:N")
    )
    return style_chart(alt.layer(rule, words, line).properties(height=300), ink=ink)
