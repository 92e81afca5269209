"""What the assessments say of people in words, without a figure."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters


def list_statements(connection: sa.Connection, *, filters: Filters, topic: str = "") -> pd.DataFrame:
    """A row for each statement of the assessments that holds no figure: heading as printed, statement in our words.

    table_code groups them (survey-drivers, equality-objectives, standards, finance ...); topic keeps one
    group. An edition keeps its own; area and period do not apply.
    """
    text, source = schema.core_stated_text, schema.core_source
    statement = (
        sa.select(
            text.c.edition,
            text.c.table_code,
            text.c.group_name,
            text.c.heading,
            text.c.statement,
            text.c.certainty,
            text.c.note,
            text.c.section,
            text.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == text.c.source_id)
        .order_by(text.c.edition.desc(), text.c.table_code, text.c.position)
    )
    if topic:
        statement = statement.where(text.c.table_code == topic)
    if filters.edition:
        statement = statement.where(text.c.edition == filters.edition)
    return read_frame(connection, statement)
