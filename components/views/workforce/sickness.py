"""The workforce page's views of sickness and of TOIL and RDIL: each measure on its own, never one line."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import GROUP_NAMES, draw_limit, draw_pairs, lower_first
from components.figures import draw_chart
from components.findings.workforce import say_sickness, say_toil
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import say_none_held
from components.request import Request
from components.tables import Column, draw_table
from data_access.publications import FORCE_SICKNESS, FORCE_TOIL

STATED_COLUMNS = {
    "measure_name": Column("Measure"),
    "area_name": Column("Force"),
    "group": Column("Group"),
    "period": Column("Period"),
    "printed": Column("As printed", missing="words without a figure"),
    "remark": Column("Note", missing=""),
    "where": Column("Where"),
}
MEASURES = {
    "hours-lost-month": "Hours lost in a month",
    "days-lost-month": "Days lost in a month",
    "hours-lost-half-year": "Hours lost in a half-year",
}


def draw_stated_table(request: Request, figures: pd.DataFrame, *, caption: str, name: str) -> None:
    """Stated figures as their source prints them, with certainty, note, section and line."""
    rows = add_where(figures).assign(group=figures["group_code"].map(GROUP_NAMES).fillna(figures["group_code"]))
    columns = {code: column for code, column in STATED_COLUMNS.items() if code != "remark" or rows[code].ne("").any()}
    draw_table(rows, columns, caption=caption, request=request, name=name)


def add_where(rows: pd.DataFrame) -> pd.DataFrame:
    """Add where (edition and line) and, where there are notes, remark (the note, led by 'Inferred' where it is)."""
    # A hyphen at which no line breaks keeps the years of an edition together.
    edition = rows["edition"].str.replace("-", "\u2011").where(rows["edition"] != "", "own totals")
    where = edition + ", line " + rows["line"].astype(str)
    if "note" not in rows:
        return rows.assign(where=where)
    is_inferred = rows["certainty"] == "inferred"
    return rows.assign(where=where, remark=rows["note"].where(~is_inferred, "Inferred. " + rows["note"]).str.strip())


def draw_nothing_stated(request: Request, what: str, *, load: str) -> None:
    """The empty state of a view that rests on the assessments or a force's own totals."""
    draw_empty(
        say_none_held(f"figures on {what}", area_name=request.area.name, is_many=True),
        advice=f"Clear the period, or load a force's own totals: 'python -m data_access load {load} FILE'.",
    )


def draw_sickness_view(request: Request) -> None:
    """Three measures, each on a chart of its own, then what else is stated and a force's own totals."""
    figures = cache.ask("workforce.sickness", request.filters)
    if figures.empty:
        draw_nothing_stated(request, "sickness", load="sickness")
        return
    draw_finding(say_sickness(figures))
    draw_note(
        "Hours lost in a month, days lost in a month and hours lost in a half-year are three measures. They are on "
        "no chart together and make no trend."
    )
    held = figures[(figures["status"] == "value") & (figures["edition"] != "")]
    for code, words in MEASURES.items():
        rows = held[held["measure_code"] == code]
        if len(rows):
            st.markdown(f"## {words}")
            _draw_measure(request, rows, code=code, words=words)
    _draw_own_months(request, figures[figures["source_id"] == FORCE_SICKNESS], unit="%", name="own-sickness")
    draw_stated_table(request, figures, caption="Sickness, every figure stated", name="sickness")


def _draw_measure(request: Request, rows: pd.DataFrame, *, code: str, words: str) -> None:
    named = rows.assign(
        who=rows["area_name"] + ", " + rows["group_code"].map(GROUP_NAMES).map(lower_first),
        measure_words=rows["unit"],
    )
    order = list(dict.fromkeys(named.sort_values("first_month")["period"]))
    draw_chart(
        request,
        partial(
            draw_pairs,
            named,
            row="who",
            series="period",
            value="value",
            printed="printed",
            title=f"% of {'days' if code.startswith('days') else 'hours'}",
            ink=request.ink,
            order=order,
        ),
        name=f"sickness-{code}",
        alt=f"{words} to sickness in per cent, by force and group",
    )


def _draw_own_months(
    request: Request, rows: pd.DataFrame, *, unit: str, name: str, limits: dict[str, float] | None = None
) -> None:
    """A force's own totals, a chart for each measure; hidden figures are gaps and say so in the table."""
    if rows.empty:
        return
    st.markdown("## A force's own totals")
    draw_note("What stands for under 10 people is shown as '<10' in the table and is on no chart.")
    for code, part in rows.groupby("measure_code", sort=False):
        named = part.assign(series=part["area_name"] + ", " + part["group_code"].map(GROUP_NAMES).map(lower_first))
        held = named[named["status"] == "value"]
        if held.empty:
            continue
        st.markdown(f"### {part['measure_name'].iloc[0]}")
        draw_chart(
            request,
            partial(
                draw_limit,
                held,
                unit=part["unit"].iloc[0] or unit,
                ink=request.ink,
                names=list(dict.fromkeys(held["series"])),
                limit=(limits or {}).get(str(code)),
            ),
            name=f"{name}-{code}",
            alt=f"Lines of {part['measure_name'].iloc[0].lower()} by month",
        )


def draw_toil_view(request: Request) -> None:
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
    _draw_own_months(
        request, figures[figures["source_id"] == FORCE_TOIL], unit="people", name="own-toil", limits=limits
    )
    for kind, words in (("toil", "TOIL"), ("rdil", "RDIL")):
        _draw_months(request, stated[stated["measure_code"].str.startswith(f"{kind}-")], words=words)
    own = figures[figures["source_id"] == FORCE_TOIL]
    if len(own):
        draw_stated_table(request, own, caption="A force's own totals of TOIL and RDIL", name="own-toil-and-rdil")


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
    st.markdown(f"## {heading}")
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
