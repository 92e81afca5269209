"""The table of sections: selecting a row opens it, as clicking the map does; downloads as CSV and GeoJSON."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components.downloads import draw_download, make_stamp
from components.exports.geojson import write_geojson
from components.findings.changes import add_words
from components.messages import draw_note
from components.missing import NOT_HELD
from components.plain import draw_caption
from components.request import Request
from components.views.casualties.choices import Chosen

NO_LENGTH = "no length held"


def list_columns(chosen: Chosen, *, has_previous: bool, has_adjusted: bool) -> dict[str, tuple[str, Any]]:
    """Column -> its heading and how a grid writes it."""
    number = st.column_config.NumberColumn
    noun = chosen.noun[0].upper() + chosen.noun[1:]
    columns = {
        "name": ("Road or section", st.column_config.TextColumn(width=290)),
        "ksi_count": (noun, number(format="%d")),
        "fatal_count": ("Fatal", number(format="%d")),
        "count_range": ("95% interval of the count", None),
    }
    if has_adjusted:
        columns["adjusted_ksi_count"] = ("Adjusted for recording", number(format="%.1f"))
    if chosen.has_estimates:
        columns |= {
            "eb_estimate": ("Estimate", number(format="%.1f")),
            "eb_sd": ("Its standard deviation", number(format="%.1f")),
            "top10_pct": ("Chance of being in the top 10, %", number(format="%.0f")),
            "tie_count": ("Sections with this count", number(format="%d")),
        }
    if has_previous:
        columns |= {"previous_count": ("Period before", number(format="%d")), "words": ("Change", None)}
    return columns | {
        "length_words": ("Length, km", None),
        "ksi_per_km": ("Per km", number(format="%.2f")),
        "ksi_per_billion_vehicle_km": ("Per billion vehicle-km", number(format="%.0f")),
        "prevention_value": ("Value of prevention, £ of 2015", number(format="localized")),
        "district_name": ("District", None),
        "geometry_words": ("Course from", None),
    }


def draw_sections(request: Request, sections: pd.DataFrame, *, chosen: Chosen, caption: str) -> None:
    """Sections and other roads in a grid that takes a selection, with its downloads."""
    shown = write_rows(sections)
    columns = list_columns(
        chosen,
        has_previous=sections["previous_count"].notna().any(),
        has_adjusted=sections["adjusted_ksi_count"].notna().any(),
    )
    frame = shown[list(columns)].rename(columns={name: heading for name, (heading, _) in columns.items()})
    draw_caption(f"{caption} ({len(frame):,} rows; select one to open it)")
    event = st.dataframe(
        frame,
        hide_index=True,
        height=420,
        on_select="rerun",
        selection_mode="single-row",
        placeholder=NOT_HELD,
        key=f"sections_{chosen.key}_{request.filters.area_code}",
        column_config={heading: config for heading, config in columns.values() if config is not None},
        alt=f"{caption}, {len(frame):,} rows",
    )
    open_row(sections, rows=event["selection"]["rows"])
    if sections["inside_count"].sum() != sections["ksi_count"].sum():
        outside = int(sections["ksi_count"].sum() - sections["inside_count"].sum())
        draw_note(
            f"Sections that cross the edge of {request.area.name} are shown whole: {outside} of the collisions counted "
            "on them lie outside it."
        )
    draw_downloads(request, sections, caption=caption)


def write_rows(sections: pd.DataFrame) -> pd.DataFrame:
    """The cells that need words: intervals, lengths, chances, where the course comes from."""
    is_section = sections["unit_kind"] == "section"
    return add_words(sections).assign(
        count_range=[
            f"{low:.1f} to {high:.1f}"
            for low, high in zip(sections["count_lower"], sections["count_upper"], strict=True)
        ],
        top10_pct=100 * sections["top10_chance"].astype(float),
        length_words=[
            f"{length:.1f}" if held else NO_LENGTH
            for length, held in zip(sections["length_km"], is_section, strict=True)
        ],
        geometry_words=sections["geometry_source"]
        .map({"trace": "collisions", "network": "road network"})
        .fillna("none"),
    )


def open_row(sections: pd.DataFrame, *, rows: list[int]) -> None:
    """Open the route of a selected row; a row without a numbered road says that it has none."""
    if not rows or rows[0] >= len(sections):
        return
    row = sections.iloc[rows[0]]
    if row["unit_kind"] == "unnumbered":
        st.info("Unclassified and C roads have no number, so there is no route to open: choose their district instead.")
        return
    open_route(road=str(row["road"]), section_id=str(row["section_id"]) if row["unit_kind"] == "section" else "")


def open_route(*, road: str, section_id: str = "") -> None:
    """Go to the view of one route, by the address, so that the link reopens it."""
    st.query_params["view"] = "route"
    st.query_params["road"] = road
    if section_id:
        st.query_params["section"] = section_id
    elif "section" in st.query_params:
        del st.query_params["section"]
    st.rerun()


def draw_downloads(request: Request, sections: pd.DataFrame, *, caption: str) -> None:
    """The table as CSV, the sections as GeoJSON."""
    left, right = st.columns(2)
    with left:
        plain = add_words(sections).drop(columns="geometry")
        draw_download(plain, request=request, name="road-sections", definition=caption)
    with right:
        st.download_button(
            "Download the map of sections (GeoJSON)",
            data=lambda: write_geojson(
                sections, stamp=make_stamp(request, subject="road sections", definition=caption)
            ),
            file_name=f"threat-picture-road-sections-{date.today().isoformat()}.geojson",
            mime="application/geo+json",
            key="download_geojson",
        )
