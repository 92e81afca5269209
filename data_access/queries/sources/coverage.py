"""Which periods each source holds for which force: what isn't listed is missing, not zero."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.sources.areas import find_area


def list_months_held(connection: sa.Connection, *, filters: Filters, source_id: str) -> list[str]:
    """Months held for every force of the filters' area, within the period; a part is not the whole."""
    coverage = schema.core_coverage
    forces = find_area(connection, area_code=filters.area_code).force_codes
    statement = (
        sa.select(coverage.c.period_code)
        .where(
            coverage.c.source_id == source_id,
            coverage.c.area_code.in_(forces),
            *filters.months(coverage.c.period_code),
        )
        .group_by(coverage.c.period_code)
        .having(sa.func.count(sa.distinct(coverage.c.area_code)) == len(forces))
        .order_by(coverage.c.period_code)
    )
    return list(connection.scalars(statement))


def list_coverage(connection: sa.Connection, *, source_id: str = "") -> pd.DataFrame:
    """A row for each source, area and period held: source_id, area_code, area_name, period_code, row_count."""
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
    return read_frame(connection, statement)
