"""The crimeogram: a treemap of recorded crime by offence within its group.

Rectangles are laid out by the squarified method (Bruls, Huizing and van Wijk 2000, 'Squarified
treemaps'), groups first, then the offences within each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from components.theme import DARK, Ink, style_chart

WIDTH, HEIGHT = 100.0, 62.0  # of the whole, in units of the chart's own
# Two fills by turns tell neighbouring groups apart; the name says which group it is.
FILLS = ("#12436D", "#2073BC")
FILLS_ON_DARK = ("#6BACE6", "#A9CDEF")
LABELLED_WIDTH, LABELLED_HEIGHT = 8.5, 5.0
LINE_HEIGHT = 15  # pixels
CHARACTER = 1.9  # width of one, in the same units, on a phone


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


def squarify(sizes: Sequence[float], box: Box) -> list[Box]:
    """Divide a box into one for each size, areas in proportion, as square as can be; sizes largest first."""
    total = sum(sizes)
    if not sizes or total <= 0:
        return []
    scale = box.width * box.height / total
    areas = [size * scale for size in sizes]
    boxes: list[Box] = []
    start = 0
    while start < len(areas):
        short = min(box.width, box.height)
        end = start + 1
        while end < len(areas) and _find_worst(areas[start : end + 1], short) <= _find_worst(areas[start:end], short):
            end += 1
        row, box = _lay_row(areas[start:end], box)
        boxes.extend(row)
        start = end
    return boxes


def _find_worst(areas: Sequence[float], side: float) -> float:
    """The least square rectangle of a row along a side, as the ratio of its sides."""
    total = sum(areas)
    if not total or not side:
        return float("inf")
    smallest = min(areas)
    if not smallest:
        return float("inf")
    return max(side**2 * max(areas) / total**2, total**2 / (side**2 * smallest))


def _lay_row(areas: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """Boxes of a row along the shorter side, and what is left of the box."""
    total = sum(areas)
    boxes, used = [], 0.0
    if box.width >= box.height:
        width = total / box.height
        for area in areas:
            boxes.append(Box(box.x, box.y + used, width, area / width if width else 0.0))
            used += boxes[-1].height
        return boxes, Box(box.x + width, box.y, max(box.width - width, 0.0), box.height)
    height = total / box.width
    for area in areas:
        boxes.append(Box(box.x + used, box.y, area / height if height else 0.0, height))
        used += boxes[-1].width
    return boxes, Box(box.x, box.y + height, box.width, max(box.height - height, 0.0))


def lay_out_tree(tree: pd.DataFrame, *, value: str) -> pd.DataFrame:
    """Add left, top, right, bottom and group_number to offences with a value above zero; groups largest first.

    tree has parent_name, offence_name and the value.
    """
    shown = tree[tree[value].fillna(0) > 0].copy()
    if shown.empty:
        return shown.assign(left=0.0, top=0.0, right=0.0, bottom=0.0, group_number=0)
    groups = shown.groupby("parent_name")[value].sum().sort_values(ascending=False, kind="stable")
    outer = squarify(groups.astype(float).tolist(), Box(0.0, 0.0, WIDTH, HEIGHT))
    parts = []
    for number, (name, box) in enumerate(zip(groups.index, outer, strict=True)):
        part = shown[shown["parent_name"] == name].sort_values(value, ascending=False, kind="stable")
        inner = squarify(part[value].astype(float).tolist(), box)
        parts.append(
            part.assign(
                left=[each.x for each in inner],
                top=[each.y for each in inner],
                right=[each.x + each.width for each in inner],
                bottom=[each.y + each.height for each in inner],
                group_number=number % 2,
            )
        )
    return pd.concat(parts, ignore_index=True)


def draw_crimeogram(tree: pd.DataFrame, *, value: str, share: str, unit: str, ink: Ink, height: int = 380) -> Any:
    """A treemap with the name and share written where they fit; the tooltip and the table have the rest."""
    laid = lay_out_tree(tree[["offence_name", "parent_name", value, share]], value=value)
    laid = laid.assign(
        middle=(laid["left"] + laid["right"]) / 2,
        centre=(laid["top"] + laid["bottom"]) / 2,
        label=[_write_label(row, share=share) for row in laid.to_dict("records")],
    )
    laid["line_count"] = laid["label"].str.count("\n") + 1
    fills = FILLS_ON_DARK if ink == DARK else FILLS
    # The whole sheet is drawn, so that areas keep their proportion.
    x = alt.X("left:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False), axis=None)
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, HEIGHT], reverse=True, nice=False, zero=False), axis=None)
    tooltip = [
        alt.Tooltip("offence_name:N", title="Offence"),
        alt.Tooltip("parent_name:N", title="Group"),
        alt.Tooltip(f"{value}:Q", title=unit, format=",.0f"),
        alt.Tooltip(f"{share}:Q", title="Share in %", format=".1f"),
    ]
    base = alt.Chart(laid)
    boxes = base.mark_rect(stroke=ink.ground, strokeWidth=1.5).encode(
        x=x,
        x2="right:Q",
        y=y,
        y2="bottom:Q",
        color=alt.Color("group_number:N", scale=alt.Scale(domain=[0, 1], range=list(fills)), legend=None),
        tooltip=tooltip,
    )
    # Vega sets the first line at the point given: lines above one move up by half their height.
    words = [
        base.transform_filter(f"datum.line_count === {number}")
        .mark_text(
            color="#0B0C0C" if ink == DARK else "#FFFFFF",
            fontSize=12,
            lineBreak="\n",
            lineHeight=LINE_HEIGHT,
            baseline="middle",
            dy=-(number - 1) * LINE_HEIGHT / 2,
        )
        .encode(x="middle:Q", y="centre:Q", text="label:N", tooltip=tooltip)
        for number in sorted(set(laid["line_count"]))
    ]
    groups = laid.groupby("parent_name", as_index=False).agg(
        left=("left", "min"), top=("top", "min"), right=("right", "max"), bottom=("bottom", "max")
    )
    outlines = (
        alt.Chart(groups)
        .mark_rect(filled=False, stroke=ink.ground, strokeWidth=5)
        .encode(x="left:Q", x2="right:Q", y="top:Q", y2="bottom:Q")
    )
    return style_chart(alt.layer(boxes, outlines, *words).properties(height=height), ink=ink)


def _write_label(row: dict[str, Any], *, share: str) -> str:
    """The offence and its share, broken into lines that fit its box; nothing where none fits."""
    width, height = row["right"] - row["left"], row["bottom"] - row["top"]
    if width < LABELLED_WIDTH or height < LABELLED_HEIGHT:
        return ""
    most = int(width / CHARACTER)
    lines: list[str] = []
    for word in str(row["offence_name"]).split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    percent = f"{row[share]:.1f}%"
    room = int(height / 2.6)
    if len(lines) + 1 <= room and max(map(len, lines)) <= most:
        return "\n".join([*lines, percent])
    return percent if len(percent) <= most else ""
