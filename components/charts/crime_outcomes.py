"""Outcomes of a month by area."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import CATEGORIES, DARK, Ink, style_chart

ON_LIGHT = [CATEGORIES[0], CATEGORIES[3], CATEGORIES[1], CATEGORIES[2]]
ON_DARK = ["#6BACE6", "#F46A25", "#A285D1", "#28A197"]


def draw_outcome_shares(groups: pd.DataFrame, *, ink: Ink) -> Any:
    """Outcome groups by share of a month's crimes with 95% intervals; a mark of its own for each area.

    groups has area_name, outcome_group, share_pct, share_lower_pct, share_upper_pct and crime_count.
    """
    areas = list(dict.fromkeys(groups["area_name"]))
    order = list(dict.fromkeys(groups["outcome_group"]))
    colours = ON_DARK if ink == DARK else ON_LIGHT
    domain = alt.Scale(domain=areas, range=colours[: len(areas)])
    base = alt.Chart(groups).encode(
        y=alt.Y("outcome_group:N", sort=order, title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=220)),
        yOffset=alt.YOffset("area_name:N", sort=areas),
        color=alt.Color("area_name:N", scale=domain),
        tooltip=[
            alt.Tooltip("area_name:N", title="Area"),
            alt.Tooltip("outcome_group:N", title="Outcome"),
            alt.Tooltip("crime_count:Q", title="Crimes", format=",.0f"),
            alt.Tooltip("share_pct:Q", title="Share in %", format=".1f"),
            alt.Tooltip("share_lower_pct:Q", title="95% from", format=".1f"),
            alt.Tooltip("share_upper_pct:Q", title="to", format=".1f"),
        ],
    )
    x = alt.X("share_lower_pct:Q", title="% of the month's recorded crimes", scale=alt.Scale(zero=True))
    rules = base.mark_rule(strokeWidth=3).encode(x=x, x2="share_upper_pct:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        x="share_pct:Q", shape=alt.Shape("area_name:N", sort=areas)
    )
    return style_chart(
        alt.layer(rules, dots).properties(height=max(160, 22 * len(order) * max(len(areas), 1))), ink=ink
    )
