"""The out_ tables: rebuilt from core after every load, inside the same version."""

import sqlalchemy as sa

from data_access import schema


def rebuild_rollups(connection: sa.Connection) -> None:
    """Count crime by month, listing level, area and offence, for every level of the hierarchy.

    A remainder area is counted at each level below the force, so every level sums to the one above.
    """
    out, crime, member = schema.out_crime_month, schema.core_street_crime, schema.core_area_member
    connection.execute(out.delete())
    listed = (
        sa.select(member.c.area_code, member.c.level).where(member.c.area_code == member.c.ancestor_code).subquery()
    )
    keys = (crime.c.source_id, crime.c.month, listed.c.level, listed.c.area_code, crime.c.offence_code)
    counts = (
        sa.select(*keys, sa.func.sum(crime.c.crime_count))
        .join(member, sa.and_(member.c.area_code == crime.c.place_code, member.c.level == "lsoa"))
        .join(listed, listed.c.area_code == member.c.ancestor_code)
        .group_by(*keys)
    )
    columns = ["source_id", "month", "level", "area_code", "offence_code", "crime_count"]
    connection.execute(out.insert().from_select(columns, counts))
