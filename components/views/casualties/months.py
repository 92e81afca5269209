"""Collisions month by month, with the months in which recording changed."""

import pandas as pd

from components import cache
from components.charts.casualties import draw_months_with_change
from components.figures import draw_chart
from components.parts.collision_months import list_collision_months
from components.request import Request
from components.views.casualties.choices import Chosen
from data_access.measures.monthly import sum_by_month
from data_access.months import name_month


def draw_months(
    request: Request, months: pd.DataFrame, *, chosen: Chosen, name: str, value: str = "collision_count"
) -> None:
    """Collisions by month over all forces shown, months held without one as zero, and where recording changed."""
    held = list_collision_months(request)
    sums = sum_by_month(months, values=[value], held=held, not_counts={"adjusted_ksi_count"})
    changes = cache.ask("casualties.reporting_change", request.filters)
    marks = sorted(set(changes["change_month"]))
    draw_chart(
        request,
        lambda: draw_months_with_change(
            sums,
            value=value,
            changes=[(month, "recording changed") for month in marks],
            title="collisions a month",
            ink=request.ink,
        ),
        name=name,
        alt=f"Bars of {chosen.noun} by month"
        + (f"; recording changed in {' and '.join(name_month(month) for month in marks)}" if marks else ""),
    )
