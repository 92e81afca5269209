"""Charts of road casualties: estimates with their intervals, hours by weekday, profiles, rates and the funnel."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from components.theme import Ink, style_chart
from data_access.measures.judging import HIGHER, LOWER, SAME
from data_access.months import name_month_short

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AXIS_ROOM = 52  # pixels below the bars


def make_name_axis(*, offset: int = 0) -> alt.Axis:
    """An axis of sections: a name breaks at its comma, 'A46 section 3 of 12' over 'near Alcester'."""
    words = "split(datum.label, ', ')"
    return alt.Axis(grid=False, labelLimit=190, ticks=False, labelExpr=words, labelLineHeight=14, offset=offset)


def draw_sections(sections: pd.DataFrame, *, value: str, title: str, decimals: int, ink: Ink) -> Any:
    """Sections by a measure as bars from zero, highest first, with the value written at the end."""
    frame = sections.assign(words=[f"{number:,.{decimals}f}" for number in sections[value].astype(float)])
    frame = frame.astype({value: float})
    order = frame["name"].tolist()
    # A name breaks at its comma: 'A46 section 3 of 12' over 'near Alcester'.
    y = alt.Y(
        "name:N",
        sort=order,
        title=None,
        axis=alt.Axis(
            grid=False, labelLimit=190, ticks=False, labelExpr="split(datum.label, ', ')", labelLineHeight=14
        ),
    )
    x = alt.X(f"{value}:Q", title=title, scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=2))
    base = alt.Chart(frame).encode(x=x, y=y)
    labels = base.mark_text(align="left", dx=5, color=ink.text).encode(text="words:N")
    bars = base.mark_bar(height={"band": 0.6}, color=ink.focus)
    room = 24 + 8 * max(len(words) for words in frame["words"])
    return style_chart(alt.layer(bars, labels).properties(height=AXIS_ROOM + 38 * len(frame)), ink=ink, room=room)


def draw_estimates(sections: pd.DataFrame, *, ink: Ink) -> Any:
    """Sections by their estimate with a 95% interval; a hollow mark is what was counted, words give the chance."""
    frame = sections.assign(
        words=[f"{100 * chance:.0f}%" for chance in sections["top10_chance"]],
        counted=sections["ksi_count"],
    )
    order = frame["name"].tolist()
    y = alt.Y("name:N", sort=order, title=None, axis=make_name_axis(offset=8))
    tooltip = [
        alt.Tooltip("name:N", title="Section"),
        alt.Tooltip("eb_estimate:Q", title="Estimate", format=".1f"),
        alt.Tooltip("eb_lower:Q", title="from", format=".1f"),
        alt.Tooltip("eb_upper:Q", title="to", format=".1f"),
        alt.Tooltip("ksi_count:Q", title="Counted"),
        alt.Tooltip("words:N", title="Chance of being among the ten worst"),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    x = alt.X("eb_lower:Q", title="KSI collisions in the period", scale=alt.Scale(zero=True))
    intervals = base.mark_rule(strokeWidth=3, color=ink.focus).encode(x=x, x2="eb_upper:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1, color=ink.focus).encode(x="eb_estimate:Q")
    counts = base.mark_point(filled=False, size=90, opacity=1, color=ink.text, shape="diamond").encode(x="ksi_count:Q")
    edge = float(frame[["eb_upper", "counted"]].to_numpy(float).max())
    chances = base.mark_text(align="left", dx=10, color=ink.text).encode(x=alt.datum(edge), text="words:N")
    chart = alt.layer(intervals, dots, counts, chances).properties(height=AXIS_ROOM + 38 * len(frame))
    return style_chart(chart, ink=ink, room=52)


def draw_hours(counts: pd.DataFrame, *, ink: Ink) -> Any:
    """Day by hour as squares whose size is the count, so that one collision looks like one.

    counts has value (the weekday), second_value (the hour) and ksi_count.
    """
    frame = counts[counts["value"].isin(WEEKDAYS) & (counts["second_value"] != "")].copy()
    frame["hour"] = frame["second_value"].astype(int)
    frame["day"] = frame["value"].str.slice(0, 3)
    tooltip = [
        alt.Tooltip("value:N", title="Day"),
        alt.Tooltip("second_value:N", title="Hour from"),
        alt.Tooltip("ksi_count:Q", title="Collisions"),
    ]
    chart = (
        alt.Chart(frame)
        .mark_square(color=ink.focus, opacity=1)
        .encode(
            x=alt.X(
                "hour:O",
                scale=alt.Scale(domain=list(range(24))),
                title="hour of the day",
                axis=alt.Axis(labelAngle=0, grid=True, values=list(range(0, 24, 3))),
            ),
            y=alt.Y("day:N", sort=[day[:3] for day in WEEKDAYS], title=None, scale=alt.Scale(domain=_short_days())),
            size=alt.Size(
                "ksi_count:Q",
                scale=alt.Scale(domain=[0, max(int(frame["ksi_count"].max()) if len(frame) else 1, 3)], range=[0, 320]),
                legend=alt.Legend(title="collisions", tickCount=3, format="d", symbolFillColor=ink.focus),
            ),
            tooltip=tooltip,
        )
        .properties(height=230)
    )
    return style_chart(chart, ink=ink)


def _short_days() -> list[str]:
    return [day[:3] for day in WEEKDAYS]


def draw_values(counts: pd.DataFrame, *, title: str, ink: Ink) -> Any:
    """One dimension of the profile as upright or lying bars in its own order; 'Not held' is outlined only."""
    frame = counts.assign(words=counts["ksi_count"].map("{:,.0f}".format))
    order = frame["value"].tolist()
    y = alt.Y("value:N", sort=order, title=None, axis=alt.Axis(grid=False, labelLimit=200, ticks=False))
    x = alt.X("ksi_count:Q", title=title, scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=2))
    base = alt.Chart(frame).encode(x=x, y=y)
    bars = base.mark_bar(height={"band": 0.7}, strokeWidth=1.2).encode(
        color=alt.condition("datum.is_held", alt.value(ink.focus), alt.value("transparent")),
        stroke=alt.condition("datum.is_held", alt.value(ink.focus), alt.value(ink.context)),
        strokeDash=alt.condition("datum.is_held", alt.value([1, 0]), alt.value([3, 3])),
        tooltip=[
            alt.Tooltip("value:N", title="Value"),
            alt.Tooltip("ksi_count:Q", title="Collisions"),
            alt.Tooltip("fatal_count:Q", title="of them fatal"),
        ],
    )
    labels = base.mark_text(align="left", dx=5, color=ink.text).encode(text="words:N")
    return style_chart(alt.layer(bars, labels).properties(height=AXIS_ROOM + 25 * len(frame)), ink=ink, room=52)


def draw_shares(profile: pd.DataFrame, *, own: str, other: str, ink: Ink) -> Any:
    """Shares of a route by one dimension beside those of the whole area: filled with its interval, and hollow.

    profile has value, share_pct, share_lower, share_upper and other_pct.
    """
    tooltip = [
        alt.Tooltip("value:N", title="Value"),
        alt.Tooltip("share_pct:Q", title=own, format=".0f"),
        alt.Tooltip("share_lower:Q", title="from", format=".0f"),
        alt.Tooltip("share_upper:Q", title="to", format=".0f"),
        alt.Tooltip("other_pct:Q", title=other, format=".0f"),
    ]
    order = profile["value"].tolist()
    base = alt.Chart(profile).encode(
        y=alt.Y("value:N", sort=order, title=None, axis=alt.Axis(grid=False, labelLimit=200, ticks=False, offset=8)),
        tooltip=tooltip,
    )
    x = alt.X("share_lower:Q", title="% of collisions", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    intervals = base.mark_rule(strokeWidth=3, color=ink.focus).encode(x=x, x2="share_upper:Q")
    dots = base.mark_point(filled=True, size=80, opacity=1, color=ink.focus).encode(x="share_pct:Q")
    others = base.mark_point(filled=False, size=80, opacity=1, color=ink.text, shape="diamond").encode(x="other_pct:Q")
    return style_chart(alt.layer(intervals, dots, others).properties(height=AXIS_ROOM + 25 * len(order)), ink=ink)


def draw_months_with_change(
    months: pd.DataFrame, *, value: str, changes: Sequence[tuple[str, str]], ink: Ink, title: str
) -> Any:
    """Collisions by month as bars from zero; a dashed line with words where recording changed.

    changes are (month, words). months has month and the value.
    """
    frame = months.assign(words=[name_month_short(month) for month in months["month"]])
    order = sorted(frame["month"])
    labels = "{" + ", ".join(f"'{m}': '{_shorten(m)}'" for m in order) + "}[datum.value]"
    x = alt.X(
        "month:N",
        scale=alt.Scale(domain=order),
        title=None,
        axis=alt.Axis(labelExpr=labels, labelAngle=0, labelOverlap=True, ticks=False, grid=False),
    )
    highest = float(frame[value].max()) if len(frame) and frame[value].notna().any() else 1.0
    bars = (
        alt.Chart(frame)
        .mark_bar(color=ink.focus)
        .encode(
            x=x,
            # Room above the bars for the words on the line.
            y=alt.Y(
                f"{value}:Q",
                title=title,
                scale=alt.Scale(domain=[0, 1.25 * max(highest, 1)]),
                axis=alt.Axis(tickCount=4, tickMinStep=1),
            ),
            tooltip=[alt.Tooltip("words:N", title="Month"), alt.Tooltip(f"{value}:Q", title=title, format=",.1~f")],
        )
    )
    marks = pd.DataFrame([{"month": month, "words": words} for month, words in changes if month in order])
    layers: list[Any] = [bars]
    if len(marks):
        rule = alt.Chart(marks).mark_rule(color=ink.text, strokeDash=[4, 3], strokeWidth=1.5)
        text = alt.Chart(marks).mark_text(align="right", dx=-6, y=8, color=ink.text, fontSize=12)
        left_edge = alt.X("month:N", scale=alt.Scale(domain=order), bandPosition=0)
        layers += [rule.encode(x=left_edge), text.encode(x=left_edge, text="words:N")]
    return style_chart(alt.layer(*layers).properties(height=240), ink=ink, room=20)


def _shorten(month: str) -> str:
    words = name_month_short(month)
    return f"{words[:3]} {words[-2:]}"


def draw_rates(rates: pd.DataFrame, *, title: str, ink: Ink, focus_code: str = "") -> Any:
    """Areas by rate with 95% intervals, highest first; the chosen area is dark and the others stand back."""
    frame = rates.dropna(subset=["rate"])
    order = frame.sort_values("rate", ascending=False)["area_name"].tolist()
    y = alt.Y("area_name:N", sort=order, title=None, axis=alt.Axis(grid=False, labelLimit=200, ticks=False))
    tooltip = [
        alt.Tooltip("area_name:N", title="Area"),
        alt.Tooltip("rate:Q", title=title, format=".1f"),
        alt.Tooltip("rate_lower:Q", title="from", format=".1f"),
        alt.Tooltip("rate_upper:Q", title="to", format=".1f"),
        alt.Tooltip("ksi_count:Q", title="Collisions"),
    ]
    colour: Any = alt.value(ink.focus)
    if focus_code in set(frame["area_code"]):
        colour = alt.condition(f"datum.area_code === '{focus_code}'", alt.value(ink.focus), alt.value(ink.context))
    base = alt.Chart(frame).encode(y=y, color=colour, tooltip=tooltip)
    x = alt.X("rate_lower:Q", title=title, scale=alt.Scale(zero=True))
    intervals = base.mark_rule(strokeWidth=3).encode(x=x, x2="rate_upper:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(x="rate:Q")
    return style_chart(alt.layer(intervals, dots).properties(height=max(120, 30 * len(frame))), ink=ink)


def draw_funnel(rates: pd.DataFrame, limits: pd.DataFrame, *, average: float, title: str, ink: Ink) -> Any:
    """Areas by residents and rate, within lines where 95% and 99.8% of areas would lie by chance.

    rates has denominator, rate, area_name and differs (as measures.funnel judges); limits has
    population, lower_95, upper_95, lower_998 and upper_998.
    """
    x = alt.X("population:Q", title="residents", axis=alt.Axis(format=",.0f", tickCount=5), scale=alt.Scale(zero=True))
    lines = alt.Chart(limits)
    funnel = [
        lines.mark_line(color=ink.context, strokeDash=dash, strokeWidth=1.5).encode(
            x=x, y=alt.Y(f"{name}:Q", title=title)
        )
        for name, dash in (("lower_95", [5, 4]), ("upper_95", [5, 4]), ("lower_998", [1, 0]), ("upper_998", [1, 0]))
    ]
    centre = alt.Chart(pd.DataFrame({"rate": [average]})).mark_rule(color=ink.text, strokeWidth=1).encode(y="rate:Q")
    points = alt.Chart(rates).encode(
        x=alt.X("denominator:Q"),
        y="rate:Q",
        tooltip=[
            alt.Tooltip("area_name:N", title="Area"),
            alt.Tooltip("rate:Q", title="Rate", format=".1f"),
            alt.Tooltip("differs:N", title="Against the average"),
        ],
    )
    outside = f"datum.differs !== '{SAME}'"
    marks = points.mark_point(filled=True, size=80, opacity=1).encode(
        color=alt.condition(outside, alt.value(ink.focus), alt.value(ink.context)),
        shape=alt.Shape(
            "differs:N",
            scale=alt.Scale(domain=[HIGHER, SAME, LOWER], range=["triangle-up", "circle", "triangle-down"]),
            legend=None,
        ),
    )
    named = part_labels(rates[rates["differs"] != SAME])
    names = (
        alt.Chart(named)
        .mark_text(align="left", dx=8, color=ink.text, fontSize=12)
        .encode(x=alt.X("denominator:Q"), y="label_rate:Q", text="area_name:N")
    )
    return style_chart(alt.layer(*funnel, centre, marks, names).properties(height=340), ink=ink, room=130)


def part_labels(rates: pd.DataFrame) -> pd.DataFrame:
    """The height of each label: that of its mark, or a line lower where a label stands there already."""
    step = 0.055 * float(rates["rate"].max()) if len(rates) else 0.0
    ordered = rates.sort_values("rate", ascending=False)
    heights: list[float] = []
    for rate in ordered["rate"].astype(float):
        heights.append(min(rate, heights[-1] - step) if heights else rate)
    return ordered.assign(label_rate=heights)
