"""The Special Constabulary, as the assessments and a force's own totals state it."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.queries.workforce.stated import list_stated


def list_specials(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure on the Special Constabulary: establishment, wanted, resigning, recruitment.

    Counts of people; recruitment is a funnel of three steps, each with its own date. Columns and
    filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("specials",))
