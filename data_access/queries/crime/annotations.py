"""Changes in how crime is recorded, each with its source: what may make a count move by itself."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.sources.areas import find_area


def list_annotations(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each recording change that bears on the area or a part of it: date where its source gives one.

    area_name is the area the change is about, missing where it is about all forces; is_part marks a change in
    a part of the chosen area alone, which says nothing of the rest: the area's series is not rebased by it.
    date_precision is 'day', 'month' or 'none'; an undated change belongs beside a chart, not on it.
    """
    change, area, member = schema.core_annotation, schema.core_area, schema.core_area_member
    chosen = find_area(connection, area_code=filters.area_code)
    above = sa.select(member.c.ancestor_code).where(member.c.area_code == chosen.code)
    below = sa.select(member.c.area_code).where(member.c.ancestor_code == chosen.code)
    bears_on_all = sa.or_(change.c.area_code.in_(["", chosen.code]), change.c.area_code.in_(above))
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
            sa.not_(bears_on_all).label("is_part"),
            change.c.source_id,
        )
        .join(area, area.c.area_code == change.c.area_code, isouter=True)
        .where(sa.or_(bears_on_all, change.c.area_code.in_(below)))
        .order_by(change.c.annotation_date.nulls_last(), change.c.text, change.c.offence_code, change.c.evidence)
    )
    return read_frame(connection, statement)
