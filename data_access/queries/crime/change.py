"""Which changes of recorded crime are more than usual, against the spread among the 43 forces."""

import math
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.filters import Filters
from data_access.measures.change import (
    COUNTED_OTHERWISE,
    JUDGEMENT_COLUMNS,
    Change,
    compare_counts,
    find_usual_spread,
    pair_years,
    tabulate_changes,
)
from data_access.measures.offence_groups import add_combined_groups, is_comparable
from data_access.options import YearEnding
from data_access.publications import RECORDED_CRIME_YEAR
from data_access.queries.crime.years import count_crime_by_year

CHANGE_COLUMNS = [
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "year_ending",
    "then",
    "now",
    "pct",
    "z",
    "z_against_nation",
    "tau",
    *JUDGEMENT_COLUMNS,
]


def compare_years(connection: sa.Connection, *, filters: Filters, year_ending: YearEnding = "") -> pd.DataFrame:
    """Each force's (or the alliance's) year to September against the year before, by offence group.

    A row is an area and offence group with both counts, the change in per cent, z, z after taking
    out the national change, and the judgement (measures.change). year_ending is YYYY-09; empty: the latest held.
    """
    # The year before must be there too, so the period bounds only which year is asked about.
    years = count_crime_by_year(connection, filters=filters.but(from_month="", to_month=""))
    chosen = year_ending or find_latest_year(years, filters)
    if not chosen:
        return pd.DataFrame(columns=CHANGE_COLUMNS)
    spreads = list_spreads(connection, year=int(chosen[:4]))
    now = years[years["year_ending"] == chosen]
    then = years[years["year_ending"] == f"{int(chosen[:4]) - 1}-09"]
    keys = ["area_code", "offence_code"]
    pairs = now.merge(then[[*keys, "crime_count"]], on=keys, how="left", suffixes=("", "_then"))
    pairs = pairs.merge(spreads, on="offence_code", how="left")
    changes = [_compare(row, year=int(chosen[:4])) for row in pairs.to_dict("records")]
    frame = pairs.rename(columns={"crime_count": "now", "crime_count_then": "then"}).assign(
        **tabulate_changes(changes, missing=COUNTED_OTHERWISE)
    )
    return frame[CHANGE_COLUMNS].reset_index(drop=True)


def find_latest_year(years: pd.DataFrame, filters: Filters) -> str:
    """The last year to September that lies in the period, of those held; '' for none."""
    held = sorted(years.loc[years["status"] == "value", "year_ending"].unique())
    inside = [year for year in held if not filters.to_month or year <= filters.to_month]
    return str(inside[-1]) if inside else ""


@remember
def list_spreads(connection: sa.Connection, *, year: int) -> pd.DataFrame:
    """offence_code, tau (usual spread among the forces over all years held), national_log_change of a year."""
    rows = []
    for offence_code, pairs in _pair_groups(connection):
        national = pairs.loc[pairs["year"] == year, "national_log_change"]
        rows.append((offence_code, find_usual_spread(pairs), national.iloc[0] if len(national) else math.nan))
    return pd.DataFrame(rows, columns=["offence_code", "tau", "national_log_change"])


def list_usual_spreads(connection: sa.Connection) -> pd.DataFrame:
    """How much each offence group usually moves among the 43 forces, and how many changes the test names.

    A row is an offence group: tau, force_year_count (pairs of years compared), named_pct (those it calls more than
    usual) and chance_pct (those it would, were chance alone allowed for).
    """
    rows = []
    for offence_code, pairs in _pair_groups(connection):
        if pairs.empty:
            continue
        tau = find_usual_spread(pairs)
        counts = list(zip(pairs["then"], pairs["now"], strict=True))
        named = [_is_named(then, now, tau=tau) for then, now in counts]
        by_chance = [_is_named(then, now, tau=0.0) for then, now in counts]
        size = len(counts)
        rows.append((offence_code, tau, size, 100 * sum(named) / size, 100 * sum(by_chance) / size))
    return pd.DataFrame(rows, columns=["offence_code", "tau", "force_year_count", "named_pct", "chance_pct"])


def _is_named(then: float, now: float, *, tau: float) -> bool:
    change = compare_counts(then=then, now=now, tau=tau)
    return change is not None and change.is_named


@remember
def _pair_groups(connection: sa.Connection) -> list[tuple[str, pd.DataFrame]]:
    """Each offence group's force-years beside the year before."""
    figure = schema.core_figure
    counts = read_frame(
        connection,
        sa.select(
            figure.c.area_code,
            figure.c.period_code,
            figure.c.breakdown_code.label("offence_code"),
            sa.cast(figure.c.value, sa.Double).label("crime_count"),
        ).where(
            figure.c.source_id == RECORDED_CRIME_YEAR,
            figure.c.measure_code == "recorded_crime_year",
            figure.c.status == "value",
        ),
    )
    counts = add_combined_groups(counts)
    counts["year"] = counts["period_code"].str.slice(3, 7).astype(int)
    return [
        (str(offence_code), pair_years(group[["area_code", "year", "crime_count"]]))
        for offence_code, group in counts.groupby("offence_code")
    ]


def _compare(row: dict[str, Any], *, year: int) -> Change | None:
    if not is_comparable(row["offence_code"], then_year=year - 1, now_year=year):
        return None
    national = row["national_log_change"]
    tau = row["tau"]
    return compare_counts(
        then=row["crime_count_then"],
        now=row["crime_count"],
        tau=0.0 if pd.isna(tau) else tau,
        national_log_change=None if pd.isna(national) else national,
    )
