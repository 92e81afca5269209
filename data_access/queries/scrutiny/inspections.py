"""Inspections, assessments and surveys of the forces that the assessments name."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.queries.scrutiny.keeping import keep_edition, keep_months
from data_access.queries.sources.areas import find_area

SCOPES = {"both": "Both forces", "national": "National", "not_stated": "Not stated"}


def list_inspections(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each inspection, assessment or survey of the forces, dates as printed, oldest first.

    state is 'reported', 'self-assessed', 'expected' (report still to come), 'forthcoming' or 'mentioned'.
    first_month and published_month are '' where no month is in the text; note says where the text
    contradicts itself. A force keeps its own and those of both or none; a period those that fall in it.
    """
    table, source = schema.core_inspection, schema.core_source
    chosen = find_area(connection, area_code=filters.area_code)
    month = sa.case((table.c.published_month != "", table.c.published_month), else_=table.c.first_month)
    statement = (
        sa.select(
            table.c.edition,
            table.c.title,
            table.c.scope,
            table.c.kind,
            table.c.inspected,
            table.c.first_month,
            table.c.published,
            table.c.published_month,
            table.c.core_group,
            table.c.action_plan,
            table.c.state,
            table.c.finding,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .where(table.c.scope.in_([*SCOPES, *chosen.force_codes]), *keep_months(filters, month))
        .order_by(table.c.edition, table.c.position)
    )
    frame = keep_edition(connection, statement, table, filters)
    return frame.assign(scope=frame["scope"].map({**_name_forces(connection), **SCOPES}))


def _name_forces(connection: sa.Connection) -> dict[str, str]:
    area = schema.core_area
    rows = connection.execute(sa.select(area.c.area_code, area.c.area_name).where(area.c.level == "force"))
    return {str(row.area_code): str(row.area_name) for row in rows}
