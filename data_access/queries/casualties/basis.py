"""What rates and estimates of collisions rest on: years held, fitted expectations, values of prevention."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.months import list_months
from data_access.publications import COLLISIONS


def list_fits(connection: sa.Connection) -> pd.DataFrame:
    """A row for each fit of KSI collisions on exposure: rate, overdispersion (k) and their standard errors.

    The rate is collisions a year for each million vehicle-km ('traffic') or km ('length'). is_used is
    false for a class with fewer than 30 sections, whose roads take the fit over all roads.
    """
    fit = schema.out_road_fit
    return read_frame(connection, sa.select(fit).order_by(fit.c.exposure_kind.desc(), fit.c.fit_code))


def measure_years(connection: sa.Connection, *, filters: Filters) -> dict[str, float]:
    """Years of collisions held for each force within the filters' period, in twelfths."""
    coverage = schema.core_coverage
    rows = connection.execute(
        sa.select(coverage.c.area_code, coverage.c.period_code).where(coverage.c.source_id == COLLISIONS).distinct()
    )
    years: dict[str, float] = {}
    for force_code, year in rows:
        months = [
            month
            for month in list_months(f"{year}-01", f"{year}-12")
            if (filters.from_month or month) <= month <= (filters.to_month or month)
        ]
        years[force_code] = years.get(force_code, 0.0) + len(months) / 12
    return years


def list_months_held(connection: sa.Connection) -> list[str]:
    """Months of the years of collisions held for every force of the store."""
    coverage = schema.core_coverage
    rows = connection.execute(
        sa.select(coverage.c.period_code, sa.func.count(sa.distinct(coverage.c.area_code)))
        .where(coverage.c.source_id == COLLISIONS)
        .group_by(coverage.c.period_code)
    ).all()
    most = max((count for _, count in rows), default=0)
    years = [year for year, count in rows if count == most]
    return [month for year in years for month in list_months(f"{year}-01", f"{year}-12")]


def read_prevention_values(connection: sa.Connection) -> dict[str, float]:
    """Pounds for preventing one collision of a severity (never a casualty's value), at the latest prices held."""
    table = schema.core_prevention_value
    latest = sa.select(sa.func.max(table.c.price_year)).scalar_subquery()
    rows = connection.execute(sa.select(table.c.severity, table.c.collision_value).where(table.c.price_year == latest))
    return {row[0]: float(row[1]) for row in rows}


def list_prevention_values(connection: sa.Connection) -> pd.DataFrame:
    """A row for each severity: the value of preventing a collision and a casualty, with its price year and source."""
    table = schema.core_prevention_value
    return read_frame(connection, sa.select(table).order_by(table.c.collision_value.desc()))
