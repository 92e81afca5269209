"""Denominators held for some areas only: a rate of the others would be missing, and a sum over all too small."""

import sqlalchemy as sa

from data_access import schema

# What rates divide by. Each period of one must have every area of ours that any period of it has.
DENOMINATORS = ("population", "population_crime_year", "vehicle_km")


def find_partial_denominators(connection: sa.Connection) -> list[str]:
    """A sentence for each denominator and period that lacks areas, with the first one lacking."""
    faults = []
    for measure in DENOMINATORS:
        periods = _list_areas_by_period(connection, measure)
        expected = set().union(*periods.values())
        if measure == "population" and periods:
            expected |= _list_districts(connection)
        faults += [_describe(measure, period, expected - held) for period, held in periods.items() if expected - held]
    periods = _list_areas_by_period(connection, "population_lsoa")
    expected = _list_lsoas(connection)
    return faults + [
        _describe("population_lsoa", period, expected - held) for period, held in periods.items() if expected - held
    ]


def _describe(measure: str, period: str, missing: set[str]) -> str:
    areas = "1 area" if len(missing) == 1 else f"{len(missing):,} areas"
    said = f"core_figure: {measure} of {period} is held for some areas only"
    return f"{said}, not for {areas}, such as {min(missing)}"


def _list_areas_by_period(connection: sa.Connection, measure: str) -> dict[str, set[str]]:
    """The areas of the alliance that have a value, by period."""
    figure, area = schema.core_figure, schema.core_area
    rows = connection.execute(
        sa.select(figure.c.period_code, figure.c.area_code)
        .join(area, area.c.area_code == figure.c.area_code)
        .where(figure.c.measure_code == measure, figure.c.status == "value", area.c.level != "other_force")
        .distinct()
        .order_by(figure.c.period_code)
    )
    found: dict[str, set[str]] = {}
    for period, code in rows:
        found.setdefault(period, set()).add(code)
    return found


def _list_districts(connection: sa.Connection) -> set[str]:
    area = schema.core_area
    return set(connection.scalars(sa.select(area.c.area_code).where(area.c.level == "district")))


def _list_lsoas(connection: sa.Connection) -> set[str]:
    """The LSOAs of 2011; those that only the census of 2021 has stand in the store without residents."""
    area, change = schema.core_area, schema.core_lsoa_change
    old = sa.select(change.c.lsoa11_code)
    new = sa.select(change.c.lsoa21_code).where(change.c.lsoa21_code.not_in(old))
    return set(
        connection.scalars(sa.select(area.c.area_code).where(area.c.level == "lsoa", area.c.area_code.not_in(new)))
    )
