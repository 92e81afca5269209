"""Capacity against demand: what is recorded for each officer, by force and year, beside peers."""

import numpy as np
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.periods import parse_period
from data_access.publications import COLLISIONS, RECORDED_CRIME_YEAR, WORKFORCE
from data_access.queries.casualties.collisions import rank_roads
from data_access.queries.crime.severity import WHOLE_YEAR, score_severity
from data_access.queries.sources.areas import find_area
from data_access.queries.sources.coverage import list_years_held
from data_access.queries.workforce.strength import list_compared_forces

COLUMNS = [
    "demand_code",
    "demand_name",
    "period_code",
    "period",
    "area_code",
    "area_name",
    "demand_count",
    "officer_count",
    "as_at_date",
    "per_officer",
    "status",
]
DEMANDS = {
    "recorded-crime": "Recorded crimes",
    "severity": "Severity of recorded crime",
    "ksi-collisions": "KSI collisions",
}
SEVERITY_PERIOD = "ye-2018-03"  # the four quarters whose offence codes are held


def compare_capacity(connection: sa.Connection, *, filters: Filters, with_peers: bool = False) -> pd.DataFrame:
    """What was recorded in a year for each officer (FTE), by kind of demand, year and force.

    demand_code is 'recorded-crime' (years to September), 'severity' (crimes x ONS weight, the financial year
    whose offence codes are held) or 'ksi-collisions' (calendar years, the alliance's forces only). Officers
    are those on the date nearest the middle of the year, as_at_date; a year in which no such date lies has
    no row. For the alliance its forces and all together are given (the sum of demand over the sum of
    officers); for an area below a force, the force.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    shown = list_compared_forces(connection, chosen, with_peers=with_peers)
    demand = pd.concat(
        [
            _count_crimes(connection, filters, shown),
            _weigh_crimes(connection, filters, shown),
            _count_collisions(connection, filters, force_codes=chosen.force_codes),
        ],
        ignore_index=True,
    )
    rows = _add_officers(demand, _read_officers(connection, shown))
    if chosen.level == "alliance":
        rows = pd.concat([rows, _sum_forces(rows, chosen.code, force_codes=chosen.force_codes)], ignore_index=True)
    return _finish(connection, rows, names={chosen.code: chosen.name})


def _count_crimes(connection: sa.Connection, filters: Filters, shown: list[str]) -> pd.DataFrame:
    """Recorded crime in years to September whose last month lies in the period."""
    figure = schema.core_figure
    statement = (
        sa.select(figure.c.period_code, figure.c.area_code, figure.c.value.label("demand_count"))
        .where(
            figure.c.source_id == RECORDED_CRIME_YEAR,
            figure.c.measure_code == "recorded_crime_year",
            figure.c.breakdown_code == "total",
            figure.c.area_code.in_(shown),
            *filters.months(sa.func.substr(figure.c.period_code, 4, 7)),
        )
        .order_by(figure.c.period_code, figure.c.area_code)
    )
    return read_frame(connection, statement).astype({"demand_count": float}).assign(demand_code="recorded-crime")


def _weigh_crimes(connection: sa.Connection, filters: Filters, shown: list[str]) -> pd.DataFrame:
    """Crimes times their severity weight, in the whole year whose offence codes are held."""
    scored = score_severity(connection, filters=filters.but(threat_code="", source_id=""))
    year = scored[(scored["period_code"] == WHOLE_YEAR) & scored["area_code"].isin(shown)]
    return pd.DataFrame(
        {
            "demand_code": "severity",
            "period_code": SEVERITY_PERIOD,
            "area_code": year["area_code"],
            "demand_count": year["harm"].astype(float),
        }
    )


def _count_collisions(connection: sa.Connection, filters: Filters, *, force_codes: tuple[str, ...]) -> pd.DataFrame:
    """KSI collisions of the calendar years held whole, of the period."""
    rows = []
    for code in force_codes:
        of_force = Filters(area_code=code)
        for year in list_years_held(connection, filters=of_force, source_id=COLLISIONS):
            if (filters.from_month or "0") <= f"{year}-12" <= (filters.to_month or "9"):
                months = of_force.but(from_month=f"{year}-01", to_month=f"{year}-12")
                count = float(rank_roads(connection, filters=months)["ksi_count"].sum())
                rows.append(("ksi-collisions", str(year), code, count))
    columns = ["demand_code", "period_code", "area_code", "demand_count"]
    return pd.DataFrame(rows, columns=columns).astype({"demand_count": float})


def _read_officers(connection: sa.Connection, shown: list[str]) -> pd.DataFrame:
    figure = schema.core_figure
    statement = sa.select(
        figure.c.area_code, figure.c.period_code.label("as_at_date"), figure.c.value.label("officer_count")
    ).where(
        figure.c.source_id == WORKFORCE,
        figure.c.measure_code == "workforce_strength",
        figure.c.breakdown_code == "officer",
        figure.c.basis == "fte",
        figure.c.area_code.in_(shown),
    )
    return read_frame(connection, statement).astype({"officer_count": float})


def _add_officers(demand: pd.DataFrame, officers: pd.DataFrame) -> pd.DataFrame:
    """The demand with the officers of the date nearest its middle, of those held within it."""
    held = sorted(officers["as_at_date"].unique())
    nearest = {code: _find_nearest(code, held) for code in demand["period_code"].unique()}
    dated = demand.assign(as_at_date=demand["period_code"].map(nearest))
    return dated[dated["as_at_date"].notna()].merge(officers, on=["area_code", "as_at_date"], how="left")


def _find_nearest(period_code: str, dates: list[str]) -> str | None:
    """The date within the period that is nearest its middle; none where no date lies in it."""
    period = parse_period(period_code)
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    middle = start + (end - start) / 2
    away = {date: abs(pd.Timestamp(date) - middle) for date in dates if start <= pd.Timestamp(date) <= end}
    return min(away, key=lambda date: (away[date], date), default=None)


def _sum_forces(rows: pd.DataFrame, code: str, *, force_codes: tuple[str, ...]) -> pd.DataFrame:
    """The forces together, only where each of them has both figures."""
    own = rows[rows["area_code"].isin(force_codes)]
    keys = ["demand_code", "period_code", "as_at_date"]
    sums = own.groupby(keys, sort=False)[["demand_count", "officer_count"]].sum(min_count=len(force_codes))
    return sums.reset_index().assign(area_code=code)


def _finish(connection: sa.Connection, rows: pd.DataFrame, *, names: dict[str, str]) -> pd.DataFrame:
    area = schema.core_area
    known = {str(row.area_code): str(row.area_name) for row in connection.execute(sa.select(area))}
    order = {code: place for place, code in enumerate(known)}
    per_officer = rows["demand_count"] / rows["officer_count"].where(rows["officer_count"] > 0, np.nan)
    frame = rows.assign(
        demand_name=rows["demand_code"].map(DEMANDS),
        period=[parse_period(code).label for code in rows["period_code"]],
        area_name=rows["area_code"].map({**known, **names}),
        per_officer=per_officer,
        status=per_officer.notna().map({True: "value", False: "missing"}),
        sort=rows["area_code"].map(order),
    )
    frame["demand_code"] = pd.Categorical(frame["demand_code"], list(DEMANDS))
    frame = frame.sort_values(["demand_code", "period_code", "sort"], ignore_index=True)
    return frame.astype({"demand_code": str})[COLUMNS]
