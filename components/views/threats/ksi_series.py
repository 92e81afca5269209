"""The series of KSI collisions that stands for a threat: read, said and drawn."""

import pandas as pd

from components import cache
from components.charts.crime import draw_months
from components.figures import draw_chart
from components.findings.casualties import say_recording_change
from components.findings.threats import say_collisions
from components.messages import draw_note
from components.parts.collision_months import list_collision_months
from components.request import Request
from components.tables import Column, draw_table
from data_access.measures.monthly import sum_by_month
from data_access.months import name_runs

MONTH_COLUMNS = {
    "month": Column("Month", "month"),
    "ksi_count": Column("KSI collisions", "count"),
    "fatal_count": Column("Fatal", "count"),
    "serious_count": Column("Serious", "count"),
}


def read_months(request: Request) -> pd.DataFrame:
    """KSI collisions of the area by month, all forces of it together; a month held without one is zero."""
    months = cache.ask("casualties.months", request.filters)
    if months.empty:
        return months
    kinds = ["fatal_count", "serious_count"]
    sums = sum_by_month(months, values=kinds, held=list_collision_months(request))
    return sums.assign(ksi_count=sums[kinds].sum(axis="columns", skipna=False))


def say_months(request: Request) -> list[str]:
    """Its months, their sum and how sure that is."""
    months = read_months(request)
    name = request.name_area(last_month=months["month"].max())
    return say_collisions(months, area_name=name, period=name_runs(months["month"].tolist()))


def draw_month_chart(request: Request) -> None:
    """The line of months, with where recording changed."""
    months = read_months(request)
    draw_chart(
        request,
        lambda: draw_months(months, value="ksi_count", unit="KSI collisions", ink=request.ink),
        name="collisions",
        alt=f"Line of collisions with somebody killed or seriously injured by month in {request.area.name}",
    )
    draw_note("Collisions, not people. The road casualties page shows where and when.")
    draw_note(
        " ".join(say_recording_change(cache.ask("casualties.reporting_change", request.filters.but(threat_code=""))))
    )


def draw_month_table(request: Request) -> None:
    """The months as a table."""
    months = read_months(request)
    caption = f"KSI collisions by month, {request.area.name}"
    draw_table(months, MONTH_COLUMNS, caption=caption, request=request, name="ksi-by-month")
