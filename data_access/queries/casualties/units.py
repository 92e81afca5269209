"""Collisions by the unit they count to: a section of a road, the rest of a numbered road, or a district's others."""

from dataclasses import replace

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.casualties.adjusted import list_adjusted_forces, sum_adjusted
from data_access.queries.casualties.slice import SEVERITIES, Slice, list_places
from data_access.queries.sources.areas import find_area

SECTION, ROAD, UNNUMBERED = "section", "road", "unnumbered"
COUNTS = ["ksi_count", *(f"{severity}_count" for severity in SEVERITIES)]


def list_units(connection: sa.Connection, *, filters: Filters, meant: Slice) -> pd.DataFrame:
    """Every section with its collisions wherever they lie, and the area's other units with theirs."""
    section = schema.out_road_section
    sections = read_frame(connection, sa.select(section)).assign(unit_kind=SECTION)
    sections = sections.assign(section_total=sections.groupby(["road", "force_code"])["section_id"].transform("size"))
    inside = count_units(connection, filters=filters, meant=meant)
    is_whole = find_area(connection, area_code=filters.area_code).level == "alliance"
    whole = inside if is_whole else count_units(connection, filters=filters, meant=meant, is_anywhere=True)
    sections = sections.merge(whole[["section_id", *COUNTS]], how="left", on="section_id")
    own = inside.rename(columns={"ksi_count": "inside_count"})[["section_id", "inside_count"]]
    sections = sections.merge(own, how="left", on="section_id")
    others = inside[inside["unit_kind"] != SECTION]
    others = others.assign(inside_count=others["ksi_count"])
    units = pd.concat([sections, others], ignore_index=True)
    filled = {name: units[name].fillna(0).astype("int64") for name in [*COUNTS, "inside_count"]}
    return _add_adjusted(connection, units.assign(**filled), filters=filters, meant=meant)


def _add_adjusted(connection: sa.Connection, units: pd.DataFrame, *, filters: Filters, meant: Slice) -> pd.DataFrame:
    """adjusted_ksi_count; missing for other severities, and in a force that lacks it for a part of the period."""
    forces = list_adjusted_forces(connection, filters=filters) if meant.severity == "ksi" else []
    adjusted = pd.Series(float("nan"), index=units.index)
    if forces:
        every = replace(meant, severity="all").list_conditions()
        conditions = [*every, *filters.days(schema.core_collision.c.collision_date)]
        code = schema.out_collision_unit.c.unit_code
        whole = sum_adjusted(connection, conditions, by=code, forces=forces)
        inside = sum_adjusted(connection, [*conditions, *list_places(connection, filters)], by=code, forces=forces)
        found = units["section_id"].map(whole).where(units["unit_kind"] == SECTION, units["section_id"].map(inside))
        adjusted = found.fillna(0.0).where(units["force_code"].isin(forces))
    return units.assign(adjusted_ksi_count=adjusted)


def count_units(
    connection: sa.Connection, *, filters: Filters, meant: Slice, is_anywhere: bool = False
) -> pd.DataFrame:
    """Collisions of a slice by the unit they count to, with what names a unit that is no section."""
    collision, unit = schema.core_collision, schema.out_collision_unit
    places = [] if is_anywhere else list_places(connection, filters)
    by_severity = {
        f"{severity}_count": sa.func.sum(sa.case((collision.c.severity == severity, 1), else_=0))
        for severity in SEVERITIES
    }
    statement = (
        sa.select(
            unit.c.unit_code.label("section_id"),
            unit.c.unit_kind,
            sa.func.min(collision.c.force_code).label("force_code"),
            sa.func.min(collision.c.road).label("road"),
            sa.func.min(collision.c.road_class).label("road_class"),
            sa.func.min(unit.c.district_code).label("district_code"),
            sa.func.count().label("ksi_count"),
            *(sa.cast(total, sa.BigInteger).label(name) for name, total in by_severity.items()),
        )
        .join(unit, sa.and_(unit.c.collision_id == collision.c.collision_id, unit.c.source_id == collision.c.source_id))
        .where(*places, *filters.days(collision.c.collision_date), *meant.list_conditions())
        .group_by(unit.c.unit_code, unit.c.unit_kind)
    )
    frame = read_frame(connection, statement)
    is_road, is_unnumbered = frame["unit_kind"] == ROAD, frame["unit_kind"] == UNNUMBERED
    return frame.assign(
        road=frame["road"].where(is_road | (frame["unit_kind"] == SECTION), ""),
        # An untraced road runs through several districts.
        district_code=frame["district_code"].where(is_unnumbered, None),
    )
