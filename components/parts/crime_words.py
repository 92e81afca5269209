"""What several views of the crime page share: recording changes, whose figures these are, levels in words."""

import pandas as pd
import streamlit as st

from components import cache
from components.choosing import choose
from components.metrics import find_shown_year
from components.plain import escape_markdown
from components.request import Request
from components.tables import Column, draw_table
from data_access.months import name_month

TOTAL_CODES = ("recorded-crime", "total")
ANNOTATION_COLUMNS = {
    "annotation_date": Column("Date", "date", missing="no date in its source"),
    "area_name": Column("Area", missing="all forces"),
    "text": Column("What changed in recording"),
    "evidence": Column("Source"),
}
LEVEL_PLURALS = {"policing_area": "policing areas", "district": "districts", "lsoa": "LSOAs"}


def find_changes_shown(annotations: pd.DataFrame, *, offence_code: str) -> pd.DataFrame:
    """The dated changes that bear on the offence drawn: of all offences or its own; undated ones stay beside."""
    dated = annotations[annotations["annotation_date"].notna()]
    return dated[dated["offence_code"].isin(["", offence_code])]


def draw_annotations(request: Request, annotations: pd.DataFrame, *, placed: int) -> None:
    """Recording changes beside the chart: a rise may be better recording. One without a date is on no chart."""
    if annotations.empty:
        return
    undated = int(annotations["annotation_date"].isna().sum())
    summary = (
        f"What changed in recording: {len(annotations)} changes named in the sources, {undated} of them without a date "
        f"and so on no chart; {placed} dated ones bear on what is drawn"
    )
    with st.expander(escape_markdown(summary)):
        caption = "Changes in how crime is recorded"
        draw_table(annotations, ANNOTATION_COLUMNS, caption=caption, request=request, name="recording-changes")


def explain_force_only(request: Request, figures: pd.DataFrame) -> str:
    """A note where figures published for forces only are those of the force around the area chosen."""
    if figures.empty or request.area.level in ("alliance", "force") or "area_name" not in figures:
        return ""
    name = str(figures["area_name"].iloc[0])
    return (
        "" if name == request.area.name else f"Published for forces only: these are the figures of {name} as a whole."
    )


def find_compared_area(request: Request) -> str:
    """Whose parts are compared: those of all forces or a force; an area within is seen among all of its kind."""
    return request.area.code if request.area.level in ("alliance", "force") else request.default.area_code


def is_loaded(request: Request, source_id: str) -> bool:
    """Whether the store holds a source."""
    return source_id in set(request.sources["source_id"])


def choose_year(request: Request, years: list[str], *, is_rated: bool = False) -> str:
    """Choose a year to September of those held (YYYY-09); the usual one is that of the assessment, else the last.

    is_rated prefers the last year for which residents are held, so that there are rates to compare.
    """
    usual = "" if is_rated or request.filters.from_month or request.filters.to_month else _find_assessed_year(request)
    ordered = sorted(years, reverse=True)
    if usual in ordered:
        ordered = [usual, *(year for year in ordered if year != usual)]
    return choose(request, "year", {year: f"year to {name_month(year)}" for year in ordered}, label="Year")


def _find_assessed_year(request: Request) -> str:
    headlines: pd.DataFrame = cache.look_up("overview.headlines", request.default)
    return find_shown_year(headlines)
