"""The control chart of recorded crime, and then and now across its gaps."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.crime import GAP, draw_gaps
from components.missing import say_gap
from components.theme import DARK, NO_POLARITY, Ink, style_chart
from data_access.months import list_months, name_month_short, next_month

SPECIAL_ON_DARK = "#C9B6E4"  # the same purple, light enough for a dark ground
MOST_LABELS = 14
# What a chart draws travels to the browser: nothing else does.
DRAWN = ["period_code", "period_words", "crime_count", "segment", "mean", "lower", "upper", "signal"]
SHAPES = {"up": "triangle-up", "down": "triangle-down", "": "circle"}


def find_special(ink: Ink) -> str:
    """The colour of a special cause of a measure without polarity."""
    return SPECIAL_ON_DARK if ink == DARK else NO_POLARITY


def find_direction(signal: str) -> str:
    """'up', 'down' or '' for what a point signals."""
    if not signal:
        return ""
    return "up" if any(word in signal for word in ("above", "rising", "upper")) else "down"


def arrange_periods(trend: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Slots along the axis: (code, words, first month, last month); what is not held takes one slot, a gap."""
    slots: list[tuple[str, str, str, str]] = []
    previous: dict[str, Any] | None = None
    for row in trend.to_dict("records"):
        if previous is not None and row["segment"] != previous["segment"]:
            start = next_month(previous["last_month"])
            if start < row["first_month"]:
                missing = list_months(start, row["first_month"])[:-1]
                words = say_gap(missing)
                slots.append((f"{GAP}{missing[0]}", words, missing[0], missing[-1]))
        code = f"{GAP}{row['period_code']}" if pd.isna(row["crime_count"]) else row["period_code"]
        words = "blank at source or hidden" if code.startswith(GAP) else row["period_words"]
        slots.append((code, words, row["first_month"], row["last_month"]))
        previous = row
    return slots


def place_changes(changes: pd.DataFrame, slots: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """The slot of each dated change of recording that the axis covers; changes has annotation_date and text."""
    placed = []
    for number, change in enumerate(changes.to_dict("records"), start=1):
        month = f"{change['annotation_date']:%Y-%m}"
        for code, _, first, last in slots:
            if first <= month <= last:
                placed.append((code, str(number), change["text"], name_month_short(month)))
                break
    return pd.DataFrame(placed, columns=["period_code", "number", "text", "month_words"])


def draw_control_chart(
    trend: pd.DataFrame, *, unit: str, ink: Ink, changes: pd.DataFrame | None = None, height: int = 320
) -> Any:
    """Counts by period with mean and limits of each unbroken run; special causes are triangles, gaps outlined.

    trend is one offence of crime.trend; changes are dated changes of recording, drawn as numbered rules.
    """
    slots = arrange_periods(trend)
    order = [code for code, *_ in slots]
    labels = {code: _shorten(code, words, last) for code, words, _, last in slots}
    every = max(1, -(-len(order) // MOST_LABELS))
    named = {code: label if number % every == 0 else "" for number, (code, label) in enumerate(labels.items())}
    expression = "{" + ", ".join(f"'{code}': '{label}'" for code, label in named.items()) + "}[datum.value]"
    x = alt.X(
        "period_code:N",
        sort=order,
        scale=alt.Scale(domain=order, paddingInner=0.1, paddingOuter=0.4),
        title=None,
        axis=alt.Axis(labelExpr=expression, labelAngle=0, labelOverlap=True, labelBound=True, ticks=False, grid=False),
    )
    held = trend.loc[trend["crime_count"].notna(), DRAWN]
    frame = held.assign(
        direction=held["signal"].fillna("").map(find_direction),
        said=held["signal"].fillna("").where(held["signal"].fillna("") != "", "within its usual ups and downs"),
        crime_count=held["crime_count"].astype(float),
    )
    y = alt.Y("crime_count:Q", title=unit, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5))
    base = alt.Chart(frame).encode(x=x)
    layers: list[Any] = [
        base.mark_line(color=ink.context, strokeWidth=1.5, strokeDash=dash).encode(
            y=alt.Y(f"{column}:Q", title=unit), detail="segment:N"
        )
        for column, dash in (("mean", [1, 0]), ("lower", [5, 4]), ("upper", [5, 4]))
    ]
    layers.append(base.mark_line(color=ink.focus, strokeWidth=2.5).encode(y=y, detail="segment:N"))
    layers.append(_draw_points(base, y=y, unit=unit, ink=ink))
    gaps = pd.DataFrame([{"period_code": code, "label": words} for code, words, *_ in slots if code.startswith(GAP)])
    if len(gaps):
        layers = [*draw_gaps(gaps, x=x, ink=ink), *layers]
    if changes is not None and len(placed := place_changes(changes, slots)):
        layers.extend(_draw_changes(placed, x=x, ink=ink))
    return style_chart(alt.layer(*layers).properties(height=height), ink=ink, room=30)


def _shorten(code: str, words: str, last_month: str) -> str:
    """Axis words that fit a narrow slot: 'Oct 18' for a month or quarter's end, the year for a year."""
    if code.startswith(GAP):
        return ""
    if words.startswith(("year to September", "financial year")):
        return words.removeprefix("year to ").removeprefix("financial year ").replace("September", "Sep")
    short = name_month_short(last_month)
    return f"{'to ' if ' to ' in words else ''}{short[:3]} {short[-2:]}"


def _draw_points(base: Any, *, y: alt.Y, unit: str, ink: Ink) -> Any:
    """Common cause as grey dots; a special cause as a purple triangle that points its way."""
    special = find_special(ink)
    return base.mark_point(filled=True, opacity=1, stroke=ink.quiet, strokeWidth=1).encode(
        y=y,
        color=alt.Color(
            "direction:N",
            scale=alt.Scale(domain=list(SHAPES), range=[special, special, "#A6A6A6"]),
            legend=None,
        ),
        shape=alt.Shape("direction:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None),
        size=alt.condition("datum.direction !== ''", alt.value(190), alt.value(70)),
        tooltip=[
            alt.Tooltip("period_words:N", title="Period"),
            alt.Tooltip("crime_count:Q", title=unit, format=",.0f"),
            alt.Tooltip("said:N", title="Judged"),
            alt.Tooltip("mean:Q", title="Mean of the run", format=",.1f"),
            alt.Tooltip("lower:Q", title="Lower limit", format=",.1f"),
            alt.Tooltip("upper:Q", title="Upper limit", format=",.1f"),
        ],
    )


def _draw_changes(placed: pd.DataFrame, *, x: alt.X, ink: Ink) -> list[Any]:
    """Numbered rules where recording changed; the words stand in the list below the chart."""
    tooltip = [alt.Tooltip("month_words:N", title="Recording changed"), alt.Tooltip("text:N", title="What")]
    base = alt.Chart(placed).encode(x=x, tooltip=tooltip)
    return [
        base.mark_rule(color=ink.text, strokeDash=[2, 2], strokeWidth=1.5),
        base.mark_text(color=ink.text, fontWeight="bold", dx=8, y=8).encode(text="number:N"),
    ]


def draw_then_and_now(pairs: pd.DataFrame, *, ink: Ink) -> Any:
    """The same months of two years as two dots on one line: hollow then, filled now, with both counts written."""
    drawn = ["months_words", "then_year", "now_year", "then", "now", "pct", "words"]
    frame = pairs[drawn].assign(
        label=[
            f"{words}, {then} and {now}"
            for words, then, now in zip(pairs["months_words"], pairs["then_year"], pairs["now_year"], strict=True)
        ],
        then=pairs["then"].astype(float),
        now=pairs["now"].astype(float),
    )
    tooltip = [
        alt.Tooltip("label:N", title="Months"),
        alt.Tooltip("then:Q", title="Then", format=",.0f"),
        alt.Tooltip("now:Q", title="Now", format=",.0f"),
        alt.Tooltip("pct:Q", title="Change in %", format="+.1f"),
        alt.Tooltip("words:N", title="Judged"),
    ]
    y = alt.Y(
        "label:N",
        sort=frame["label"].tolist(),
        title=None,
        axis=alt.Axis(grid=False, ticks=False, labelLimit=190, labelExpr="split(datum.label, ', ')"),
    )
    x = alt.X("then:Q", title="recorded crimes", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=3))
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    line = base.mark_rule(color=ink.context, strokeWidth=2).encode(x=x, x2="now:Q")
    then = base.mark_point(size=110, color=ink.focus, filled=False, strokeWidth=2, opacity=1).encode(x="then:Q")
    now = base.mark_point(size=110, color=ink.focus, filled=True, opacity=1).encode(x="now:Q")
    texts = [
        base.mark_text(
            dy=-14,
            dx=alt.expr(f"datum.then <= datum.now ? {shift} : {-shift}"),
            color=ink.text,
            fontSize=12,
            align=alt.expr(f"datum.then <= datum.now ? '{own}' : '{other}'"),
        ).encode(x=f"{name}:Q", text=alt.Text(f"{name}:Q", format=",.0f"))
        for name, own, other, shift in (("then", "right", "left", -4), ("now", "left", "right", 4))
    ]
    return style_chart(alt.layer(line, then, now, *texts).properties(height=70 + 56 * len(frame)), ink=ink, room=48)
