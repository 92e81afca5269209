"""Drivers of change: the PESTELO matrix of the assessment, and a force's own scan below it."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters


def list_drivers(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each driver of the PESTELO matrix, by number; a force's own scan stands below the assessment's.

    status is 'named' or 'not_in_the_text': of eighteen drivers the text names one, and no position of any.
    impact and uncertainty are '' where no position is given.
    """
    table, source = schema.core_horizon_driver, schema.core_source
    statement = (
        sa.select(
            table.c.edition,
            table.c.number,
            table.c.driver,
            table.c.status,
            table.c.impact,
            table.c.uncertainty,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.line,
            table.c.source_id,
            source.c.title.label("source"),
        )
        .join(source, source.c.source_id == table.c.source_id)
        .order_by(table.c.source_id, table.c.edition, table.c.number)
    )
    if filters.edition:
        statement = statement.where(table.c.edition == filters.edition)
    return read_frame(connection, statement)
