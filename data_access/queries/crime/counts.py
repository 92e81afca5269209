"""Recorded crime and anti-social behaviour: counts by month."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.sensitive import SMALL_LEVELS, drop_sensitive
from data_access.measures.suppression import PUBLISHED
from data_access.options import Breakdown, Level
from data_access.publications import FORCE_CRIMES, STREET_CRIME
from data_access.queries.crime.of_threat import list_bearing_offences
from data_access.queries.sources.areas import Area, find_area, select_members
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.sources.sources import find_access

TOTAL_CRIME, TOTAL_INCIDENTS = "recorded-crime", "anti-social-behaviour"

# How each series codes its offences.
SCHEMES = {STREET_CRIME: "street", FORCE_CRIMES: "offence"}

COUNT_COLUMNS = [
    "month",
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "is_recorded_crime",
    "crime_count",
    "parent_code",
]


def count_crime(
    connection: sa.Connection, *, filters: Filters, level: Level = "", breakdown: Breakdown = "category"
) -> pd.DataFrame:
    """Crimes and incidents by month held, area and category.

    A row is a month, area and offence. Without a level: the filters' own area; with one: the areas listed at
    it within that area. Zero rows are there for months held, except at LSOA level, where only counts above
    zero are listed. A month not held for every force of the area is not there at all: it's missing, not zero. With
    breakdown 'total' a month has one row for recorded crime and one for incidents; with 'group' (a
    force's own extract) offence codes stand under their ONS offence group.
    """
    area = find_area(connection, area_code=filters.area_code)
    wanted = level or area.level
    source_id = filters.source_id or STREET_CRIME
    areas, offences = _list_counted_areas(connection, filters, level), list_offences(connection, filters)
    if wanted in SMALL_LEVELS and find_access(connection, source_id=source_id) != PUBLISHED:
        offences = drop_sensitive(offences)
    if offences.empty:  # the threat bears on none of the series, or on none that may be shown here
        return pd.DataFrame(columns=COUNT_COLUMNS)
    months = list_counted_months(connection, filters=filters, area=area, source_id=source_id)
    counts = _read_counts(connection, filters, level=wanted, source_id=source_id, is_own=not level)
    counts, offences = _break_down(connection, counts, offences, breakdown=breakdown)
    keys = ["month", "area_code", "offence_code"]
    if wanted != "lsoa" or not level:
        full = pd.MultiIndex.from_product([months, areas["area_code"], offences["offence_code"]], names=keys)
        counts = counts.set_index(keys)["crime_count"].reindex(full, fill_value=0).reset_index()
    else:
        counts = counts[counts["month"].isin(months)]
    frame = counts.merge(areas, on="area_code").merge(offences.drop(columns="parent_code"), on="offence_code")
    return frame.sort_values(["month", "sort_order", "offence_code"], ignore_index=True)[COUNT_COLUMNS]


def list_counted_months(connection: sa.Connection, *, filters: Filters, area: Area, source_id: str) -> list[str]:
    """Months held; of an LSOA drawn in one census only, those whose files use its codes: others are no zeros."""
    months = list_months_held(connection, filters=filters, source_id=source_id)
    if area.level != "lsoa" or area.vintage == "both":
        return months
    out, code = schema.out_crime_month, schema.core_area
    in_use = connection.scalars(
        sa.select(out.c.month)
        .distinct()
        .join(code, code.c.area_code == out.c.area_code)
        .where(out.c.source_id == source_id, out.c.level == "lsoa", code.c.vintage == area.vintage)
    )
    return sorted(set(months) & set(in_use))


def _break_down(
    connection: sa.Connection, counts: pd.DataFrame, offences: pd.DataFrame, *, breakdown: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts and offences at the breakdown asked for: as they are, by offence group, or in total."""
    if breakdown == "category":
        return counts, offences
    if breakdown == "group":
        parents = offences.set_index("offence_code")["parent_code"]
        target, shown = parents, list_groups(connection, parents)
    else:
        is_crime = offences.set_index("offence_code")["is_recorded_crime"].astype(bool)
        target = is_crime.map({True: TOTAL_CRIME, False: TOTAL_INCIDENTS})
        named = {TOTAL_CRIME: ("Recorded crime", True), TOTAL_INCIDENTS: ("Anti-social behaviour", False)}
        shown = pd.DataFrame(
            [(code, *named[code], "") for code in named if code in set(target)],
            columns=["offence_code", "offence_name", "is_recorded_crime", "parent_code"],
        )
    known = counts[counts["offence_code"].isin(target.index)]
    summed = known.assign(offence_code=known["offence_code"].map(target))
    keys = ["month", "area_code", "offence_code"]
    return summed.groupby(keys, as_index=False)["crime_count"].sum(), shown


def list_groups(connection: sa.Connection, parents: pd.Series) -> pd.DataFrame:
    """The offence groups that some offence codes stand under, in the order of the tree."""
    offence = schema.core_offence
    statement = (
        sa.select(offence.c.offence_code, offence.c.offence_name, offence.c.is_recorded_crime, offence.c.parent_code)
        .where(offence.c.scheme == "group", offence.c.offence_code.in_(sorted(set(parents))))
        .order_by(offence.c.sort_order)
    )
    return read_frame(connection, statement)


def _list_counted_areas(connection: sa.Connection, filters: Filters, level: str) -> pd.DataFrame:
    area = schema.core_area
    is_wanted = (
        area.c.area_code.in_(select_members(filters, level=level)) if level else area.c.area_code == filters.area_code
    )
    columns = (area.c.area_code, area.c.area_name, area.c.parent_code, area.c.sort_order)
    return read_frame(connection, sa.select(*columns).where(is_wanted))


def list_offences(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    """The offences of the series asked for; a threat keeps those that bear on it."""
    offence = schema.core_offence
    scheme = SCHEMES[filters.source_id or STREET_CRIME]
    statement = (
        sa.select(offence.c.offence_code, offence.c.offence_name, offence.c.is_recorded_crime, offence.c.parent_code)
        .where(offence.c.scheme == scheme)
        .order_by(offence.c.sort_order)
    )
    if not filters.threat_code:
        return read_frame(connection, statement)
    bearing = list_bearing_offences(connection, threat_code=filters.threat_code)
    frame = read_frame(connection, statement)
    # A group that bears on a threat brings the offence codes within it.
    keep = [
        (scheme, code) in bearing or ("group", parent) in bearing
        for code, parent in zip(frame["offence_code"], frame["parent_code"], strict=True)
    ]
    return frame[keep].reset_index(drop=True)


def _read_counts(
    connection: sa.Connection, filters: Filters, *, level: str, source_id: str, is_own: bool
) -> pd.DataFrame:
    out = schema.out_crime_month
    is_wanted = (
        out.c.area_code == filters.area_code if is_own else out.c.area_code.in_(select_members(filters, level=level))
    )
    statement = sa.select(out.c.month, out.c.area_code, out.c.offence_code, out.c.crime_count).where(
        out.c.source_id == source_id,
        out.c.level == ("policing_area" if level == "remainder" else level),
        is_wanted,
        *filters.months(out.c.month),
    )
    return read_frame(connection, statement)
