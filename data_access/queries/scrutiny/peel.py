"""Grades of the inspectorate's PEEL programme, with how each compares with the one before."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.filters import Filters
from data_access.queries.scrutiny.keeping import keep_edition, keep_months
from data_access.queries.sources.areas import find_area


def list_peel_grades(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each force, pillar and grading by the inspectorate, oldest edition first.

    grade is one of the four of the scale or '' where none was given yet; rank is 1 for the best. state
    is 'published', 'expected', 'not_graded' or 'earlier' (named only as the grade before another).
    change compares with the grade before: 'better', 'worse', 'same' or ''. The 2016-17 grade of
    efficiency, legitimacy and leadership is one for the three together.
    """
    table, grade, source, area = schema.core_peel_grade, schema.core_grade, schema.core_source, schema.core_area
    before = grade.alias("before")
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(
            table.c.edition,
            table.c.force_code,
            area.c.area_name.label("force_name"),
            table.c.pillar_code,
            table.c.pillar,
            table.c.stage,
            table.c.graded,
            table.c.graded_month,
            table.c.grade,
            grade.c.grade_name,
            grade.c.rank,
            before.c.grade_name.label("previous_name"),
            (grade.c.rank - before.c.rank).label("change"),
            table.c.printed,
            table.c.previous_printed,
            table.c.state,
            table.c.certainty,
            table.c.note,
            table.c.section,
            table.c.line,
            source.c.title.label("source"),
            source.c.source_id,
        )
        .join(source, source.c.source_id == table.c.source_id)
        .join(area, area.c.area_code == table.c.force_code)
        .join(grade, grade.c.grade == table.c.grade, isouter=True)
        .join(before, before.c.grade == table.c.previous, isouter=True)
        .where(table.c.force_code.in_(chosen.force_codes), *keep_months(filters, table.c.graded_month))
        .order_by(table.c.edition, table.c.position)
    )
    frame = keep_edition(connection, statement, table, filters)
    steps = frame["change"].astype(float)
    words = steps.map(lambda step: "" if pd.isna(step) else "same" if step == 0 else "worse" if step > 0 else "better")
    names = frame[["grade_name", "previous_name"]].fillna("")
    return frame.assign(change=words.astype(str), **names)
