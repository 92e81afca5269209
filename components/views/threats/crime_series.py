"""The series of recorded crime that stand for a threat: years, months, quarters. Each is read, said and drawn."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_change import draw_changes
from components.charts.crime_trend import draw_control_chart
from components.charts.threats import draw_group_years, draw_quarters
from components.figures import draw_chart, draw_wide_chart
from components.findings import threats as findings
from components.findings.changes import add_words
from components.findings.crime_trend import say_trend
from components.messages import draw_note
from components.missing import BLANK_AT_SOURCE, NOT_COMPARABLE
from components.parts.crime_columns import MARKS_NOTE, PERIOD_COLUMNS
from components.parts.crime_words import explain_force_only
from components.request import Request
from components.tables import Column, draw_table

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


def read_years(request: Request) -> pd.DataFrame:
    """Offence groups by year to September."""
    return cache.ask("crime.trend", request.filters, step="published-year", breakdown="group")


def read_own_changes(request: Request) -> pd.DataFrame:
    """The changes of the latest year for the area itself, or for the force around it."""
    changes = cache.ask("crime.change", request.filters)
    own = changes[changes["area_code"] == request.area.code]
    return own if len(own) else changes


def say_years(request: Request) -> list[str]:
    """The latest year, of the area or of the force around it."""
    own = read_own_changes(request)
    if own.empty:
        return []
    return findings.say_changes(own, area_name=_name_whose(request, own, last_month=own["year_ending"].max()))


def draw_year_chart(request: Request) -> None:
    """A panel for each offence group."""
    years = read_years(request)
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


def draw_year_table(request: Request) -> None:
    """A row a year, a column an offence group."""
    years = read_years(request)
    names = list(dict.fromkeys(years["offence_name"]))
    table = years.pivot(index="last_month", columns="offence_name", values="crime_count")[names].reset_index()
    columns = {"last_month": Column("Year to", "month")} | {
        name: Column(name, "count", missing=BLANK_AT_SOURCE) for name in names
    }
    caption = f"Recorded crimes in years to September, {years['area_name'].iloc[0]}"
    draw_table(table, columns, caption=caption, request=request, name="years")


def read_months(request: Request) -> pd.DataFrame:
    """Recorded crimes that count, by month held."""
    trend = cache.ask("crime.trend", request.filters, step="month")
    return trend[trend["is_recorded_crime"].astype(bool)] if len(trend) else trend


def say_months(request: Request) -> list[str]:
    """Its months, and what the control limits make of them."""
    trend = read_months(request)
    counts = cache.ask("crime.counts", request.filters)
    kinds = list(dict.fromkeys(counts["offence_name"]))
    name = _name_whose(request, trend, last_month=trend["last_month"].max())
    return [*findings.say_months(trend, kinds=kinds, area_name=name), *say_trend(trend, subject="The number a month")]


def draw_month_chart(request: Request) -> None:
    """The control chart of months."""
    trend = read_months(request)
    draw_chart(
        request,
        lambda: draw_control_chart(trend, unit="crimes a month", ink=request.ink),
        name="months",
        alt=f"Crimes that count for the threat by month in {request.area.name} with mean and limits; gaps outlined",
    )
    draw_note(MARKS_NOTE)
    draw_note(request.explain_alliance(last_month=trend["last_month"].max()))


def draw_month_table(request: Request) -> None:
    """The months with their limits."""
    trend = read_months(request)
    caption = f"Crimes that count for it by month, {request.area.name}"
    draw_table(trend, PERIOD_COLUMNS, caption=caption, request=request, name="months-with-limits")


def read_quarters(request: Request) -> pd.DataFrame:
    """The offences that count, by quarter of 2017/18."""
    return cache.ask("crime.trend", request.filters, step="published-quarter")


def say_quarters(request: Request) -> list[str]:
    """Its quarters, and the offences behind them."""
    quarters = read_quarters(request)
    tree = cache.ask("crime.tree", request.filters, step="published-quarter")
    name = _name_whose(request, quarters, last_month=quarters["last_month"].max())
    return findings.say_quarters(quarters, tree, area_name=name)


def draw_quarter_chart(request: Request) -> None:
    """Bars of quarters."""
    quarters = read_quarters(request)
    draw_chart(
        request,
        lambda: draw_quarters(quarters, unit="recorded crimes", ink=request.ink),
        name="quarters",
        alt=f"Bars of the offences that count for the threat by quarter in {quarters['area_name'].iloc[0]}",
    )
    draw_note(explain_force_only(request, quarters))
    draw_note(f"Four points make no control chart, so none is judged. {NO_DIRECTION}")


def draw_quarter_table(request: Request) -> None:
    """The quarters as a table."""
    quarters = read_quarters(request)
    caption = f"Offences that count for it by quarter, {quarters['area_name'].iloc[0]}"
    draw_table(quarters, QUARTER_COLUMNS, caption=caption, request=request, name="quarters")


def _name_whose(request: Request, figures: pd.DataFrame, *, last_month: str) -> str:
    """The area a sentence is about: the chosen one, or the force around it."""
    own = str(figures["area_name"].iloc[0])
    return request.name_area(last_month=last_month) if own == request.area.name else own
