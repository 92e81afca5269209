"""A map of areas as a picture to take away: the screen's own map can't be put on paper without a browser."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart


def draw_areas(
    features: Mapping[str, Any], *, colours: Mapping[str, str], labels: pd.DataFrame, ink: Ink, width: int = 900
) -> Any:
    """Areas of a GeoJSON filled by a colour each, outlined without one; labels has text, longitude, latitude."""
    shapes = [
        {**feature, "fill": colours.get(feature["properties"]["area_code"], ink.ground)}
        for feature in features["features"]
    ]
    areas = (
        alt.Chart(alt.InlineData(values=shapes))
        .mark_geoshape(stroke=ink.text, strokeWidth=1)
        .encode(fill=alt.Fill("fill:N", scale=None, legend=None))
    )
    lines = labels.assign(lines=labels["text"].str.split("\n"))
    names = alt.Chart(lines).encode(longitude="longitude:Q", latitude="latitude:Q")
    halo = names.mark_text(fontSize=13, lineHeight=15, stroke=ink.ground, strokeWidth=4, color=ink.ground)
    text = names.mark_text(fontSize=13, lineHeight=15, color=ink.text)
    layers = alt.layer(areas, halo.encode(text="lines:N"), text.encode(text="lines:N"))
    return style_chart(layers.project("mercator").properties(width=width, height=int(width * 0.75)), ink=ink)
