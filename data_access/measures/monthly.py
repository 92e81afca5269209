"""Counts by month over several areas, with the months held that have none. Pure."""

from collections.abc import Collection, Sequence

import pandas as pd


def sum_by_month(
    counts: pd.DataFrame, *, values: Sequence[str], held: Sequence[str], not_counts: Collection[str] = ()
) -> pd.DataFrame:
    """A row for each month held, in order, with the sum of each value over all areas.

    counts has month and the values. A month held without a row is zero of a count, and missing of what is named in
    not_counts. A sum with a hidden or missing part is missing: a part is not the whole.
    """
    sums = counts.groupby("month")[list(values)].sum(skipna=False)
    filled = {name: sums[name].reindex(held, **({} if name in not_counts else {"fill_value": 0})) for name in values}
    return pd.DataFrame(filled, index=pd.Index(held, name="month")).reset_index()
