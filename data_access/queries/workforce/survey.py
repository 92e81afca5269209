"""The wellbeing survey of June 2015, as printed."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.queries.workforce.stated import list_stated


def list_survey(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each figure of the wellbeing survey of June 2015, as printed; shares are percentages.

    Where a printed figure does not agree with another, note says so. Columns and filters as in list_sickness.
    """
    return list_stated(connection, filters=filters, subjects=("survey",))
