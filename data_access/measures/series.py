"""Complete series in which a month that isn't held shows as a gap."""

import pandas as pd

from data_access.months import list_months


def complete_months(frame: pd.DataFrame, *, value: str, first: str = "", last: str = "") -> pd.DataFrame:
    """One row for every month from first to last; months not held have a missing value, never zero.

    The result has a `run` number that grows at each gap, so that a line is never drawn across one.
    """
    if frame.empty and not (first and last):
        return frame.assign(is_held=pd.Series(dtype=bool), run=pd.Series(dtype=int))
    months = list_months(first or frame["month"].min(), last or frame["month"].max())
    full = pd.DataFrame({"month": months}).merge(frame, on="month", how="left")
    full["is_held"] = full[value].notna()
    full["run"] = (full["is_held"] != full["is_held"].shift()).cumsum()
    return full
