"""TOIL and RDIL: people over the limits, and what they are owed on average beside the limit."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import GROUP_NAMES, draw_limit
from components.figures import draw_chart
from components.findings.workforce import say_toil
from components.messages import draw_finding, draw_note
from components.parts.stated import draw_nothing_stated, draw_stated_table
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.workforce.own_totals import draw_own_months
from data_access.publications import FORCE_TOIL


def draw(request: Request) -> None:
    """People over the limits, and what they are owed on average beside the limit."""
    figures = cache.ask("workforce.toil_rdil", request.filters)
    if figures.empty:
        draw_nothing_stated(request, "TOIL and RDIL", load="toil")
        return
    stated = figures[figures["edition"] != ""]
    limits = _read_limits(stated)
    draw_finding(say_toil(stated))
    for kind, words in (("toil", "TOIL"), ("rdil", "RDIL")):
        if not stated["measure_code"].str.startswith(f"{kind}-").any():
            continue
        left, right = st.columns(2)
        for column, part in ((left, "over"), (right, "average")):
            rows = stated[stated["measure_code"] == f"{kind}-{part}"]
            with column:
                _draw_toil(request, rows, kind=kind, part=part, words=words, limit=limits.get(f"{kind}-average"))
    draw_note(
        "The average is of those over the limit, so it always lies above it. Only what the personnel system holds is "
        "counted: departments' own time sheets are not."
    )
    draw_own_months(request, figures[figures["source_id"] == FORCE_TOIL], unit="people", name="own-toil", limits=limits)
    for kind, words in (("toil", "TOIL"), ("rdil", "RDIL")):
        _draw_months(request, stated[stated["measure_code"].str.startswith(f"{kind}-")], words=words)
    own = figures[figures["source_id"] == FORCE_TOIL]
    if len(own):
        draw_stated_table(request, own, caption="A force's own totals of TOIL and RDIL", name="own-toil-and-rdil")


def _read_limits(stated: pd.DataFrame) -> dict[str, float]:
    """The limits of the policy, under the measure they are drawn with."""
    limits = stated[stated["measure_code"].str.endswith("-limit")]
    return {
        code.replace("-limit", "-average"): float(value)
        for code, value in zip(limits["measure_code"], limits["value"], strict=True)
    }


def _draw_toil(request: Request, rows: pd.DataFrame, *, kind: str, part: str, words: str, limit: float | None) -> None:
    unit = rows["unit"].iloc[0]
    heading = f"People over the limit of {words}" if part == "over" else f"{words} owed to them on average"
    draw_heading(heading)
    named = rows.assign(series=rows["group_code"].map(GROUP_NAMES))
    draw_chart(
        request,
        partial(
            draw_limit,
            named,
            unit=unit,
            ink=request.ink,
            names=list(dict.fromkeys(named["series"])),
            limit=limit if part == "average" else None,
        ),
        name=f"{kind}-{part}",
        alt=f"Lines of {heading.lower()}, officers and staff, by month"
        + (", with the limit" if part == "average" else ""),
    )


def _draw_months(request: Request, rows: pd.DataFrame, *, words: str) -> None:
    """The table as the assessment prints it: months down; people over the limit and the average, by group."""
    cells = rows[rows["group_code"] != "all"]
    if cells.empty:
        return
    heads = {"over": "over the limit", "average": "average"}
    part = cells["measure_code"].str.rsplit("-", n=1).str[1].map(heads)
    named = cells.assign(head=cells["group_code"].map(GROUP_NAMES) + ", " + part)
    table = named.pivot(index="first_month", columns="head", values="value").reset_index()
    columns = {"first_month": Column("Month", "month")} | {
        head: Column(head, "count") for head in dict.fromkeys(named["head"])
    }
    lines = f"{cells['edition'].iloc[0]}, lines {cells['line'].min()} to {cells['line'].max()}"
    caption = f"{words}, all forces together ({lines})"
    draw_table(table[list(columns)], columns, caption=caption, request=request, name=f"{words.lower()}-by-month")
