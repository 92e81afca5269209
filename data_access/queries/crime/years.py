"""Police recorded crime in years to September, as published for forces."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.offence_groups import add_combined_groups
from data_access.publications import RECORDED_CRIME_YEAR
from data_access.queries.sources.areas import find_area


def count_crime_by_year(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """Police recorded crime in years to September, by force (or the alliance) and offence group.

    Published for forces only: for an area below, its force is given. A row is a year, area and
    offence group: crime_count is missing where blank at source, and status says why. Two combined
    groups count the same offences in every year (measures.offence_groups).
    """
    figure, offence, area = schema.core_figure, schema.core_offence, schema.core_area
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            figure.c.period_code,
            figure.c.area_code,
            area.c.area_name,
            figure.c.breakdown_code.label("offence_code"),
            offence.c.offence_name,
            offence.c.parent_code,
            offence.c.is_leaf,
            figure.c.value.label("crime_count"),
            figure.c.status,
        )
        .join(
            offence,
            sa.and_(offence.c.offence_code == figure.c.breakdown_code, offence.c.scheme == "group"),
        )
        .join(area, area.c.area_code == figure.c.area_code)
        .where(
            figure.c.source_id == RECORDED_CRIME_YEAR,
            figure.c.measure_code == "recorded_crime_year",
            figure.c.area_code.in_(chosen.force_codes),
        )
        .order_by(figure.c.period_code, area.c.sort_order, offence.c.sort_order)
    )
    if filters.threat_code:
        link = schema.core_threat_offence
        of_threat = sa.select(link.c.offence_code).where(
            link.c.threat_code == filters.threat_code, link.c.scheme == "group"
        )
        statement = statement.where(offence.c.offence_code.in_(of_threat))
    frame = read_frame(connection, statement)
    frame["crime_count"] = frame["crime_count"].astype(float)
    frame["year_ending"] = frame["period_code"].str.removeprefix("ye-")
    frame = frame[_is_in_period(frame["year_ending"], filters)]
    if chosen.level == "alliance":
        frame = pd.concat([frame, _sum_forces(frame, chosen.code, chosen.name, len(chosen.force_codes))])
    return add_combined_groups(frame)


def _is_in_period(year_ending: pd.Series, filters: Filters) -> pd.Series:
    """Years whose last month lies in the period."""
    keep = pd.Series(True, index=year_ending.index)
    if filters.from_month:
        keep &= year_ending >= filters.from_month
    if filters.to_month:
        keep &= year_ending <= filters.to_month
    return keep


def _sum_forces(frame: pd.DataFrame, code: str, name: str, force_count: int) -> pd.DataFrame:
    """The forces together, only where each of them has a value."""
    keys = ["period_code", "year_ending", "offence_code", "offence_name", "parent_code", "is_leaf"]
    sums = frame.groupby(keys, sort=False, dropna=False)["crime_count"].sum(min_count=force_count).reset_index()
    status = sums["crime_count"].notna().map({True: "value", False: "missing"})
    return sums.assign(area_code=code, area_name=name, status=status)
