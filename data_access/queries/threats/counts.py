"""Counts by threat from the published tables of forces: years to September, and offence codes of 2017/18."""

from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.filters import Filters
from data_access.measures.change import find_usual_spread, pair_years
from data_access.measures.threat_ranks import find_offences_of_threats
from data_access.periods import parse_period
from data_access.publications import RECORDED_CRIME_YEAR
from data_access.queries.crime.published import is_whole_in_period

QUARTERS_IN_YEAR = 4


@dataclass(frozen=True)
class YearlyCounts:
    """Every force's years to September of one threat, with the usual spread of their changes.

    counts has area_code, year and crime_count; a year in which a group of the threat is blank is not there.
    """

    counts: pd.DataFrame
    tau: float
    national_log_changes: dict[int, float]

    def count_forces(self, force_codes: tuple[str, ...], *, year: int) -> float | None:
        """The forces together in a year; None where one of them has no value."""
        own = self.counts[(self.counts["year"] == year) & self.counts["area_code"].isin(force_codes)]
        return float(own["crime_count"].sum()) if len(own) == len(force_codes) else None


@remember
def read_yearly_counts(connection: sa.Connection) -> dict[str, YearlyCounts]:
    """Years to September by threat, for every threat that offence groups bear on.

    Several groups of a threat are added up before they are compared, so that tau is that of their sum.
    """
    figure, link = schema.core_figure, schema.core_threat_offence
    statement = (
        sa.select(
            link.c.threat_code,
            link.c.offence_code,
            figure.c.area_code,
            figure.c.period_code,
            sa.cast(figure.c.value, sa.Double).label("crime_count"),
        )
        .join(figure, figure.c.breakdown_code == link.c.offence_code)
        .where(
            link.c.scheme == "group",
            figure.c.source_id == RECORDED_CRIME_YEAR,
            figure.c.measure_code == "recorded_crime_year",
            figure.c.status == "value",
        )
        .order_by(link.c.threat_code, figure.c.area_code, figure.c.period_code)
    )
    rows = read_frame(connection, statement)
    rows["year"] = rows["period_code"].str.slice(3, 7).astype(int)
    return {str(code): _add_up_groups(group) for code, group in rows.groupby("threat_code")}


def _add_up_groups(rows: pd.DataFrame) -> YearlyCounts:
    group_count = rows["offence_code"].nunique()
    counts = rows.groupby(["area_code", "year"], as_index=False)["crime_count"].sum(min_count=group_count)
    counts = counts.dropna(subset=["crime_count"])
    pairs = pair_years(counts)
    national = pairs.drop_duplicates("year").set_index("year")["national_log_change"]
    return YearlyCounts(counts, find_usual_spread(pairs), {int(year): float(value) for year, value in national.items()})


@dataclass(frozen=True)
class ForceTables:
    """The tables of forces by threat, for one period: years to September, and offence codes of the quarters in it.

    quarterly has threat_code, area_code, offence_code and crime_count over the quarters, named by their codes.
    """

    yearly: dict[str, YearlyCounts]
    quarterly: pd.DataFrame
    quarters: tuple[str, ...]

    @property
    def is_whole_year(self) -> bool:
        """Whether the quarters make a whole year."""
        return len(self.quarters) == QUARTERS_IN_YEAR

    @property
    def quarter_months(self) -> tuple[str, str]:
        """The first and last month of the quarters; raises IndexError where there is none."""
        first, last = parse_period(self.quarters[0]), parse_period(self.quarters[-1])
        return f"{first.start:%Y-%m}", f"{last.end:%Y-%m}"


def read_force_tables(connection: sa.Connection, *, filters: Filters) -> ForceTables:
    """Read both tables for all forces; quarters are those that lie whole in the filters' period."""
    figure = schema.core_figure
    is_quarterly = figure.c.measure_code == "recorded_crime_quarter"
    held = connection.scalars(sa.select(figure.c.period_code).distinct().where(is_quarterly))
    quarters = tuple(code for code in sorted(held) if is_whole_in_period(code, filters))
    of_threats = _find_offences(connection)
    statement = (
        sa.select(
            figure.c.area_code,
            figure.c.breakdown_code.label("offence_code"),
            sa.cast(sa.func.sum(figure.c.value), sa.Double).label("crime_count"),
        )
        .where(
            is_quarterly,
            figure.c.status == "value",
            figure.c.period_code.in_(quarters),
            figure.c.breakdown_code.in_(sorted(set().union(*of_threats.values()))),
        )
        .group_by(figure.c.area_code, figure.c.breakdown_code)
    )
    sums = read_frame(connection, statement)
    parts = [sums[sums["offence_code"].isin(codes)].assign(threat_code=code) for code, codes in of_threats.items()]
    quarterly = pd.concat([*parts, sums.iloc[0:0].assign(threat_code="")], ignore_index=True)
    return ForceTables(read_yearly_counts(connection), quarterly, quarters)


@remember
def _find_offences(connection: sa.Connection) -> dict[str, set[str]]:
    link, offence = schema.core_threat_offence, schema.core_offence
    links = read_frame(connection, sa.select(link.c.threat_code, link.c.scheme, link.c.offence_code))
    parents = {
        row[0]: row[1] or ""
        for row in connection.execute(
            sa.select(offence.c.offence_code, offence.c.parent_code).where(offence.c.scheme.in_(("offence", "group")))
        )
    }
    return find_offences_of_threats(links[links["scheme"] != "street"], parents=parents)
