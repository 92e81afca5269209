"""Months added up over areas: a month held without a row is zero, a hidden part is missing."""

import pandas as pd

from data_access.measures.monthly import sum_by_month

HELD = ["2015-01", "2015-02", "2015-03"]


def test_areas_are_added_up_and_a_month_without_a_row_is_zero() -> None:
    counts = pd.DataFrame({"month": ["2015-01", "2015-01", "2015-03"], "fatal": [1, 2, 4], "serious": [10, 20, 40]})
    sums = sum_by_month(counts, values=["fatal", "serious"], held=HELD)
    assert sums["month"].tolist() == HELD
    assert sums["fatal"].tolist() == [3, 0, 4]
    assert sums["serious"].tolist() == [30, 0, 40]


def test_a_month_with_a_hidden_part_is_missing_and_never_zero_or_a_part() -> None:
    counts = pd.DataFrame({"month": ["2015-01", "2015-01", "2015-02"], "count": pd.array([7, None, None], "Int64")})
    sums = sum_by_month(counts, values=["count"], held=HELD)
    assert sums["count"].isna().tolist() == [True, True, False]
    assert sums["count"].tolist()[2] == 0


def test_what_is_no_count_is_missing_where_there_is_no_row() -> None:
    counts = pd.DataFrame({"month": ["2015-01"], "adjusted": [1.5]})
    sums = sum_by_month(counts, values=["adjusted"], held=HELD, not_counts={"adjusted"})
    assert sums["adjusted"].isna().tolist() == [False, True, True]


def test_no_row_at_all_is_zero_in_every_month_held() -> None:
    counts = pd.DataFrame({"month": [], "count": []})
    assert sum_by_month(counts, values=["count"], held=HELD)["count"].tolist() == [0, 0, 0]
    assert sum_by_month(counts, values=["count"], held=[]).empty
