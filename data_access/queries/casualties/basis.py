"""What rates and estimates of collisions rest on: years held, fitted expectations, values of prevention."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.publications import COLLISIONS
from data_access.queries.sources.coverage import list_months_by_force


def list_fits(connection: sa.Connection) -> pd.DataFrame:
    """A row for each fit of KSI collisions on exposure: rate, overdispersion (k) and their standard errors.

    The rate is collisions a year for each million vehicle-km ('traffic') or km ('length'). is_used is
    false for a class with fewer than 30 sections, whose roads take the fit over all roads.
    """
    fit = schema.out_road_fit
    return read_frame(connection, sa.select(fit).order_by(fit.c.exposure_kind.desc(), fit.c.fit_code))


def measure_years(connection: sa.Connection, *, filters: Filters) -> dict[str, float]:
    """Years of collisions held for each force within the filters' period, in twelfths."""
    held = list_months_by_force(connection, filters=filters, source_id=COLLISIONS)
    return {force_code: len(months) / 12 for force_code, months in held.items()}


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
