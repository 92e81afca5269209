"""Sickness, as the assessments and a force's own totals state it."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.queries.workforce.stated import list_stated


def list_sickness(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on sickness, as its source states it; measures differ and are never one line.

    measure_code tells them apart: hours lost in a month, days lost in a month and hours lost in a
    half-year are three measures. status is 'value', 'not_stated' or 'suppressed' (a group under 10
    people of a force's own totals); unit is the measure's. An area keeps its forces' rows and those
    that stand for all forces together or none; an edition and a period keep theirs.
    """
    return list_stated(connection, filters=filters, subjects=("sickness",))
