"""The series of KSI collisions that stands for a threat: read, said and drawn."""

import pandas as pd

from components import cache
from components.charts.crime import draw_months
from components.figures import draw_chart
from components.findings.casualties import find_change
from components.findings.threats import find_collisions
from components.messages import draw_note
from components.request import Request
from components.tables import Column, draw_table
from data_access.months import list_months, name_runs

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
    sums = months.groupby("month")[["fatal_count", "serious_count"]].sum()
    years = sorted({month[:4] for month in sums.index})
    held = [month for year in years for month in list_months(f"{year}-01", f"{year}-12")]
    first, last = request.filters.from_month or held[0], request.filters.to_month or held[-1]
    filled = sums.reindex([month for month in held if first <= month <= last], fill_value=0)
    return filled.assign(ksi_count=filled.sum(axis="columns")).rename_axis("month").reset_index()


def say_months(request: Request) -> list[str]:
    """Its months, their sum and how sure that is."""
    months = read_months(request)
    name = request.name_area(last_month=months["month"].max())
    return find_collisions(months, area_name=name, period=name_runs(months["month"].tolist()))


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
    draw_note(" ".join(find_change(cache.ask("casualties.reporting_change", request.filters.but(threat_code="")))))


def draw_month_table(request: Request) -> None:
    """The months as a table."""
    months = read_months(request)
    caption = f"KSI collisions by month, {request.area.name}"
    draw_table(months, MONTH_COLUMNS, caption=caption, request=request, name="ksi-by-month")
