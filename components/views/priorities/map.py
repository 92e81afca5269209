"""The map of overlap: how many alliance priorities each partnership shares, or who names a theme."""

from typing import Any

import pandas as pd
import streamlit as st

from components import cache
from components.charts.areas import draw_areas
from components.choosing import choose
from components.downloads import draw_picture_download
from components.findings.priorities import say_holders, say_overlap, say_share
from components.map_frame import find_bounds, make_ground, make_labels
from components.map_width import find_size
from components.maps.priorities import classify_shares, draw_partnerships, write_key
from components.messages import draw_finding, draw_map_source, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.priorities.choices import ask_priorities
from components.views.priorities.overlap import draw_overlap
from data_access.measures.overlap import count_shared
from geodata.boundaries import read_boundaries

SHARED, DIRECT = "shared", "direct"
COUNT_COLUMNS = {
    "csp_name": Column("Partnership or county"),
    "words": Column("Alliance priorities shared"),
    "all_count": Column("Out of", "count"),
    "direct_count": Column("Of these directly", "count"),
    "priorities": Column("Which", missing="none known"),
}
HOLDER_COLUMNS = {
    "csp_name": Column("Partnership or county"),
    "theme": Column("Theme"),
    "certainty": Column("Certainty"),
    "wordings": Column("As printed"),
}


def draw(request: Request) -> None:
    """Finding, map shaded by the chosen measure, the chosen partnership's list, and the table."""
    if ask_priorities(request).empty:
        return
    claims = cache.ask("priorities.claims", request.filters)
    themes = dict(sorted(zip(claims["theme_code"], claims["theme"], strict=True), key=lambda pair: str(pair[1])))
    named = {f"theme-{code}": f"who names: {theme}" for code, theme in themes.items()}
    measures = {SHARED: "alliance priorities shared", DIRECT: "alliance priorities shared directly"}
    if request.filters.threat_code:
        measures = {"threat": f"who names what bears on: {request.threat_name}", **measures}
    chosen = choose(request, "shade", {**measures, **named}, label="Shade areas by")
    if chosen in (SHARED, DIRECT):
        _draw_counts(request, direct_only=chosen == DIRECT)
    else:
        code = chosen.removeprefix("theme-")
        held = claims if chosen == "threat" else claims[claims["theme_code"] == code]
        _draw_holders(request, held, subject=request.threat_name if chosen == "threat" else themes[code])


def _draw_counts(request: Request, *, direct_only: bool) -> None:
    overlap = cache.ask("priorities.overlap", request.filters.but(threat_code=""))
    counts = count_shared(overlap, direct_only=direct_only)
    counts["words"] = [say_share(row) for _, row in counts.iterrows()]
    counts["priorities"] = counts["csp_code"].map(_join_shared(overlap, direct_only=direct_only))
    against = str(overlap["against"].iloc[0]) if len(overlap) else request.filters.edition
    draw_finding(say_overlap(count_shared(overlap), edition=request.filters.edition, against=against))
    draw_heading(f"Alliance priorities shared{' directly' if direct_only else ''}, {request.filters.edition}")
    own = counts[counts["is_partnership"].astype(bool)]
    shown = dict(zip(own["csp_code"], own["shared_count"].astype(int), strict=True))
    total = int(counts["all_count"].max()) if len(counts) else 0
    words = {row.csp_code: f"{row.csp_name}\n{say_span(row)}" for row in own.itertuples()}
    unit = "alliance priorities shared with certainty"
    left, right = st.columns([3, 2])
    with left:
        _draw_map(request, classify_shares(shown, total=total), words, alt=f"Map of policing areas by {unit}")
        st.html(write_key(shown, total=total, unit="shared with certainty"))
        draw_map_source()
    with right:
        _draw_counties(counts)
        _draw_chosen(request, overlap)
    caption = f"Alliance priorities shared by partnership, {request.filters.edition}"
    draw_table(counts, COUNT_COLUMNS, caption=caption, request=request, name="overlap")


def say_span(row: Any) -> str:
    """'5 of 6', or '1 to 8 of 8' where inferred or unplaced priorities could add to it."""
    most = row.up_to_count + row.not_known_count
    return f"{row.shared_count}{f' to {most}' if most > row.shared_count else ''} of {row.all_count}"


def _join_shared(overlap: pd.DataFrame, *, direct_only: bool) -> dict[str, str]:
    wanted = ["direct"] if direct_only else ["direct", "contributes"]
    shared = overlap[overlap["strength"].isin(wanted) & (overlap["certainty"] == "certain")]
    return {str(code): "; ".join(group["alliance_priority"]) for code, group in shared.groupby("csp_code")}


def _draw_counties(counts: pd.DataFrame) -> None:
    """County columns in words: to shade them would paint their districts twice."""
    counties = counts[~counts["is_partnership"].astype(bool)]
    said = [f"{row['csp_name']} shares {say_share(row)} of {row['all_count']}" for _, row in counties.iterrows()]
    if said:
        draw_note(f"Counties are no partnerships and are not shaded: {'; '.join(said)}.")


def _draw_holders(request: Request, held: pd.DataFrame, *, subject: str) -> None:
    total = int(cache.ask("priorities.overlap", request.filters.but(threat_code=""))
                .query("is_partnership == True")["csp_code"].nunique())  # fmt: skip
    draw_finding(say_holders(held, subject=subject, total=total, edition=request.filters.edition))
    draw_heading(f"Who names {subject[0].lower()}{subject[1:]}, {request.filters.edition}")
    own = held[held["is_partnership"].astype(bool)]
    best = own.assign(rank=own["certainty"].map({"certain": 0, "inferred": 1, "possible": 2})).sort_values("rank")
    best = best.drop_duplicates("csp_code")
    says = {"certain": "names it", "inferred": "names it, inferred", "possible": "not known"}
    shown = {row.csp_code: 1 for row in best.itertuples() if row.certainty == "certain"}
    words = {row.csp_code: f"{row.csp_name}\n{says[row.certainty]}" for row in best.itertuples()}
    left, _ = st.columns([3, 2])
    with left:
        _draw_map(request, classify_shares(shown, total=1), words, alt=f"Map of partnerships that name {subject}")
        draw_note(
            "Shaded: named with certainty. Outlined with words: inferred, or not known. Outlined only: not named."
        )
        draw_map_source()
    counties = held[~held["is_partnership"].astype(bool) & (held["certainty"] == "certain")]
    if len(counties):
        names = ", ".join(sorted(set(counties["csp_name"])))
        draw_note(f"A county names it too and is not shaded, because its districts stand for partnerships: {names}.")
    caption = f"Who names {subject}, {request.filters.edition}"
    draw_table(held, HOLDER_COLUMNS, caption=caption, request=request, name="who-names-it")


def _draw_map(request: Request, colours: dict[str, str], words: dict[str, str], *, alt: str) -> None:
    st.pydeck_chart(
        draw_partnerships(
            colours,
            labels=make_labels("policing_area", words),
            bounds=find_bounds(request),
            ground=make_ground(request),
            size=find_size(),
        ),
        height=520,
        on_select=_take_area,
        selection_mode="single-object",
        key="priorities_map",
        alt=f"{alt}; the table below holds every figure",
    )
    labels, ink, alliance = make_labels("policing_area", words), request.ink, request.alliance

    def build() -> dict[str, Any]:
        features = read_boundaries(alliance, "policing_area").__geo_interface__
        spec: dict[str, Any] = draw_areas(features, colours=colours, labels=labels, ink=ink).to_dict()
        return spec

    draw_picture_download(build, request=request, name="priorities-map", title=alt)


def _take_area() -> None:
    """An area clicked on the map is the partnership whose list is shown."""
    code = read_clicked(st.session_state.get("priorities_map"))
    if code:
        st.query_params["csp"] = code


def read_clicked(state: Any) -> str:
    """The code of the area in a map's selection; '' for none."""
    objects = ((state or {}).get("selection") or {}).get("objects") or {}
    for layer in objects.values():
        for one in layer:
            code = (one.get("properties") or {}).get("area_code")
            if code:
                return str(code)
    return ""


def _draw_chosen(request: Request, overlap: pd.DataFrame) -> None:
    """The list of the partnership clicked on the map, or chosen here by keyboard."""
    named = {
        "": "none: click an area or choose here",
        **dict(zip(overlap["csp_code"], overlap["csp_name"], strict=True)),
    }
    code = choose(request, "csp", named, label="List the alliance priorities of")
    if code:
        own = overlap[overlap["csp_code"] == code]
        caption = f"{named[code]} and the alliance priorities, {request.filters.edition}"
        draw_overlap(request, own, caption=caption, name="overlap-of-one")
