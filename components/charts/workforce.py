"""Charts of people: strength by date, forces side by side, pairs of figures, months with a limit, recruitment."""

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from components.charts.crime import number_runs
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
GROUP_NAMES = {
    **WORKER_NAMES,
    "officer-and-staff": "Officers and staff",
    "workforce": "Workforce",
    "public": "Public",
    "all": "Everyone",
}
BASIS_NAMES = {
    "fte": "full-time equivalents (FTE)",
    "headcount": "headcount",
    "not_stated": "basis not stated",
}
SPLIT = "split(datum.label, '\\n')"
SHAPES = ("circle", "square", "triangle-up", "diamond")
_DARK = ("#6BACE6", "#28A197", "#F46A25", "#A285D1")


def lower_first(name: str) -> str:
    """A name within a sentence or after a comma: 'Police staff' as 'police staff', 'PCSOs' as it is."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def choose_colours(ink: Ink, count: int) -> list[str]:
    """The first categories' colours on a light or a dark ground."""
    return list((_DARK if ink.text != "#0B0C0C" else CATEGORIES)[:count])


def wrap(words: str, *, width: int = 26) -> str:
    """A long name on several lines, which SPLIT makes of it on an axis."""
    lines = (textwrap.wrap(line, width, break_long_words=False) for line in words.split("\n"))
    return "\n".join(part for line in lines for part in line)


def label_ends(ends: pd.DataFrame, *, x: str, y: str, colours: alt.Scale, ink: Ink) -> list[Any]:
    """Each series' name at the end of its line, the lowest below it and the others above, on a ground of its own."""
    lowest = ends[y] == ends[y].min()
    is_below = lowest & (len(ends) > 1)
    layers = []
    for part, dy in ((ends[~is_below], -12), (ends[is_below], 14)):
        base = alt.Chart(part).encode(x=x, y=f"{y}:Q", text="series:N")
        halo = base.mark_text(align="right", dx=6, dy=dy, fontWeight="bold", stroke=ink.ground, strokeWidth=4)
        words = base.mark_text(align="right", dx=6, dy=dy, fontWeight="bold")
        layers += [halo, words.encode(color=alt.Color("series:N", scale=colours, legend=None))]
    return layers


def draw_strength(strength: pd.DataFrame, *, unit: str, ink: Ink, names: list[str]) -> Any:
    """Strength of one worker type by date, a line for each force with its name at the end; gaps stay gaps."""
    frame = strength.dropna(subset=["strength_count"]).sort_values("as_at_date")
    colours = alt.Scale(domain=names, range=choose_colours(ink, len(names)))
    base = alt.Chart(frame).encode(
        x=alt.X("as_at_date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", grid=False)),
        y=alt.Y("strength_count:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
        color=alt.Color("series:N", scale=colours, legend=None),
        tooltip=[
            alt.Tooltip("series:N", title="Force"),
            alt.Tooltip("as_at_date:T", title="As at", format="%-d %b %Y"),
            alt.Tooltip("strength_count:Q", title=unit, format=",.1f"),
        ],
    )
    points = base.mark_point(filled=True, size=45, opacity=1).encode(
        shape=alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None)
    )
    ends = label_ends(frame.groupby("series").tail(1), x="as_at_date:T", y="strength_count", colours=colours, ink=ink)
    layers = [base.mark_line(strokeWidth=2), points, *ends]
    return style_chart(alt.layer(*layers).properties(height=230), ink=ink)


def draw_ranked(
    frame: pd.DataFrame, *, name: str, value: str, title: str, ink: Ink, focus: list[str], digits: int = 2
) -> Any:
    """Forces by a rate, highest first, as bars from zero with the figure at the end; those in focus are dark."""
    frame = frame.dropna(subset=[value]).sort_values(value, ascending=False)
    frame = frame.assign(label=frame[name].map(wrap))
    is_long = frame["label"].str.contains("\n", regex=False).any()
    axis = alt.Axis(grid=False, ticks=False, labelLimit=190, labelExpr=SPLIT)
    y = alt.Y("label:N", sort=frame["label"].tolist(), title=None, axis=axis)
    x = alt.X(f"{value}:Q", title=title, scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=3))
    colour = alt.condition(
        alt.FieldOneOfPredicate(field=name, oneOf=focus), alt.value(ink.focus), alt.value(ink.context)
    )
    base = alt.Chart(frame).encode(x=x, y=y)
    bars = base.mark_bar(height={"band": 0.65}).encode(color=colour)
    labels = base.mark_text(align="left", dx=5, color=ink.text).encode(
        text=alt.Text(f"{value}:Q", format=f",.{digits}f")
    )
    return style_chart(
        alt.layer(bars, labels).properties(height=60 + (38 if is_long else 28) * len(frame)), ink=ink, room=52
    )


def draw_pairs(
    frame: pd.DataFrame, *, row: str, series: str, value: str, printed: str, title: str, ink: Ink, order: list[str]
) -> Any:
    """Two or three figures of each row on one line, a shape for each series, each with its figure as printed."""
    held = frame.dropna(subset=[value]).copy()
    held["label"] = held[row].map(wrap)
    held["figure"] = held[printed].map(lambda words: wrap(words, width=10))
    widest = max((len(line) for words in held["figure"] for line in words.split("\n")), default=0)
    rank = held.groupby(row)[value].rank(method="first")
    last = held.groupby(row)[value].transform("size")
    held["place"] = ["right" if n == m else "left" if n == 1 else "middle" for n, m in zip(rank, last, strict=True)]
    rows = list(dict.fromkeys(held["label"]))
    shown = [name for name in order if name in set(held[series])]
    axis = alt.Axis(grid=True, ticks=False, labelLimit=190, labelExpr=SPLIT)
    y = alt.Y("label:N", sort=rows, title=None, axis=axis)
    x = alt.X(
        f"{value}:Q",
        title=title,
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(tickCount=4),
    )
    base = alt.Chart(held).encode(y=y)
    spans = base.mark_rule(strokeWidth=2, color=ink.context).encode(x=alt.X(f"min({value}):Q"), x2=f"max({value}):Q")
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x,
        color=alt.Color(
            f"{series}:N",
            scale=alt.Scale(domain=shown, range=choose_colours(ink, len(shown))),
            legend=alt.Legend(orient="top", title=None, columns=1, labelLimit=330),
        ),
        shape=alt.Shape(
            f"{series}:N", scale=alt.Scale(domain=shown, range=list(SHAPES[: len(shown)])), legend=alt.Legend()
        ),
        tooltip=[
            alt.Tooltip(f"{row}:N", title="Of"),
            alt.Tooltip(f"{series}:N", title="Figure"),
            alt.Tooltip(f"{printed}:N", title="As printed"),
        ],
    )
    left, right, middle = (base.transform_filter(f"datum.place === '{at}'") for at in ("left", "right", "middle"))
    labels = [
        left.mark_text(align="right", dx=-10, color=ink.text, lineBreak="\n"),
        right.mark_text(align="left", dx=10, color=ink.text, lineBreak="\n"),
        middle.mark_text(align="center", dy=-14, color=ink.text, lineBreak="\n"),
    ]
    labels = [label.encode(x=x, text="figure:N") for label in labels]
    chart = alt.layer(spans, points, *labels).properties(height=75 + 22 * len(shown) + 46 * len(rows))
    # Room at the right for the last figure, at seven pixels a letter.
    return style_chart(chart, ink=ink, room=20 + 7 * widest)


def draw_limit(
    frame: pd.DataFrame, *, unit: str, ink: Ink, names: list[str], limit: float | None = None, height: int = 230
) -> Any:
    """Figures by month, a line for each group with its name at the end, and a policy's limit as a dashed line."""
    held = frame.dropna(subset=["value"]).sort_values("first_month")
    # The middle of a month, so that no time zone moves it to another; no line crosses a month not held.
    runs = number_runs(held["first_month"].tolist())
    held = held.assign(day=held["first_month"] + "-15", run=held["first_month"].map(runs))
    colours = alt.Scale(domain=names, range=choose_colours(ink, len(names)))
    ticks = [alt.DateTime(year=int(month[:4]), month=int(month[5:]), date=15) for month in sorted(runs)]
    axis = alt.Axis(format="%b %Y", values=ticks, grid=False, labelOverlap=True)
    base = alt.Chart(held).encode(
        x=alt.X("day:T", title=None, axis=axis),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
        color=alt.Color("series:N", scale=colours, legend=None),
        tooltip=[
            alt.Tooltip("series:N", title="Group"),
            alt.Tooltip("period:N", title="Month"),
            alt.Tooltip("value:Q", title=unit, format=",.2~f"),
        ],
    )
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        shape=alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None)
    )
    lines = base.mark_line(strokeWidth=2).encode(detail="run:N")
    ends = label_ends(held.groupby("series").tail(1), x="day:T", y="value", colours=colours, ink=ink)
    layers = [lines, points, *ends]
    if limit is not None:
        line = alt.Chart(pd.DataFrame({"limit": [limit], "words": [f"limit {limit:g} {unit}"]}))
        layers.append(line.mark_rule(strokeDash=[6, 4], strokeWidth=2, color=ink.text).encode(y="limit:Q"))
        layers.append(
            line.mark_text(align="left", dy=12, dx=4, color=ink.text).encode(
                y="limit:Q", x=alt.value(0), text="words:N"
            )
        )
    return style_chart(alt.layer(*layers).properties(height=height), ink=ink)


def draw_funnel(frame: pd.DataFrame, *, ink: Ink) -> Any:
    """The steps of recruitment as bars from zero, each with its count and the day it stood at."""
    y = alt.Y("step:N", sort=frame["step"].tolist(), title=None, axis=alt.Axis(grid=False, ticks=False, labelLimit=170))
    x = alt.X("value:Q", title="people", scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=3))
    base = alt.Chart(frame).encode(x=x, y=y)
    bars = base.mark_bar(height={"band": 0.6}, color=ink.focus)
    labels = base.mark_text(align="left", dx=5, dy=-8, color=ink.text, lineBreak="\n").encode(text="words:N")
    return style_chart(alt.layer(bars, labels).properties(height=60 + 56 * len(frame)), ink=ink, room=120)


def draw_per_officer(frame: pd.DataFrame, *, title: str, ink: Ink, names: list[str]) -> Any:
    """Demand for each officer by year, a line for each force; years without a figure are gaps."""
    held = frame.dropna(subset=["per_officer"])
    colours = alt.Scale(domain=names, range=choose_colours(ink, len(names)))
    base = alt.Chart(held).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y("per_officer:Q", title=title, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
        color=alt.Color("series:N", scale=colours, legend=None),
        tooltip=[
            alt.Tooltip("series:N", title="Force"),
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("per_officer:Q", title=title, format=",.2f"),
        ],
    )
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        shape=alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None)
    )
    ends = label_ends(held.groupby("series").tail(1), x="year:O", y="per_officer", colours=colours, ink=ink)
    layers = [base.mark_line(strokeWidth=2), points, *ends]
    return style_chart(alt.layer(*layers).properties(height=260), ink=ink)
