"""The out_ tables: rebuilt from core after every load, inside the same version."""

from typing import Any

import sqlalchemy as sa

from data_access import schema
from data_access.measures.sensitive import SMALL_LEVELS
from data_access.schema.harmless import is_harmless

FLAGS = ("domestic_abuse", "cse", "hate", "cyber", "rural", "alcohol", "knife")
LEVELS_BELOW = {"policing_area": ("district", "lsoa"), "district": ("lsoa",)}
# A table of counts, the offence its rows stand under, and which of its rows are meant (None: all).
Counted = tuple[sa.Table, sa.ColumnElement[Any], sa.ColumnElement[Any] | None]
COLUMNS = ["source_id", "month", "level", "area_code", "offence_code", "crime_count"]


def rebuild_rollups(connection: sa.Connection) -> None:
    """Count crime by month, listing level, area and offence, for every level of the hierarchy.

    A remainder area is counted at each level below the force, so every level sums to the one above. A
    row placed in a district or policing area only has no place at the levels below: there it counts
    to the force's remainder area 'no location'. Sensitive crimes of a force's own extract, which is always
    restricted, are in no row below policing areas (measures.sensitive), so no question can show them there, and its
    counts are the protected ones.
    """
    out = schema.out_crime_month
    connection.execute(out.delete())
    for select in select_rollups():
        connection.execute(out.insert().from_select(COLUMNS, select))


def select_rollups() -> list[sa.Select[Any]]:
    """SQL for the rows of out_crime_month, table by table and flag by flag."""
    street, force_crime = schema.core_street_crime, schema.out_force_crime
    counted: list[Counted] = [(street, street.c.offence_code, None), (force_crime, force_crime.c.offence_code, None)]
    for flag in FLAGS:
        code = sa.literal(f"flag:{flag.replace('_', '-')}", sa.String)
        counted.append((force_crime, code, force_crime.c[f"is_{flag}"]))
    selects = []
    for each in counted:
        parts = sa.union_all(_count_places(each), *_count_without_place(each)).subquery()
        keys = [parts.c[name] for name in COLUMNS[:-1]]
        total = sa.cast(sa.func.sum(parts.c.crime_count), sa.BigInteger).label("crime_count")
        selects.append(sa.select(*keys, total).group_by(*keys))
    return selects


def _count_places(counted: Counted) -> sa.Select[Any]:
    """Each row at its own place and at every area above it."""
    table, offence, condition = counted
    member, area = schema.core_area_member, schema.core_area
    listed = (
        sa.select(member.c.area_code, member.c.level).where(member.c.area_code == member.c.ancestor_code).subquery()
    )
    own_level = sa.case((area.c.level == "remainder", "lsoa"), else_=area.c.level)
    may_be_listed = sa.or_(listed.c.level.not_in(SMALL_LEVELS), is_harmless(table))
    return (
        sa.select(
            table.c.source_id,
            table.c.month,
            listed.c.level,
            listed.c.area_code,
            offence.label("offence_code"),
            table.c.crime_count,
        )
        .join(area, area.c.area_code == table.c.place_code)
        .join(member, sa.and_(member.c.area_code == table.c.place_code, member.c.level == own_level))
        .join(listed, listed.c.area_code == member.c.ancestor_code)
        .where(sa.true() if condition is None else condition, may_be_listed)
    )


def _count_without_place(counted: Counted) -> list[sa.Select[Any]]:
    """Rows placed at a higher level only, under 'no location' at the levels below it."""
    table, offence, condition = counted
    area = schema.core_area
    return [
        sa.select(
            table.c.source_id,
            table.c.month,
            sa.literal(level, sa.String).label("level"),
            (table.c.force_code + "-NOLOC").label("area_code"),
            offence.label("offence_code"),
            table.c.crime_count,
        )
        .join(area, area.c.area_code == table.c.place_code)
        .where(area.c.level == placed, sa.true() if condition is None else condition, is_harmless(table))
        for placed, levels in LEVELS_BELOW.items()
        for level in levels
    ]
