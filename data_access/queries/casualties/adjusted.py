"""KSI collisions adjusted for how severity was recorded: DfT's chances, summed by whatever unit is asked for."""

from typing import Any

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters

_COLLISION = schema.core_collision
_IS_FATAL = _COLLISION.c.severity == "fatal"

# What nobody doubts, and for the rest the chance that injury-based recording would have said serious.
ADJUSTED_KSI: sa.ColumnElement[Any] = sa.cast(
    sa.func.sum(sa.case((_IS_FATAL, 1.0), else_=_COLLISION.c.adjusted_serious)), sa.Double
)
ADJUSTED_HELD: sa.ColumnElement[Any] = sa.func.sum(
    sa.case((sa.or_(_IS_FATAL, _COLLISION.c.adjusted_serious.is_not(None)), 1), else_=0)
)


def list_adjusted_forces(connection: sa.Connection, *, filters: Filters) -> list[str]:
    """Forces that have adjusted figures for all of the period.

    Each year of theirs within it holds slight collisions (some of which would be serious now), and every
    collision that was not fatal has DfT's chance.
    """
    slight = sa.func.sum(sa.case((_COLLISION.c.severity == "slight", 1), else_=0))
    statement = (
        sa.select(
            _COLLISION.c.force_code,
            sa.and_(sa.func.count() == ADJUSTED_HELD, slight > 0).label("is_whole"),
        )
        .where(*filters.days(_COLLISION.c.collision_date))
        .group_by(_COLLISION.c.force_code, _COLLISION.c.collision_year)
    )
    years = read_frame(connection, statement)
    is_whole = years.groupby("force_code")["is_whole"].all()
    return sorted(is_whole[is_whole].index)


def sum_adjusted(
    connection: sa.Connection,
    conditions: list[sa.ColumnElement[bool]],
    *,
    by: sa.ColumnElement[str],
    forces: list[str],
) -> pd.Series:
    """Adjusted KSI collisions of some forces by a column of out_collision_unit; none is absent, not zero.

    conditions are those of a slice of every severity.
    """
    unit = schema.out_collision_unit
    statement = (
        sa.select(by.label("code"), ADJUSTED_KSI.label("adjusted"))
        .select_from(_COLLISION)
        .join(
            unit, sa.and_(unit.c.collision_id == _COLLISION.c.collision_id, unit.c.source_id == _COLLISION.c.source_id)
        )
        .where(*conditions, _COLLISION.c.force_code.in_(forces))
        .group_by(by)
    )
    return read_frame(connection, statement).set_index("code")["adjusted"].astype(float)
