"""Places: which areas there are, what lies in what, who lives there."""

from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.errors import BadFilterError
from data_access.filters import Filters

LEVELS = ("alliance", "force", "policing_area", "district", "lsoa")
LEVEL_NAMES = {
    "alliance": "alliance",
    "force": "force",
    "policing_area": "policing area",
    "district": "district",
    "lsoa": "LSOA",
    "county": "county",
    "remainder": "not placed",
    "other_force": "force",
}


@dataclass(frozen=True)
class Area:
    """One area of the store."""

    code: str
    name: str
    level: str
    parent_code: str
    vintage: str
    force_codes: tuple[str, ...]


def list_areas(connection: sa.Connection) -> pd.DataFrame:
    """A row for each area of the alliance, in hierarchy order: area_code, area_name, level, parent_code, vintage."""
    area = schema.core_area
    statement = (
        sa.select(area.c.area_code, area.c.area_name, area.c.level, area.c.parent_code, area.c.vintage)
        .where(area.c.level.in_(LEVELS))
        .order_by(area.c.sort_order)
    )
    return read_frame(connection, statement)


@remember
def find_area(connection: sa.Connection, *, area_code: str) -> Area:
    """One area with the forces it lies in or is made of; raises BadFilterError for an unknown code."""
    area, member = schema.core_area, schema.core_area_member
    if "\x00" in area_code:  # PostgreSQL takes no such text
        area_code = area_code.replace("\x00", " ")
    row = connection.execute(sa.select(area).where(area.c.area_code == area_code)).mappings().first()
    if row is None or row["level"] not in (*LEVELS, "remainder"):
        raise BadFilterError(name="area", value=area_code, expected="the code of an area of this alliance")
    force = sa.select(area.c.area_code).where(area.c.level == "force").scalar_subquery()
    above = sa.select(member.c.ancestor_code).where(member.c.area_code == area_code, member.c.ancestor_code.in_(force))
    below = sa.select(member.c.area_code).where(member.c.ancestor_code == area_code, member.c.level == "force")
    codes = sorted(set(connection.scalars(above)) | set(connection.scalars(below)))
    return Area(row["area_code"], row["area_name"], row["level"], row["parent_code"], row["vintage"], tuple(codes))


def select_members(filters: Filters, *, level: str) -> sa.Select[tuple[str]]:
    """SQL for the codes of the areas listed at a level within the filters' area."""
    member = schema.core_area_member
    return sa.select(member.c.area_code).where(member.c.ancestor_code == filters.area_code, member.c.level == level)


@remember
def list_populations(connection: sa.Connection, *, year: int) -> pd.DataFrame:
    """Residents by area at mid-year, for districts and every area made of them; LSOAs at mid-2017.

    A row is an area: area_code, population, population_year (the nearest mid-year held).
    """
    figure, member, area = schema.core_figure, schema.core_area_member, schema.core_area
    held = connection.scalars(sa.select(figure.c.period_code).distinct().where(figure.c.measure_code == "population"))
    years = sorted(int(code.removeprefix("mid-")) for code in held)
    if not years:
        return pd.DataFrame({"area_code": [], "population": [], "population_year": []})
    nearest = min(years, key=lambda held_year: (abs(held_year - year), held_year))
    districts = (
        sa.select(member.c.ancestor_code.label("area_code"), sa.func.sum(figure.c.value).label("population"))
        .join(member, sa.and_(member.c.area_code == figure.c.area_code, member.c.level == "district"))
        .where(figure.c.measure_code == "population", figure.c.period_code == f"mid-{nearest}")
        .group_by(member.c.ancestor_code)
    )
    lsoas = (
        sa.select(figure.c.area_code, figure.c.value.label("population"))
        .join(area, area.c.area_code == figure.c.area_code)
        .where(figure.c.measure_code == "population_lsoa")
    )
    above = read_frame(connection, districts).assign(population_year=nearest)
    people = pd.concat([above, read_frame(connection, lsoas).assign(population_year=2017)], ignore_index=True)
    return people.astype({"population_year": "Int64"})
