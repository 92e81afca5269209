"""Charts of the horizon: one timeline of what is expected, events and inspections, and the drivers' matrix."""

from typing import Any

import altair as alt
import pandas as pd

from components.charts.workforce import SPLIT, choose_colours, wrap
from components.theme import Ink, style_chart

KINDS = {"horizon": "Horizon", "event": "Event", "inspection": "Inspection"}
KIND_SHAPES = ("circle", "square", "triangle-up")
LIKELIHOODS = {
    "happened": "happened",
    "current": "under way",
    "expected": "expected",
    "uncertain": "uncertain",
    "indicator": "a sign to watch for",
}
# What a line's pattern says, and the pattern.
LINES = {
    "happened": "past or under way",
    "current": "past or under way",
    "expected": "expected",
    "uncertain": "uncertain",
    "indicator": "uncertain",
}
DASHES = {"past or under way": [1, 0], "expected": [8, 4], "uncertain": [2, 3]}
STEPS = ("low", "medium", "high")


def arrange_timeline(items: pd.DataFrame) -> pd.DataFrame:
    """The dated items with start and end as days, their kind and certainty in words; undated ones left out."""
    dated = items[items["first_month"] != ""].copy()
    ends = pd.to_datetime(dated["last_month"] + "-01") + pd.offsets.MonthEnd(0)
    return dated.assign(
        start=dated["first_month"] + "-01",
        end=ends.dt.strftime("%Y-%m-%d"),
        kind_words=dated["kind"].map(KINDS),
        likelihood_words=dated["likelihood"].map(LIKELIHOODS),
        line_words=dated["likelihood"].map(LINES),
    ).reset_index(drop=True)


def draw_timeline(items: pd.DataFrame, *, ink: Ink) -> Any:
    """Each dated item from its first to its last month: shape and colour by kind, the line's pattern by certainty."""
    frame = arrange_timeline(items)
    is_twice = frame["item"].duplicated(keep=False)
    frame["row"] = frame["item"].where(~is_twice, frame["item"] + " (" + frame["edition"] + ")").map(wrap)
    rows = frame["row"].tolist()
    kinds = [words for words in KINDS.values() if words in set(frame["kind_words"])]
    shapes = [shape for shape, words in zip(KIND_SHAPES, KINDS.values(), strict=True) if words in kinds]
    lines = [words for words in DASHES if words in set(frame["line_words"])]
    colours = [colour for colour, words in zip(choose_colours(ink, 3), KINDS.values(), strict=True) if words in kinds]
    legend = alt.Legend(orient="bottom", title="Mark", columns=1)
    axis = alt.Axis(format="%Y", tickCount="year", orient="top", labelOverlap=True)
    x = alt.X("start:T", title=None, scale=alt.Scale(padding=10), axis=axis)
    base = alt.Chart(frame).encode(
        y=alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(ticks=False, grid=True, labelLimit=190, labelExpr=SPLIT)),
        color=alt.Color("kind_words:N", scale=alt.Scale(domain=kinds, range=colours), legend=legend),
        tooltip=[
            alt.Tooltip("item:N", title="What"),
            alt.Tooltip("period:N", title="When"),
            alt.Tooltip("kind_words:N", title="Kind"),
            alt.Tooltip("likelihood_words:N", title="Certainty"),
            alt.Tooltip("edition:N", title="Edition"),
        ],
    )
    spans = base.mark_rule(strokeWidth=4).encode(
        x=x,
        x2="end:T",
        strokeDash=alt.StrokeDash(
            "line_words:N",
            scale=alt.Scale(domain=lines, range=[DASHES[words] for words in lines]),
            legend=alt.Legend(
                orient="bottom",
                title="Line",
                symbolType="stroke",
                symbolSize=400,
                symbolStrokeColor=ink.text,
                symbolStrokeWidth=3,
                columns=1,
            ),
        ),
    )
    marks = base.mark_point(filled=True, size=85, opacity=1).encode(
        x=x,
        shape=alt.Shape("kind_words:N", scale=alt.Scale(domain=kinds, range=shapes), legend=legend),
    )
    return style_chart(alt.layer(spans, marks).properties(height=190 + 31 * len(frame)), ink=ink, room=20)


def draw_drivers(drivers: pd.DataFrame, *, ink: Ink) -> Any:
    """Drivers that have a place, impact by uncertainty; nothing is placed that its source does not place."""
    placed = drivers[drivers["impact"].isin(STEPS) & drivers["uncertainty"].isin(STEPS)]
    grid = pd.DataFrame([(impact, unsure) for impact in STEPS for unsure in STEPS], columns=["impact", "uncertainty"])
    named = placed.assign(words=placed["number"].astype(str) + ". " + placed["driver"])
    words = named.groupby(["impact", "uncertainty"])["words"].agg("\n".join).reset_index()
    frame = grid.merge(words, on=["impact", "uncertainty"], how="left").fillna({"words": ""})
    base = alt.Chart(frame).encode(
        x=alt.X("uncertainty:O", sort=list(STEPS), title="uncertainty", axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("impact:O", sort=list(reversed(STEPS)), title="impact", axis=alt.Axis(ticks=False)),
    )
    cells = base.mark_rect(filled=False, stroke=ink.context, strokeWidth=1)
    texts = base.mark_text(color=ink.text, lineBreak="\n").encode(text="words:N")
    return style_chart(alt.layer(cells, texts).properties(height=260), ink=ink)


def list_numbers(drivers: pd.DataFrame) -> pd.DataFrame:
    """The drivers as tiles of a grid, six in a row, in the order of their numbers: no position is meant by it."""
    frame = drivers.sort_values("number").reset_index(drop=True)
    place = frame.index.to_series()
    said = {"named": "named", "not_in_the_text": "not\ngiven"}
    words = frame["number"].astype(str) + "\n" + frame["status"].map(said)
    return frame.assign(column=place % 6, row=place // 6, words=words, is_named=frame["status"] == "named")


def draw_numbers(drivers: pd.DataFrame, *, ink: Ink) -> Any:
    """The numbers of the drivers as tiles: outlined where the text names one, dashed where it does not."""
    frame = list_numbers(drivers)
    base = alt.Chart(frame).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.12)),
        tooltip=[
            alt.Tooltip("number:O", title="Number"),
            alt.Tooltip("driver:N", title="Driver"),
            alt.Tooltip("note:N", title="Note"),
        ],
    )
    is_named = base.transform_filter("datum.is_named")
    others = base.transform_filter("!datum.is_named")
    tiles = [
        is_named.mark_rect(filled=False, cornerRadius=3, stroke=ink.focus, strokeWidth=3),
        others.mark_rect(filled=False, cornerRadius=3, stroke=ink.context, strokeWidth=1, strokeDash=[5, 4]),
    ]
    texts = base.mark_text(color=ink.text, lineBreak="\n", fontSize=11, dy=-9).encode(text="words:N")
    return style_chart(alt.layer(*tiles, texts).properties(height=210), ink=ink)
