"""What the questions on scrutiny keep of a table: the rows of an edition and of a period."""

import pandas as pd
import sqlalchemy as sa

from data_access.database.frames import read_frame
from data_access.filters import Filters


def keep_edition(
    connection: sa.Connection, statement: sa.Select[tuple[object, ...]], table: sa.Table, filters: Filters
) -> pd.DataFrame:
    """The rows of the chosen edition, or of every edition."""
    if filters.edition:
        statement = statement.where(table.c.edition == filters.edition)
    return read_frame(connection, statement)


def keep_months(filters: Filters, month: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    """Rows whose month lies in the period; a row without a month has no place in a chosen period."""
    conditions = list(filters.months(month))
    return [*conditions, month != ""] if conditions else []
