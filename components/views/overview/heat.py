"""The heat map of areas and threats, and the table behind it."""

import pandas as pd
import streamlit as st

from components.charts.overview import draw_heat_map
from components.figures import draw_wide_chart
from components.messages import draw_empty, draw_note
from components.request import Request
from components.tables import Column, draw_table

AGAINST = {"alliance": "All areas together", "peers": "Most similar forces"}
COLUMNS = {
    "area_name": Column("Area"),
    "level_words": Column("Level"),
    "threat_name": Column("Threat"),
    "measure_name": Column("Measure"),
    "period_words": Column("Period", missing=""),
    "event_count": Column("Count", "count"),
    "rate": Column("Rate", "decimal"),
    "per_words": Column("Per"),
    "ratio": Column("Ratio", "decimal"),
    "ratio_lower": Column("95% from", "decimal"),
    "ratio_upper": Column("95% to", "decimal"),
    "judged": Column("Judged"),
}


def draw_heat(request: Request, areas: pd.DataFrame, *, against: str, name: str) -> None:
    """The map with its key in words, and its table; areas is threats.areas of the strategy's threats."""
    if areas.empty or areas["ratio"].isna().all():
        draw_empty("No rate by area is held for this period.", advice="Clear the period or choose another.")
        return
    draw_wide_chart(
        request,
        lambda: draw_heat_map(areas, ink=request.ink),
        name=name,
        alt=(
            f"Heat map of {areas['area_code'].nunique()} areas and {areas['threat_code'].nunique()} threats: each cell "
            "is the area's rate as a multiple of the rate compared with, marked where chance does not explain it"
        ),
    )
    compared = (
        "all areas of the same level together"
        if against == "alliance"
        else "its most similar forces, weighted by residents"
    )
    draw_note(
        f"Each cell: the area's rate by residents as a multiple of that of {compared}. ▲ above and ▼ below by more "
        "than chance alone would explain (95% interval). Outlined: no data. Darker is a higher rate, not a worse one. "
        f"{name_periods(areas)}"
    )
    shown = areas.assign(
        level_words=areas["level"].map({"force": "force", "policing_area": "policing area"}),
        per_words=areas["per"].map(lambda people: f"{people:,.0f} residents"),
        judged=areas["differs"].where(areas["ratio"].notna(), areas["reason"]),
    )
    with st.expander("The table behind the heat map"):
        draw_table(
            shown.round(3), COLUMNS, caption="Rates by area and threat", request=request, name=f"areas-{against}"
        )


def name_periods(areas: pd.DataFrame) -> str:
    """Which period each threat's rates are of, in a sentence."""
    held = areas[areas["period_words"] != ""].drop_duplicates("threat_code")
    if held.empty:
        return ""
    parts = [f"{row.threat_name}: {row.period_words}" for row in held.itertuples()]
    return f"{'; '.join(parts)}."
