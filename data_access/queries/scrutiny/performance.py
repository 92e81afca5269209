"""The performance framework, what of it this store can show, and the figures stated on confidence."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.queries.scrutiny.keeping import keep_edition
from data_access.queries.workforce.stated import list_stated


def list_performance(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each measure of the performance framework, with what this store can show of it.

    availability is 'yes', 'part', 'extract' (only from a force's own extract), 'words' (words without a
    figure) or 'none'; question names what answers it, reason says why. The mapping is our reading.
    """
    table, source = schema.core_performance_measure, schema.core_source
    statement = (
        sa.select(
            table.c.edition,
            table.c.theme,
            table.c.measure,
            table.c.availability,
            table.c.question,
            table.c.shown,
            table.c.reason,
            table.c.certainty,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .order_by(table.c.edition, table.c.position)
    )
    return keep_edition(connection, statement, table, filters)


def list_confidence(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on public confidence and perception, as printed; columns as workforce.sickness."""
    return list_stated(connection, filters=filters, subjects=("confidence",))
