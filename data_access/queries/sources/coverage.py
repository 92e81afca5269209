"""Which periods each source holds for which force: what isn't listed is missing, not zero."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.months import expand_months
from data_access.publications import FORCE_CRIMES
from data_access.queries.sources.areas import find_area
from data_access.queries.sources.sources import read_protected_totals


def list_months_held(connection: sa.Connection, *, filters: Filters, source_id: str) -> list[str]:
    """Months held for every force of the filters' area, within the period; a part is not the whole."""
    by_force = list_months_by_force(connection, filters=filters, source_id=source_id)
    forces = find_area(connection, area_code=filters.area_code).force_codes
    held = [set(by_force.get(code, ())) for code in forces]
    return sorted(set.intersection(*held)) if held else []


def list_months_by_force(connection: sa.Connection, *, filters: Filters, source_id: str) -> dict[str, list[str]]:
    """Months held within the period for each force that has any; a source held by the year holds its twelve months."""
    coverage = schema.core_coverage
    rows = connection.execute(
        sa.select(coverage.c.area_code, coverage.c.period_code).where(coverage.c.source_id == source_id).distinct()
    )
    periods: dict[str, set[str]] = {}
    for force_code, period_code in rows:
        periods.setdefault(force_code, set()).add(period_code)
    return {
        force_code: [month for month in expand_months(codes) if filters.includes(month)]
        for force_code, codes in periods.items()
    }


def list_years_held(connection: sa.Connection, *, filters: Filters, source_id: str) -> list[int]:
    """Calendar years of which every month is held for every force of the filters' area, whatever the period."""
    always = filters.but(from_month="", to_month="")
    months = set(list_months_held(connection, filters=always, source_id=source_id))
    return [year for year in sorted({int(month[:4]) for month in months}) if set(expand_months([str(year)])) <= months]


def list_coverage(connection: sa.Connection, *, source_id: str = "") -> pd.DataFrame:
    """A row for each source, area and period held: source_id, area_code, area_name, period_code, row_count.

    Of a force's own extract row_count is the protected number of crimes.
    """
    coverage, area = schema.core_coverage, schema.core_area
    statement = (
        sa.select(
            coverage.c.source_id,
            coverage.c.area_code,
            area.c.area_name,
            coverage.c.period_code,
            coverage.c.row_count,
        )
        .join(area, area.c.area_code == coverage.c.area_code, isouter=True)
        .order_by(coverage.c.source_id, coverage.c.area_code, coverage.c.period_code)
    )
    if source_id:
        statement = statement.where(coverage.c.source_id == source_id)
    frame, keys = read_frame(connection, statement), ["source_id", "area_code", "period_code"]
    protected = frame[keys].merge(read_protected_totals(connection), on=keys, how="left")["row_count"].fillna(0)
    is_own = frame["source_id"] == FORCE_CRIMES
    return frame.assign(row_count=frame["row_count"].mask(is_own, protected.astype("Int64")))
