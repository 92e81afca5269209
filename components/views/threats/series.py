"""The series that stand for a threat: what each says, its chart and its table, by the crime and casualty questions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.request import Request
from components.views.threats import crime_series, ksi_series
from data_access.publications import COLLISIONS, RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME


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
        read=crime_series.read_years,
        say=crime_series.say_years,
        draw=crime_series.draw_year_chart,
        draw_table=crime_series.draw_year_table,
        page="crime",
    ),
    "months": Series(
        label="Months",
        source_id=STREET_CRIME,
        read=crime_series.read_months,
        say=crime_series.say_months,
        draw=crime_series.draw_month_chart,
        draw_table=crime_series.draw_month_table,
        page="crime",
    ),
    "quarters": Series(
        label="Quarters of 2017/18",
        source_id=RECORDED_CRIME_QUARTER,
        read=crime_series.read_quarters,
        say=crime_series.say_quarters,
        draw=crime_series.draw_quarter_chart,
        draw_table=crime_series.draw_quarter_table,
        page="crime",
    ),
    "collisions": Series(
        label="KSI collisions by month",
        source_id=COLLISIONS,
        read=ksi_series.read_months,
        say=ksi_series.say_months,
        draw=ksi_series.draw_month_chart,
        draw_table=ksi_series.draw_month_table,
        page="casualties",
    ),
}
