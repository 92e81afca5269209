"""Recorded crime by area for each 1,000 residents, with intervals."""

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.judging import judge_intervals
from data_access.measures.lsoa_vintages import GROUP_SIGN, map_lsoa_2011
from data_access.measures.rates import add_rates
from data_access.measures.sensitive import SMALL_LEVELS, drop_sensitive
from data_access.measures.suppression import PUBLISHED
from data_access.options import Breakdown, Level
from data_access.publications import STREET_CRIME
from data_access.queries.crime.counts import TOTAL_CRIME, TOTAL_INCIDENTS, count_crime, list_offences
from data_access.queries.sources.areas import list_populations, select_members
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.sources.sources import find_access

# A rate of fewer residents than this says little of any place and much of chance.
FEWEST_RESIDENTS = 1_000
TOTALS = {TOTAL_CRIME: "Recorded crime", TOTAL_INCIDENTS: "Anti-social behaviour"}

RANK_COLUMNS = [
    "area_code",
    "area_name",
    "crime_count",
    "incident_count",
    "month_count",
    "population",
    "population_year",
    "rate",
    "rate_lower",
    "rate_upper",
]

RATE_COLUMNS = [
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "is_recorded_crime",
    "crime_count",
    "month_count",
    "population",
    "population_year",
    "rate",
    "rate_lower",
    "rate_upper",
    "whole_rate",
    "differs",
    "reason",
]


def rank_areas(connection: sa.Connection, *, filters: Filters, level: Level = "policing_area") -> pd.DataFrame:
    """Areas by recorded crime per 1,000 residents over the months held, highest first.

    A row is an area: crime_count, incident_count (anti-social behaviour), month_count, population,
    rate, rate_lower, rate_upper (95%); the remainder areas stand last and have no rate.
    """
    counts = count_crime(connection, filters=filters, level=level, breakdown="total")
    columns = ["area_code", "area_name"]
    if counts.empty:
        return pd.DataFrame(columns=RANK_COLUMNS)
    is_crime = counts["is_recorded_crime"].astype(bool)
    sums = counts.assign(
        crime=counts["crime_count"].where(is_crime, 0), incident=counts["crime_count"].where(~is_crime, 0)
    )
    ranked = (
        sums.groupby(columns, sort=False)
        .agg(crime_count=("crime", "sum"), incident_count=("incident", "sum"))
        .reset_index()
    )
    if is_crime.all():
        ranked["incident_count"] = np.nan  # a threat without anti-social behaviour: not asked, so not zero
    ranked["month_count"] = counts["month"].nunique()
    middle = sorted(counts["month"].unique())[counts["month"].nunique() // 2]
    people = list_populations(connection, year=int(middle[:4]))
    ranked = add_rates(ranked.merge(people, on="area_code", how="left"), count="crime_count", population="population")
    return ranked.sort_values("rate", ascending=False, na_position="last", ignore_index=True)


def rate_areas(
    connection: sa.Connection, *, filters: Filters, level: Level = "policing_area", breakdown: Breakdown = "total"
) -> pd.DataFrame:
    """Recorded crime and anti-social behaviour by area per 1,000 residents over the months held, highest first.

    A row is an area and an offence (breakdown 'category') or one of recorded crime and anti-social
    behaviour ('total'), with the rate of all the areas together (whole_rate); `differs` says 'higher' or
    'lower' where the 95% interval does not reach it. LSOAs are those of 2011 (codes of 2021 are brought
    to them); one of fewer than 1,000 residents has no rate, and `reason` says so. Raises BadFilterError
    for an unknown breakdown.
    """
    if breakdown not in ("total", "category"):
        raise BadFilterError(name="--breakdown", value=breakdown, expected="total or category for rates")
    source_id = filters.source_id or STREET_CRIME
    months = list_months_held(connection, filters=filters, source_id=source_id)
    offences = list_offences(connection, filters)
    if level in SMALL_LEVELS and find_access(connection, source_id=source_id) != PUBLISHED:
        offences = drop_sensitive(offences)
    if not months or offences.empty:
        return pd.DataFrame(columns=RATE_COLUMNS)
    counts, named = name_breakdown(
        sum_by_area(connection, filters=filters, level=level, months=months), offences, breakdown=breakdown
    )
    areas = list_ground(connection, filters=filters, level=level)
    keys = ["area_code", "offence_code"]
    every = pd.MultiIndex.from_product([areas["area_code"], named["offence_code"]], names=keys)
    frame = counts.groupby(keys)["crime_count"].sum().reindex(every, fill_value=0).reset_index()
    frame = frame.merge(areas, on="area_code").merge(named, on="offence_code")
    frame["month_count"] = len(months)
    return _rate(frame, _list_people(connection, months=months, level=level))[RATE_COLUMNS]


def sum_by_area(connection: sa.Connection, *, filters: Filters, level: Level, months: list[str]) -> pd.DataFrame:
    """Counts over some months by area and offence; LSOAs on the ground of 2011, so that no row is lost."""
    out = schema.out_crime_month
    statement = (
        sa.select(
            out.c.area_code,
            out.c.offence_code,
            sa.cast(sa.func.sum(out.c.crime_count), sa.BigInteger).label("crime_count"),
        )
        .where(
            out.c.source_id == (filters.source_id or STREET_CRIME),
            out.c.level == level,
            out.c.month.in_(months),
            out.c.area_code.in_(select_members(filters, level=level)),
        )
        .group_by(out.c.area_code, out.c.offence_code)
    )
    counts = read_frame(connection, statement)
    if level != "lsoa":
        return counts
    renamed = counts.rename(columns={"area_code": "lsoa_code"})
    mapped = map_lsoa_2011(renamed, changes=list_lsoa_changes(connection), count="crime_count")
    return mapped.rename(columns={"lsoa_code": "area_code"})


def list_lsoa_changes(connection: sa.Connection) -> pd.DataFrame:
    """Which LSOAs of 2011 were split or merged into which of 2021: lsoa11_code, lsoa21_code."""
    change = schema.core_lsoa_change
    return read_frame(connection, sa.select(change.c.lsoa11_code, change.c.lsoa21_code))


def list_ground(connection: sa.Connection, *, filters: Filters, level: Level) -> pd.DataFrame:
    """The areas listed at a level within the filters' area: area_code, area_name; LSOAs as those of 2011."""
    area = schema.core_area
    statement = (
        sa.select(area.c.area_code, area.c.area_name)
        .where(area.c.area_code.in_(select_members(filters, level=level)))
        .order_by(area.c.sort_order)
    )
    areas = read_frame(connection, statement)
    if level != "lsoa":
        return areas
    names = dict(zip(areas["area_code"], areas["area_name"], strict=True))
    listed = areas.assign(lsoa_code=areas["area_code"], one=1)[["lsoa_code", "one"]]
    ground = map_lsoa_2011(listed, changes=list_lsoa_changes(connection), count="one")["lsoa_code"]
    return pd.DataFrame(
        {
            "area_code": ground,
            "area_name": [" + ".join(names.get(code, code) for code in each.split(GROUP_SIGN)) for each in ground],
        }
    )


def name_breakdown(
    counts: pd.DataFrame, offences: pd.DataFrame, *, breakdown: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of the offences meant, by category or as the two totals, and those offences with their names."""
    counts = counts[counts["offence_code"].isin(offences["offence_code"])]
    if breakdown == "category":
        return counts, offences[["offence_code", "offence_name", "is_recorded_crime"]]
    is_crime = offences["is_recorded_crime"].astype(bool)
    target = dict(zip(offences["offence_code"], is_crime.map({True: TOTAL_CRIME, False: TOTAL_INCIDENTS}), strict=True))
    named = [(code, TOTALS[code], code == TOTAL_CRIME) for code in TOTALS if code in target.values()]
    return (
        counts.assign(offence_code=counts["offence_code"].map(target)),
        pd.DataFrame(named, columns=["offence_code", "offence_name", "is_recorded_crime"]),
    )


def _list_people(connection: sa.Connection, *, months: list[str], level: str) -> pd.DataFrame:
    """Residents at the mid-year nearest the middle of the months; merged LSOAs have those of their parts."""
    people = list_populations(connection, year=int(months[len(months) // 2][:4]))
    if level != "lsoa":
        return people
    renamed = people.dropna(subset=["population"]).rename(columns={"area_code": "lsoa_code"})
    mapped = map_lsoa_2011(renamed, changes=list_lsoa_changes(connection), count="population")
    return mapped.rename(columns={"lsoa_code": "area_code"})


def _rate(frame: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Rates with intervals, the rate of all areas together, and why an area has none."""
    rated = frame.merge(people, on="area_code", how="left")
    population = rated["population"].astype(float)
    rated["population"] = population
    is_small = population < FEWEST_RESIDENTS
    rated["reason"] = np.select(
        [population.isna(), is_small],
        ["residents are not held", f"fewer than {FEWEST_RESIDENTS:,} residents"],
        default="",
    )
    is_rated = rated["reason"] == ""
    shown = add_rates(rated.assign(known=population.where(is_rated)), count="crime_count", population="known")
    sums = shown[is_rated].groupby("offence_code").agg(count=("crime_count", "sum"), people=("known", "sum"))
    shown["whole_rate"] = shown["offence_code"].map(1000 * sums["count"].astype(float) / sums["people"])
    shown["differs"] = judge_intervals(shown["rate_lower"], shown["rate_upper"], against=shown["whole_rate"])
    order = {code: number for number, code in enumerate(dict.fromkeys(shown["offence_code"]))}
    return (
        shown.assign(offence_order=shown["offence_code"].map(order))
        .sort_values(["offence_order", "rate", "area_code"], ascending=[True, False, True], na_position="last")
        .reset_index(drop=True)
    )
