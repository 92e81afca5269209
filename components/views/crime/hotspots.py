"""The view of the crime page that shows hot spots: the top 5% of LSOAs and which of them stay."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_places import draw_concentration
from components.choosing import choose
from components.figures import draw_chart
from components.findings.crime_places import say_hotspots
from components.map_frame import find_bounds, get_map, make_ground, make_labels, number_small_areas
from components.maps.crime import draw_hotspots, name_hotspots
from components.messages import draw_empty, draw_finding, draw_map_source, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from data_access.measures.hotspots import measure_concentration
from data_access.measures.sensitive import LEFT_OUT_NOTE

KINDS = {"recorded-crime": "Recorded crime", "anti-social-behaviour": "Anti-social behaviour"}
UNITS = {"recorded-crime": "recorded crimes", "anti-social-behaviour": "incidents of anti-social behaviour"}


def draw(request: Request) -> None:
    """Where crime concentrates in the same months of two years; small areas are compared only whole month by month."""
    left, _ = st.columns(2)
    with left:
        kind = choose(request, "kind", KINDS, label="Hot spots of")
    hotspots = cache.ask("crime.hotspots", request.filters, offence_code=kind)
    shown = hotspots.dropna(subset=["then", "now"])
    if shown.empty or not shown[["then", "now"]].sum().all():
        draw_empty(
            f"No two years that share a month are held for LSOAs of {request.area.name} in this period.",
            advice="Clear the period, or choose a district, a policing area or a force.",
        )
        return
    found = measure_concentration(shown.assign(**{name: shown[name].astype(bool) for name in MARKS}))
    draw_finding(say_hotspots(shown, found, unit=UNITS[kind]))
    draw_note(LEFT_OUT_NOTE if request.filters.source_id else "")
    if hotspots["is_suppressed"].any():
        draw_note("Hidden counts are in no share and on no map.")
    _draw_map(request, hotspots, kind=kind)
    _draw_curve(request, shown, kind=kind)
    _draw_table(request, hotspots)


MARKS = ("is_hot_then", "is_hot_now", "stays_hot")


def _draw_map(request: Request, hotspots: pd.DataFrame, *, kind: str) -> None:
    row = hotspots.iloc[0]
    draw_heading(f"Hot spots in {row['months_words']} {row['then_year']} and {row['now_year']}")
    st.pydeck_chart(
        get_map(
            request,
            lambda: draw_hotspots(
                hotspots,
                labels=make_labels("town"),
                bounds=find_bounds(request),
                ground=make_ground(request),
                numbered=number_small_areas(),
            ),
            name=f"hotspots-{kind}",
        ),
        height=460,
        alt=f"Map of the LSOAs with most {UNITS[kind]} in both years, the later only or the earlier only; table below",
    )
    draw_note(name_hotspots(hotspots))
    draw_map_source(has_street_points=True)


def _draw_curve(request: Request, shown: pd.DataFrame, *, kind: str) -> None:
    st.markdown("## How concentrated")
    draw_chart(
        request,
        lambda: draw_concentration(shown, ink=request.ink),
        name=f"concentration-{kind}",
        alt=f"Curves of the share of {UNITS[kind]} against the share of LSOAs, one for each year",
    )
    draw_note(
        "The publisher moves each point to one of a fixed list of map points, so a crime near a boundary can count to "
        "the LSOA next door. Codes of 2021 are brought to the LSOAs of 2011. Rows without a place are in no LSOA."
    )


def _draw_table(request: Request, hotspots: pd.DataFrame) -> None:
    row = hotspots.iloc[0]
    is_hot = hotspots["is_hot_then"].fillna(False).astype(bool) | hotspots["is_hot_now"].fillna(False).astype(bool)
    columns = {
        "area_name": Column("LSOA (2011)"),
        "then": Column(str(row["then_year"]), "count"),
        "now": Column(str(row["now_year"]), "count"),
        "hot": Column("Hot in"),
    }
    listed = hotspots[is_hot]
    then, now = listed["is_hot_then"].astype(bool), listed["is_hot_now"].astype(bool)
    both = (then & now).map({True: "both years", False: ""})
    single = now.map({True: f"{row['now_year']} only", False: f"{row['then_year']} only"})
    listed = listed.assign(hot=both.where(both != "", single))
    caption = f"LSOAs among the top 5% in {row['months_words']} of either year"
    draw_table(listed, columns, caption=caption, request=request, name="hot-spots")
