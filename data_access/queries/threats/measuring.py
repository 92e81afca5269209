"""One figure for each threat: what is measured, over which period, and how it compares with an earlier one."""

import math
from dataclasses import dataclass, replace

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.measures.change import NO_SAME_MONTHS, NO_YEAR_BEFORE, ONE_YEAR_OF_CODES, ZERO, Change, compare_counts
from data_access.measures.latest_period import (
    LATEST_RUN,
    NOT_HELD,
    QUARTERLY_TABLE,
    TWELVE_MONTHS,
    find_latest_run,
    find_latest_twelve,
    name_span,
)
from data_access.measures.same_months import find_same_months_before
from data_access.publications import COLLISIONS, RECORDED_CRIME_QUARTER, RECORDED_CRIME_YEAR, STREET_CRIME
from data_access.queries.casualties.collisions import rank_roads
from data_access.queries.crime.counts import count_crime
from data_access.queries.sources.areas import Area
from data_access.queries.sources.coverage import list_months_held
from data_access.queries.threats.counts import ForceTables, YearlyCounts

MONTHLY, YEARLY, QUARTERLY, KSI = (
    "street_crime_month",
    "recorded_crime_year",
    "recorded_crime_quarter",
    "ksi_collisions",
)


@dataclass(frozen=True)
class Figure:
    """A threat's figure; value is None where none is held, and then why says why."""

    measure_code: str = ""
    source_id: str | None = None
    rule: str = NOT_HELD
    period_words: str = ""
    first_month: str = ""
    last_month: str = ""
    value: float | None = None
    then: float | None = None
    then_words: str = ""
    pct: float = math.nan
    z: float = math.nan
    z_against_nation: float = math.nan
    judgement: str = ""
    elsewhere: str = ""
    allows_for: str = ""
    is_wider: bool = False
    fatal_count: float | None = None
    serious_count: float | None = None


def choose_months(months: list[str], *, is_run_enough: bool) -> tuple[list[str], str]:
    """The months that stand for now, and the rule: the latest twelve held whole, or (if enough) the latest run."""
    twelve = find_latest_twelve(months)
    if twelve or not is_run_enough:
        return twelve, TWELVE_MONTHS
    return find_latest_run(months), LATEST_RUN


def compare_months(figure: Figure, *, before: list[str], then: float) -> Figure:
    """A monthly figure beside the same months of an earlier year, allowing for chance alone."""
    change = compare_counts(then=then, now=figure.value or 0.0)
    return _add_change(replace(figure, then=then, then_words=name_span(before)), change)


def measure_year(
    yearly: YearlyCounts, *, force_codes: tuple[str, ...], year: int, rule: str, is_wider: bool = False
) -> Figure | None:
    """A year to September against the year before, by the spread of the 43 forces; None where it isn't held."""
    now, then = (yearly.count_forces(force_codes, year=each) for each in (year, year - 1))
    if now is None:
        return None
    figure = Figure(
        YEARLY,
        RECORDED_CRIME_YEAR,
        rule,
        f"year to September {year}",
        f"{year - 1}-10",
        f"{year}-09",
        now,
        judgement=NO_YEAR_BEFORE,
        is_wider=is_wider,
    )
    if then is None:
        return figure
    national = yearly.national_log_changes.get(year)
    change = compare_counts(then=then, now=now, tau=yearly.tau, national_log_change=national)
    return _add_change(replace(figure, then=then, then_words=f"year to September {year - 1}"), change)


def measure_quarters(
    tables: ForceTables, *, threat_code: str, force_codes: tuple[str, ...], is_wider: bool
) -> Figure | None:
    """The year of the quarterly table, where all its quarters lie in the period; it has no year before."""
    if not tables.is_whole_year:
        return None
    first, last = tables.quarter_months
    rows = tables.quarterly
    own = rows[(rows["threat_code"] == threat_code) & rows["area_code"].isin(force_codes)]
    return Figure(
        QUARTERLY,
        RECORDED_CRIME_QUARTER,
        QUARTERLY_TABLE,
        name_span([first, last]),
        first,
        last,
        float(own["crime_count"].sum()),
        judgement=ONE_YEAR_OF_CODES,
        is_wider=is_wider,
    )


def read_street_months(connection: sa.Connection, *, filters: Filters, threat_code: str) -> pd.Series:
    """Crimes by month held of the street categories that bear on a threat, for the filters' own area."""
    counts = count_crime(connection, filters=filters.but(threat_code=threat_code, source_id=""), breakdown="total")
    crimes = counts[counts["is_recorded_crime"].astype(bool)]
    return crimes.groupby("month")["crime_count"].sum()


def measure_street(
    connection: sa.Connection, *, filters: Filters, threat_code: str, is_run_enough: bool
) -> Figure | None:
    """The street categories of a threat: twelve months, or the latest run; None where no month is held."""
    every = read_street_months(connection, filters=filters.but(from_month="", to_month=""), threat_code=threat_code)
    inside = [month for month in every.index if filters.includes(month)]
    months, rule = choose_months(inside, is_run_enough=is_run_enough)
    if not months:
        return None
    value = float(every[months].sum())
    figure = Figure(
        MONTHLY, STREET_CRIME, rule, name_span(months), months[0], months[-1], value, judgement=NO_SAME_MONTHS
    )
    before = find_same_months_before(months, held=list(every.index))
    return compare_months(figure, before=before, then=float(every[before].sum())) if before else figure


def measure_ksi(connection: sa.Connection, *, filters: Filters) -> Figure | None:
    """KSI collisions of the latest twelve months (or run) held, with how many were fatal and serious."""
    always = filters.but(from_month="", to_month="")
    held = list_months_held(connection, filters=always, source_id=COLLISIONS)
    months, rule = choose_months([month for month in held if filters.includes(month)], is_run_enough=True)
    if not months:
        return None
    total, fatal, serious = _count_ksi(connection, filters, months)
    figure = Figure(
        KSI,
        COLLISIONS,
        rule,
        name_span(months),
        months[0],
        months[-1],
        total,
        judgement=NO_SAME_MONTHS,
        fatal_count=fatal,
        serious_count=serious,
    )
    before = find_same_months_before(months, held=held)
    return compare_months(figure, before=before, then=_count_ksi(connection, filters, before)[0]) if before else figure


def _count_ksi(connection: sa.Connection, filters: Filters, months: list[str]) -> tuple[float, float, float]:
    roads = rank_roads(connection, filters=filters.but(from_month=months[0], to_month=months[-1], threat_code=""))
    total, fatal, serious = (float(roads[f"{name}_count"].sum()) for name in ("ksi", "fatal", "serious"))
    return total, fatal, serious


def list_years(yearly: YearlyCounts, *, filters: Filters, area: Area) -> list[int]:
    """Years to September that are held for all the area's forces and end in the period, oldest first."""
    own = yearly.counts[yearly.counts["area_code"].isin(area.force_codes)]
    held = own.groupby("year")["area_code"].nunique()
    whole = [int(str(year)) for year, count in held.items() if count == len(area.force_codes)]
    return [year for year in sorted(whole) if filters.includes(f"{year}-09")]


def _add_change(figure: Figure, change: Change | None) -> Figure:
    if change is None:
        return replace(figure, judgement=ZERO)
    nation = math.nan if change.z_against_nation is None else change.z_against_nation
    return replace(
        figure,
        pct=change.pct,
        z=change.z,
        z_against_nation=nation,
        judgement=change.judgement,
        elsewhere=change.elsewhere,
        allows_for=change.allows_for,
    )
