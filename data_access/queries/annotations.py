"""Changes in how crime is recorded, each with its source: what may make a count move by itself."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.frames import read_frame
from data_access.queries.areas import find_area


def list_annotations(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each recording change that bears on the area: its date where its source gives one, text, source.

    date_precision is 'day', 'month' or 'none'; an undated change belongs beside a chart, not on it.
    """
    change, area = schema.core_annotation, schema.core_area
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            change.c.annotation_date,
            change.c.date_precision,
            change.c.area_code,
            area.c.area_name,
            change.c.offence_code,
            change.c.text,
            change.c.evidence,
            change.c.is_rebase,
            change.c.source_id,
        )
        .join(area, area.c.area_code == change.c.area_code, isouter=True)
        .where(change.c.area_code.in_(["", chosen.code, *chosen.force_codes]))
        .order_by(change.c.annotation_date.nulls_last(), change.c.text, change.c.offence_code, change.c.evidence)
    )
    return read_frame(connection, statement)
