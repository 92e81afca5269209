"""Sections of numbered roads, what every collision counts to, and the expected counts: rebuilt after a load."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
import sqlalchemy as sa

from data_access import schema
from data_access.load.provenance import append_frame
from data_access.measures.route_ranking import ALL_ROADS, FEWEST_SECTIONS, RateFit, fit_rate, measure_traffic
from data_access.publications import ROAD_FLOW
from geodata.alliance import Alliance
from geodata.areas import locate_points, read_districts
from geodata.ground import load_labels
from geodata.sections import Section, assign_positions, cut_sections, find_districts
from geodata.traces import COLLISIONS as FROM_COLLISIONS
from geodata.traces import NETWORK as FROM_NETWORK
from geodata.traces import project, spread_along, trace_road

# The loads after which sections are made again.
SOURCES = ("collisions", "roads", "traffic")
SECTION, ROAD, UNNUMBERED = "section", "road", "unnumbered"
TRAFFIC, LENGTH = "traffic", "length"
KSI = ("fatal", "serious")
# Classes of STATS19 that share a fit: an A(M) road is a motorway.
FIT_CLASSES = {"Motorway": "Motorway", "A(M)": "Motorway", "A": "A", "B": "B"}
NUMBERED = r"(A|B|M)[1-9][0-9]*(\(M\))?( Toll)?"


def store_road_reference(connection: sa.Connection, *, reference_dir: Path) -> None:
    """Store the bundled look-ups: highway authorities, values of prevention, what the assessments say of casualties."""
    authorities = pd.read_csv(reference_dir / "highway_authorities.csv", dtype=str)
    append_frame(connection, schema.core_highway_authority, authorities)
    values = pd.read_csv(reference_dir / "prevention_values.csv", dtype={"price_year": str})
    append_frame(connection, schema.core_prevention_value, values)
    held = set(connection.scalars(sa.select(schema.core_edition.c.edition)))
    evidence = pd.read_csv(reference_dir / "casualty_evidence.csv", keep_default_na=False, dtype=str)
    evidence["share_pct"] = pd.to_numeric(evidence["share_pct"].replace("", None))
    evidence[["position", "line"]] = evidence[["position", "line"]].astype(int)
    append_frame(connection, schema.core_casualty_evidence, evidence[evidence["edition"].isin(held)])


def rebuild_road_sections(connection: sa.Connection, *, alliance: Alliance) -> None:
    """Trace the roads held, cut them into sections, place every collision, and fit what is to be expected.

    Fills out_road_section, out_collision_unit and out_road_fit, whatever they held.
    """
    for table in (schema.out_road_section, schema.out_collision_unit, schema.out_road_fit):
        connection.execute(table.delete())
    collisions = _read_collisions(connection)
    if collisions.empty:
        return
    traced = _trace_roads(connection, collisions, alliance=alliance)
    collisions = _place_collisions(connection, collisions, traced)
    sections = _describe_sections(traced, alliance=alliance)
    sections = _add_exposure(connection, sections, last_year=int(collisions["collision_year"].max()))
    sections, fits = add_expected(sections, collisions)
    append_frame(connection, schema.out_collision_unit, collisions)
    append_frame(connection, schema.out_road_section, sections)
    append_frame(connection, schema.out_road_fit, fits)


def _read_collisions(connection: sa.Connection) -> pd.DataFrame:
    """Every collision held, with the district it counts to (a remainder area where it has none)."""
    collision, member, area = schema.core_collision, schema.core_area_member, schema.core_area
    columns = [
        *("source_id", "collision_id", "collision_year", "force_code", "severity", "road", "road_class"),
        *("longitude", "latitude", "place_code"),
    ]
    rows = connection.execute(sa.select(*(collision.c[name] for name in columns))).all()
    district = sa.select(area.c.area_code).where(area.c.level == "district")
    above = connection.execute(
        sa.select(member.c.area_code, member.c.ancestor_code).where(member.c.ancestor_code.in_(district))
    ).all()
    frame = pd.DataFrame(rows, columns=columns)
    frame["district_code"] = frame["place_code"].map({row[0]: row[1] for row in above}).fillna(frame["place_code"])
    return frame


def _trace_roads(
    connection: sa.Connection, collisions: pd.DataFrame, *, alliance: Alliance
) -> dict[tuple[str, str], tuple[str, list[Section]]]:
    """(road, force) -> where its geometry comes from and its sections: the network where it has the road."""
    traced = {}
    for key, points in _list_network(connection, alliance=alliance).items():
        sections = cut_sections(trace_road(points, tracing=FROM_NETWORK))
        if sections:
            traced[key] = ("network", sections)
    positions = _list_positions(connection, collisions)
    for key, held in positions.groupby(["road", "force_code"]):
        if len(held) < FROM_COLLISIONS.fewest or key in traced:
            continue
        sections = cut_sections(trace_road(project(held["longitude"], held["latitude"])))
        if sections:
            traced[key] = ("trace", sections)
    return traced


def _list_positions(connection: sa.Connection, collisions: pd.DataFrame) -> pd.DataFrame:
    """Positions on numbered roads, each once: of every collision held, and of the bundled slight ones."""
    position = schema.core_road_position
    names = ["road", "force_code", "longitude", "latitude"]
    bundled = pd.DataFrame(connection.execute(sa.select(*(position.c[name] for name in names))).all(), columns=names)
    frame = pd.concat([bundled, collisions[names]]).dropna()
    frame = frame[frame["road"].str.fullmatch(NUMBERED)]
    return frame.round({"longitude": 5, "latitude": 5}).drop_duplicates()


def _list_network(connection: sa.Connection, *, alliance: Alliance) -> dict[tuple[str, str], np.ndarray]:
    """(road, force) -> positions along the links of a loaded network; a link lies where its middle lies."""
    line = schema.core_road_line
    rows = connection.execute(sa.select(line.c.road, line.c.geometry)).all()
    if not rows:
        return {}
    shapes = shapely.from_wkt([row[1] for row in rows])
    middles = shapely.get_coordinates(shapely.line_interpolate_point(shapely.line_merge(shapes), 0.5, normalized=True))
    points = pd.DataFrame({"longitude": middles[:, 0], "latitude": middles[:, 1]})
    districts = read_districts(alliance)
    force_of = dict(zip(districts["district_code"], districts["force_code"], strict=True))
    forces = locate_points(points, alliance=alliance).map(force_of)
    links = pd.DataFrame({"road": [row[0] for row in rows], "force_code": forces, "shape": shapes}).dropna()
    found = {}
    for key, some in links.groupby(["road", "force_code"]):
        ends = shapely.get_coordinates(some["shape"].to_numpy())
        metres = project(ends[:, 0], ends[:, 1])
        found[key] = spread_along(shapely.set_coordinates(some["shape"].to_numpy().copy(), metres))
    return found


def _place_collisions(
    connection: sa.Connection,
    collisions: pd.DataFrame,
    traced: Mapping[tuple[str, str], tuple[str, list[Section]]],
) -> pd.DataFrame:
    """What each collision counts to: the nearest section of its road, that road untraced, or its district's roads."""
    is_numbered = collisions["road"].str.fullmatch(NUMBERED)
    kinds = pd.Series(np.where(is_numbered, ROAD, UNNUMBERED), index=collisions.index, dtype=object)
    codes = collisions["district_code"].astype(object).copy()
    codes[is_numbered] = collisions["road"] + "-" + collisions["force_code"]
    for key, some in collisions[is_numbered].groupby(["road", "force_code"]):
        if key not in traced:
            continue
        points = project(some["longitude"].astype(float), some["latitude"].astype(float))
        numbers = assign_positions(points, traced[key][1])
        placed = some.index[numbers > 0]
        kinds[placed] = SECTION
        codes[placed] = [name_section(key, number) for number in numbers[numbers > 0]]
    return collisions.assign(unit_kind=kinds, unit_code=codes)


def name_section(key: tuple[str, str], number: int) -> str:
    """A section's stable name: road, force and running number, 'A46-E23000017-03'."""
    return f"{key[0]}-{key[1]}-{number:02d}".replace(" ", "_")


def _describe_sections(
    traced: Mapping[tuple[str, str], tuple[str, list[Section]]], *, alliance: Alliance
) -> pd.DataFrame:
    rows = [
        (
            name_section(key, section.number),
            key[0],
            "A(M)" if key[0].endswith("(M)") else {"M": "Motorway"}.get(key[0][0], key[0][0]),
            key[1],
            section.number,
            section.length_km,
            source,
            section.write_wkt(),
            *section.midpoint[0],
        )
        for key, (source, sections) in sorted(traced.items())
        for section in sections
    ]
    names = ["section_id", "road", "road_class", "force_code", "section_number", "length_km", "geometry_source"]
    frame = pd.DataFrame(rows, columns=[*names, "geometry", "longitude", "latitude"])
    if frame.empty:
        return frame.assign(district_code="", policing_area_code="", near_name="")
    frame["district_code"] = find_districts(frame, alliance=alliance)
    districts = read_districts(alliance).set_index("district_code")
    frame["policing_area_code"] = frame["district_code"].map(districts["policing_area_code"])
    return frame.assign(near_name=_name_places(frame, alliance=alliance))


def _name_places(frame: pd.DataFrame, *, alliance: Alliance) -> list[str]:
    """The town named on the map that lies nearest to each section's middle; '' without towns."""
    towns = load_labels(alliance)
    if towns.empty:
        return [""] * len(frame)
    from scipy.spatial import cKDTree

    tree = cKDTree(project(towns["longitude"], towns["latitude"]))
    _, nearest = tree.query(project(frame["longitude"], frame["latitude"]))
    return [str(towns["name"].iloc[place]) for place in nearest]


def _add_exposure(connection: sa.Connection, sections: pd.DataFrame, *, last_year: int) -> pd.DataFrame:
    """A year's exposure: million vehicle-km where the road's flow is held in its authority, else km."""
    figure, authority = schema.core_figure, schema.core_highway_authority
    flows = pd.DataFrame(
        connection.execute(
            sa.select(figure.c.area_code, figure.c.breakdown_code, figure.c.period_code, figure.c.value).where(
                figure.c.measure_code == "road_flow", figure.c.source_id == ROAD_FLOW, figure.c.status == "value"
            )
        ).all(),
        columns=["authority_code", "road", "flow_year", "flow"],
    )
    # Of the years held, the one nearest to the collisions'; of two as near, the earlier.
    flows["distance"] = (flows["flow_year"].astype(int) - last_year).abs()
    nearest = flows.sort_values(["distance", "flow_year"]).drop_duplicates(["authority_code", "road"])
    above = {
        row[0]: row[1] for row in connection.execute(sa.select(authority.c.district_code, authority.c.authority_code))
    }
    codes = sections["district_code"].map(above).fillna(sections["district_code"])
    joined = sections.assign(authority_code=codes).merge(
        nearest.drop(columns="distance"), on=["authority_code", "road"], how="left"
    )
    has_flow = joined["flow"].gt(0)
    traffic = pd.Series(measure_traffic(length_km=joined["length_km"], flow=joined["flow"]), index=joined.index)
    return joined.assign(
        exposure_kind=np.where(has_flow, TRAFFIC, LENGTH),
        exposure=traffic.where(has_flow, joined["length_km"]),
        flow_year=joined["flow_year"].where(has_flow, None),
    )


def add_expected(sections: pd.DataFrame, collisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sections with fit_code, expected_year and spread (k), and the fits as rows of out_road_fit.

    A section takes the fit of its class over exposure of its kind where that class has FEWEST_SECTIONS
    sections, else the fit over all sections of that kind. Without any fit nothing is expected of it.
    """
    is_ksi = (collisions["unit_kind"] == SECTION) & collisions["severity"].isin(KSI)
    counts = collisions[is_ksi].groupby("unit_code").size()
    years = collisions.groupby("force_code")["collision_year"].nunique()
    held = sections.assign(
        ksi_count=sections["section_id"].map(counts).fillna(0.0),
        years=sections["force_code"].map(years).fillna(0.0),
        fit_class=sections["road_class"].map(FIT_CLASSES),
    )
    fits = _fit_classes(held)
    codes = [
        next((code for code in (f"{kind}:{name}", f"{kind}:{ALL_ROADS}") if code in fits and fits[code][1]), "")
        for kind, name in zip(held["exposure_kind"], held["fit_class"], strict=True)
    ]
    rates = [fits[code][0].rate if code else np.nan for code in codes]
    spreads = [fits[code][0].spread if code else np.nan for code in codes]
    expected = held["exposure"] * np.array(rates, dtype=float)
    written = _write_fits(fits, years=sorted(collisions["collision_year"].unique()))
    return sections.assign(fit_code=codes, expected_year=expected, spread=spreads), written


def _fit_classes(held: pd.DataFrame) -> dict[str, tuple[RateFit, bool]]:
    """fit_code -> the fit, and whether its class has sections enough to use it; all sections have a length."""
    fits: dict[str, tuple[RateFit, bool]] = {}
    for kind in (TRAFFIC, LENGTH):
        of_kind = held[held["exposure_kind"] == TRAFFIC] if kind == TRAFFIC else held
        exposure = of_kind["exposure" if kind == TRAFFIC else "length_km"] * of_kind["years"]
        for name in (*dict.fromkeys(FIT_CLASSES.values()), ALL_ROADS):
            is_in = pd.Series(True, index=of_kind.index) if name == ALL_ROADS else of_kind["fit_class"] == name
            found = fit_rate(of_kind.loc[is_in, "ksi_count"].to_numpy(float), exposure[is_in].to_numpy(float))
            if found is not None:
                fits[f"{kind}:{name}"] = (found, name == ALL_ROADS or found.section_count >= FEWEST_SECTIONS)
    return fits


def _write_fits(fits: Mapping[str, tuple[RateFit, bool]], *, years: list[int]) -> pd.DataFrame:
    words = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    rows = [
        {
            "fit_code": code,
            "exposure_kind": code.split(":")[0],
            "road_class": code.split(":")[1],
            "section_count": found.section_count,
            "ksi_count": found.ksi_count,
            "rate": found.rate,
            "log_rate_se": found.log_rate_se,
            "spread": found.spread,
            "spread_se": found.spread_se,
            "is_used": is_used,
            "years": words,
        }
        for code, (found, is_used) in fits.items()
    ]
    return pd.DataFrame(rows, columns=[column.name for column in schema.out_road_fit.columns])
