"""How unusual each change of recorded crime is."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.crime_trend import find_special
from components.theme import Ink, style_chart
from data_access.measures.change import NAMED_ABOVE


def draw_changes(changes: pd.DataFrame, *, ink: Ink) -> Any:
    """Each group's z and its z against the nation, with the band of what is usual from -3 to 3; largest z first.

    changes has offence_name, then, now, pct, z, z_against_nation and words; groups not compared are left out.
    """
    frame = changes.dropna(subset=["z"]).sort_values("z", ascending=False)
    reach = max(4.0, float(frame[["z", "z_against_nation"]].abs().max(axis=None)) + 0.5) if len(frame) else 4.0
    y = alt.Y(
        "offence_name:N",
        sort=frame["offence_name"].tolist(),
        title=None,
        axis=alt.Axis(
            grid=False,
            ticks=False,
            labelLimit=230,
            labelExpr="length(datum.label) > 34 ? split(datum.label, ', ') : datum.label",
        ),
    )
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    x = alt.X("z:Q", title="z (usual between -3 and 3)", scale=scale, axis=alt.Axis(tickCount=7))
    tooltip = [
        alt.Tooltip("offence_name:N", title="Offence group"),
        alt.Tooltip("then:Q", title="Year before", format=",.0f"),
        alt.Tooltip("now:Q", title="This year", format=",.0f"),
        alt.Tooltip("pct:Q", title="Change in %", format="+.1f"),
        alt.Tooltip("z:Q", format=".1f"),
        alt.Tooltip("z_against_nation:Q", title="z against the nation", format=".1f"),
        alt.Tooltip("words:N", title="Judged"),
    ]
    band = (
        alt.Chart(pd.DataFrame({"from": [-NAMED_ABOVE], "to": [NAMED_ABOVE]}))
        .mark_rect(color=ink.grid, opacity=0.7)
        .encode(x=alt.X("from:Q", scale=scale), x2="to:Q")
    )
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    named = alt.condition(f"abs(datum.z) > {NAMED_ABOVE}", alt.value(find_special(ink)), alt.value(ink.quiet))
    rule = base.mark_rule(color=ink.context).encode(x=x, x2="z_against_nation:Q")
    own = base.mark_point(filled=True, size=120, opacity=1).encode(x=x, color=named)
    against = base.mark_point(filled=False, size=90, strokeWidth=2, opacity=1, color=ink.quiet).encode(
        x="z_against_nation:Q"
    )
    return style_chart(alt.layer(band, rule, against, own).properties(height=max(140, 36 * len(frame))), ink=ink)
