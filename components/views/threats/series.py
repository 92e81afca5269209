"""The series that stand for a threat: what each says, its chart and its table, by the crime and casualty questions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime import draw_months
from components.charts.crime_change import draw_changes
from components.charts.crime_trend import draw_control_chart
from components.charts.threats import draw_group_years, draw_quarters
from components.figures import draw_chart, draw_wide_chart
from components.findings.casualties import say_recording_change
from components.findings.changes import add_words
from components.findings.crime_trend import say_trend
from components.findings.threats import say_changes, say_collisions, say_months, say_quarters
from components.messages import draw_note
from components.missing import BLANK_AT_SOURCE, NOT_COMPARABLE
from components.parts.collision_months import list_collision_months
from components.parts.crime_words import explain_force_only
from components.request import Request
from components.tables import Column, draw_table
from components.views.crime.trend import MARKS_NOTE, PERIOD_COLUMNS
from data_access.measures.monthly import sum_by_month
from data_access.months import name_runs
from data_access.publications import COLLISIONS, RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME

NO_DIRECTION = "Recorded crime has no better or worse direction."
CHANGE_COLUMNS = {
    "offence_name": Column("Offence group"),
    "year_ending": Column("Year to", "month"),
    "then": Column("Year before", "count"),
    "now": Column("This year", "count"),
    "pct": Column("Change", "pct", missing=NOT_COMPARABLE),
    "z": Column("z", "rate", missing=NOT_COMPARABLE),
    "words": Column("Judgement"),
}
QUARTER_COLUMNS = {
    "period_words": Column("Quarter"),
    "crime_count": Column("Recorded crimes", "count"),
}
MONTH_COLUMNS = {
    "month": Column("Month", "month"),
    "ksi_count": Column("KSI collisions", "count"),
    "fatal_count": Column("Fatal", "count"),
    "serious_count": Column("Serious", "count"),
}


@dataclass(frozen=True)
class Series:
    """One series: its words, whether the view has figures of it, what it says, and how it is drawn."""

    label: str
    source_id: str
    read: Callable[[Request], pd.DataFrame]
    say: Callable[[Request], list[str]]
    draw: Callable[[Request], None]
    draw_table: Callable[[Request], None]
    page: str


def list_series(request: Request, measures: pd.DataFrame) -> dict[str, Series]:
    """The series held for the threat in the area and period, strongest first: the order of its measures."""
    return dict(_walk_series(request, measures))


def find_strongest(request: Request, measures: pd.DataFrame) -> Series | None:
    """The first of them, without reading the others."""
    return next((series for _, series in _walk_series(request, measures)), None)


def _walk_series(request: Request, measures: pd.DataFrame) -> Iterator[tuple[str, Series]]:
    held = list(dict.fromkeys(measures.loc[measures["is_held"].astype(bool), "source_id"]))
    by_source = {series.source_id: (code, series) for code, series in SERIES.items()}
    for source_id in held:
        code, series = by_source.get(source_id, ("", None))
        if series is not None and len(series.read(request)):
            yield code, series


# --- years to September --------------------------------------------------------------------------------


def _read_years(request: Request) -> pd.DataFrame:
    return cache.ask("crime.trend", request.filters, step="published-year", breakdown="group")


def read_own_changes(request: Request) -> pd.DataFrame:
    """The changes of the latest year for the area itself, or for the force around it."""
    changes = cache.ask("crime.change", request.filters)
    own = changes[changes["area_code"] == request.area.code]
    return own if len(own) else changes


def _say_years(request: Request) -> list[str]:
    own = read_own_changes(request)
    if own.empty:
        return []
    return say_changes(own, area_name=_name_whose(request, own, last_month=own["year_ending"].max()))


def _draw_years(request: Request) -> None:
    years = _read_years(request)
    whose = years["area_name"].iloc[0]
    draw_wide_chart(
        request,
        lambda: draw_group_years(years, ink=request.ink),
        name="years",
        alt=f"A panel for each offence group by year to September in {whose}, each from zero",
    )
    draw_note(f"Years to September, each panel with its own scale from zero; a blank year is a gap. {NO_DIRECTION}")
    draw_note(explain_force_only(request, years))
    draw_note(request.explain_alliance(last_month=years["last_month"].max()))


def draw_latest_change(request: Request) -> None:
    """How unusual the latest change of each offence group is, with its table."""
    changes = add_words(read_own_changes(request))
    if changes["z"].notna().sum() == 0:
        return
    st.markdown("## How unusual is the latest change")
    draw_chart(
        request,
        lambda: draw_changes(changes, ink=request.ink),
        name="changes",
        alt="Dots of how unusual each group's latest change is, and the same after taking out the national change",
    )
    draw_note("Filled: the change itself; hollow: after taking out the national change. Grey band: usual.")
    caption = f"The latest two years compared, {changes['area_name'].iloc[0]}"
    draw_table(changes, CHANGE_COLUMNS, caption=caption, request=request, name="latest-change")


def _draw_year_table(request: Request) -> None:
    """A row a year, a column an offence group."""
    years = _read_years(request)
    names = list(dict.fromkeys(years["offence_name"]))
    table = years.pivot(index="last_month", columns="offence_name", values="crime_count")[names].reset_index()
    columns = {"last_month": Column("Year to", "month")} | {
        name: Column(name, "count", missing=BLANK_AT_SOURCE) for name in names
    }
    caption = f"Recorded crimes in years to September, {years['area_name'].iloc[0]}"
    draw_table(table, columns, caption=caption, request=request, name="years")


# --- months --------------------------------------------------------------------------------------------


def _read_months(request: Request) -> pd.DataFrame:
    trend = cache.ask("crime.trend", request.filters, step="month")
    return trend[trend["is_recorded_crime"].astype(bool)] if len(trend) else trend


def _say_months(request: Request) -> list[str]:
    trend = _read_months(request)
    counts = cache.ask("crime.counts", request.filters)
    kinds = list(dict.fromkeys(counts["offence_name"]))
    name = _name_whose(request, trend, last_month=trend["last_month"].max())
    return [*say_months(trend, kinds=kinds, area_name=name), *say_trend(trend, subject="The number a month")]


def _draw_months(request: Request) -> None:
    trend = _read_months(request)
    draw_chart(
        request,
        lambda: draw_control_chart(trend, unit="crimes a month", ink=request.ink),
        name="months",
        alt=f"Crimes that count for the threat by month in {request.area.name} with mean and limits; gaps outlined",
    )
    draw_note(MARKS_NOTE)
    draw_note(request.explain_alliance(last_month=trend["last_month"].max()))


def _draw_month_table(request: Request) -> None:
    trend = _read_months(request)
    caption = f"Crimes that count for it by month, {request.area.name}"
    draw_table(trend, PERIOD_COLUMNS, caption=caption, request=request, name="months-with-limits")


# --- quarters of 2017/18 -------------------------------------------------------------------------------


def _read_quarters(request: Request) -> pd.DataFrame:
    return cache.ask("crime.trend", request.filters, step="published-quarter")


def _say_quarters(request: Request) -> list[str]:
    quarters = _read_quarters(request)
    tree = cache.ask("crime.tree", request.filters, step="published-quarter")
    name = _name_whose(request, quarters, last_month=quarters["last_month"].max())
    return say_quarters(quarters, tree, area_name=name)


def _draw_quarters(request: Request) -> None:
    quarters = _read_quarters(request)
    draw_chart(
        request,
        lambda: draw_quarters(quarters, unit="recorded crimes", ink=request.ink),
        name="quarters",
        alt=f"Bars of the offences that count for the threat by quarter in {quarters['area_name'].iloc[0]}",
    )
    draw_note(explain_force_only(request, quarters))
    draw_note(f"Four points make no control chart, so none is judged. {NO_DIRECTION}")


def _draw_quarter_table(request: Request) -> None:
    quarters = _read_quarters(request)
    caption = f"Offences that count for it by quarter, {quarters['area_name'].iloc[0]}"
    draw_table(quarters, QUARTER_COLUMNS, caption=caption, request=request, name="quarters")


# --- road casualties -----------------------------------------------------------------------------------


def read_ksi_months(request: Request) -> pd.DataFrame:
    """KSI collisions of the area by month, all forces of it together; a month held without one is zero."""
    months = cache.ask("casualties.months", request.filters)
    if months.empty:
        return months
    kinds = ["fatal_count", "serious_count"]
    sums = sum_by_month(months, values=kinds, held=list_collision_months(request))
    return sums.assign(ksi_count=sums[kinds].sum(axis="columns", skipna=False))


def _say_collisions(request: Request) -> list[str]:
    months = read_ksi_months(request)
    name = request.name_area(last_month=months["month"].max())
    return say_collisions(months, area_name=name, period=name_runs(months["month"].tolist()))


def _draw_collisions(request: Request) -> None:
    months = read_ksi_months(request)
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


def _draw_ksi_table(request: Request) -> None:
    months = read_ksi_months(request)
    caption = f"KSI collisions by month, {request.area.name}"
    draw_table(months, MONTH_COLUMNS, caption=caption, request=request, name="ksi-by-month")


def _name_whose(request: Request, figures: pd.DataFrame, *, last_month: str) -> str:
    """The area a sentence is about: the chosen one, or the force around it."""
    own = str(figures["area_name"].iloc[0])
    return request.name_area(last_month=last_month) if own == request.area.name else own


def draw_link(request: Request, series: Series) -> None:
    """A link to the page that shows the series in full, for the same area, threat and period."""
    query = request.filters.to_query(default=request.default)
    address = f"{series.page}?{query}" if query else series.page
    st.markdown(f"[More on the page {PAGE_WORDS[series.page]}]({address})")


PAGE_WORDS = {"crime": "Recorded crime", "casualties": "Road casualties"}
SERIES = {
    "years": Series(
        label="Years to September",
        source_id=RECORDED_CRIME_YEAR,
        read=_read_years,
        say=_say_years,
        draw=_draw_years,
        draw_table=_draw_year_table,
        page="crime",
    ),
    "months": Series(
        label="Months",
        source_id=STREET_CRIME,
        read=_read_months,
        say=_say_months,
        draw=_draw_months,
        draw_table=_draw_month_table,
        page="crime",
    ),
    "quarters": Series(
        label="Quarters of 2017/18",
        source_id=RECORDED_CRIME_QUARTER,
        read=_read_quarters,
        say=_say_quarters,
        draw=_draw_quarters,
        draw_table=_draw_quarter_table,
        page="crime",
    ),
    "collisions": Series(
        label="KSI collisions by month",
        source_id=COLLISIONS,
        read=read_ksi_months,
        say=_say_collisions,
        draw=_draw_collisions,
        draw_table=_draw_ksi_table,
        page="casualties",
    ),
}
