"""Charts of recorded crime: months with gaps, areas by rate, categories, years."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from components.missing import say_gap
from components.theme import Ink, style_chart
from data_access.months import list_months, name_month_short

GAP = "gap "
LONG_NAME = 34  # characters


def arrange_months(months: list[str]) -> list[tuple[str, str]]:
    """Slots along the axis: (code, words). A run of months not held takes one slot, however long it is."""
    held = sorted(set(months))
    if not held:
        return []
    slots: list[tuple[str, str]] = []
    missing: list[str] = []
    for month in list_months(held[0], held[-1]):
        if month not in held:
            missing.append(month)
            continue
        if missing:
            slots.append((f"{GAP}{missing[0]}", say_gap(missing)))
            missing = []
        slots.append((month, name_month_short(month)))
    return slots


def number_runs(months: list[str]) -> dict[str, int]:
    """Each month's unbroken run, so that no line is drawn across a gap."""
    runs: dict[str, int] = {}
    run = 0
    for code, _ in arrange_months(months):
        if code.startswith(GAP):
            run += 1
        else:
            runs[code] = run
    return runs


def draw_months(counts: pd.DataFrame, *, value: str, unit: str, ink: Ink, height: int = 300) -> Any:
    """Counts by month as a line that stops at gaps; counts has month and value columns."""
    slots = arrange_months(counts["month"].tolist())
    runs = number_runs(counts["month"].tolist())
    frame = counts.assign(run=counts["month"].map(runs), words=[name_month_short(month) for month in counts["month"]])
    order = [code for code, _ in slots]
    labels = "{" + ", ".join(f"'{code}': '{_shorten(code, words)}'" for code, words in slots) + "}[datum.value]"
    x = alt.X(
        "month:N",
        sort=order,
        scale=alt.Scale(domain=order, paddingInner=0.1, paddingOuter=0.45),
        title=None,
        axis=alt.Axis(labelExpr=labels, labelAngle=0, labelOverlap=True, labelBound=True, ticks=False, grid=False),
    )
    y = alt.Y(f"{value}:Q", title=f"{unit} a month", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5))
    tooltip = [alt.Tooltip("words:N", title="Month"), alt.Tooltip(f"{value}:Q", title=unit, format=",.0f")]
    line = alt.Chart(frame).mark_line(color=ink.focus, strokeWidth=2.5).encode(x=x, y=y, detail="run:N")
    points = (
        alt.Chart(frame).mark_point(color=ink.focus, filled=True, size=60, opacity=1).encode(x=x, y=y, tooltip=tooltip)
    )
    layers: list[Any] = [line, points]
    gaps = pd.DataFrame([{"month": code, "label": words} for code, words in slots if code.startswith(GAP)])
    if len(gaps):
        layers = [*draw_gaps(gaps, x=x, ink=ink), *layers]
    return style_chart(alt.layer(*layers).properties(height=height), ink=ink, room=30)


def _shorten(code: str, words: str) -> str:
    """Axis words that fit a narrow slot: 'Oct 18'."""
    return "" if code.startswith(GAP) else f"{words[:3]} {words[-2:]}"


def draw_gaps(gaps: pd.DataFrame, *, x: alt.X, ink: Ink) -> list[Any]:
    """Outlined, empty slots with words: a gap looks like a gap, never like a low value."""
    band = (
        alt.Chart(gaps)
        .mark_bar(color="transparent", stroke=ink.context, strokeDash=[3, 3], strokeWidth=1)
        .encode(x=x, y=alt.value(0), y2=alt.value("height"), tooltip=[alt.Tooltip("label:N", title="Gap")])
    )
    words = (
        alt.Chart(gaps)
        .mark_text(angle=270, align="center", baseline="middle", color=ink.quiet, fontSize=12, y=alt.expr("height / 2"))
        .encode(x=x, text=alt.Text("label:N"))
    )
    return [band, words]


def draw_area_rates(areas: pd.DataFrame, *, ink: Ink, focus_code: str = "") -> Any:
    """Areas by rate per 1,000 residents, highest first, with 95% intervals; areas without residents left out.

    With focus_code that area is dark and the others stand back.
    """
    frame = areas.dropna(subset=["rate"])
    y = alt.Y("area_name:N", sort=frame["area_name"].tolist(), title=None, axis=alt.Axis(grid=False, labelLimit=200))
    tooltip = [
        alt.Tooltip("area_name:N", title="Area"),
        alt.Tooltip("rate:Q", title="Crimes per 1,000 residents", format=".1f"),
        alt.Tooltip("rate_lower:Q", title="from", format=".1f"),
        alt.Tooltip("rate_upper:Q", title="to", format=".1f"),
        alt.Tooltip("crime_count:Q", title="Crimes", format=",.0f"),
    ]
    title = "crimes per 1,000 residents"
    colour: Any = alt.value(ink.focus)
    if focus_code in set(frame["area_code"]):
        colour = alt.condition(f"datum.area_code === '{focus_code}'", alt.value(ink.focus), alt.value(ink.context))
    base = alt.Chart(frame).encode(y=y, color=colour, tooltip=tooltip)
    x = alt.X("rate_lower:Q", title=title, scale=alt.Scale(zero=True))
    intervals = base.mark_rule(strokeWidth=3).encode(x=x, x2="rate_upper:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(x="rate:Q")
    return style_chart(alt.layer(intervals, dots).properties(height=max(120, 30 * len(frame))), ink=ink)


def draw_bars(
    frame: pd.DataFrame,
    *,
    name: str,
    value: str,
    title: str,
    ink: Ink,
    share: str = "",
    focus: Sequence[str] = (),
) -> Any:
    """Horizontal bars from zero with the value written at the end; highest first.

    With focus, the names in it are dark and bold and the others stand back.
    """
    frame = frame.sort_values(value, ascending=False)
    # A long name breaks at its comma.
    is_long = frame[name].str.len().max() > LONG_NAME
    words = f"length(datum.label) > {LONG_NAME} ? split(datum.label, ', ') : datum.label"
    y = alt.Y(
        f"{name}:N",
        sort=frame[name].tolist(),
        title=None,
        axis=alt.Axis(grid=False, labelLimit=190, labelExpr=words, ticks=False),
    )
    x = alt.X(f"{value}:Q", title=title, scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=2))
    base = alt.Chart(frame)
    text = f"format(datum['{value}'], ',.0f')" + (f" + ' (' + format(datum['{share}'], '.1f') + '%)'" if share else "")
    is_focus = alt.FieldOneOfPredicate(field=name, oneOf=list(focus) or frame[name].tolist())
    colour = alt.condition(is_focus, alt.value(ink.focus), alt.value(ink.context))
    bars = base.mark_bar(height={"band": 0.7}).encode(x=x, y=y, color=colour)
    labels = (
        base.transform_calculate(words=text)
        .mark_text(align="left", dx=5, color=ink.text)
        .encode(x=x, y=y, text="words:N")
    )
    height = max(120, (36 if is_long else 27) * len(frame))
    return style_chart(alt.layer(bars, labels).properties(height=height), ink=ink, room=118 if share else 52)


def draw_years(years: pd.DataFrame, *, ink: Ink, focus_year: str = "") -> Any:
    """Recorded crime by year to September, a small panel for each force from zero; blank years are gaps."""
    frame = years.assign(year=years["year_ending"].str.slice(0, 4), is_focus=years["year_ending"] == focus_year)
    base = alt.Chart(frame).encode(
        x=alt.X("year:O", title="year to September", axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y("crime_count:Q", title="recorded crimes", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)),
        tooltip=[
            alt.Tooltip("area_name:N", title="Area"),
            alt.Tooltip("year:O", title="Year to September"),
            alt.Tooltip("crime_count:Q", title="Recorded crimes", format=",.0f"),
        ],
    )
    bars = base.mark_bar().encode(
        color=alt.condition("datum.is_focus", alt.value(ink.focus), alt.value(ink.context)),
    )
    focus = (
        base.transform_filter("datum.is_focus")
        .mark_text(dy=-8, color=ink.text, fontWeight="bold")
        .encode(text=alt.Text("crime_count:Q", format=",.0f"))
    )
    return style_chart(alt.layer(bars, focus).properties(height=260), ink=ink)
