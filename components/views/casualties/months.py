"""Collisions month by month, with the months in which recording changed."""

import pandas as pd

from components import cache
from components.charts.casualties import draw_months_with_change
from components.figures import draw_chart
from components.request import Request
from components.views.casualties.choices import Chosen
from data_access.months import list_months, name_month


def draw_months(
    request: Request, months: pd.DataFrame, *, chosen: Chosen, name: str, value: str = "collision_count"
) -> None:
    """Collisions by month over all forces shown, months held without one as zero, and where recording changed."""
    held = cache.ask("sources.coverage", source_id="collisions")
    years = sorted(held["period_code"].unique())
    every = [month for year in years for month in list_months(f"{year}-01", f"{year}-12")]
    first, last = request.filters.from_month or "0000", request.filters.to_month or "9999"
    every = [month for month in every if first <= month <= last]
    sums = months.groupby("month")[value].sum(min_count=1).reindex(every)
    filled = sums.fillna(0) if value == "collision_count" else sums
    changes = cache.ask("casualties.reporting_change", request.filters)
    marks = sorted(set(changes["change_month"]))
    draw_chart(
        request,
        lambda: draw_months_with_change(
            filled.rename_axis("month").reset_index(),
            value=value,
            changes=[(month, "recording changed") for month in marks],
            title="collisions a month",
            ink=request.ink,
        ),
        name=name,
        alt=f"Bars of {chosen.noun} by month"
        + (f"; recording changed in {' and '.join(name_month(month) for month in marks)}" if marks else ""),
    )
