"""TOIL and RDIL owed to officers, as the assessments and a force's own totals state them."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.queries.workforce.stated import list_stated


def list_toil_rdil(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each month, group and measure of TOIL and RDIL, and the limits of the internal policy.

    People over a limit and the average owed to them, in hours (TOIL) or days (RDIL). Columns and
    filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("toil-rdil",))
