"""A chart as a picture for a slide or a paper, with its title, source and marking inside it."""

import copy
import textwrap
from typing import Any

import vl_convert

from components.exports.stamp import Stamp

VEGA_LITE = "6.4"
SCALE = 2  # twice the pixels of the screen, so that it prints sharply
WIDTH = 900  # pixels of a chart that takes the width of its column on screen
LINE = 120  # characters


def write_png(spec: dict[str, Any], *, stamp: Stamp, ground: str) -> bytes:
    """A Vega-Lite chart as PNG on a ground colour; runs in this process, nothing is fetched."""
    marked = f"{stamp.filters}. Marking: {stamp.marking}. Made on {stamp.made_on.isoformat()}."
    below = [line for text in (marked, f"Source: {stamp.source}.") for line in textwrap.wrap(text, LINE)]
    drawn = copy.deepcopy(spec)
    text = drawn.get("config", {}).get("axis", {}).get("labelColor", "#0B0C0C")
    drawn["background"] = ground
    drawn.setdefault("config", {})["background"] = ground
    drawn["padding"] = 16
    drawn["title"] = {
        "text": textwrap.wrap(stamp.definition, 90),
        "subtitle": below,
        "anchor": "start",
        "frame": "group",
        "offset": 16,
        "fontSize": 16,
        "color": text,
        "subtitleColor": text,
        "subtitleFontSize": 11,
        "subtitlePadding": 6,
    }
    _set_width(drawn)
    picture: bytes = vl_convert.vegalite_to_png(drawn, vl_version=VEGA_LITE, scale=SCALE)
    return picture


def _set_width(spec: dict[str, Any]) -> None:
    """A chart without a width of its own takes the screen's; on paper it needs one."""
    parts = [part for key in ("hconcat", "vconcat", "concat") for part in spec.get(key, [])]
    if parts or "facet" in spec or "repeat" in spec:
        return
    if spec.get("width", "container") == "container":
        spec["width"] = WIDTH
