"""Sickness: three measures, each on a chart of its own, never one line."""

from functools import partial

import pandas as pd

from components import cache
from components.charts.workforce import GROUP_NAMES, draw_pairs, lower_first
from components.figures import draw_chart
from components.findings.workforce import say_sickness
from components.messages import draw_finding, draw_note
from components.parts.stated import draw_nothing_stated, draw_stated_table
from components.plain import draw_heading
from components.request import Request
from components.views.workforce.own_totals import draw_own_months
from data_access.publications import FORCE_SICKNESS

MEASURES = {
    "hours-lost-month": "Hours lost in a month",
    "days-lost-month": "Days lost in a month",
    "hours-lost-half-year": "Hours lost in a half-year",
}


def draw(request: Request) -> None:
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
            draw_heading(words)
            _draw_measure(request, rows, code=code, words=words)
    draw_own_months(request, figures[figures["source_id"] == FORCE_SICKNESS], unit="%", name="own-sickness")
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
