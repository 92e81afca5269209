"""Road collisions in which somebody was hurt: the list, and the roads with most of them."""

from typing import Unpack

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.rates import find_count_interval
from data_access.measures.vehicle_groups import VEHICLE_GROUPS, find_group
from data_access.queries.casualties.slice import SliceOptions, make_slice, select_collisions


def list_collisions(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """A row for each collision held, latest first; severity 'ksi' keeps fatal and serious ones.

    area_code is the place it counts to below the force: an LSOA, a district where only the position
    is held, or a remainder area; section_id is empty off the sections. vehicle_groups names the kinds
    of vehicle in it, empty where none is held. Empty text and missing numbers are 'not held'.
    """
    collision, area, unit = schema.core_collision, schema.core_area, schema.out_collision_unit
    where = select_collisions(connection, filters, make_slice({"severity": "all", **options}))
    statement = (
        sa.select(
            collision.c.collision_date,
            collision.c.severity,
            collision.c.road,
            collision.c.longitude,
            collision.c.latitude,
            collision.c.place_code.label("area_code"),
            area.c.area_name,
            collision.c.force_code,
            collision.c.collision_time,
            collision.c.road_class,
            collision.c.speed_limit,
            collision.c.road_type,
            collision.c.junction_detail,
            collision.c.light,
            collision.c.weather,
            collision.c.surface,
            collision.c.urban_rural,
            collision.c.vehicle_count,
            collision.c.casualty_count,
            collision.c.collision_id,
            sa.case((unit.c.unit_kind == "section", unit.c.unit_code), else_="").label("section_id"),
        )
        .join(area, area.c.area_code == collision.c.place_code, isouter=True)
        .join(
            unit,
            sa.and_(unit.c.collision_id == collision.c.collision_id, unit.c.source_id == collision.c.source_id),
            isouter=True,
        )
        .where(*where)
        .order_by(collision.c.collision_date.desc().nulls_last(), collision.c.collision_id)
    )
    frame = read_frame(connection, statement)
    return frame.assign(vehicle_groups=_name_groups(connection, frame, where=where))


def _name_groups(connection: sa.Connection, frame: pd.DataFrame, *, where: list[sa.ColumnElement[bool]]) -> list[str]:
    """The groups of vehicles of each collision in words, in the guide's order."""
    vehicle, collision = schema.core_vehicle, schema.core_collision
    statement = (
        sa.select(vehicle.c.collision_id, vehicle.c.vehicle_type)
        .join(
            collision,
            sa.and_(collision.c.collision_id == vehicle.c.collision_id, collision.c.source_id == vehicle.c.source_id),
        )
        .where(*where)
        .distinct()
    )
    groups: dict[str, set[str]] = {}
    for collision_id, vehicle_type in connection.execute(statement):
        groups.setdefault(collision_id, set()).add(find_group(str(vehicle_type)))
    order = list(VEHICLE_GROUPS)
    return [", ".join(sorted(groups.get(each, ()), key=order.index)) for each in frame["collision_id"]]


def rank_roads(connection: sa.Connection, *, filters: Filters, **options: Unpack[SliceOptions]) -> pd.DataFrame:
    """Roads by collisions in which somebody was killed or seriously injured, most first.

    A row is a road within a force: ksi_count = fatal_count + serious_count, with its 95% interval. These
    count collisions, not people. Unclassified roads, which have no number, stand in one row for each
    force; casualties.sections has them by district.
    """
    collision, area = schema.core_collision, schema.core_area
    fatal = sa.func.sum(sa.case((collision.c.severity == "fatal", 1), else_=0))
    serious = sa.func.sum(sa.case((collision.c.severity == "serious", 1), else_=0))
    statement = (
        sa.select(
            collision.c.road,
            collision.c.force_code,
            area.c.area_name.label("force_name"),
            sa.func.count().label("ksi_count"),
            fatal.label("fatal_count"),
            serious.label("serious_count"),
        )
        .join(area, area.c.area_code == collision.c.force_code)
        .where(*select_collisions(connection, filters, make_slice(options)))
        .group_by(collision.c.road, collision.c.force_code, area.c.area_name)
        .order_by(sa.func.count().desc(), fatal.desc(), collision.c.road, collision.c.force_code)
    )
    frame = read_frame(connection, statement).astype({"ksi_count": int, "fatal_count": int, "serious_count": int})
    limits = [find_count_interval(int(count)) for count in frame["ksi_count"]]
    return frame.assign(count_lower=[limit.lower for limit in limits], count_upper=[limit.upper for limit in limits])
