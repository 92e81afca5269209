"""The heat map of the first page: areas down, threats across, the ratio of rates and whether it is more than chance."""

from typing import Any

import altair as alt
import pandas as pd

from components.theme import SEQUENCE, Ink, style_chart
from data_access.measures.judging import HIGHER, LOWER

# Ratio classes from light to dark, one hue: read in grey and by colour-blind readers.
CLASSES = ("under 0.8", "0.8 to 1.25", "over 1.25")
LIMITS = (0.8, 1.25)
MARKS = {HIGHER: " ▲", LOWER: " ▼"}
CELL_WIDTH, CELL_HEIGHT, LABEL_WIDTH = 124, 30, 190
LINE_LENGTH = 17
LINE_HEIGHT = 16


def arrange_cells(areas: pd.DataFrame) -> pd.DataFrame:
    """A row for each cell: row_name, column_name, ratio_class, cell_words, has_value, tooltip words."""
    ratio = areas["ratio"].astype(float)
    has_value = ratio.notna()
    bins = pd.cut(ratio, [0, *LIMITS, float("inf")], labels=list(CLASSES), include_lowest=True, right=False)
    marks = areas["differs"].map(MARKS).fillna("")
    words = ratio.map(lambda value: "no data" if pd.isna(value) else f"{value:.1f}" if value < 10 else f"{value:.0f}")
    return areas.assign(
        row_name=areas["area_name"].where(areas["level"] != "force", areas["area_name"] + " (force)"),
        column_name=areas["threat_name"].map(break_lines),
        ratio_class=bins.astype(object).where(has_value, ""),
        cell_words=words + marks,
        has_value=has_value,
        is_dark=has_value & (ratio >= LIMITS[0]),
        judged=areas["differs"].where(has_value, areas["reason"]),
        interval=[
            "" if pd.isna(row.ratio) else f"{row.ratio_lower:.2f} to {row.ratio_upper:.2f}"
            for row in areas.itertuples()
        ],
    )


def break_lines(name: str) -> str:
    """A threat's name with '|' where its heading goes on to the next line."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "|".join(lines)


def draw_heat_map(areas: pd.DataFrame, *, ink: Ink) -> Any:
    """Cells filled by class with the ratio written in; ▲ and ▼ where chance does not explain it; 'no data' outlined."""
    cells = arrange_cells(areas)
    lines = 1 + max(int(name.count("|")) for name in cells["column_name"])
    rows, columns = list(dict.fromkeys(cells["row_name"])), list(dict.fromkeys(cells["column_name"]))
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        grid=False,
        labelExpr="split(datum.label, '|')",
        ticks=False,
        domain=False,
        labelPadding=6 + LINE_HEIGHT * (lines - 1),
        labelLineHeight=LINE_HEIGHT,
    )
    base = alt.Chart(cells).encode(
        x=alt.X("column_name:N", sort=columns, title=None, axis=axis, scale=alt.Scale(paddingInner=0.04)),
        y=alt.Y(
            "row_name:N",
            sort=rows,
            title=None,
            axis=alt.Axis(grid=False, ticks=False, domain=False, labelLimit=LABEL_WIDTH),
            scale=alt.Scale(paddingInner=0.08),
        ),
        tooltip=[
            alt.Tooltip("row_name:N", title="Area"),
            alt.Tooltip("measure_name:N", title="Measure"),
            alt.Tooltip("period_words:N", title="Period"),
            alt.Tooltip("ratio:Q", title="Times the rate compared with", format=".2f"),
            alt.Tooltip("interval:N", title="95% interval"),
            alt.Tooltip("judged:N", title="Judged"),
        ],
    )
    colour = alt.Color(
        "ratio_class:N",
        scale=alt.Scale(domain=list(CLASSES), range=list(SEQUENCE)),
        legend=alt.Legend(title="times the rate compared with", orient="bottom", titleLimit=300),
    )
    known = base.transform_filter("datum.has_value")
    missing = base.transform_filter("!datum.has_value")
    layers = [
        known.mark_rect().encode(color=colour),
        missing.mark_rect(fill="transparent", stroke=ink.quiet, strokeDash=[3, 3], strokeWidth=1),
        missing.mark_text(color=ink.quiet, fontStyle="italic", fontSize=12).encode(text=alt.value("no data")),
        known.transform_filter("datum.is_dark")
        .mark_text(color="#FFFFFF", fontWeight="bold")
        .encode(text="cell_words:N"),
        known.transform_filter("!datum.is_dark")
        .mark_text(color="#0B0C0C", fontWeight="bold")
        .encode(text="cell_words:N"),
    ]
    size = {"width": CELL_WIDTH * len(columns), "height": CELL_HEIGHT * len(rows)}
    return style_chart(alt.layer(*layers).properties(**size), ink=ink)
