"""A force's own totals of sickness, TOIL and RDIL by month, a chart for each measure."""

from functools import partial

import pandas as pd
import streamlit as st

from components.charts.workforce import GROUP_NAMES, draw_limit, lower_first
from components.figures import draw_chart
from components.messages import draw_note
from components.plain import draw_heading
from components.request import Request


def draw_own_months(
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
        draw_heading(part["measure_name"].iloc[0], level=3)
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
