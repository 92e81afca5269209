"""The protected base table of a force's own extract, made anew at each load: what every question reads."""

import secrets

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.load.provenance import append_frame
from data_access.measures.protection import round_counts
from data_access.schema.harmless import is_harmless

# Totals whose errors are kept near the base. Each force's month stands alone, so that a load changes no other month.
BALANCED = (
    (),
    ("policing_area",),
    ("district",),
    ("place_code",),
    ("group_code",),
    ("policing_area", "group_code"),
    ("offence_code",),
    ("outcome",),
)
ABOVE = {"policing_area": "policing_area", "district": "district"}


def store_secret(connection: sa.Connection, *, base: int) -> None:
    """Give a new store the secret with which its roundings are drawn; a copy keeps its own."""
    table = schema.meta_protection
    connection.execute(table.insert().values(secret=secrets.token_hex(32), base=base))


def carry_secret(old: sa.Connection, new: sa.Connection) -> None:
    """Let a store that takes another's place draw as that did: two roundings of one count would say more than one."""
    meta = schema.meta_protection
    if sa.inspect(old).has_table(meta.name):
        new.execute(meta.update().values(secret=old.scalar(sa.select(meta.c.secret))))


def choose_base(connection: sa.Connection, *, base: int) -> None:
    """Let the next rounding be to multiples of base."""
    connection.execute(schema.meta_protection.update().values(base=base))


def protect_force_crimes(connection: sa.Connection) -> None:
    """Make out_force_crime from core_force_crime, each cell rounded at random to a multiple of the store's base.

    Crimes that may be shown below policing areas are rounded apart from those that may not: nothing shown of a small
    place then depends on a crime that must not be known there.
    """
    protected, meta = schema.out_force_crime, schema.meta_protection
    connection.execute(protected.delete())
    cells = _read_cells(connection)
    if cells.empty:
        return
    own = connection.execute(sa.select(meta.c.secret, meta.c.base)).one()
    secret, base = bytes.fromhex(own.secret), own.base
    columns = [column.name for column in protected.columns]
    parts = []
    for _, part in cells.groupby(["source_id", "force_code", "month", "is_harmless"], sort=True):
        own = part[columns].reset_index(drop=True)
        balanced = part.reset_index(drop=True)
        keys = balanced.drop(columns="is_harmless")
        parts.append(
            own.assign(crime_count=round_counts(keys, count="crime_count", base=base, secret=secret, balanced=BALANCED))
        )
    rounded = pd.concat(parts, ignore_index=True)
    append_frame(connection, protected, rounded[rounded["crime_count"] > 0])


def _read_cells(connection: sa.Connection) -> pd.DataFrame:
    """The true counts by cell, with the areas and the group above each, and whether small places may show it."""
    crime, offence = schema.core_force_crime, schema.core_offence
    keys = [column for column in crime.columns if column.name != "crime_count"]
    above = {name: _select_above(level) for name, level in ABOVE.items()}
    groups = (
        sa.select(offence.c.offence_code, sa.func.min(offence.c.parent_code).label("group_code"))
        .where(offence.c.scheme == "offence")
        .group_by(offence.c.offence_code)
        .subquery()
    )
    named = [sa.func.coalesce(each.c.ancestor_code, "").label(name) for name, each in above.items()]
    harmless = is_harmless(crime).label("is_harmless")
    group = sa.func.coalesce(groups.c.group_code, "").label("group_code")
    total = sa.cast(sa.func.sum(crime.c.crime_count), sa.BigInteger).label("crime_count")
    statement = sa.select(*keys, *named, group, harmless, total).join(
        groups, groups.c.offence_code == crime.c.offence_code, isouter=True
    )
    for each in above.values():
        statement = statement.join(each, each.c.area_code == crime.c.place_code, isouter=True)
    statement = statement.group_by(*keys, *(each.c.ancestor_code for each in above.values()), groups.c.group_code)
    frame = read_frame(connection, statement.where(crime.c.crime_count > 0))
    return frame.astype({"crime_count": "int64"})


def _select_above(level: str) -> sa.Subquery:
    """For each place the area of a level that it lies in or is."""
    member, area = schema.core_area_member, schema.core_area
    return (
        sa.select(member.c.area_code, sa.func.min(member.c.ancestor_code).label("ancestor_code"))
        .join(area, area.c.area_code == member.c.ancestor_code)
        .where(area.c.level == level)
        .group_by(member.c.area_code)
        .subquery()
    )
