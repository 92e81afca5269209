"""Headline figures as a row of tiles."""

from typing import Any

import pandas as pd
import streamlit as st

from components.findings.overview import say_headline
from components.messages import draw_note
from components.missing import NONE_HELD, NOT_HELD
from components.plain import escape_markdown
from data_access.filters import Filters
from data_access.periods import parse_period

TILE_WIDTH = 250  # pixels; as many stand side by side as the screen takes


def draw_headlines(headlines: pd.DataFrame, *, filters: Filters) -> None:
    """One tile a headline: value, period, change in words. Changes are neutral: they have no polarity."""
    with st.container(horizontal=True, key="headlines"):
        for row in headlines.to_dict("records"):
            with st.container(width=TILE_WIDTH):
                _draw_tile(row, filters=filters)


def _draw_tile(row: dict[str, Any], *, filters: Filters) -> None:
    has_change = not pd.isna(row["pct"])
    st.metric(
        escape_markdown(row["label"]),
        write_headline(row),
        delta=f"{row['pct']:+.1f}% on the year before" if has_change else None,
        delta_color="off",
        delta_arrow="off",
    )
    words = [_name_period(row), *say_headline(row, filters=filters).split(". ")]
    said = ". ".join(word[0].upper() + word[1:] for word in words if word)
    draw_note(f"{said}." if said else "")


def write_headline(row: dict[str, Any]) -> str:
    """A headline's value with its unit; 'not held' where the store has none."""
    value = row["value"]
    if value is None or pd.isna(value):
        return NOT_HELD
    return f"{value:,.0f}" if row["unit"] != "FTE" else f"{value:,.0f} FTE"


def _name_period(row: dict[str, Any]) -> str:
    period = str(row["period"])
    if row["headline_code"] == "months-held":
        return f"held: {period}" if period else f"{NONE_HELD} in this period"
    return parse_period(period).label if period[:2] == "20" else period


def find_shown_year(headlines: pd.DataFrame) -> str:
    """The year to September that the headlines show, as YYYY-09; '' where none is held."""
    crime = headlines[headlines["headline_code"] == "recorded-crime"]
    return f"{crime['period'].iloc[0][-4:]}-09" if len(crime) else ""
