"""Road collisions in which somebody was hurt: the list, and the roads with most of them."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.frames import read_frame
from data_access.queries.areas import find_area

KSI_SEVERITIES = ("fatal", "serious")
SEVERITIES = ("fatal", "serious", "slight")


def list_collisions(connection: sa.Connection, *, filters: Filters, severity: str = "") -> pd.DataFrame:
    """A row for each collision held, latest first; severity 'ksi' keeps fatal and serious ones.

    area_code is the place it counts to below the force: an LSOA, a district where only the position
    is held, or a remainder area. Empty text and missing numbers are 'not held'.
    """
    collision, area = schema.core_collision, schema.core_area
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
        )
        .join(area, area.c.area_code == collision.c.place_code, isouter=True)
        .where(*_conditions(connection, filters, severity=severity))
        .order_by(collision.c.collision_date.desc().nulls_last(), collision.c.collision_id)
    )
    return read_frame(connection, statement)


def rank_roads(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """Roads by collisions in which somebody was killed or seriously injured, most first.

    A row is a road within a force: ksi_count = fatal_count + serious_count. These count collisions,
    not people. Unclassified roads, which have no number, stand in one row for each force.
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
        .where(*_conditions(connection, filters, severity="ksi"))
        .group_by(collision.c.road, collision.c.force_code, area.c.area_name)
        .order_by(sa.func.count().desc(), fatal.desc(), collision.c.road, collision.c.force_code)
    )
    return read_frame(connection, statement).astype({"ksi_count": int, "fatal_count": int, "serious_count": int})


def list_collision_years(connection: sa.Connection, *, filters: Filters) -> list[int]:
    """Years held for every force of the filters' area, whatever the period."""
    collision = schema.core_collision
    forces = find_area(connection, area_code=filters.area_code).force_codes
    statement = (
        sa.select(collision.c.collision_year)
        .where(collision.c.force_code.in_(forces))
        .group_by(collision.c.collision_year)
        .having(sa.func.count(sa.distinct(collision.c.force_code)) == len(forces))
        .order_by(collision.c.collision_year)
    )
    return [int(year) for year in connection.scalars(statement)]


def _conditions(connection: sa.Connection, filters: Filters, *, severity: str) -> list[sa.ColumnElement[bool]]:
    collision, member = schema.core_collision, schema.core_area_member
    chosen = find_area(connection, area_code=filters.area_code)
    conditions: list[sa.ColumnElement[bool]] = [*filters.days(collision.c.collision_date)]
    if chosen.level in ("alliance", "force"):
        conditions.append(collision.c.force_code.in_(chosen.force_codes))
    else:
        places = sa.select(member.c.area_code).where(member.c.ancestor_code == filters.area_code)
        conditions.append(collision.c.place_code.in_(places))
    if severity:
        wanted = KSI_SEVERITIES if severity == "ksi" else (severity,)
        conditions.append(collision.c.severity.in_(wanted))
    return conditions
