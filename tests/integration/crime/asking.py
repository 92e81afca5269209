"""Sums and filters that the tests of recorded crime share."""

import pandas as pd
from hypothesis import HealthCheck, settings

from data_access.filters import Filters

# Asking a real store takes tens of milliseconds: few, but random, examples.
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=False
)


def sum_crime(frame: pd.DataFrame, column: str = "crime_count") -> float:
    return float(frame.loc[frame["is_recorded_crime"].astype(bool), column].sum())


def make_filters(area: str, first: str, last: str) -> Filters:
    if first and last and first > last:
        first, last = last, first
    return Filters(area_code=area, from_month=first, to_month=last)
